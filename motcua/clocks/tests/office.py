from datetime import date, time

from motcua.clocks.calendar import Calendar, DayKind, Override, Session

OFFICE = (Session(time(7), time(11, 30)), Session(time(13, 30), time(17)))
WEEK = (OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, (), ())


def off(*days: date) -> dict[date, Override]:
    return {day: Override(DayKind.OFF) for day in days}


def office_calendar() -> Calendar:
    """The calendar of the worked examples (spec 5.3)."""
    return Calendar(
        week=WEEK,
        overrides={
            **off(*(date(2020, 1, day) for day in range(23, 30)), date(2020, 4, 30), date(2020, 5, 1)),
            **off(date(2025, 4, 7), date(2025, 4, 30), date(2025, 5, 1)),
            date(2025, 5, 2): Override(DayKind.OFF, swap_with=date(2025, 4, 26)),
            date(2025, 4, 26): Override(DayKind.WORK, swap_with=date(2025, 5, 2)),
        },
        begins_on=date(2019, 1, 1),
        ends_on=date(2025, 12, 31),
    )
