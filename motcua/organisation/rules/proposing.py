"""Proposed calendar days as somebody typed or sent them, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.clocks.dates import SHORT_WEEKDAYS
from motcua.clocks.folder.cells import CellUnreadable
from motcua.clocks.folder.holidays import sessions
from motcua.organisation.rules.calendars import DAY_KINDS
from motcua.ui import words

#: Columns of a list, as the data the product ships with has them.
COLUMNS = ("date", "weekday", "kind", "name", "swap_with", "sessions")
MOST_DAYS = 400
LONGEST_NAME = 120


def days_of(
    lines: Iterable[tuple[int, Mapping[str, str]]], day_of: Callable[[str], date | None]
) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """Read lines (number, cells by column) into days; return them in order, and a sentence for each line that is wrong."""
    days: dict[date, dict[str, Any]] = {}
    wrong: dict[int, str] = {}
    for number, cells in lines:
        on = day_of(cells.get("date", ""))
        fault = _fault(cells, on, days, day_of)
        if fault or on is None:
            wrong[number] = fault
            continue
        swap = day_of(cells.get("swap_with", ""))
        days[on] = {
            "on": on.isoformat(),
            "kind": cells["kind"],
            "name": " ".join(cells.get("name", "").split()),
            "swap_with": swap.isoformat() if swap else None,
            "sessions": _sessions(cells.get("sessions", "")),
        }
    if not wrong and len(days) > MOST_DAYS:
        wrong[0] = _("Mỗi lần không quá %(most)s ngày.") % {"most": MOST_DAYS}
    return [days[on] for on in sorted(days)], wrong


def _fault(
    cells: Mapping[str, str], on: date | None, days: Mapping[date, object], day_of: Callable[[str], date | None]
) -> str:
    kind, swap = cells.get("kind", ""), cells.get("swap_with", "")
    if on is None:
        return _("Ngày «%(day)s» viết chưa đúng; viết như 2/9/2020.") % {"day": cells.get("date", "")[:40]}
    if on in days:
        return _("Ngày %(day)s có hai dòng. Giữ một dòng.") % {"day": words.day(on)}
    weekday = cells.get("weekday", "")
    if weekday and weekday != SHORT_WEEKDAYS[on.weekday()]:
        return _("Ngày %(day)s là %(is)s, không phải %(said)s.") % {
            "day": words.day(on),
            "is": SHORT_WEEKDAYS[on.weekday()],
            "said": weekday[:10],
        }
    if kind not in DAY_KINDS:
        return _("Loại ngày «%(kind)s» không có. Dùng: %(kinds)s.") % {"kind": kind[:40], "kinds": ", ".join(DAY_KINDS)}
    if len(cells.get("name", "")) > LONGEST_NAME:
        return _("Tên ngày không quá %(most)s chữ.") % {"most": LONGEST_NAME}
    if swap and (day_of(swap) is None or day_of(swap) == on):
        return _("Ngày hoán đổi «%(day)s» viết chưa đúng; viết như 2/9/2020.") % {"day": swap[:40]}
    if kind in {"swap_work", "swap_off"} and not swap:
        return _("Ngày %(day)s là ngày hoán đổi: ghi ngày đổi với nó.") % {"day": words.day(on)}
    try:
        _sessions(cells.get("sessions", ""))
    except (CellUnreadable, ValueError) as problem:
        return str(problem)
    return ""


def _sessions(cell: str) -> list[str]:
    if not cell.strip():
        return []
    return [f"{session.begins:%H:%M}-{session.ends:%H:%M}" for session in sessions(cell)]


def year_fault(days: Sequence[Mapping[str, Any]], until_year: int | None, ends_on: date) -> str:
    """Say why days beyond the calendar's end cannot be taken; empty when they can."""
    if until_year is not None and until_year != ends_on.year + 1:
        return _("Lịch đang có đến hết năm %(last)s: năm nối tiếp phải là %(next)s.") % {
            "last": ends_on.year,
            "next": ends_on.year + 1,
        }
    last = until_year or ends_on.year
    beyond = [day["on"] for day in days if date.fromisoformat(day["on"]).year > last]
    if beyond:
        return _(
            "Ngày %(day)s nằm ngoài lịch đã biết (đến hết năm %(last)s). Nếu đây là danh sách đầy đủ của năm sau, ghi năm ấy."
        ) % {"day": words.day(date.fromisoformat(beyond[0])), "last": last}
    if until_year and not any(date.fromisoformat(day["on"]).year == until_year for day in days):
        return _("Danh sách chưa có ngày nào của năm %(year)s.") % {"year": until_year}
    return ""
