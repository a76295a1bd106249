"""holidays.csv: weekdays that are wrong, swaps without their other half, years that are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from motcua.clocks.dates import SHORT_WEEKDAYS, say_day
from motcua.clocks.folder.findings import Finding, doubt, fault
from motcua.clocks.folder.holidays import HolidayRow
from motcua.clocks.folder.reader import ProfileFolder
from motcua.clocks.speech import _
from motcua.profile.checks.common import repeated

FILE = "holidays.csv"
WORKING = {"holiday": "no", "compensatory": "no", "swap_off": "no", "swap_work": "yes", "half_day": "half"}
OTHER_HALF = {"swap_off": "swap_work", "swap_work": "swap_off"}

#: Since 2007 the Labour Code gives nine days or more (2012 art. 115: ten).
FEWEST_A_YEAR = 9


def check_calendar(folder: ProfileFolder) -> Iterator[Finding]:
    """Check the days that depart from the ordinary week."""
    rows = {row.on: row for row in folder.holidays}
    yield from repeated(folder.holidays, lambda row: row.on, FILE, "date")
    for row in folder.holidays:
        weekday = SHORT_WEEKDAYS[row.on.weekday()]
        if row.weekday is not None and row.weekday != weekday:
            sentence = _("Ngày %(day)s là %(right)s, không phải %(wrong)s.")
            words = {"day": say_day(row.on), "right": weekday, "wrong": row.weekday}
            yield fault("weekday", sentence % words, FILE, row.line, "weekday")
        if row.working_day is not None and row.working_day != WORKING[row.kind]:
            sentence = _("Loại %(kind)s thì working_day phải là %(right)s.")
            yield fault(
                "working-day", sentence % {"kind": row.kind, "right": WORKING[row.kind]}, FILE, row.line, "working_day"
            )
        if row.kind in OTHER_HALF:
            yield from _swap(row, rows.get(row.swap_with) if row.swap_with else None)
            yield from _needless(folder, row)
        elif row.swap_with is not None:
            sentence = _("Chỉ ngày hoán đổi (swap_off, swap_work) mới có swap_with.")
            yield fault("swap", sentence, FILE, row.line, "swap_with")
    yield from _years(folder)


def _swap(row: HolidayRow, other: HolidayRow | None) -> Iterator[Finding]:
    if row.swap_with is None:
        yield fault("swap", _("Ngày hoán đổi phải có ngày kia ở swap_with."), FILE, row.line, "swap_with")
    elif other is None:
        sentence = _("Không có dòng nào cho ngày hoán đổi %(day)s.") % {"day": say_day(row.swap_with)}
        yield fault("swap", sentence, FILE, row.line, "swap_with")
    elif other.swap_with != row.on or other.kind != OTHER_HALF[row.kind]:
        sentence = _("Hai ngày hoán đổi %(one)s và %(other)s không khớp: một ngày nghỉ, một ngày làm bù, trỏ vào nhau.")
        words = {"one": say_day(row.on), "other": say_day(row.swap_with)}
        yield fault("swap", sentence % words, FILE, row.line, "swap_with")


def _needless(folder: ProfileFolder, row: HolidayRow) -> Iterator[Finding]:
    """Doubt a swap that moves no working day: what it takes off was one, what it gives was none."""
    if folder.settings is None:
        return
    worked = bool(folder.settings.week[row.on.weekday()])
    if worked != (row.kind == "swap_off"):
        sentence = _("Theo tuần làm việc, ngày này vốn đã nghỉ hoặc vốn đã làm việc; hoán đổi có đúng không?")
        yield doubt("swap", sentence, FILE, row.line, "kind")


def _years(folder: ProfileFolder) -> Iterator[Finding]:
    """Name a year without holidays: it would be counted wrongly in silence."""
    if not folder.holidays:
        return
    found = Counter(row.on.year for row in folder.holidays if row.kind != "swap_work")
    for year in range(min(found, default=0), max(found, default=-1) + 1):
        if not found[year]:
            yield fault("year", _("Năm %(year)s không có ngày nghỉ nào.") % {"year": year}, FILE, None, "date")
        elif found[year] < FEWEST_A_YEAR:
            sentence = _("Năm %(year)s chỉ có %(count)s ngày nghỉ; lịch đã đủ chưa?")
            yield doubt("year", sentence % {"year": year, "count": found[year]}, FILE, None, "date")
