"""What bringing over plugs into lower modules."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.imports.types import LOOK
from motcua.imports.verbs import VERBS
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.ledger.sockets import verbs
from motcua.ui.sockets import administration
from motcua.ui.types import Duty


class Imports:
    """The runs over files of old dossiers, for whoever looks after the whole house."""

    key = "imports"

    def duties(self, actor: Actor) -> Sequence[Duty]:
        """Return the page, to whoever looks after the whole house."""
        if not access.is_everywhere(actor, LOOK):
            return []
        words = gettext("Các lần chuyển hồ sơ của hệ thống cũ sang, số đã nhận, dòng sai và báo cáo.")
        return [Duty(gettext("Hồ sơ cũ"), reverse("imports:runs"), words, 85)]


administration.plug(Imports())
acts.plug(
    ModuleActs("imports", (ActLine(LOOK, _("Xem các lần chuyển hồ sơ cũ")),), {"administrator": frozenset({LOOK})})
)
for verb in VERBS:
    verbs.plug(verb)
