"""Where a dossier stands and what may be done next: pure functions of its life, its calendar and its route.

No clock, no database: they are tried by the thousand and can be replayed on the past.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from motcua.clocks.calendar import Calendar
from motcua.clocks.deadlines import Due, Extension, due, kept, provisional_due, remaining
from motcua.clocks.duties import apology_by, index_on_time, supplement_ask_by
from motcua.clocks.limits import HOURS_A_WORKING_DAY, Limit, LimitKind, describe_limit
from motcua.clocks.options import Options
from motcua.clocks.pauses import Pause, Policy, merge_pauses
from motcua.clocks.refusals import CalendarEnds
from motcua.dossiers.types import (
    CLOSED,
    TRANSITIONS,
    Custody,
    Deed,
    Holder,
    Life,
    Meeting,
    MeetingKind,
    Move,
    Payment,
    Promise,
    Role,
    RouteStep,
    Stage,
    Standing,
    State,
    Task,
    TaskKind,
    desk_of,
)
from motcua.postal.types import Fate, What

#: Roles whose unassigned work lies on a section's desk; the others have one desk a unit.
SECTION_ROLES = frozenset({Role.SPECIALIST, Role.SECTION_HEAD})
#: A dossier's code, and what may stand before its day.
_CODE = re.compile(r"(?P<prefix>[^-]{3,35})-(?P<day>\d{6})-(?P<number>\d{4,9})", re.ASCII)
_PREFIX = re.compile(
    r"\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}|[A-Y]\d{2}(\.[0-9A-Z]+)*|Z(0[1-9]|[1-9]\d)[0-9A-Z.]{1,32}", re.ASCII
)
#: While a dossier stands so, originals may be taken in.
_WORKED_ON = frozenset({State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.PAYMENT})
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
    if life.starts_at is None or life.cancelled_at:
        return Clock(None, None, None, None, provisional=False, days_left="")
    if life.promise:
        return _as_promised(life, life.promise, calendar)
    if life.terms.limit.kind is LimitKind.NONE:
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


def _as_promised(life: Life, promise: Promise, calendar: Calendar) -> Clock:
    """Return the due moments of what was brought over: the promised one stays, what comes after is counted by our calendar."""
    options = life.terms.options
    limit = Limit(LimitKind.WORKING_DAYS) if life.terms.limit.kind is LimitKind.NONE else life.terms.limit
    extension = Extension(max(life.extensions)) if life.extensions else None
    due_at = promise.due_at
    first = now = _reaching(calendar, lambda years: kept(years, due_at, limit, options)) if due_at else Due(None, None)
    if stops := merge_pauses(pause for pause in life.pauses if pause.ends_at is None or pause.ends_at > promise.at):
        again = [place for place, pause in enumerate(stops) if pause.policy is Policy.RESTART]
        stops = stops[again[-1] :] if again else stops
        left = limit if again else _left(promise, calendar, stops[0].begins_at, limit, options)
        if left is not None:
            now = _reaching(
                calendar, lambda years: due(years, stops[0].begins_at, left, stops, options, extension=extension)
            )
    elif extension and due_at:
        now = _reaching(calendar, lambda years: kept(years, due_at, limit, options, extension=extension))
    words = "" if now.remaining is None else describe_limit(now.remaining)
    return Clock(first.due_at, first.late_at, now.due_at, now.late_at, first.provisional or now.provisional, words)


def _left(promise: Promise, calendar: Calendar, at: datetime, limit: Limit, options: Options) -> Limit | None:
    """Return what is left when the clock first stands after a dossier was brought over; None where nobody can know."""
    if promise.left is not None:
        return Limit(LimitKind.WORKING_DAYS, promise.left)
    if promise.due_at is None:
        return None
    try:
        return remaining(calendar, at, promise.due_at, limit, options)
    except CalendarEnds:
        return remaining(calendar.beyond(), at, promise.due_at, limit, options)


def _reaching(calendar: Calendar, counted: Callable[[Calendar], Due]) -> Due:
    """Return what is counted, beyond the calendar's end a provisional answer."""
    try:
        return counted(calendar)
    except CalendarEnds:
        return counted(calendar.beyond())


def place_for(route: tuple[RouteStep, ...], holder: Holder) -> RouteStep | None:
    """Return the step at which whoever has a dossier works on it: the first of the unit and role; None where there is none."""
    if holder.role is Role.COUNTER:
        return route[0]
    own = (step for step in route if step.role is holder.role and not step.parallel and step.unit == holder.unit)
    return next(own, None)


def parts_of_code(code: str) -> tuple[str, date, int] | None:
    """Cut a code of whatever generation into what stands before the day, the day and the day's number; None if it is none.

    QCVN 102:2016, QĐ 20/2020/QĐ-TTg, and of organisations outside the administration (spec §3.1).
    """
    found = _CODE.fullmatch(code)
    if found is None or not _PREFIX.fullmatch(found["prefix"]):
        return None
    try:
        day = datetime.strptime(found["day"], "%y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return found["prefix"], day, int(found["number"])


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
        passed_by=_passed_by(life) if closed_at is None else (),
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
        payment=payment_of(life),
        custody=_custody(life, state, unit),
    )


def payment_of(life: Life) -> Payment:
    """Return the payment axis: what is owed (the usual fee until somebody sets the lines) against what was taken."""
    if not life.has_code or not life.money.owed(life.fee):
        return Payment.NONE
    return Payment.DUE if life.money.outstanding(life.fee) else Payment.PAID


def _by_the_index(life: Life, first_late_at: datetime | None, ended: datetime | None) -> bool | None:
    """Whether the index of QĐ 766 counts it as on time; unknown while it runs and without a limit."""
    if ended is None or first_late_at is None or life.starts_at is None:
        return None
    asked = [pause for pause in life.pauses if pause.reason == "supplement" and pause.begins_at >= life.starts_at]
    return index_on_time(finished_at=ended, due_by=first_late_at, supplements=asked, counted_to=ended)


def _custody(life: Life, state: State, unit: UUID) -> Custody:
    if state in CLOSED and not life.kept:
        return Custody.RETURNED
    return (
        Custody.AGENCY
        if len(life.moves) > 1 and (unit != life.unit or life.moves[-1].role != Role.COUNTER)
        else Custody.COUNTER
    )


def units_of(life: Life) -> tuple[UUID, ...]:
    """Return the units that have to do with a dossier: they may see it, nobody else."""
    asked = (task.unit for task in life.tasks if task.unit is not None)
    return tuple(dict.fromkeys([life.unit, life.competent_unit, *(move.unit for move in life.moves), *asked]))


def _passed_by(life: Life) -> tuple[UUID, ...]:
    """Return the posts that moved a dossier, in the order of their ids: a list of what one passed on asks for them."""
    return tuple(sorted({move.by_post for move in life.moves if move.by_post is not None}))


def step_of(route: tuple[RouteStep, ...], no: int) -> RouteStep:
    """Return a step by its number; beyond the last one it is the return at the counter."""
    return next((step for step in route if step.no == no), route[-1])


def next_step(route: tuple[RouteStep, ...], no: int) -> RouteStep | None:
    """Return the step after this one on the dossier's own way: what several agencies do at once lies beside it."""
    return next((step for step in route if step.no > no and not step.parallel), None)


def parallel_after(route: tuple[RouteStep, ...], no: int) -> tuple[RouteStep, ...]:
    """Return the steps that several agencies do at once before the way goes on; empty where it goes straight on."""
    following = next((step for step in route if step.no > no), None)
    if following is None or not following.parallel:
        return ()
    return tuple(step for step in route if step.no > no and step.parallel == following.parallel)


def parallel_tasks(life: Life, no: int) -> tuple[Task, ...]:
    """Return what the agencies of the group after this step were asked, without what was recalled."""
    numbers = {step.no for step in parallel_after(life.route, no)}
    return tuple(
        task
        for task in life.tasks
        if task.kind is TaskKind.PARALLEL and task.step in numbers and task.recalled_at is None
    )


def waits_for(life: Life, task: Task) -> tuple[Task, ...]:
    """Return the open requests of the same group whose answers this one needs first (NĐ 61/2018 Đ19.6b)."""
    if task.kind is not TaskKind.PARALLEL:
        return ()
    return tuple(other for other in _needed(life, task) if other.is_open)


def began(life: Life, task: Task) -> datetime | None:
    """Return when an agency could begin: when it was asked, or had the last result that it needs; None while it waits."""
    ends = [other.answered_at for other in _needed(life, task)] if task.kind is TaskKind.PARALLEL else []
    return None if None in ends else max([task.at, *filter(None, ends)])


def _needed(life: Life, task: Task) -> tuple[Task, ...]:
    needs = step_of(life.route, task.step).needs
    return tuple(
        other
        for other in life.tasks
        if other.kind is TaskKind.PARALLEL and other.step in needs and other.recalled_at is None
    )


def return_step(route: tuple[RouteStep, ...]) -> RouteStep:
    """Return the step at which the result goes back to the citizen: the last one at a counter, else the last."""
    return next((step for step in reversed(route) if step.role is Role.COUNTER), route[-1])


def approval_ends_it(route: tuple[RouteStep, ...], no: int) -> bool:
    """Whether an approval at this step is the decision itself: nobody works, approves or issues after it."""
    return not any(step.no > no and step.role is not Role.COUNTER for step in route)


def may_be_decided_here(life: Life) -> bool:
    """Whether an empowered official may decide at the counter: just received, by the unit that decides, nobody else asked."""
    own = all(step.unit == life.unit and not step.is_outside for step in life.route)
    return len(life.moves) == 1 and life.competent_unit == life.unit and own


def meets_at(step: RouteStep) -> MeetingKind | None:
    """Return the kind of meeting that a step of the process is: a council, a check on the spot, or none."""
    return {"council": MeetingKind.COUNCIL, "inspect": MeetingKind.CHECK}.get(step.action)


def wait_for_minutes(life: Life, meeting: Meeting, ends_at: datetime) -> Pause | None:
    """Return the time that a meeting took from the clock: from its call to its minutes, at a step that is not counted.

    A step that counts has no such time: the clock runs on.
    """
    step = next((each for each in life.route if each.no == meeting.step), None)
    if life.outcome or step is None or step.counts or meets_at(step) is not meeting.kind:
        return None
    return Pause(meeting.at, ends_at, "meeting", Policy.SUSPEND_RESUME)


def is_registration(step: RouteStep) -> bool:
    """Whether this step enters the result into the book: the document clerk's issue."""
    return step.role is Role.DOCUMENT_CLERK and step.action == "issue"


def came_from(life: Life) -> Move | None:
    """Return the place from which the dossier came to its present step: a step sent back goes there."""
    here = life.moves[-1]
    return next((move for move in reversed(life.moves) if move.step < here.step and move.kind != "sent_back"), None)


def deeds_here(life: Life, standing: Standing) -> tuple[Deed, ...]:
    """Return what can be done at the dossier's present place, the usual thing first, whoever does it.

    Nothing can be done with what was erased.
    """
    if life.erased_at:
        return ()
    on_the_way, money = _deeds_of_the_way(life, standing), _deeds_of_money(life, standing)
    on_the_way = (*on_the_way, *_deeds_of_originals(life, standing))
    if Deed.RETURN_RESULT in on_the_way and Deed.TAKE_FEE in money and life.money.allowed_at is None:
        return (Deed.TAKE_FEE, *on_the_way, *(deed for deed in money if deed is not Deed.TAKE_FEE))
    return (*on_the_way[:1], *money[:1], *on_the_way[1:], *money[1:]) if Deed.TAKE_FEE in money else on_the_way + money


def _deeds_of_money(life: Life, standing: Standing) -> tuple[Deed, ...]:
    """Return what can be done about money, taking it first; a receipt can be cancelled long after."""
    found = []
    collected = is_collected(life)
    if standing.payment is Payment.DUE and standing.state is not State.WITHDRAWN and not collected:
        found.append(Deed.TAKE_FEE)
    if life.has_code and standing.is_open and life.chargeable and not collected:
        found.append(Deed.SET_DUES)
    if life.money.valid:
        found.append(Deed.CANCEL_FEE_RECEIPT)
    if standing.payment is Payment.DUE and standing.is_open and life.money.allowed_at is None:
        found.append(Deed.ALLOW_UNPAID)
    return tuple(found)


def _deeds_of_originals(life: Life, standing: Standing) -> tuple[Deed, ...]:
    """Return what can be done about the citizen's originals: taken in while the dossier is worked on, given back always."""
    keep = (Deed.KEEP_ORIGINALS,) if life.has_code and standing.state in _WORKED_ON else ()
    return (Deed.GIVE_BACK_ORIGINALS, Deed.MOVE_ORIGINALS, *keep) if life.kept else keep


def is_collected(life: Life) -> bool:
    """Whether a parcel is on its way with which the post collects what is owed: nobody takes it here meanwhile."""
    return any(parcel.collects and parcel.fate.is_live for parcel in life.parcels)


def may_wait_for_payment(life: Life, standing: Standing) -> bool:
    """Whether the work may stand still until what is owed is paid (state 6): from 4 only, and nobody collects it elsewhere."""
    owing = standing.payment is Payment.DUE and life.money.allowed_at is None and not is_collected(life)
    return owing and may_become(standing.state, State.PAYMENT)


def is_paid_up(life: Life) -> bool:
    """Whether nothing is left for which a dossier would wait: all is paid, or a leader lets it go on unpaid."""
    return not life.money.outstanding(life.fee) or life.money.allowed_at is not None


def _deeds_of_the_way(life: Life, standing: Standing) -> tuple[Deed, ...]:
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


def excuse_by(life: Life, standing: Standing, calendar: Calendar) -> date | None:
    """Return the last day to say that a running dossier will be late; None where nothing is promised, or it was said."""
    if standing.state not in {State.RECEIVED, State.PROCESSING} or standing.due_at is None or life.extensions:
        return None
    if life.starts_at is None or life.terms.limit.kind is LimitKind.SAME_DAY:
        return None
    by_day = in_time_until(standing.due_at, calendar)
    return by_day if by_day is not None and by_day >= life.starts_at.date() else None


def ask_in_time_until(life: Life, calendar: Calendar) -> date | None:
    """Return the last day on which papers are asked for in time: the third working day (NĐ 61/2018 Đ19.4).

    None before the receipt, for a request after the first, and where the calendar's years do not reach it.
    """
    if life.received_at is None or life.supplements:
        return None
    try:
        return supplement_ask_by(calendar, life.received_at)
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
    reissue = (Deed.REISSUE_RECEIPT,) if life.has_receipt else ()
    match standing.state:
        case State.RECEIVED | State.PROCESSING:
            # A refusal after appraisal needs an appraisal: 2 → 9 is no transition of the law's table.
            refusal = (Deed.REFUSE,) if standing.state is State.PROCESSING else ()
            owing = (Deed.ASK_PAYMENT,) if may_wait_for_payment(life, standing) else ()
            asks = (Deed.ASK_SUPPLEMENT, *owing, *refusal, Deed.CONSULT, Deed.CALL_MEETING)
            way = (*_way_on(life, standing), *asks)
            decide = (Deed.DECIDE,) if may_be_decided_here(life) else ()
            return (*way, *decide, *always, Deed.WITHDRAW, *reissue)
        case State.PAYMENT:
            return (*always, Deed.WITHDRAW, *reissue)
        case State.SUPPLEMENT:
            first = Deed.COMPLETE_SUPPLEMENT if life.has_code else Deed.RECEIVE
            return (first, *_by_post(life, What.SUPPLEMENT), *always, Deed.WITHDRAW, *reissue)
        case State.FILED:
            return (Deed.RECEIVE, Deed.REFUSE, *always, Deed.WITHDRAW)
        case State.FINISHED:
            return (*_ways_back(life), *always, *reissue)
        case State.REFUSED_AT_INTAKE:
            return _by_post(life, What.REFUSAL)
        case State.RETURNED:
            return _again_by_post(life)
        case State.STOPPED:
            return (Deed.REGISTER_RESULT, *always)
        case _:
            return ()


def _ways_back(life: Life) -> tuple[Deed, ...]:
    """Return how a result can go to the citizen; what lies in a parcel cannot be handed over at the counter too."""
    if any(parcel.what is What.RESULT and parcel.fate.is_live for parcel in life.parcels):
        return ()
    return (Deed.SEND_BY_POST, Deed.RETURN_RESULT) if life.goes_by_post else (Deed.RETURN_RESULT,)


def _by_post(life: Life, what: What) -> tuple[Deed, ...]:
    """Return whether a slip goes the way that the papers came: by post, unless it is in a parcel already."""
    sent = [parcel for parcel in life.parcels if parcel.what is what and parcel.fate not in {Fate.BACK, Fate.CANCELLED}]
    done = sent if what is What.REFUSAL else [parcel for parcel in sent if parcel.fate.is_live]
    return (Deed.SEND_BY_POST,) if life.came_by_post and not done else ()


def _again_by_post(life: Life) -> tuple[Deed, ...]:
    """Return whether a result that counted as returned when the post took it, and came back, can be sent again.

    One that came back before lies with whoever fetched it at the counter.
    """
    last = next((parcel for parcel in reversed(life.parcels) if parcel.what is What.RESULT), None)
    if last is None or last.fate is not Fate.BACK or life.returned_at is None:
        return ()
    return (Deed.SEND_BY_POST,) if last.fate_at >= life.returned_at else ()


def _way_on(life: Life, standing: Standing) -> tuple[Deed, ...]:
    step = step_of(life.route, standing.step)
    back = (Deed.SEND_BACK,) if came_from(life) else ()
    if parallel_after(life.route, standing.step) and leaves(step, taken=standing.post is not None):
        asked = parallel_tasks(life, standing.step)
        if not asked:
            return (Deed.SEND_TO_AGENCIES, *back)
        if any(task.is_open for task in asked):
            return ()
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


def leaves(step: RouteStep, *, taken: bool) -> bool:
    """Whether the next deed at this place takes the dossier further, not only into somebody's hands."""
    if step.role is Role.SPECIALIST:
        return taken
    return step.action != "assign"


def stage_limit(hours: float) -> Limit:
    """Return a stage's hours as a limit: whole working days where they are such, else working hours (spec §5.2)."""
    days = Decimal(str(hours)) / HOURS_A_WORKING_DAY
    if days == days.to_integral_value():
        return Limit(LimitKind.WORKING_DAYS, days)
    return Limit(LimitKind.WORKING_HOURS, Decimal(str(hours)))


def stage_due(calendar: Calendar, start: datetime, hours: float, pauses: Iterable[Pause], options: Options) -> Due:
    """Return when a stage that began at a moment must have done its part; beyond the calendar it is provisional."""
    limit, stops = stage_limit(hours), tuple(pauses)
    try:
        return due(calendar, start, limit, stops, options)
    except CalendarEnds:
        return provisional_due(calendar, start, limit, stops, options)


def stages_of(life: Life, calendar: Calendar) -> tuple[Stage, ...]:
    """Return the stages of a dossier's way, one for each agency's go, with their own due moments (spec F04, F06).

    A stage's time runs while the dossier lies with it: what others have it for, and what the citizen is waited for, does
    not count against it. The stages ahead are planned from the due moment of the one before.
    """
    stages: list[Stage] = []
    before, group, group_ends = life.starts_at, "", None
    ends: dict[int, datetime | None] = {}
    for no, steps in enumerate(_goes(life.route), start=1):
        if group and steps[0].parallel != group:
            before, group, group_ends = group_ends, "", None
        if steps[0].parallel:
            start = before
            for needed in steps[0].needs:
                start = _later(start, ends.get(needed))
            made = _parallel_stage(no, steps[0], life, calendar, start)
            ends[steps[0].no] = made.ended_at or made.due_at or start
            group, group_ends = steps[0].parallel, _later(group_ends, ends[steps[0].no])
        else:
            made = _main_stage(no, steps, life, calendar, before)
            before = made.ended_at or made.due_at or before
        stages.append(made)
    return tuple(stages)


def is_chain(stages: Iterable[Stage]) -> bool:
    """Whether several agencies work on it: one alone has no chain to show."""
    return len({(stage.unit, "" if stage.unit else stage.agency) for stage in stages if stage.hours}) > 1


def _goes(route: tuple[RouteStep, ...]) -> list[tuple[RouteStep, ...]]:
    """Cut a route into goes: neighbours of one agency; of parallel steps each is its own."""
    goes: list[tuple[RouteStep, ...]] = []
    for step in route:
        last = goes[-1][-1] if goes else None
        joins = last is not None and not step.parallel and not last.parallel
        if joins and last is not None and (last.unit, last.is_outside) == (step.unit, step.is_outside):
            goes[-1] = (*goes[-1], step)
        else:
            goes.append((step,))
    return goes


def _main_stage(
    no: int, steps: tuple[RouteStep, ...], life: Life, calendar: Calendar, before: datetime | None
) -> Stage:
    numbers = {step.no for step in steps}
    hours = sum((step.hours or 0 for step in steps), 0.0) or None
    visits = _visits(life, numbers)
    stage = Stage(
        no,
        None if steps[0].is_outside else steps[0].unit,
        steps[0].agency,
        tuple(sorted(numbers)),
        hours,
        began_at=visits[0][0] if visits else None,
        ended_at=visits[-1][1] if visits else None,
        is_planned=not visits,
    )
    start = stage.began_at or before
    if hours is None or start is None:
        return stage
    elsewhere = [
        Pause(left, came, "elsewhere", Policy.SUSPEND_RESUME)
        for (_came, left), (came, _left) in pairwise(visits)
        if left is not None
    ]
    waits = [
        replace(pause, policy=Policy.SUSPEND_RESUME)
        for pause in life.pauses
        if pause.policy is not Policy.NONE and visits and _lies_within(pause, visits)
    ]
    stops = (*elsewhere, *waits, *with_others(life, numbers))
    promised = stage_due(calendar, start, hours, stops, life.terms.options)
    return replace(stage, due_at=promised.due_at, late_at=promised.late_at)


def with_others(life: Life, numbers: set[int]) -> list[Pause]:
    """Return while a dossier lay at these steps because others had it at the same time."""
    waits = []
    for no in numbers:
        asked = parallel_tasks(life, no)
        if asked:
            answers = [task.answered_at for task in asked]
            ends = None if None in answers else max(filter(None, answers))
            waits.append(Pause(min(task.at for task in asked), ends, "elsewhere", Policy.SUSPEND_RESUME))
    return waits


def _parallel_stage(no: int, step: RouteStep, life: Life, calendar: Calendar, before: datetime | None) -> Stage:
    asked = next(
        (
            task
            for task in reversed(life.tasks)
            if task.kind is TaskKind.PARALLEL and task.step == step.no and task.recalled_at is None
        ),
        None,
    )
    unit = None if step.is_outside else step.unit
    started = began(life, asked) if asked is not None else None
    if asked is not None and started is not None:
        return Stage(
            no, unit, step.agency, (step.no,), step.hours, started, asked.answered_at, asked.due_at, asked.late_at,
            is_parallel=True,
        )  # fmt: skip
    stage = Stage(no, unit, step.agency, (step.no,), step.hours, is_planned=True, is_parallel=True)
    if step.hours is None or before is None:
        return stage
    promised = stage_due(calendar, before, step.hours, (), life.terms.options)
    return replace(stage, due_at=promised.due_at, late_at=promised.late_at)


def _visits(life: Life, numbers: set[int]) -> list[tuple[datetime, datetime | None]]:
    """Return when a dossier came to lie at one of these steps, and when it left; the last is open while it lies there."""
    visits: list[tuple[datetime, datetime | None]] = []
    came: datetime | None = None
    for move in life.moves:
        if move.step in numbers and came is None:
            came = move.at
        elif move.step not in numbers and came is not None:
            visits.append((came, move.at))
            came = None
    # A result that waits for the citizen is nobody's delay.
    ended = life.withdrawn_at or (life.outcome.at if life.outcome else life.returned_at)
    return [*visits, (came, ended)] if came is not None else visits


def _lies_within(pause: Pause, visits: list[tuple[datetime, datetime | None]]) -> bool:
    return any(came <= pause.begins_at and (left is None or pause.begins_at < left) for came, left in visits)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(filter(None, (one, other)), default=None)


def route_after(steps: Iterable[RouteStep]) -> tuple[RouteStep, ...]:
    """Return a route in the order of its steps."""
    return tuple(sorted(steps, key=lambda step: step.no))
