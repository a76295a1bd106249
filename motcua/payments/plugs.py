"""What payments plug into lower modules."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.personal import holdings
from motcua.ledger.sockets import verbs
from motcua.payments import queries
from motcua.payments.acts import ACTS, ROLES, VERBS
from motcua.payments.personal import HOLDING
from motcua.payments.types import LOOK, SETTLEMENT
from motcua.prints.sockets import guards
from motcua.ui.remembered import fixed
from motcua.ui.sockets import navigation
from motcua.ui.types import Entry


class Rail:
    """The till of the day, and the settlement."""

    key = "payments"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:  # noqa: ARG002  the socket asks with it
        """Return them for whoever may look into the unit's money."""
        if actor.is_anonymous or not access.judge(actor, LOOK, actor.unit):
            return []
        return [
            Entry(_("Quỹ trong ngày"), fixed("payments:till"), order=60),
            Entry(_("Đối soát phí"), fixed("payments:settlement"), order=61),
        ]


class OfSettlements:
    """The print of a settlement is read by whoever may look into that unit's money."""

    key = SETTLEMENT

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read it?"""
        unit = queries.settlement_unit(owner_id)
        return unit is not None and access.judge(actor, LOOK, unit)


acts.plug(ModuleActs("payments", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
navigation.plug(Rail())
guards.plug(OfSettlements())
for verb in VERBS:
    verbs.plug(verb)
holdings.plug(HOLDING)
