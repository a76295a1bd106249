"""What the post plugs into lower modules, and the one system that we ship."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.kernel import access, moments
from motcua.kernel.actor import Actor
from motcua.kernel.personal import holdings
from motcua.ledger.sockets import verbs
from motcua.operations.sockets import watched
from motcua.operations.types import Figure, level
from motcua.postal import queries
from motcua.postal.acts import ACTS, ROLES, VERBS
from motcua.postal.offices.hcc import Hcc
from motcua.postal.personal import HOLDING
from motcua.postal.sockets import offices
from motcua.postal.types import BAG, LOOK
from motcua.prints.sockets import guards
from motcua.ui.remembered import fixed
from motcua.ui.sockets import navigation
from motcua.ui.types import Entry


class Rail:
    """The post's page, with how many parcels and messages wait."""

    key = "postal"

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:  # noqa: ARG002  the socket asks with it
        """Return one entry, or nothing."""
        if actor.is_anonymous or not access.judge(actor, LOOK, actor.unit):
            return []
        return [Entry(_("Bưu chính"), fixed("postal:parcels"), queries.waiting_for_a_person(actor).or_none(), order=35)]


class OfBags:
    """The minutes of a bag are read by whoever may look into that unit's post."""

    key = BAG

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read them?"""
        unit = queries.bag_unit(owner_id)
        return unit is not None and access.judge(actor, LOOK, unit)


class Waiting:
    """What should have gone to the post's system, and what waits for somebody's word."""

    key = "postal"

    def figures(self) -> Sequence[Figure]:
        """Return both, from one statement."""
        late, asking = queries.waiting_everywhere(moments.now())
        return [
            Figure(
                "postal_late", _("Đơn gửi bưu điện quá 10 phút chưa đi"), late, _("%(count)s đơn") % {"count": late},
                level(late, 1, 50),
                _("Máy chủ của bưu điện không nhận. Xem worker.log trong thư mục logs và địa chỉ MOTCUA_POST_URL; tạm thời ghi mã bưu gửi bằng tay."),
            ),
            Figure(
                "postal_asking", _("Bưu gửi, tin bưu điện chờ người quyết định"), asking, _("%(count)s việc") % {"count": asking},
                level(asking, 20, 200),
                _("Nhắc bộ phận một cửa của từng đơn vị mở «Bưu chính», quyết định từng việc."),
            ),
        ]  # fmt: skip


watched.plug(Waiting())
acts.plug(ModuleActs("postal", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
navigation.plug(Rail())
guards.plug(OfBags())
offices.plug(Hcc())
for verb in VERBS:
    verbs.plug(verb)
holdings.plug(HOLDING)
