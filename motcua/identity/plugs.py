"""What identity plugs in: the judge, its verbs, the header, and the acts of identity and of what lies below it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.identity import queries
from motcua.identity.judge import ByGrants
from motcua.identity.personal import HOLDING
from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.identity.types import Acts, Role
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.personal import holdings
from motcua.ledger.sockets import verbs
from motcua.ledger.types import Verb
from motcua.organisation import queries as organisation
from motcua.organisation import types as organisation_types
from motcua.organisation.sockets import names, stakes
from motcua.organisation.types import Stake
from motcua.parties import types as parties_types
from motcua.ui import sockets as ui
from motcua.ui.remembered import fixed
from motcua.ui.types import Duty, Entry, Who

access.judges.plug(ByGrants())

acts.plug(
    ModuleActs(
        "identity",
        (
            ActLine(Acts.ACCOUNTS, _("Tạo tài khoản, bổ nhiệm, phân quyền")),
            ActLine(Acts.SUBSTITUTE, _("Cử người trực thay trong đơn vị")),
            ActLine(Acts.TOKEN, _("Cấp thẻ truy cập API cho chính mình")),
        ),
        {
            **{role.value: frozenset({Acts.TOKEN}) for role in Role},
            Role.SECTION_HEAD: frozenset({Acts.TOKEN, Acts.SUBSTITUTE}),
            Role.LEADER: frozenset({Acts.TOKEN, Acts.SUBSTITUTE}),
            Role.ADMINISTRATOR: frozenset({Acts.TOKEN, Acts.SUBSTITUTE, Acts.ACCOUNTS}),
        },
    )
)
# What lies below identity cannot plug in itself.
for module, lower in (("organisation", organisation_types), ("parties", parties_types)):
    acts.plug(ModuleActs(module, tuple(ActLine(code, words) for code, words in lower.ACTS), lower.ROLES))


class NamesOfPeople:
    """What people are called, for the pages of the module below."""

    key = "identity"

    def names(self, accounts: Collection[UUID]) -> Mapping[UUID, str]:
        """Return the names of these accounts."""
        return queries.names(accounts)


class Appointments:
    """Who holds a post, or will."""

    key = "identity"

    def held(self, *, unit: UUID, posts: frozenset[UUID], whole: bool, on: date) -> Sequence[Stake]:
        """Say how many appointments run on: of these posts, or of all posts of the unit."""
        mine = {post.id for post in organisation.posts(unit, on)} if whole else posts
        count = queries.appointed_after(mine, on)
        return [Stake(count, gettext("%(count)s người còn giữ vị trí") % {"count": count}, hinders=True)]


names.plug(NamesOfPeople())
stakes.plug(Appointments())


class SignedInHeader:
    """Who I am, for which post in which unit, and where to switch."""

    key = "identity"

    def who(self, request: HttpRequest) -> Who | None:
        """Return who is signed in, or None."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if actor.is_anonymous:
            return None
        post = actor.post_name
        if actor.acting_for is not None:
            post = gettext("%(post)s (trực thay)") % {"post": post}
        return Who(
            name=actor.name,
            post=post,
            unit=actor.unit_name,
            switch_url=fixed("identity:seat"),
            sign_out_url=fixed("identity:sign-out"),
        )


ui.header.plug(SignedInHeader())


class AccountEntry:
    """The way to one's own account, in the left rail."""

    key = "identity"

    def entries(self, actor: Actor, request: HttpRequest) -> list[Entry]:
        """Return one's own account, and what one keeps for others; for citizens who receives where."""
        del request
        if actor.is_anonymous:
            return [Entry(gettext("Cán bộ một cửa"), fixed("identity:boards"), group="knowledge", order=90)]
        found = [Entry(gettext("Tài khoản"), fixed("identity:account"), group="settings")]
        if access.judge(actor, Acts.ACCOUNTS):
            found.append(Entry(gettext("Cán bộ, phân quyền"), fixed("identity:people"), group="settings", order=40))
        elif actor.unit is not None and access.judge(actor, Acts.SUBSTITUTE, actor.unit):
            found.append(Entry(gettext("Trực thay"), fixed("identity:stand-ins"), group="settings", order=40))
        return found


class KeepingPeople:
    """What administrators look after here."""

    key = "identity"

    def duties(self, actor: Actor) -> list[Duty]:
        """Return the pages for people and roles."""
        if not access.judge(actor, Acts.ACCOUNTS):
            return []
        pages = (
            ("people", gettext("Cán bộ, phân quyền"), gettext("Tạo tài khoản, bổ nhiệm, giao quản trị một đơn vị, in phiếu mật khẩu, nghỉ việc."), 20),
            ("roles", gettext("Vai trò và quyền"), gettext("Mỗi vai trò được làm việc gì."), 30),
            ("stand-ins", gettext("Trực thay"), gettext("Ai làm thay ai, từ ngày nào đến ngày nào."), 40),
            ("secondments", gettext("Biệt phái tại bộ phận một cửa"), gettext("Người được cử đến một cửa và thời hạn."), 50),
        )  # fmt: skip
        return [Duty(label, reverse(f"identity:{page}"), words, order) for page, label, words, order in pages]


ui.administration.plug(KeepingPeople())
ui.navigation.plug(AccountEntry())


def in_words(facts: Mapping[str, Any]) -> Mapping[str, object]:
    """Put names for the ids of posts, units and accounts."""
    words = dict(facts)
    for name in ("to_post", "from_post", "for_post"):
        if facts.get(name):
            words[name] = organisation.post(UUID(facts[name])).name
    for name in ("in_unit", "for_unit", "from_unit"):
        if facts.get(name):
            words[name] = organisation.full_name(UUID(facts[name]))
    for name in ("by_account", "for_account", "acting_for", "asked_by"):
        if facts.get(name):
            words[name] = queries.names([UUID(facts[name])]).get(UUID(facts[name]), "–")
    if "roles" in facts:
        words["roles"] = ", ".join(Role(role).words if role in set(Role) else role for role in facts["roles"])
    if "allowed" in facts:
        words["allowed"] = gettext("được làm") if facts["allowed"] else gettext("không được làm")
    return words


for code, sentence in (
    ("identity.account.created", _("Tạo tài khoản")),
    ("identity.account.closed", _("Đóng tài khoản")),
    ("identity.appointed", _("Bổ nhiệm vào vị trí %(to_post)s, %(in_unit)s từ %(valid_from)s: %(roles)s")),
    ("identity.appointment.ended", _("Kết thúc một lần bổ nhiệm, ngày cuối %(valid_to)s")),
    ("identity.substituted", _("Được %(by_account)s trực thay từ %(valid_from)s đến %(valid_to)s")),
    ("identity.stands_in", _("Trực thay %(for_account)s từ %(valid_from)s đến %(valid_to)s")),
    ("identity.signed_in", _("Đăng nhập")),
    ("identity.session.ended", _("Kết thúc một phiên đăng nhập")),
    ("identity.post.switched", _("Chuyển sang vị trí %(to_post)s")),
    ("identity.password.set", _("Cấp mật khẩu mới")),
    ("identity.password.changed", _("Đổi mật khẩu")),
    ("identity.code.enrolled", _("Gắn điện thoại để dùng mã một lần")),
    ("identity.code.reset", _("Gỡ điện thoại đã gắn")),
    ("identity.code_reset.asked", _("Yêu cầu gỡ điện thoại, chờ người thứ hai")),
    ("identity.code_reset.dropped", _("Bỏ yêu cầu gỡ điện thoại")),
    ("identity.slip.issued", _("Cấp phiếu mật khẩu dùng một lần")),
    ("identity.slip.used", _("Dùng phiếu mật khẩu")),
    ("identity.substitution.ended", _("Kết thúc việc %(by_account)s trực thay")),
    ("identity.seconded", _("Biệt phái từ %(from_unit)s đến %(in_unit)s, từ %(valid_from)s đến %(valid_to)s")),
    ("identity.stand_by.named", _("Dự phòng của %(from_unit)s tại %(in_unit)s từ %(valid_from)s")),
    ("identity.stand_by.ended", _("Thôi dự phòng của %(from_unit)s tại %(in_unit)s")),
    ("identity.left", _("Nghỉ việc, đóng tài khoản, bàn giao %(moved)s việc")),
    ("identity.desk_phone.set", _("Đặt điện thoại của bộ phận một cửa %(in_unit)s")),
    ("identity.spare_code.used", _("Đăng nhập bằng một mã dự phòng")),
    ("identity.token.issued", _("Cấp thẻ truy cập cho vị trí %(for_post)s")),
    ("identity.token.revoked", _("Thu hồi một thẻ truy cập")),
    ("identity.role.set", _("Đặt việc %(act)s cho vai trò %(role)s: %(allowed)s")),
):
    verbs.plug(Verb(key=code, sentence=sentence, citizen=None, places=in_words))
holdings.plug(HOLDING)
