"""Periods that figures are asked for: a day, a month, a quarter, a year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from motcua.dossiers.queries import Period

#: Years that anybody asks for.
FIRST, LAST = 2000, 2100


class Span(StrEnum):
    """How long a period is."""

    DAY = "ngay"
    MONTH = "thang"
    QUARTER = "quy"
    YEAR = "nam"


def period_of(span: Span, on: date) -> Period:
    """Return the period of this length in which a day lies."""
    match span:
        case Span.DAY:
            return Period(on, on)
        case Span.MONTH:
            return _months(on.year, on.month, on.month)
        case Span.QUARTER:
            first = (on.month - 1) // 3 * 3 + 1
            return _months(on.year, first, first + 2)
        case Span.YEAR:
            return _months(on.year, 1, 12)


def beside(period: Period) -> tuple[date, date]:
    """Return a day of the period before, and of the one after."""
    return period.since - timedelta(days=1), period.until + timedelta(days=1)


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
