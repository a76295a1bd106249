"""What organisation plugs into lower modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel import access, moments
from motcua.kernel.actor import Actor
from motcua.ledger.sockets import Verb, verbs
from motcua.organisation import queries
from motcua.organisation.rules.settings import setting_of
from motcua.organisation.types import CALENDARS, SETTINGS, UNITS, SettingsMissing, Verdict
from motcua.ui.remembered import fixed
from motcua.ui.sockets import administration, house, navigation
from motcua.ui.types import Duty, Entry, Province

VERDICTS = {
    Verdict.RECOUNT: _("tính lại ngày hẹn"),
    Verdict.KEEP: _("giữ nguyên ngày đã hẹn"),
    Verdict.DROP: _("bỏ dự thảo"),
}


def in_words(facts: Mapping[str, Any]) -> dict[str, object]:
    """Put words for a line's codes."""
    said: dict[str, object] = dict(facts)
    if "verdict" in facts:
        said["verdict"] = VERDICTS[Verdict(facts["verdict"])]
    if "setting" in facts:
        known = setting_of(str(facts["setting"]))
        said["setting"] = gettext(known.label) if known else facts["setting"]
    return said


for verb in (
    Verb("organisation.unit.recorded", _("Ghi nhận đơn vị %(unit)s")),
    Verb("organisation.unit.changed", _("Sửa thông tin đơn vị %(unit)s")),
    Verb("organisation.code.given", _("Cấp mã định danh %(code)s, dùng từ ngày %(since)s")),
    Verb("organisation.calendar.recorded", _("Ghi lịch làm việc số %(number)s, có đến ngày %(until)s")),
    Verb("organisation.settings.recorded", _("Ghi thiết lập của tỉnh, bản số %(number)s")),
    Verb("organisation.unit.founded", _("Lập đơn vị %(unit)s từ ngày %(since)s")),
    Verb("organisation.unit.renamed", _("Đổi tên đơn vị %(unit)s từ ngày %(since)s")),
    Verb("organisation.unit.moved", _("Chuyển đơn vị %(unit)s về %(to_unit)s từ ngày %(since)s")),
    Verb("organisation.unit.dissolved", _("Giải thể đơn vị %(unit)s từ ngày %(since)s, %(heirs)s đơn vị kế thừa")),
    Verb("organisation.post.added", _("Lập vị trí ở đơn vị %(unit)s từ ngày %(since)s, %(seats)s người")),
    Verb("organisation.post.closed", _("Đóng một vị trí của đơn vị %(unit)s sau ngày %(since)s")),
    Verb("organisation.order.undone", _("Huỷ quyết định về đơn vị %(unit)s, đáng lẽ có hiệu lực từ %(since)s")),
    Verb("organisation.calendar.proposed", _("Đề xuất %(days)s ngày cho lịch làm việc")),
    Verb(
        "organisation.calendar.decided",
        _("Quyết định lịch làm việc: %(verdict)s; %(touched)s hồ sơ đang giải quyết đổi ngày hẹn"),
        places=in_words,
    ),
    Verb("organisation.setting.changed", _("Đặt thiết lập «%(setting)s», dùng từ ngày %(since)s"), places=in_words),
    Verb(
        "organisation.setting.undone",
        _("Huỷ thay đổi thiết lập «%(setting)s», đáng lẽ dùng từ %(since)s"),
        places=in_words,
    ),
):
    verbs.plug(verb)


class Keeping:
    """What administrators keep here, and the way to it in the left rail."""

    key = "organisation"

    def duties(self, actor: Actor) -> Sequence[Duty]:
        """Return what this actor may look after."""
        pages = (
            (UNITS, "units", gettext("Đơn vị và vị trí"), gettext("Lập, đổi tên, chuyển, giải thể đơn vị; vị trí, mã định danh."), 10),
            (CALENDARS, "calendars", gettext("Lịch làm việc"), gettext("Ngày nghỉ, ngày làm bù; xem trước hồ sơ nào đổi ngày hẹn."), 60),
            (SETTINGS, "settings", gettext("Thiết lập của tỉnh"), gettext("Thời hạn, mã hồ sơ, tin báo, liên hệ, màu sắc; mỗi thiết lập có ngày áp dụng."), 70),
            (SETTINGS, "form-texts", gettext("Lời in trên giấy"), gettext("Lời dặn trên giấy hẹn, phiếu, biên lai; xem trước trên giấy rồi mới dùng."), 75),
        )  # fmt: skip
        return [
            Duty(label, reverse(f"organisation:{page}"), words, order)
            for act, page, label, words, order in pages
            if access.judge(actor, act)
        ]

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:
        """Return the way to the page of administration."""
        del request
        if actor.is_anonymous or not access.judge(actor, UNITS):
            return []
        return [Entry(gettext("Quản trị"), fixed("ui:administration"), group="settings", order=30)]


administration.plug(Keeping())
navigation.plug(Keeping())


class House:
    """The province's name and contact, from its settings."""

    key = "organisation"

    def province(self) -> Province:
        """Return them from memory; empty where no profile is loaded."""
        try:
            settings = queries.settings(moments.today())
        except SettingsMissing:
            return Province()
        name = queries.short_name(queries.unit_by_code(settings.unit_code).id).removeprefix("UBND ")
        contact = settings.contact
        return Province(
            name=name,
            hotline=contact.get("hotline", ""),
            email=contact.get("email", ""),
            address=contact.get("address", ""),
            look=settings.look,
        )


house.plug(House())
