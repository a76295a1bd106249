"""What operations plugs into lower modules."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access, alarms
from motcua.kernel.actor import Actor
from motcua.operations.bell import Bell
from motcua.operations.types import WATCH
from motcua.ui.sockets import administration
from motcua.ui.types import Duty


class Watching:
    """How the house runs, for whoever looks after it."""

    key = "operations"

    def duties(self, actor: Actor) -> Sequence[Duty]:
        """Return the page, to whoever looks after the whole house."""
        if not access.is_everywhere(actor, WATCH):
            return []
        words = gettext("Hàng đợi, ổ đĩa, bản sao lưu, diễn tập, chứng thư; mục nào đỏ thì ghi rõ phải làm gì.")
        return [Duty(gettext("Vận hành"), reverse("operations:watch"), words, 90)]


administration.plug(Watching())
alarms.bells.plug(Bell())
acts.plug(
    ModuleActs("operations", (ActLine(WATCH, _("Xem tình trạng vận hành")),), {"administrator": frozenset({WATCH})})
)
