"""One's own sign-ins."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session

from motcua.identity.models import SignedIn
from motcua.identity.types import SessionLine
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local


def sessions_of(actor: Actor, *, at: datetime, this: str | None = None) -> list[SessionLine]:
    """Return the actor's own sessions that still hold at a machine moment, newest first; ``this`` is the asking key."""
    own = list(SignedIn.objects.filter(account_id=actor.account).order_by("-began_at"))
    alive = set(
        Session.objects.filter(session_key__in=[line.session_key for line in own], expire_date__gt=at).values_list(
            "session_key", flat=True
        )
    )
    return [
        SessionLine(line.id, local(line.began_at), line.network, line.device, line.session_key == this)
        for line in own
        if line.session_key in alive
    ]
