"""The days that depart from the ordinary week, and the calendar made of them."""

# ruff: noqa: RUF009 - column() declares a field, as dataclasses.field() does

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from motcua.clocks.calendar import Calendar, DayKind, Override, Session, Sessions
from motcua.clocks.dates import SHORT_WEEKDAYS
from motcua.clocks.folder.cells import CellUnreadable, a_date, column, note, one_of, text
from motcua.clocks.folder.tables import Row
from motcua.clocks.speech import _

OFF_KINDS = ("holiday", "compensatory", "swap_off")


def sessions(cell: str) -> Sessions:
    """Read «07:00-11:30; 13:30-17:00»."""
    return tuple(sorted(a_session(part) for part in cell.split(";")))


def a_session(words: str) -> Session:
    """Read «07:00-11:30»."""
    try:
        begins, ends = (time.fromisoformat(part.strip()) for part in words.split("-"))
        return Session(begins, ends)
    except ValueError:
        raise CellUnreadable(
            _("«%(words)s» không phải là buổi làm việc, hãy ghi như 07:00-11:30.") % {"words": words}
        ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayRow(Row):
    """A date that departs from the ordinary week (holidays.csv); ``sessions`` only where it has own office hours."""

    on: date = column(a_date, name="date", needed=True)
    weekday: str | None = column(one_of(*SHORT_WEEKDAYS))
    kind: str = column(one_of(*OFF_KINDS, "swap_work", "half_day"), needed=True)
    name: str | None = column(text)
    working_day: str | None = column(one_of("yes", "no", "half"))
    swap_with: date | None = column(a_date)
    applies_to: str | None = column(one_of("all", "state_sector"), in_every_file=False)
    source: str | None = note()
    confidence: str | None = note()
    note: str | None = note()
    sessions: Sessions | None = column(sessions, in_every_file=False)


def calendar_of(week: tuple[Sessions, ...], holidays: Iterable[HolidayRow]) -> Calendar:
    """Return the calendar of a week and its holidays, from the first to the last year that has rows.

    A folder speaks for state offices: days that only bind them count like the others.
    """
    overrides = {row.on: _override(row) for row in holidays}
    return Calendar(week, overrides, date(min(overrides).year, 1, 1), date(max(overrides).year, 12, 31))


def _override(row: HolidayRow) -> Override:
    kind = DayKind.OFF if row.kind in OFF_KINDS else DayKind.HALF if row.kind == "half_day" else DayKind.WORK
    return Override(kind, row.name or "", row.sessions or (), row.swap_with)
