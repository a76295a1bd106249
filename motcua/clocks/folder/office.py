"""What a deadline needs of a folder, and nothing else: settings and calendar, in a few milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from motcua.clocks.calendar import Calendar
from motcua.clocks.folder.findings import Finding, Severity, say_place
from motcua.clocks.folder.holidays import HolidayRow, calendar_of
from motcua.clocks.folder.settings import FILE, Settings, read_settings
from motcua.clocks.folder.tables import read_table
from motcua.clocks.refusals import FolderUnreadable
from motcua.clocks.speech import _


@dataclass(frozen=True, slots=True)
class Office:
    """The settings of a province with the holidays of its calendar."""

    settings: Settings
    holidays: tuple[HolidayRow, ...]

    def calendar(self, unit: str | None = None) -> Calendar:
        """Return the calendar of a unit; the province's unless the unit has office hours of its own."""
        return calendar_of(self.settings.week_of(unit), self.holidays)


def read_office(folder: Path) -> Office:
    """Read settings and calendar of a folder. Raises FolderUnreadable with the first fault in words."""
    for name in (FILE, "holidays.csv"):
        if not (folder / name).is_file():
            raise FolderUnreadable(
                _("Không thấy tệp %(name)s trong thư mục %(folder)s.") % {"name": name, "folder": folder}
            )
    settings, findings = read_settings(folder / FILE)
    holidays, more = read_table(folder / "holidays.csv", HolidayRow)
    _refuse([*findings, *more])
    if settings is None or not holidays:
        raise FolderUnreadable(_("holidays.csv không có dòng nào: chưa có lịch để tính."))
    return Office(settings, holidays)


def _refuse(findings: list[Finding]) -> None:
    worst = next((each for each in findings if each.severity is Severity.FAULT), None)
    if worst is not None:
        raise FolderUnreadable(f"{say_place(worst)}: {worst.sentence}")
