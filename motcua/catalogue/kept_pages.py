"""The pages of whoever keeps the procedures, in words and tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.catalogue import pages, queries
from motcua.catalogue.rules import Change, counted_hours, differences
from motcua.catalogue.types import ProcedureVersion, Process, Step
from motcua.clocks.limits import say_amount
from motcua.kernel.money import dong
from motcua.organisation.types import within
from motcua.parties.queries import plain
from motcua.profile import queries as profile
from motcua.ui import words
from motcua.ui.types import Cell, Column, Tab, Table

STATES = {
    "in_force": gettext_noop("Đang áp dụng"),
    "future": gettext_noop("Sắp áp dụng"),
    "ended": gettext_noop("Hết hiệu lực"),
    "void": gettext_noop("Không áp dụng"),
}
CHANGES = {
    Change.ADDED: gettext_noop("thêm"),
    Change.REMOVED: gettext_noop("bỏ"),
    Change.CHANGED: gettext_noop("sửa"),
}


def state(version: ProcedureVersion, on: date) -> str:
    """Return the state of a version on a day: a key of ``STATES``."""
    if version.is_void:
        return "void"
    if version.valid_from > on:
        return "future"
    return "in_force" if within(version.valid_from, on, version.valid_to) else "ended"


def everything(on: date, text: str, wanted: str) -> dict[str, Any]:
    """Return the list: every procedure that a text finds, of one state or all."""
    asked = plain(text)
    lines = []
    for versions in queries.every_procedure():
        shown = next((each for each in versions if state(each, on) == "in_force"), versions[-1])
        states = {state(each, on) for each in versions}
        of = {"in_force"} & states or ({"future"} & states or {"ended"})
        of |= {"future"} & states
        if all(word in plain(f"{shown.name} {shown.code}") for word in asked.split()):
            lines.append((shown, of, len(versions)))
    tabs = [
        Tab(_(name), _address(text, key), sum(1 for line in lines if key in line[1]), is_current=key == wanted)
        for key, name in STATES.items()
        if key != "void"
    ]
    everything_tab = Tab(_("Tất cả"), _address(text, ""), len(lines), is_current=wanted not in STATES)
    rows = [
        (
            Cell(shown.name, reverse("catalogue:history", args=[shown.code]), sub=f"{shown.code} · {shown.field}"),
            Cell("; ".join(_(STATES[key]) for key in STATES if key in of)),
            Cell(str(number)),
        )
        for shown, of, number in lines
        if wanted not in STATES or wanted in of
    ]
    columns = (Column(_("Thủ tục")), Column(_("Tình trạng")), Column(_("Số bản"), "number"))
    return {"text": text, "state": wanted, "tabs": [everything_tab, *tabs], "found": Table(_("Thủ tục"), columns, rows)}


def _address(text: str, key: str) -> str:
    asked = {name: value for name, value in (("q", text), ("trang-thai", key)) if value}
    return reverse("catalogue:kept") + (f"?{urlencode(asked)}" if asked else "")


def history(versions: Sequence[ProcedureVersion], on: date) -> dict[str, Any]:
    """Return every version of a procedure, newest first, each with its state and what it can be compared with."""
    current = next((each for each in versions if state(each, on) == "in_force"), versions[-1])
    rows = []
    for place in range(len(versions) - 1, -1, -1):
        version = versions[place]
        before = next((each for each in reversed(versions[:place]) if not each.is_void), None)
        code = version.code
        asked = f"?cu={before.number}&moi={version.number}" if before else ""
        compare = reverse("catalogue:comparison", args=[code]) + asked if before else ""
        back = reverse("catalogue:withdrawal", args=[code, version.number])
        is_future = state(version, on) == "future"
        rows.append(
            (
                Cell(_("Bản %(number)s") % {"number": version.number}),
                Cell(_(STATES[state(version, on)]), sub=_period(version)),
                Cell(pages.limit_words(version), sub=pages.fee_words(version)),
                Cell(_("So với bản %(number)s") % {"number": before.number} if before else "–", compare),
                Cell(
                    _("Thu hồi bản %(number)s") % {"number": version.number} if is_future else "–",
                    back if is_future else "",
                ),
            )
        )
    columns = (
        Column(_("Bản")),
        Column(_("Tình trạng")),
        Column(_("Thời hạn, phí")),
        Column(_("So sánh")),
        Column(_("Thu hồi")),
    )
    newest = next((each for each in reversed(versions) if not each.is_void), current)
    found = queries.faults(newest, max(on, newest.valid_from))
    address = reverse("catalogue:steps", args=[current.code])
    processes = [
        (
            _("Quy trình mới từ một ngày: %(level)s") % {"level": _(pages.COUNTERS[level])},
            f"{address}?{urlencode({'cap': level})}",
        )
        for level in newest.receive_levels
    ]
    return {
        "processes": processes,
        "procedure": current,
        "blocking": [fault.sentence for fault in found if fault.blocks],
        "hints": [fault.sentence for fault in found if not fault.blocks],
        "versions": Table(_("Các bản công bố"), columns, rows),
        "doubts": queries.doubts(current),
    }


def _period(version: ProcedureVersion) -> str:
    since = words.day(version.valid_from)
    if version.is_void:
        return _("định áp dụng từ %(day)s") % {"day": since}
    if version.valid_to is None:
        return _("từ %(day)s") % {"day": since}
    return _("từ %(day)s đến hết %(last)s") % {"day": since, "last": words.day(version.valid_to)}


def comparison(old: ProcedureVersion, new: ProcedureVersion) -> dict[str, Any]:
    """Return what differs between two versions: papers, limit, fees, steps and the rest, each in words."""
    was, becomes = (_("Bản số %(number)s") % {"number": version.number} for version in (old, new))
    rows = [
        (
            Cell(one.part, sub=one.name),
            Cell(_(CHANGES[one.change])),
            Cell(one.old or "–", sub=was),
            Cell(one.new or "–", sub=becomes),
        )
        for one in differences(_parts(old), _parts(new))
    ]
    columns = (
        Column(_("Phần")),
        Column(_("Thay đổi")),
        Column(_("Trước")),
        Column(_("Sau")),
    )
    return {"procedure": new, "old": old, "new": new, "table": Table(_("Những chỗ khác nhau"), columns, rows)}


def _parts(version: ProcedureVersion) -> dict[str, list[tuple[str, str]]]:
    return {
        _("Thủ tục"): [
            (_("Tên"), version.name),
            (_("Lĩnh vực"), version.field),
            (_("Nộp tại"), "; ".join(pages.received_at(version))),
            (_("Cơ quan giải quyết"), "; ".join(pages.decided_by(version))),
            (_("Kết quả"), version.result),
            (_("Căn cứ pháp lý"), "; ".join(version.legal_basis)),
            (_("Mức độ trực tuyến"), str(version.online_level or "")),
            (_("Dịch vụ công trực tuyến"), str(pages.ONLINE_MODES.get(version.online_mode, ""))),
            (_("Vì sao chưa làm trọn trực tuyến"), version.online_reason),
            (_("Nhận ngoài bộ phận một cửa"), _("có") if version.received_elsewhere else _("không")),
            (_("Làm trọn tại một cửa"), _("có") if version.wholly_at_counter else _("không")),
            (_("Đối tượng thực hiện"), version.subjects),
            (_("Cách thức thực hiện"), version.method),
            (_("Số bộ hồ sơ"), str(version.sets or "")),
            (_("Yêu cầu, điều kiện"), version.conditions),
            (_("Lưu hồ sơ"), version.keeping),
        ],
        _("Thời hạn giải quyết"): [("", pages.limit_words(version)), (_("Ghi chú về thời hạn"), version.limit_note)],
        _("Phí, lệ phí"): [
            *((line.note, "" if line.amount is None else dong(line.amount)) for line in version.fees),
            *((pages.exemption_words(line), line.proof) for line in version.exemptions),
            (_("Về phí"), version.fee_note),
        ],
        _("Giấy tờ"): [(paper.name, pages.paper_counts(paper)) for paper in version.groups],
        _("Các bước"): [
            (
                _("%(level)s, bước %(no)s") % {"level": _(pages.COUNTERS[process.level]), "no": step.no},
                "; ".join(
                    filter(None, (step.name, pages.place_of(step), pages.hours_words(step), pages.needs_words(step)))
                ),
            )
            for process in version.processes
            for step in process.steps
        ],
    }


def picture(version: ProcedureVersion, level: str, several: tuple[Step, ...]) -> dict[str, Any]:
    """Return the picture of some steps, and their hours beside the limit's; nothing without steps."""
    if not several:
        return {"picture": None, "sum": ""}
    hours = counted_hours(several)
    told = _("Các bước cộng lại %(hours)s giờ làm việc.") % {"hours": say_amount(hours)}
    if version.has_limit:
        most = profile.hours_at_most(version.limit)
        told += " " + _("Thời hạn là %(limit)s, tức %(most)s giờ.") % {
            "limit": pages.limit_words(version),
            "most": say_amount(most),
        }
    process = Process(id=UUID(int=0), level=level, steps=several, hours=hours)
    return {"picture": pages.flow_of(process), "sum": told}
