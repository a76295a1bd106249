"""Time left, as a small value and in the few words of a desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from motcua.clocks.calendar import Calendar, working_days_between
from motcua.clocks.deadlines import Due, Ending, is_late
from motcua.clocks.limits import HOURS_A_WORKING_DAY, LimitKind, say_amount
from motcua.clocks.speech import _, gettext_noop
from motcua.clocks.working_time import working_time_between
from motcua.kernel.moments import local

_ONE_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_ONE_WORKING_DAY = timedelta(hours=HOURS_A_WORKING_DAY)


class LeftKind(StrEnum):
    """How time left is told."""

    OVERDUE_DAYS = "overdue_days"
    OVERDUE_HOURS = "overdue_hours"
    MINUTES = "minutes"
    HOURS = "hours"
    TODAY = "today"
    DAYS = "days"
    #: A pause is open: so many days, or hours, are left once the papers are complete.
    DAYS_WHEN_COMPLETE = "days_when_complete"
    HOURS_WHEN_COMPLETE = "hours_when_complete"
    #: A pause is open and nothing is left: the day of completion itself.
    DAY_OF_COMPLETION = "day_of_completion"
    NO_LIMIT = "no_limit"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """So many of a kind; the amount is zero where the kind says it all."""

    kind: LeftKind
    amount: Decimal = Decimal(0)

    @property
    def is_overdue(self) -> bool:
        """Whether the due moment has passed."""
        return self.kind in (LeftKind.OVERDUE_DAYS, LeftKind.OVERDUE_HOURS)


def time_left(calendar: Calendar, now: datetime, promised: Due) -> TimeLeft:
    """Return how much time is left at a moment, in working days, on the last day in office hours.

    What is due at the end of a day is due «trong hôm nay» all day long. Counts a plain week beyond the calendar.
    """
    calendar = calendar.beyond()
    now = local(now)
    if promised.due_at is None:
        return _left_when_complete(promised)
    due_at = promised.due_at
    days = working_days_between(calendar, now.date(), due_at.date())
    if is_late(now, promised):
        if now.date() == due_at.date():
            return _of(LeftKind.OVERDUE_HOURS, max(int((now - due_at) / _HOUR), 1))
        return _of(LeftKind.OVERDUE_DAYS, max(-days, 1))
    if promised.ending is Ending.DAY:
        return _of(LeftKind.DAYS, days) if days else TimeLeft(LeftKind.TODAY)
    running = promised.ending is Ending.RUNNING_CLOCK
    left = due_at - now if running else working_time_between(calendar, now, due_at)
    if days and left >= (_ONE_DAY if running else _ONE_WORKING_DAY):
        return _of(LeftKind.DAYS, days)
    return _of(LeftKind.HOURS, int(left / _HOUR)) if left >= _HOUR else _of(LeftKind.MINUTES, int(left / _MINUTE))


def say_time_left(left: TimeLeft) -> str:
    """Put it into words: «còn 3 ngày», «còn 2 giờ», «trong hôm nay», «quá hạn 1 ngày», «còn 8 ngày khi đủ giấy»."""
    return _(_SENTENCES[left.kind]) % {"n": say_amount(left.amount)}


_SENTENCES = {
    LeftKind.OVERDUE_DAYS: gettext_noop("quá hạn %(n)s ngày"),
    LeftKind.OVERDUE_HOURS: gettext_noop("quá hạn %(n)s giờ"),
    LeftKind.MINUTES: gettext_noop("còn %(n)s phút"),
    LeftKind.HOURS: gettext_noop("còn %(n)s giờ"),
    LeftKind.TODAY: gettext_noop("trong hôm nay"),
    LeftKind.DAYS: gettext_noop("còn %(n)s ngày"),
    LeftKind.DAYS_WHEN_COMPLETE: gettext_noop("còn %(n)s ngày khi đủ giấy"),
    LeftKind.HOURS_WHEN_COMPLETE: gettext_noop("còn %(n)s giờ khi đủ giấy"),
    LeftKind.DAY_OF_COMPLETION: gettext_noop("trả trong ngày đủ giấy"),
    LeftKind.NO_LIMIT: gettext_noop("không có thời hạn"),
}


def _left_when_complete(promised: Due) -> TimeLeft:
    left = promised.remaining
    if left is None:
        return TimeLeft(LeftKind.NO_LIMIT)
    if not left.amount:
        return TimeLeft(LeftKind.DAY_OF_COMPLETION)
    in_hours = left.kind in (LimitKind.WORKING_HOURS, LimitKind.HOURS)
    amount = left.amount.quantize(Decimal("0.1")).normalize()
    return TimeLeft(LeftKind.HOURS_WHEN_COMPLETE if in_hours else LeftKind.DAYS_WHEN_COMPLETE, amount)


def _of(kind: LeftKind, amount: int) -> TimeLeft:
    return TimeLeft(kind, Decimal(amount))
