"""How long a dossier stayed at each step, and whether it left early, on time or late: pure, from moves and hours."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from motcua.clocks.calendar import Calendar
from motcua.clocks.deadlines import Due, due, is_late, provisional_due
from motcua.clocks.limits import Limit, LimitKind
from motcua.clocks.pauses import Pause, Policy
from motcua.clocks.refusals import CalendarEnds
from motcua.dossiers.rules import step_of
from motcua.dossiers.types import Life, Standing


class Timing(StrEnum):
    """When a step, or the whole, was done, measured by what it had been given."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


def timing_of_step(life: Life, calendar: Calendar, index: int) -> Timing | None:
    """Return how the step was kept that the move of this index ended; None where it ended none, or no hours are set.

    A step begins when the dossier comes to it, whoever then takes it up; waiting for papers does not count.
    """
    left = life.moves[index]
    before = life.moves[index - 1]
    hours = step_of(life.route, before.step).hours
    if left.step == before.step or not hours:
        return None
    first = index - 1
    while first > 0 and life.moves[first - 1].step == before.step:
        first -= 1
    begun = life.moves[first].at
    waits = tuple(
        Pause(pause.begins_at, pause.ends_at, pause.reason, Policy.SUSPEND_RESUME)
        for pause in life.pauses
        if pause.ends_at is not None and begun <= pause.begins_at < left.at and pause.policy is not Policy.NONE
    )
    return _timing(left.at, _promise(life, calendar, begun, hours, waits))


def _promise(life: Life, calendar: Calendar, begun: datetime, hours: float, waits: tuple[Pause, ...]) -> Due:
    limit = Limit(LimitKind.WORKING_HOURS, Decimal(str(hours)))
    try:
        return due(calendar, begun, limit, waits, life.terms.options)
    except CalendarEnds:
        return provisional_due(calendar, begun, limit, waits, life.terms.options)


def _timing(ended: datetime, promised: Due) -> Timing | None:
    if promised.due_at is None:
        return None
    if is_late(ended, promised):
        return Timing.LATE
    return Timing.EARLY if ended.date() < promised.due_at.date() else Timing.ON_TIME


def timing_of_whole(standing: Standing) -> Timing | None:
    """Return how the whole was kept; None while it runs, and without a limit."""
    if standing.on_time is None or standing.due_at is None or standing.finished_at is None:
        return None
    if not standing.on_time:
        return Timing.LATE
    return Timing.EARLY if standing.finished_at.date() < standing.due_at.date() else Timing.ON_TIME
