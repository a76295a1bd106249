"""What supervision plugs into lower modules."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.ledger.sockets import verbs
from motcua.prints.sockets import guards
from motcua.supervision import queries
from motcua.supervision.speech import VERBS
from motcua.supervision.types import ACTS, LOOK, NARRATIVE, ROLES
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


class OfReports:
    """The print of a narrative report is read in the unit that issued it."""

    key = NARRATIVE

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read it?"""
        unit = queries.narrative_unit(owner_id)
        return unit is not None and access.judge(actor, LOOK, unit)


navigation.plug(Rail())
guards.plug(OfReports())
acts.plug(ModuleActs("supervision", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
for verb in VERBS:
    verbs.plug(verb)
