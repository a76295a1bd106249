"""What ratings plug into lower modules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers import queries as dossiers
from motcua.dossiers.sockets import enclosures, invitations
from motcua.dossiers.types import State
from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.ledger.sockets import verbs
from motcua.ledger.types import Verb
from motcua.ratings import queries
from motcua.ratings.printing import goes_with
from motcua.ratings.types import ACTS, LOOK, ROLES
from motcua.ui.sockets import navigation
from motcua.ui.types import Cell, Entry


class Rail:
    """What ratings say, for whoever may look at dossiers."""

    key = "ratings"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:  # noqa: ARG002  the socket asks with it
        """Return one entry, or nothing."""
        if actor.is_anonymous or access.scope(actor, LOOK).is_empty:
            return []
        return [Entry(_("Mức độ hài lòng"), reverse("ratings:results"), order=68)]


class AfterTheResult:
    """Whoever bears the receipt of a dossier that has its result, or was turned away, may say how it was handled."""

    key = "ratings"

    def invite(self, token: str, state: State) -> Cell | None:
        """Return the way to the slip while it can be filled in."""
        if state not in (State.FINISHED, State.RETURNED, State.REFUSED_AT_INTAKE):
            return None
        found = dossiers.rateable(token=token)
        if found is None or queries.hindrance(found):
            return None
        return Cell(_("Đánh giá việc giải quyết hồ sơ này"), reverse("ratings:rate", args=[token]))


class SlipOnPaper:
    """With a receipt, a request for supplements or a refusal goes a slip on paper."""

    key = "ratings"

    def enclose(self, number: str, form: str, kept: UUID, on: date) -> Cell | None:
        """Return the way to the print with the slip behind it."""
        if not goes_with(form, on):
            return None
        words = {"receipt": _("In giấy hẹn kèm phiếu đánh giá")}.get(form, _("In kèm phiếu đánh giá"))
        return Cell(words, reverse("ratings:with-slip", args=[number, kept]))


navigation.plug(Rail())
invitations.plug(AfterTheResult())
enclosures.plug(SlipOnPaper())
acts.plug(ModuleActs("ratings", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
verbs.plug(Verb("ratings.slip_entered", gettext_lazy("Nhập một phiếu đánh giá."), None))
