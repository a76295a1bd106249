"""What scores plug into lower modules."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.scores.types import ACTS, LOOK, ROLES
from motcua.ui.sockets import navigation
from motcua.ui.types import Entry


class Rail:
    """The scores of agencies and the national index, for whoever may look at dossiers; everybody finds the own scores there."""

    key = "scores"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:  # noqa: ARG002  the socket asks with it
        """Return them for this actor."""
        if actor.is_anonymous or access.scope(actor, LOOK).is_empty:
            return []
        return [
            Entry(_("Chấm điểm"), reverse("scores:agencies"), order=66),
            Entry(_("Chỉ số 766"), reverse("scores:index"), order=67),
        ]


navigation.plug(Rail())
acts.plug(ModuleActs("scores", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
