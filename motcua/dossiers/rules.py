"""Where a dossier stands and what may be done next: pure functions of its life, its calendar and its route.

No clock, no database: they are tried by the thousand and can be replayed on the past.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.clocks.calendar import Calendar
from motcua.clocks.deadlines import Due, Extension, due, provisional_due
from motcua.clocks.duties import apology_by, index_on_time
from motcua.clocks.limits import LimitKind, describe_limit
from motcua.clocks.pauses import Pause
from motcua.clocks.refusals import CalendarEnds
from motcua.dossiers.types import (
    CLOSED,
    TRANSITIONS,
    Custody,
    Deed,
    Life,
    Move,
    Payment,
    Role,
    RouteStep,
    Standing,
    State,
    desk_of,
)

#: Roles whose unassigned work lies on a section's desk; the others have one desk a unit.
SECTION_ROLES = frozenset({Role.SPECIALIST, Role.SECTION_HEAD})
APPROVERS = frozenset({Role.LEADER, Role.SECTION_HEAD})


def may_become(before: State, after: State) -> bool:
    """Whether the state may change so (spec §4.2)."""
    return after in TRANSITIONS[before]


def state_of(life: Life) -> State:
    """Return the work state that a dossier's rows amount to."""
    if life.cancelled_at:
        return State.CANCELLED
    if life.withdrawn_at:
        return State.WITHDRAWN
    if life.returned_at:
        return State.RETURNED
    if life.outcome:
        return State.FINISHED
    if life.stopped_at:
        return State.STOPPED
    if life.refused_at and not life.has_code:
        return State.REFUSED_AT_INTAKE
    waiting = next((pause for pause in reversed(life.pauses) if pause.ends_at is None), None)
    if waiting:
        return State.PAYMENT if waiting.reason == "payment" else State.SUPPLEMENT
    if not life.has_code:
        return State.FILED
    return State.PROCESSING if len(life.moves) > 1 else State.RECEIVED


@dataclass(frozen=True, slots=True)
class Clock:
    """The due moments of a life: the first and the present one, and what is left while the clock stands."""

    original: datetime | None
    first_late_at: datetime | None
    due_at: datetime | None
    late_at: datetime | None
    provisional: bool
    days_left: str


def clock_of(life: Life, calendar: Calendar) -> Clock:
    """Return the due moments from the frozen terms; beyond the calendar's end they are provisional.

    What was received by mistake has none. A new appointment moves the present one, never the first.
    """
    if life.starts_at is None or life.cancelled_at or life.terms.limit.kind is LimitKind.NONE:
        return Clock(None, None, None, None, provisional=False, days_left="")
    first = _due(calendar, life, pauses=())
    if not life.pauses and not life.extensions:
        return Clock(first.due_at, first.late_at, first.due_at, first.late_at, first.provisional, "")
    extension = Extension(max(life.extensions)) if life.extensions else None
    now = _due(calendar, life, pauses=life.pauses, extension=extension)
    left = "" if now.remaining is None else describe_limit(now.remaining)
    return Clock(first.due_at, first.late_at, now.due_at, now.late_at, first.provisional or now.provisional, left)


def _due(calendar: Calendar, life: Life, pauses: tuple[Pause, ...], extension: Extension | None = None) -> Due:
    assert life.starts_at is not None
    terms = life.terms
    try:
        return due(calendar, life.starts_at, terms.limit, pauses, terms.options, extension=extension)
    except CalendarEnds:
        return provisional_due(calendar, life.starts_at, terms.limit, pauses, terms.options, extension=extension)


def standing_of(life: Life, calendar: Calendar) -> Standing:
    """Return the standing row that a life amounts to."""
    state = state_of(life)
    clock = clock_of(life, calendar)
    place = life.moves[-1] if life.moves else None
    finished_at = life.outcome.at if life.outcome else None
    closed_at = (
        life.cancelled_at
        or life.returned_at
        or life.withdrawn_at
        or (life.refused_at if state is State.REFUSED_AT_INTAKE else None)
    )
    # Stopping is what ends the clock; the notice is entered into the book afterwards.
    ended = life.stopped_at or finished_at or life.withdrawn_at
    on_time = ended.replace(microsecond=0) <= clock.late_at if ended and clock.late_at else None
    unit = place.unit if place else life.unit
    role = place.role if place else Role.COUNTER
    section = place.section if place else ""
    post = place.post if place else None
    paused = (
        next((pause.begins_at for pause in life.pauses if pause.ends_at is None), None) if state not in CLOSED else None
    )
    return Standing(
        state=state,
        step=place.step if place else 0,
        unit=unit,
        role=role,
        section=section,
        post=post,
        desk=post or desk_of(unit, role, section if role in SECTION_ROLES else ""),
        units=units_of(life),
        original_due_at=clock.original,
        due_at=clock.due_at,
        late_at=clock.late_at,
        provisional=clock.provisional,
        paused_since=paused,
        days_left=clock.days_left,
        finished_at=finished_at,
        closed_at=closed_at,
        on_time=on_time,
        index_on_time=_by_the_index(life, clock.first_late_at, ended),
        payment=Payment.DUE if life.fee and life.has_code and not life.cancelled_at else Payment.NONE,
        custody=_custody(life, state, unit),
    )


def _by_the_index(life: Life, first_late_at: datetime | None, ended: datetime | None) -> bool | None:
    """Whether the index of QĐ 766 counts it as on time; unknown while it runs and without a limit."""
    if ended is None or first_late_at is None or life.starts_at is None:
        return None
    asked = [pause for pause in life.pauses if pause.reason == "supplement" and pause.begins_at >= life.starts_at]
    return index_on_time(finished_at=ended, due_by=first_late_at, supplements=asked, counted_to=ended)


def _custody(life: Life, state: State, unit: UUID) -> Custody:
    if state in CLOSED:
        return Custody.RETURNED
    return (
        Custody.AGENCY
        if len(life.moves) > 1 and (unit != life.unit or life.moves[-1].role != Role.COUNTER)
        else Custody.COUNTER
    )


def units_of(life: Life) -> tuple[UUID, ...]:
    """Return the units that have to do with a dossier: they may see it, nobody else."""
    return tuple(dict.fromkeys([life.unit, life.competent_unit, *(move.unit for move in life.moves)]))


def step_of(route: tuple[RouteStep, ...], no: int) -> RouteStep:
    """Return a step by its number; beyond the last one it is the return at the counter."""
    return next((step for step in route if step.no == no), route[-1])


def next_step(route: tuple[RouteStep, ...], no: int) -> RouteStep | None:
    """Return the step after this one."""
    return next((step for step in route if step.no > no), None)


def return_step(route: tuple[RouteStep, ...]) -> RouteStep:
    """Return the step at which the result goes back to the citizen: the last one at a counter, else the last."""
    return next((step for step in reversed(route) if step.role is Role.COUNTER), route[-1])


def approval_ends_it(route: tuple[RouteStep, ...], no: int) -> bool:
    """Whether an approval at this step is the decision itself: nobody works, approves or issues after it."""
    return not any(step.no > no and step.role is not Role.COUNTER for step in route)


def is_registration(step: RouteStep) -> bool:
    """Whether this step enters the result into the book: the document clerk's issue."""
    return step.role is Role.DOCUMENT_CLERK and step.action == "issue"


def came_from(life: Life) -> Move | None:
    """Return the place from which the dossier came to its present step: a step sent back goes there."""
    here = life.moves[-1]
    return next((move for move in reversed(life.moves) if move.step < here.step and move.kind != "sent_back"), None)


def deeds_here(life: Life, standing: Standing) -> tuple[Deed, ...]:
    """Return what can be done at the dossier's present place, the usual thing first, whoever does it."""
    over = set() if supplements_left(life) else {Deed.ASK_SUPPLEMENT}
    usual = (deed for deed in _usual(life, standing) if deed not in over)
    return (*usual, *_on_a_bad_day(life, standing))


def may_still_cancel(life: Life, at: datetime) -> bool:
    """Whether a reception by mistake may be cancelled at a moment: on the day of receipt, no later."""
    return life.received_at is not None and life.received_at.date() == at.date()


def in_time_until(promised_at: datetime, calendar: Calendar) -> date | None:
    """Return the last day on which an apology still comes a working day before the promise (NĐ 61/2018 Đ19.9).

    None where the calendar's years do not reach it.
    """
    try:
        return apology_by(calendar, promised_at)
    except CalendarEnds:
        return None


def came_early(life: Life, standing: Standing) -> bool:
    """Whether the result was there on a day before the promised one: the applicant is told so (spec G02)."""
    due_at = standing.due_at or standing.original_due_at
    return (
        life.outcome is not None
        and life.stopped_at is None
        and due_at is not None
        and life.outcome.at.date() < due_at.date()
    )


def supplements_left(life: Life) -> int:
    """Return how often papers may still be asked for: what the law allows, and what a leader allowed beyond it (spec D04)."""
    return max(life.terms.max_supplements + life.allowances - life.supplements, 0)


def _on_a_bad_day(life: Life, standing: Standing) -> tuple[Deed, ...]:
    """Return what repairs, stops or excuses; none of it is a usual step."""
    if not life.has_code:
        return ()
    incident = (Deed.CLOSE_INCIDENT,) if life.incidents else (Deed.REPORT_LOSS,)
    match standing.state:
        case State.RECEIVED | State.PROCESSING | State.SUPPLEMENT | State.PAYMENT:
            extend = standing.due_at is not None and len(life.extensions) < life.terms.options.max_extensions
            apologise = (Deed.APOLOGISE,) if extend else ()
            used_up = not supplements_left(life) and standing.paused_since is None
            allow = (Deed.ALLOW_SUPPLEMENT,) if used_up else ()
            cancel = (Deed.CANCEL_RECEPTION,) if may_become(standing.state, State.CANCELLED) else ()
            repairs = (Deed.CORRECT, *cancel, *incident)
            return (*apologise, Deed.STOP, *allow, *repairs)
        case State.FINISHED:
            return (Deed.CHANGE_RESULT, Deed.CORRECT, *incident)
        case State.RETURNED:
            return (Deed.CHANGE_RESULT, *(deed for deed in incident if deed is Deed.CLOSE_INCIDENT))
        case _:
            return ()


def _usual(life: Life, standing: Standing) -> tuple[Deed, ...]:
    always = (Deed.NOTE, Deed.ATTACH)
    reissue = (Deed.REISSUE_RECEIPT,) if life.has_code else ()
    match standing.state:
        case State.RECEIVED | State.PROCESSING:
            # A refusal after appraisal needs an appraisal: 2 → 9 is no transition of the law's table.
            refusal = (Deed.REFUSE,) if standing.state is State.PROCESSING else ()
            return (*_way_on(life, standing), Deed.ASK_SUPPLEMENT, *refusal, *always, Deed.WITHDRAW, *reissue)
        case State.SUPPLEMENT | State.PAYMENT:
            first = Deed.COMPLETE_SUPPLEMENT if life.has_code else Deed.RECEIVE
            return (first, *always, Deed.WITHDRAW, *reissue)
        case State.FILED:
            return (Deed.RECEIVE, Deed.REFUSE, *always, Deed.WITHDRAW)
        case State.FINISHED:
            return (Deed.RETURN_RESULT, *always, *reissue)
        case State.STOPPED:
            return (Deed.REGISTER_RESULT, *always)
        case _:
            return ()


def _way_on(life: Life, standing: Standing) -> tuple[Deed, ...]:
    step = step_of(life.route, standing.step)
    back = (Deed.SEND_BACK,) if came_from(life) else ()
    if step is return_step(life.route) and len(life.moves) > 1:
        return (Deed.REGISTER_RESULT, *back)
    if is_registration(step):
        return (Deed.REGISTER_RESULT, *back)
    match step.role:
        case Role.COUNTER:
            return (Deed.HAND_OVER,)
        case Role.SPECIALIST:
            return (Deed.PROPOSE, Deed.REASSIGN, *back) if standing.post else (Deed.TAKE_UP, Deed.ASSIGN)
        case Role.SECTION_HEAD | Role.LEADER:
            return (Deed.ASSIGN, *back) if step.action == "assign" else (Deed.APPROVE, *back)
        case _:
            return (Deed.HAND_OVER, *back)


def route_after(steps: Iterable[RouteStep]) -> tuple[RouteStep, ...]:
    """Return a route in the order of its steps."""
    return tuple(sorted(steps, key=lambda step: step.no))
