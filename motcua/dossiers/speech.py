"""How a dossier's state and time are said: short for officials, in whole sentences for citizens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.clocks.calendar import Calendar
from motcua.clocks.dates import say_weekday
from motcua.clocks.deadlines import LAST_SECOND, Due, Ending
from motcua.clocks.time_left import LeftKind, TimeLeft, say_time_left, time_left
from motcua.dossiers.types import Conclusion, MeetingKind, Role, State
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation

#: The sign beside the words: one of look.md's states.
ON_TIME, NEAR, LATE, PAUSED, DONE = "ontime", "near", "late", "paused", "done"


def waiting_for(state: State, role: str, action: str, *, taken: bool) -> str:
    """Return what a dossier waits for at its desk, as the desk's column says it."""
    match state:
        case State.SUPPLEMENT:
            return _("Chờ giấy bổ sung")
        case State.PAYMENT:
            return _("Chờ nộp lệ phí")
        case State.FINISHED:
            return _("Trả kết quả")
        case State.STOPPED:
            return _("Vào sổ thông báo dừng")
        case State.CANCELLED:
            return _("Huỷ tiếp nhận nhầm")
        case State.RETURNED:
            return _("Đã trả kết quả")
        case State.WITHDRAWN:
            return _("Đã rút")
        case State.REFUSED_AT_INTAKE:
            return _("Đã từ chối tiếp nhận")
        case State.FILED:
            return _("Chờ tiếp nhận")
        case _:
            return _waiting_step(role, action, taken=taken)


def _waiting_step(role: str, action: str, *, taken: bool) -> str:
    match role:
        case Role.COUNTER:
            return _("Đăng ký kết quả") if action == "return" else _("Chuyển thẩm định")
        case Role.SPECIALIST:
            return _("Thẩm định") if taken else _("Nhận việc")
        case Role.SECTION_HEAD:
            return _("Phân công") if action == "assign" else _("Xem xét")
        case Role.LEADER:
            return _("Phân công") if action == "assign" else _("Ký duyệt")
        case _:
            return _("Vào sổ, đóng dấu")


#: What came of a meeting, and what it is, in words.
CONCLUSIONS = {
    Conclusion.FAVOURABLE: gettext_lazy("đủ điều kiện"),
    Conclusion.UNFAVOURABLE: gettext_lazy("không đủ điều kiện"),
    Conclusion.MORE: gettext_lazy("cần làm rõ thêm"),
}
MEETINGS = {
    MeetingKind.COUNCIL: gettext_lazy("Họp hội đồng"),
    MeetingKind.CHECK: gettext_lazy("Kiểm tra thực tế"),
}


#: What can be mistyped, in words; a person's field says whose it is.
_FIELDS = {
    "name": gettext_lazy("họ tên"),
    "birth": gettext_lazy("ngày sinh"),
    "sex": gettext_lazy("giới tính"),
    "ethnic": gettext_lazy("dân tộc"),
    "number": gettext_lazy("số giấy tờ"),
    "phone": gettext_lazy("số điện thoại"),
    "email": gettext_lazy("thư điện tử"),
    "address": gettext_lazy("địa chỉ"),
    "commune_id": gettext_lazy("xã, phường, thị trấn"),
    "representative": gettext_lazy("người đại diện"),
    "authorisation": gettext_lazy("giấy uỷ quyền"),
    "papers": gettext_lazy("số bản giấy tờ"),
    "sets": gettext_lazy("số bộ hồ sơ"),
    "delivery": gettext_lazy("cách nhận kết quả"),
    "delivery_address": gettext_lazy("địa chỉ nhận kết quả"),
    "case": gettext_lazy("trường hợp"),
}
_WHOSE = {"owner": gettext_lazy("chủ hồ sơ"), "submitter": gettext_lazy("người nộp")}


def field_words(name: str) -> str:
    """Return a corrected field in words: «họ tên chủ hồ sơ»."""
    who, _sep, what = name.partition(".")
    return f"{_FIELDS[what]} {_WHOSE[who]}" if what else str(_FIELDS[who])


def before_words(before: Mapping[str, str]) -> str:
    """Say what was recorded before a correction: «Trước đó: họ tên chủ hồ sơ «Nông Thị Hạnh».»."""
    said = "; ".join(f"{field_words(name)} «{text or _('chưa ghi')}»" for name, text in before.items())
    return _("Trước đó: %(said)s.") % {"said": said}


def due_of(due_at: datetime | None, late_at: datetime | None) -> Due:
    """Rebuild the promise from the standing's columns; a boundary at the day's last second is a day's end."""
    if due_at is None or late_at is None:
        return Due(None, None)
    due_at, late_at = local(due_at), local(late_at)
    return Due(due_at, late_at, ending=Ending.DAY if late_at.time() == LAST_SECOND else Ending.OFFICE_CLOCK)


def time_words(
    calendar: Calendar,
    now: datetime,
    *,
    state: State,
    due_at: datetime | None,
    late_at: datetime | None,
    paused_since: datetime | None,
    days_left: str,
    on_time: bool | None,
    closed_at: datetime | None,
    finished_at: datetime | None = None,
) -> tuple[str, str, str]:
    """Return the time cell: its words, its sign, and the small line beneath."""
    if paused_since is not None:
        since = local(paused_since)
        beneath = _("còn %(left)s khi đủ giấy") % {"left": days_left} if days_left else ""
        return _("tạm dừng từ %(day)s") % {"day": short_day(since)}, PAUSED, beneath
    if state is State.CANCELLED:
        return _("đã huỷ"), DONE, ""
    if state is State.STOPPED:
        return _("đã dừng"), DONE, ""
    if state in {State.FINISHED, State.RETURNED} or closed_at is not None:
        words = {True: _("đúng hạn"), False: _("quá hạn"), None: _("xong")}[on_time]
        if finished_at and due_at and local(finished_at).date() < local(due_at).date():
            words = _("có kết quả trước hạn")
        return (
            words,
            LATE if on_time is False else DONE,
            _("hẹn %(day)s") % {"day": short_day(local(due_at))} if due_at else "",
        )
    if due_at is None:
        return _("không có thời hạn"), DONE, ""
    left = time_left(calendar, now, due_of(due_at, late_at))
    return say_time_left(left), sign_of(left), _due_words(local(due_at), left)


def agency_words(unit: UUID | None, agency: str) -> str:
    """Return an agency's name: the unit's own, else what the process or the asker calls it."""
    return organisation.short_name(unit) if unit is not None else agency or _("cơ quan ngoài hệ thống")


def sign_of(left: TimeLeft) -> str:
    """Return the sign of time left: late, near (today or one day), on time."""
    if left.is_overdue:
        return LATE
    if left.kind in {LeftKind.TODAY, LeftKind.HOURS, LeftKind.MINUTES} or (
        left.kind is LeftKind.DAYS and left.amount <= 1
    ):
        return NEAR
    return ON_TIME


def _due_words(due_at: datetime, left: TimeLeft) -> str:
    if left.kind in {LeftKind.TODAY, LeftKind.HOURS, LeftKind.MINUTES}:
        return _("hẹn %(time)s") % {"time": f"{due_at:%H:%M}"}
    return _("hẹn %(weekday)s %(day)s") % {"weekday": say_weekday(due_at.date()), "day": short_day(due_at)}


def short_day(moment: datetime) -> str:
    """Return «8/5»."""
    return f"{moment.day}/{moment.month}"
