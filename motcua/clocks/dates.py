"""Vietnamese words for days and moments, as they stand on pages, prints and in sentences."""

from __future__ import annotations

from datetime import date, datetime, time

from motcua.clocks.speech import _, gettext_noop

WEEKDAYS = (
    gettext_noop("thứ Hai"),
    gettext_noop("thứ Ba"),
    gettext_noop("thứ Tư"),
    gettext_noop("thứ Năm"),
    gettext_noop("thứ Sáu"),
    gettext_noop("thứ Bảy"),
    gettext_noop("Chủ nhật"),
)

#: The same days as the holiday tables write them.
SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def say_weekday(day: date) -> str:
    """Name the weekday: «thứ Hai»."""
    return _(WEEKDAYS[day.weekday()])


def say_day(day: date) -> str:
    """Write a day in full: «18/5/2020»."""
    return f"{day.day}/{day.month}/{day.year}"


def say_day_briefly(day: date) -> str:
    """Write a day with its weekday and without its year: «thứ Hai 18/5»."""
    return f"{say_weekday(day)} {day.day}/{day.month}"


def say_day_fully(day: date) -> str:
    """Write a day with its weekday and year: «thứ Hai 18/5/2020»."""
    return f"{say_weekday(day)} {say_day(day)}"


def say_time(moment: datetime | time) -> str:
    """Write the time of day: «09:05»."""
    return f"{moment.hour:02}:{moment.minute:02}"


def say_moment(moment: datetime) -> str:
    """Write a moment: «17:00 thứ Hai 18/5/2020»."""
    return f"{say_time(moment)} {say_day_fully(moment.date())}"
