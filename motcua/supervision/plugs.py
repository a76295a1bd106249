"""What supervision plugs into lower modules."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.supervision.cuts import LOOK
from motcua.ui.remembered import fixed
from motcua.ui.sockets import navigation
from motcua.ui.types import Entry


class Rail:
    """The figures, for whoever may look at dossiers; those for everybody, for all others."""

    key = "supervision"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:  # noqa: ARG002  the socket asks with it
        """Return them for this actor."""
        if actor.is_anonymous or access.scope(actor, LOOK).is_empty:
            return [Entry(_("Số liệu công khai"), fixed("supervision:open"), group="knowledge", order=40)]
        return [Entry(_("Số liệu"), fixed("supervision:board"), order=65)]


navigation.plug(Rail())
