"""What scores plug into lower modules."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.ledger.sockets import verbs
from motcua.scores.speech import VERBS
from motcua.scores.types import ACTS, LOOK, ROLES
from motcua.ui.remembered import fixed
from motcua.ui.sockets import navigation
from motcua.ui.types import Entry


class Rail:
    """The scores of agencies and the national index, for whoever may look at dossiers; there everybody finds the own ones. The frozen ones, for all others."""

    key = "scores"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:  # noqa: ARG002  the socket asks with it
        """Return them for this actor."""
        if actor.is_anonymous or access.scope(actor, LOOK).is_empty:
            return [Entry(_("Điểm các cơ quan"), fixed("scores:open"), group="knowledge", order=41)]
        return [
            Entry(_("Chấm điểm"), fixed("scores:agencies"), order=66),
            Entry(_("Chỉ số 766"), fixed("scores:index"), order=67),
        ]


navigation.plug(Rail())
acts.plug(ModuleActs("scores", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
for verb in VERBS:
    verbs.plug(verb)
