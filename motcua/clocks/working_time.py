"""Clock arithmetic over sessions: office hours only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from motcua.clocks.calendar import ONE_DAY, Calendar, on_or_next_working_day
from motcua.kernel.moments import TZ, local


def effective_start(calendar: Calendar, moment: datetime) -> datetime:
    """Return the moment itself inside a session, else the beginning of the next one (spec 5.2.2). Raises CalendarEnds.

    A session's end is already outside: nothing can be done any more.
    """
    moment = local(moment)
    for begins, ends in _stretches(calendar, moment):
        if moment < ends:
            return max(moment, begins)
    raise AssertionError  # the stretches never end: the calendar refuses first


def add_working_time(calendar: Calendar, start: datetime, span: timedelta) -> datetime:
    """Return the moment when so much office time has passed since ``start``. Raises CalendarEnds.

    What ends with a session ends at its close, not at the opening of the next one.
    """
    start = local(start)
    if not span:
        return effective_start(calendar, start)
    for begins, ends in _stretches(calendar, start):
        begins = max(begins, start)  # noqa: PLW2901 - what is left of the session
        if ends <= begins:
            continue
        if span <= ends - begins:
            return begins + span
        span -= ends - begins
    raise AssertionError  # as above


def working_time_between(calendar: Calendar, earlier: datetime, later: datetime) -> timedelta:
    """Return the office time between two moments; none when they stand the other way. Raises CalendarEnds."""
    earlier, later = local(earlier), local(later)
    total = timedelta()
    day = earlier.date()
    while day <= later.date():
        for begins, ends in _stretches_on(calendar, day):
            total += max(min(ends, later) - max(begins, earlier), timedelta())
        day += ONE_DAY
    return total


def _stretches(calendar: Calendar, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    day = on_or_next_working_day(calendar, moment.date())
    while True:
        yield from _stretches_on(calendar, day)
        day = on_or_next_working_day(calendar, day + ONE_DAY)


def _stretches_on(calendar: Calendar, day: date) -> list[tuple[datetime, datetime]]:
    return [
        (datetime.combine(day, session.begins, TZ), datetime.combine(day, session.ends, TZ))
        for session in calendar.sessions_on(day)
    ]
