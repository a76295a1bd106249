"""When a result is due: a pure function of calendar, start, limit, pauses and options (spec §5)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from motcua.clocks.calendar import (
    Calendar,
    next_working_day,
    on_or_next_working_day,
    working_days_after,
    working_days_between,
)
from motcua.clocks.dates import say_day
from motcua.clocks.limits import HOURS_A_WORKING_DAY, Limit, LimitKind
from motcua.clocks.options import DEFAULT, Boundary, Model, Options
from motcua.clocks.pauses import Pause, Policy, merge_pauses
from motcua.clocks.refusals import ExtensionRefused
from motcua.clocks.speech import _
from motcua.clocks.working_time import add_working_time, effective_start, working_time_between
from motcua.kernel.moments import TZ, local

LAST_SECOND = time(23, 59, 59)
DAYS_A_MONTH = 30  # BLDS 2015 art. 146.1, where a month is not a whole one
_SECONDS_AN_HOUR = 3600
_MICROSECOND = timedelta(microseconds=1)


class Ending(StrEnum):
    """How a due moment falls: with a day, at a minute of office time, or at a minute of the running clock."""

    DAY = "day"
    OFFICE_CLOCK = "office_clock"
    RUNNING_CLOCK = "running_clock"


@dataclass(frozen=True, slots=True)
class Extension:
    """The one re-appointment of NĐ 61/2018 art. 19.9: the result is promised for a later day."""

    until: date


@dataclass(frozen=True, slots=True)
class Due:
    """The answer: when the result is due, and when it begins to be late.

    ``due_at`` is the moment printed on the receipt, ``late_at`` the boundary a finish is compared with. Both are None
    without a limit, and while a pause is open: then ``remaining`` says what is left once the papers are complete.
    ``provisional`` marks an answer beyond the years whose holidays are known.
    """

    due_at: datetime | None
    late_at: datetime | None
    provisional: bool = False
    ending: Ending = Ending.DAY
    remaining: Limit | None = None

    @property
    def remaining_working_days(self) -> Decimal | None:
        """The working days that are left while a pause is open; None where the limit counts something else."""
        left = self.remaining
        return left.amount if left is not None and left.kind is LimitKind.WORKING_DAYS else None


def due(
    calendar: Calendar,
    start: datetime,
    limit: Limit,
    pauses: Iterable[Pause] = (),
    options: Options = DEFAULT,
    *,
    extension: Extension | None = None,
) -> Due:
    """Return when the result of what was received at ``start`` is due.

    RESTART counts the whole limit again from the end of the pause. SUSPEND_RESUME: what is used up at its beginning
    stays used, the rest is counted from its end; nothing left means the end of the day of completion, or of the next
    working day. Overlapping pauses count once. Raises CalendarEnds where the calendar's years end.
    """
    if limit.kind is LimitKind.NONE:
        return Due(None, None)
    calendar.sessions_on(local(start).date())  # a start outside the calendar is refused, even if no count looks at it
    count = _count_of(limit, options)(calendar, limit, options)
    begun = count.begin(local(start))
    left = count.whole(begun)
    for pause in merge_pauses(pauses):
        if pause.ends_at is not None and pause.ends_at <= begun:
            continue
        restarts = pause.policy is Policy.RESTART
        if not restarts:
            left = max(left - count.used(begun, max(local(pause.begins_at), begun)), Decimal(0))
        if pause.ends_at is None:
            return Due(None, None, remaining=count.words(count.whole(begun) if restarts else left))
        begun = count.begin(local(pause.ends_at)) if restarts else local(pause.ends_at)
        left = count.whole(begun) if restarts else left
    placed = count.place(begun, left)
    if extension is not None:
        later = calendar.closes_at(on_or_next_working_day(calendar, extension.until))
        placed = max(placed, (later, Ending.DAY), key=lambda each: each[0])
    return _due_of(calendar, placed, options)


def provisional_due(
    calendar: Calendar,
    start: datetime,
    limit: Limit,
    pauses: Iterable[Pause] = (),
    options: Options = DEFAULT,
    *,
    extension: Extension | None = None,
) -> Due:
    """As ``due``, but the counter goes on: beyond the calendar a plain week is assumed and the answer marked."""
    return due(calendar.beyond(), start, limit, pauses, options, extension=extension)


def kept(
    calendar: Calendar,
    due_at: datetime,
    limit: Limit,
    options: Options = DEFAULT,
    *,
    extension: Extension | None = None,
) -> Due:
    """Return a moment that somebody else has promised as an answer: it stays to the minute, unless it was promised anew.

    ``limit`` and ``options`` say with what boundary a finish is compared. Raises CalendarEnds where the calendar's years end.
    """
    day = not issubclass(_count_of(limit, options), _OfficeClock)
    placed = local(due_at), Ending.DAY if day else Ending.OFFICE_CLOCK
    if extension is not None:
        later = calendar.closes_at(on_or_next_working_day(calendar, extension.until))
        if later > placed[0]:
            return _due_of(calendar, (later, Ending.DAY), options)
    return replace(_due_of(calendar, placed, options), due_at=local(due_at))


def remaining(
    calendar: Calendar, moment: datetime, due_at: datetime, limit: Limit, options: Options = DEFAULT
) -> Limit:
    """Return what is left at a moment of a limit that ends at ``due_at``; nothing when that is past."""
    count = _count_of(limit, options)(calendar, limit, options)
    ends = max(local(due_at), local(moment))
    return count.words(count.used(local(moment), ends))


def is_late(finished_at: datetime, promised: Due) -> bool:
    """Tell whether a finish is late by the comparison boundary, to the second; never without a due moment."""
    return promised.late_at is not None and local(finished_at).replace(microsecond=0) > promised.late_at


def check_may_extend(promised: Due, until: date, *, already: int, options: Options = DEFAULT) -> None:
    """Refuse a second re-appointment, and one that is not later than what was promised (NĐ 61/2018 art. 19.9)."""
    if already >= options.max_extensions:
        raise ExtensionRefused(
            _("Hồ sơ đã hẹn lại %(count)s lần, không được hẹn lại nữa. Hãy trả kết quả sớm nhất và báo lãnh đạo.")
            % {"count": already},
            field="extension",
        )
    if promised.due_at is not None and until <= promised.due_at.date():
        raise ExtensionRefused(
            _("Ngày hẹn lại phải sau ngày đã hẹn %(day)s.") % {"day": say_day(promised.due_at.date())},
            field="extension",
        )


Placed = tuple[datetime, Ending]


def _due_of(calendar: Calendar, placed: Placed, options: Options) -> Due:
    due_at, ending = placed
    calendar.sessions_on(due_at.date())  # also a continuous limit is refused where the calendar ends
    midnight = datetime.combine(due_at.date(), LAST_SECOND, TZ)
    return Due(
        due_at=midnight if ending is Ending.DAY and options.print_as is Boundary.END_OF_DAY else due_at,
        late_at=midnight if ending is Ending.DAY and options.late_after is Boundary.END_OF_DAY else due_at,
        provisional=due_at.date() > calendar.ends_on,
        ending=ending,
    )


@dataclass(frozen=True, slots=True)
class _Days:
    """Limits that end with a day: working days of model A, calendar days, months, the same day."""

    calendar: Calendar
    limit: Limit
    options: Options

    def begin(self, moment: datetime) -> datetime:
        """Move a receipt that counts as one of the next working day."""
        if self.options.online:
            moment = effective_start(self.calendar, moment)
        if self.options.after_15h_shift and not _before_cut_off(self.calendar, moment, self.options):
            moment = self.calendar.opens_at(next_working_day(self.calendar, moment.date()))
        return moment

    def whole(self, begun: datetime) -> Decimal:
        if self.limit.kind is not LimitKind.MONTHS:
            return self.limit.amount
        months = int(self.limit.amount)
        rest = (self.limit.amount - months) * DAYS_A_MONTH
        return Decimal((_add_months(begun.date(), months) - begun.date()).days) + rest

    def used(self, begun: datetime, asked: datetime) -> Decimal:
        if self.limit.kind is LimitKind.WORKING_DAYS:
            return Decimal(working_days_between(self.calendar, begun.date(), asked.date()))
        return Decimal((asked.date() - begun.date()).days)

    def place(self, begun: datetime, left: Decimal) -> Placed:
        whole = int(left)
        if self.limit.kind is not LimitKind.WORKING_DAYS:
            whole = int(left.to_integral_value(ROUND_CEILING))
            return self._close(on_or_next_working_day(self.calendar, begun.date() + timedelta(days=whole)))
        if not left:
            return self._close(on_or_next_working_day(self.calendar, begun.date()))
        day = working_days_after(self.calendar, begun.date(), whole)
        return (
            self._close_early(next_working_day(self.calendar, day), left - whole) if left > whole else self._close(day)
        )

    def words(self, left: Decimal) -> Limit:
        days = LimitKind.WORKING_DAYS if self.limit.kind is LimitKind.WORKING_DAYS else LimitKind.CALENDAR_DAYS
        return Limit(days, left)

    def _close(self, day: date) -> Placed:
        return self.calendar.closes_at(day), Ending.DAY

    def _close_early(self, day: date, part: Decimal) -> Placed:
        """Half a day ends with the first of two sessions; other parts with the session that holds them."""
        sessions = self.calendar.sessions_on(day)
        turn = int((part * len(sessions)).to_integral_value(ROUND_CEILING))
        ends_at = datetime.combine(day, sessions[turn - 1].ends, TZ)
        return ends_at, Ending.DAY if turn == len(sessions) else Ending.OFFICE_CLOCK


class _SameDay(_Days):
    """«Trong ngày»: today when received before the cut-off, else the next working day; so too after a pause."""

    __slots__ = ()

    def begin(self, moment: datetime) -> datetime:
        return moment

    def used(self, begun: datetime, asked: datetime) -> Decimal:  # noqa: ARG002 - a day is not used up in parts
        return Decimal(0)

    def place(self, begun: datetime, left: Decimal) -> Placed:  # noqa: ARG002 - as above
        if _before_cut_off(self.calendar, begun, self.options) and begun < self.calendar.closes_at(begun.date()):
            return self._close(begun.date())
        return self._close(next_working_day(self.calendar, begun.date()))

    def words(self, left: Decimal) -> Limit:  # noqa: ARG002 - as above
        return self.limit


class _OfficeClock(_Days):
    """Working hours, and working days of model B: seconds of office time."""

    __slots__ = ()

    def begin(self, moment: datetime) -> datetime:
        return _Days.begin(self, moment) if self.limit.kind is LimitKind.WORKING_DAYS else moment

    def whole(self, begun: datetime) -> Decimal:  # noqa: ARG002 - the same from whatever beginning
        return self.limit.amount * self._seconds_each

    def used(self, begun: datetime, asked: datetime) -> Decimal:
        return _seconds(working_time_between(self.calendar, begun, asked))

    def place(self, begun: datetime, left: Decimal) -> Placed:
        return add_working_time(self.calendar, begun, _span(left)), Ending.OFFICE_CLOCK

    def words(self, left: Decimal) -> Limit:
        return Limit(self.limit.kind, left / self._seconds_each)

    @property
    def _seconds_each(self) -> int:
        hours = HOURS_A_WORKING_DAY if self.limit.kind is LimitKind.WORKING_DAYS else 1
        return hours * _SECONDS_AN_HOUR


class _RunningClock(_OfficeClock):
    """Plain hours: from the moment itself, night and holiday (BLDS 2015 art. 147.1)."""

    __slots__ = ()

    def used(self, begun: datetime, asked: datetime) -> Decimal:
        return _seconds(asked - begun)

    def place(self, begun: datetime, left: Decimal) -> Placed:
        return begun + _span(left), Ending.RUNNING_CLOCK


def _seconds(span: timedelta) -> Decimal:
    return Decimal(span // _MICROSECOND) / 1_000_000


def _span(seconds: Decimal) -> timedelta:
    return timedelta(microseconds=int(seconds * 1_000_000))


def _count_of(limit: Limit, options: Options) -> type[_Days]:
    if limit.kind is LimitKind.HOURS:
        return _RunningClock
    if limit.kind is LimitKind.WORKING_HOURS or (limit.kind is LimitKind.WORKING_DAYS and options.model is Model.B):
        return _OfficeClock
    return _SameDay if limit.kind is LimitKind.SAME_DAY else _Days


def _before_cut_off(calendar: Calendar, moment: datetime, options: Options) -> bool:
    return calendar.is_working_day(moment.date()) and moment.time() <= options.cut_off


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
