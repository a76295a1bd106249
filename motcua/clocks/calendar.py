"""The calendar of an office: its week, the days that depart from it, and where our knowledge of them ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from motcua.clocks.dates import say_day
from motcua.clocks.refusals import CalendarEnds
from motcua.clocks.speech import _
from motcua.kernel.moments import TZ

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """One stretch of office time within a day; it ends before it begins in no calendar."""

    begins: time
    ends: time

    def __post_init__(self) -> None:
        """Refuse a session without length."""
        if self.begins >= self.ends:
            raise ValueError(f"a session ends after it begins: {self.begins}-{self.ends}")


Sessions = tuple[Session, ...]


class DayKind(StrEnum):
    """How a day departs from the ordinary week."""

    OFF = "off"
    WORK = "work"
    HALF = "half"


@dataclass(frozen=True, slots=True)
class Override:
    """A date that departs from the week: a holiday, a make-up day, half a day.

    ``sessions`` are its own; a make-up day without own sessions works like the day it is swapped with.
    """

    kind: DayKind
    name: str = ""
    sessions: Sessions = ()
    swap_with: date | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working time of an office between two days.

    ``week`` has the sessions of Monday … Sunday; ``overrides`` the dates that differ. Outside ``begins_on`` …
    ``ends_on`` nothing is known and CalendarEnds is raised, unless ``plain_beyond``: then the days after
    ``ends_on`` are taken as a week without holidays, which makes every answer there provisional.
    """

    week: tuple[Sessions, ...]
    overrides: Mapping[date, Override] = field(hash=False)
    begins_on: date
    ends_on: date
    plain_beyond: bool = False

    def __post_init__(self) -> None:
        """Refuse a week in which nobody ever works."""
        if len(self.week) != 7 or not any(self.week):  # noqa: PLR2004 - days of a week
            raise ValueError("a calendar has seven days, at least one with a session")

    def sessions_on(self, day: date) -> Sessions:
        """Return the sessions of a day, none when the office is closed. Raises CalendarEnds."""
        if not self.begins_on <= day <= self.ends_on and not (self.plain_beyond and day > self.ends_on):
            raise CalendarEnds(
                _(
                    "Lịch làm việc chỉ có từ %(first)s đến %(last)s, chưa tính được cho ngày %(day)s. "
                    "Hãy nạp lịch nghỉ của năm %(year)s."
                )
                % {
                    "first": say_day(self.begins_on),
                    "last": say_day(self.ends_on),
                    "day": say_day(day),
                    "year": day.year,
                },
            )
        override = self.overrides.get(day)
        if override is None:
            return self.week[day.weekday()]
        if override.kind is DayKind.OFF:
            return ()
        ordinary = self.week[(override.swap_with or day).weekday()] or next(filter(None, self.week))
        if override.kind is DayKind.HALF:
            return override.sessions or ordinary[:1]
        return override.sessions or ordinary

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office opens on that day. Raises CalendarEnds."""
        return bool(self.sessions_on(day))

    def opens_at(self, day: date) -> datetime:
        """Return the beginning of the first session of a working day."""
        return datetime.combine(day, self.sessions_on(day)[0].begins, TZ)

    def closes_at(self, day: date) -> datetime:
        """Return the end of the last session of a working day."""
        return datetime.combine(day, self.sessions_on(day)[-1].ends, TZ)

    def beyond(self) -> Calendar:
        """Return the calendar of the counter that goes on: a plain week where the holidays are not known yet."""
        return replace(self, plain_beyond=True)


def next_working_day(calendar: Calendar, day: date) -> date:
    """Return the first working day after a day. Raises CalendarEnds."""
    return on_or_next_working_day(calendar, day + ONE_DAY)


def on_or_next_working_day(calendar: Calendar, day: date) -> date:
    """Return the day itself, or the first working day after it. Raises CalendarEnds."""
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return day


def last_working_day_before(calendar: Calendar, day: date) -> date:
    """Return the last working day before a day. Raises CalendarEnds."""
    day -= ONE_DAY
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return day


def working_days_after(calendar: Calendar, day: date, count: int) -> date:
    """Return the so-many-th working day after a day; the day itself for none. Raises CalendarEnds."""
    for _turn in range(count):
        day = next_working_day(calendar, day)
    return day


def working_days_between(calendar: Calendar, earlier: date, later: date) -> int:
    """Count the working days after ``earlier`` up to and with ``later``; negative when they stand the other way."""
    if later < earlier:
        return -working_days_between(calendar, later, earlier)
    return sum(calendar.is_working_day(earlier + ONE_DAY * n) for n in range(1, (later - earlier).days + 1))
