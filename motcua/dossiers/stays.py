"""How long a dossier stayed at each step, and whether it left early, on time or late: pure, from moves and hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from motcua.clocks.calendar import Calendar
from motcua.clocks.deadlines import Due, due, is_late, provisional_due
from motcua.clocks.limits import Limit, LimitKind
from motcua.clocks.pauses import Pause, Policy, merge_pauses
from motcua.clocks.refusals import CalendarEnds
from motcua.clocks.working_time import working_time_between
from motcua.dossiers.rules import step_of, with_others
from motcua.dossiers.types import Life, MoveKind, Role, Standing
from motcua.kernel.moments import local


class Timing(StrEnum):
    """When a step, or the whole, was done, measured by what it had been given."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Stayed:
    """A step that is done, by the move (``seq``) that ended it: with whom it lay last, and how long it took.

    ``minutes`` are office time, without waiting for papers or for agencies that had it meanwhile; ``allotted`` are the
    minutes the step had been given, None where no hours are set: then ``timing`` is None too.
    """

    seq: int
    step: int
    role: Role
    unit: UUID
    begun_at: datetime
    ended_at: datetime
    minutes: int
    allotted: int | None
    timing: Timing | None


def stays_of(life: Life, calendar: Calendar) -> tuple[Stayed, ...]:
    """Return the steps that are done, in their order; none of what was never received, or was cancelled.

    What lay with another system, or before the calendar begins, is not told.
    """
    if not life.has_code or life.cancelled_at:
        return ()
    return tuple(
        _stayed(life, calendar, index)
        for index in range(1, len(life.moves))
        if life.moves[index].kind is not MoveKind.BROUGHT_OVER
        and life.moves[index].step != life.moves[index - 1].step
        and local(_begun(life, index)).date() >= calendar.begins_on
    )


def _stayed(life: Life, calendar: Calendar, index: int) -> Stayed:
    left, before, begun = life.moves[index], life.moves[index - 1], _begun(life, index)
    known, hours = calendar.beyond(), step_of(life.route, before.step).hours
    spent = working_time_between(known, begun, left.at)
    for pause in merge_pauses(_waits(life, index)):
        spent -= working_time_between(known, pause.begins_at, min(pause.ends_at or left.at, left.at))
    return Stayed(
        seq=left.seq,
        step=before.step,
        role=before.role,
        unit=before.unit,
        begun_at=begun,
        ended_at=left.at,
        minutes=spent // timedelta(minutes=1),
        allotted=round(hours * 60) if hours else None,
        timing=timing_of_step(life, calendar, index),
    )


def timing_of_step(life: Life, calendar: Calendar, index: int) -> Timing | None:
    """Return how the step was kept that the move of this index ended; None where it ended none, or no hours are set.

    A step begins when the dossier comes to it, whoever then takes it up; waiting for papers does not count, nor for
    agencies that have it at the same time.
    """
    left = life.moves[index]
    before = life.moves[index - 1]
    hours = step_of(life.route, before.step).hours
    if left.step == before.step or not hours:
        return None
    return _timing(left.at, _promise(life, calendar, _begun(life, index), hours, _waits(life, index)))


def _begun(life: Life, index: int) -> datetime:
    """Return when the dossier came to the step that the move of this index ended."""
    first = index - 1
    while first > 0 and life.moves[first - 1].step == life.moves[index - 1].step:
        first -= 1
    return life.moves[first].at


def _waits(life: Life, index: int) -> tuple[Pause, ...]:
    begun, left = _begun(life, index), life.moves[index]
    waits = (
        *(pause for pause in life.pauses if pause.policy is not Policy.NONE),
        *with_others(life, {life.moves[index - 1].step}),
    )
    return tuple(
        Pause(pause.begins_at, pause.ends_at, pause.reason, Policy.SUSPEND_RESUME)
        for pause in waits
        if pause.ends_at is not None and begun <= pause.begins_at < left.at
    )


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
