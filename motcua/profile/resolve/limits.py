"""The time limit of a procedure, and how many working hours it holds."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from motcua.clocks.folder.rows import ProcedureRow
from motcua.clocks.limits import HOURS_A_WORKING_DAY, NO_LIMIT, SAME_DAY, Limit, LimitKind
from motcua.profile.types import Assumed, TimeLimit

KINDS = {
    "working_day": LimitKind.WORKING_DAYS,
    "unit_missing": LimitKind.WORKING_DAYS,
    "working_hour": LimitKind.WORKING_HOURS,
    "day": LimitKind.CALENDAR_DAYS,
    "hour": LimitKind.HOURS,
    "month": LimitKind.MONTHS,
}
_WORKING_SHARE = Decimal(5) / 7
_DAYS_A_MONTH = 30


def limit_of(procedure: ProcedureRow) -> TimeLimit:
    """Return the limit; a bare number counts working days, assumed; no number is no limit, and not received."""
    if procedure.limit_unit == "same_working_day":
        return TimeLimit(SAME_DAY, procedure.limit_note)
    if not procedure.limit_value:
        return TimeLimit(None, procedure.limit_note, frozenset({Assumed.LIMIT}))
    unit = procedure.limit_unit or "unit_missing"
    assumed = frozenset({Assumed.LIMIT}) if unit == "unit_missing" else frozenset()
    return TimeLimit(Limit(KINDS[unit], procedure.limit_value), procedure.limit_note, assumed)


def hours_to_share(limit: Limit) -> Decimal:
    """Return the working hours that a standard process may spread over its steps.

    Of calendar days five in seven are working days; hours of a running clock are taken as they are.
    """
    days = _days(limit)
    if limit.kind in (LimitKind.CALENDAR_DAYS, LimitKind.MONTHS):
        days = max((days * _WORKING_SHARE).to_integral_value(ROUND_FLOOR), Decimal(1))
    return limit.amount if _in_hours(limit) else days * HOURS_A_WORKING_DAY


def hours_at_most(limit: Limit) -> Decimal:
    """Return the hours that the steps of a published process may take: eight a day, whatever the day."""
    return limit.amount if _in_hours(limit) else _days(limit) * HOURS_A_WORKING_DAY


def _in_hours(limit: Limit) -> bool:
    return limit.kind in (LimitKind.HOURS, LimitKind.WORKING_HOURS)


def _days(limit: Limit) -> Decimal:
    if limit == SAME_DAY:
        return Decimal(1)
    return limit.amount * _DAYS_A_MONTH if limit.kind is LimitKind.MONTHS else limit.amount


def has_limit(limit: Limit | None) -> bool:
    """Tell whether there is anything to share."""
    return limit is not None and limit != NO_LIMIT
