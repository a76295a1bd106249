"""Open and end sign-ins, and change the post one acts for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from motcua.gate import queries as gate
from motcua.identity import queries, rules
from motcua.identity.models import Account, SignedIn
from motcua.identity.services.history import write
from motcua.identity.types import AccountUnknown, SessionUnknown
from motcua.kernel import ids, moments
from motcua.kernel.act import act
from motcua.kernel.actor import Actor

#: The sign-in's own backend, so that Django knows where the account came from.
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@act
def open_session(*, actor: Actor, at: datetime, request: HttpRequest, way: str = "password") -> None:
    """Sign the actor's account in on this request, after its owner has proved who they are by ``way``.

    The session gets a new key, and stands in the account's list until it ends. Raises AccountUnknown for a closed
    account.
    """
    account = Account.objects.filter(id=actor.account, is_active=True).first()
    if account is None:
        raise AccountUnknown
    login(request, account, backend=BACKEND)
    device = rules.device_of(request.headers.get("User-Agent", ""))
    made = SignedIn.objects.create(
        id=ids.new_id(),
        account=account,
        session_key=request.session.session_key or "",
        network=gate.client_network(request),
        device=device,
        began_at=moments.machine_now(),
    )
    write(actor, "identity.signed_in", account.id, at=at, session=made.id, way=way)


@act
def end_session(*, actor: Actor, at: datetime, session: UUID | None = None, key: str | None = None) -> None:
    """End one of the actor's own sessions, by its id or (signing out) by its key: its cookie is worth nothing then.

    Raises SessionUnknown for one that is another's or has ended.
    """
    named = {"id": session} if session is not None else {"session_key": key or ""}
    found = SignedIn.objects.filter(account_id=actor.account, **named).first()
    if found is None:
        raise SessionUnknown
    ended = found.id
    SessionStore(found.session_key).delete()
    found.delete()
    write(actor, "identity.session.ended", actor.account, at=at, session=ended)


@act
def switch_post(*, actor: Actor, at: datetime, seat: str) -> Actor:
    """Change the post one acts for, and return the actor of the new seat; the page keeps its key in the session.

    Raises SeatUnknown when the account does not hold it on the day of ``at``.
    """
    switched = queries.actor_of_seat(actor.account, seat, at)
    write(
        switched,
        "identity.post.switched",
        actor.account,
        at=at,
        from_post=actor.post,
        to_post=switched.post,
        acting_for=switched.acting_for,
    )
    return switched


def end_all_sessions(account: UUID, *, keep: str | None = None) -> int:
    """End every session of an account but the one with the key ``keep``; part of an act."""
    ending = SignedIn.objects.filter(account_id=account).exclude(session_key=keep or "")
    keys = list(ending.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    ending.delete()
    return len(keys)


@act
def sweep_sessions(*, actor: Actor, at: datetime) -> int:
    """Delete sessions that ran out before a machine moment, and their lines in the lists; return how many ran out."""
    del actor
    Session.objects.filter(expire_date__lt=at).delete()
    alive = Session.objects.values("session_key")
    return int(SignedIn.objects.exclude(session_key__in=alive).delete()[0])
