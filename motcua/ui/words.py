"""Dates, times and money as people here write them: 18/5/2020, 09:05, «thứ Tư 13/5», 15.000 đ."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.kernel.moments import local

WEEKDAYS: tuple[Promise, ...] = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


def day(value: date | datetime) -> str:
    """«18/5/2020»."""
    value = _as_day(value)
    return f"{value.day}/{value.month}/{value.year}"


def short_day(value: date | datetime) -> str:
    """«18/5»."""
    value = _as_day(value)
    return f"{value.day}/{value.month}"


def clock(value: datetime) -> str:
    """«09:05»."""
    return local(value).strftime("%H:%M")


def clock_to_the_second(value: datetime) -> str:
    """«08:31:07»."""
    return local(value).strftime("%H:%M:%S")


def weekday(value: date | datetime) -> str:
    """«thứ Tư»."""
    return str(WEEKDAYS[_as_day(value).weekday()])


def weekday_short(value: date | datetime) -> str:
    """«thứ Tư 13/5»."""
    return _("%(weekday)s %(day)s") % {"weekday": weekday(value), "day": short_day(value)}


def weekday_day(value: date | datetime) -> str:
    """«thứ Tư 13/5/2020»."""
    return _("%(weekday)s %(day)s") % {"weekday": weekday(value), "day": day(value)}


def moment(value: datetime) -> str:
    """«Thứ Hai, 11/5/2020, 08:12»: the head of a page or the exact time of a line."""
    sentence = _("%(weekday)s, %(day)s, %(clock)s") % {
        "weekday": weekday(value),
        "day": day(value),
        "clock": clock(value),
    }
    return sentence[:1].upper() + sentence[1:]


def moment_short(value: datetime) -> str:
    """«Thứ Sáu 8/5, 10:20»: a line of a timeline."""
    sentence = _("%(weekday)s %(day)s, %(clock)s") % {
        "weekday": weekday(value),
        "day": short_day(value),
        "clock": clock(value),
    }
    return sentence[:1].upper() + sentence[1:]


def _as_day(value: date | datetime) -> date:
    return local(value).date() if isinstance(value, datetime) else value
