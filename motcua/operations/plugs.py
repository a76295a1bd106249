"""What operations plugs into lower modules."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access, alarms
from motcua.kernel.actor import Actor
from motcua.operations.bell import Bell
from motcua.operations.types import WATCH
from motcua.organisation.types import UNITS
from motcua.ui.sockets import administration, navigation
from motcua.ui.types import Duty, Entry


class Watching:
    """How the house runs, for whoever looks after it."""

    key = "operations"

    def duties(self, actor: Actor) -> Sequence[Duty]:
        """Return the page, to whoever looks after the whole house."""
        if not access.is_everywhere(actor, WATCH):
            return []
        words = gettext("Hàng đợi, ổ đĩa, bản sao lưu, diễn tập, chứng thư; mục nào đỏ thì ghi rõ phải làm gì.")
        return [Duty(gettext("Vận hành"), reverse("operations:watch"), words, 90)]

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:
        """Return the page to an operator, who has no page of administration on which it stands."""
        del request
        if actor.is_anonymous or access.judge(actor, UNITS) or not access.is_everywhere(actor, WATCH):
            return []
        return [Entry(gettext("Vận hành"), reverse("operations:watch"), group="settings", order=30)]


administration.plug(Watching())
navigation.plug(Watching())
alarms.bells.plug(Bell())
acts.plug(
    ModuleActs(
        "operations",
        (ActLine(WATCH, _("Xem tình trạng vận hành")),),
        {role: frozenset({WATCH}) for role in ("administrator", "operator")},
    )
)
