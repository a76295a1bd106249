"""Moments the law sets around a dossier: paper transfer, supplement, apology, stages, and the index of 2022."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from motcua.clocks.calendar import Calendar, last_working_day_before, next_working_day, working_days_after
from motcua.clocks.deadlines import Due, Ending, due
from motcua.clocks.limits import Limit, LimitKind
from motcua.clocks.options import DEFAULT, Options
from motcua.clocks.pauses import Pause
from motcua.kernel.moments import local

#: Papers received after this hour travel on the next working day (NĐ 61/2018 art. 18.2).
PAPER_CUT_OFF = time(15)

#: A dossier that is not complete goes back within so many working days of its receipt (NĐ 61/2018 art. 19.4).
SUPPLEMENT_ASK_DAYS = 3


def transfer_due(calendar: Calendar, received_at: datetime, *, cut_off: time = PAPER_CUT_OFF) -> datetime:
    """Return until when the paper must have left the counter: the same working day, or the next one's opening.

    After ``cut_off`` (15:00 by law), and on a day when the office is closed, it is the opening of the next working day.
    Raises CalendarEnds.
    """
    received_at = local(received_at)
    day = received_at.date()
    if calendar.is_working_day(day) and received_at.time() <= cut_off:
        closes = calendar.closes_at(day)
        if received_at < closes:
            return closes
    return calendar.opens_at(next_working_day(calendar, day))


def supplement_ask_by(calendar: Calendar, received_at: datetime, *, days: int = SUPPLEMENT_ASK_DAYS) -> date:
    """Return the last day to send an incomplete dossier back for supplement. Raises CalendarEnds."""
    return working_days_after(calendar, local(received_at).date(), days)


def apology_by(calendar: Calendar, due_at: datetime) -> date:
    """Return the last working day on which an apology still comes a day before the limit (NĐ 61/2018 art. 19.9)."""
    return last_working_day_before(calendar, local(due_at).date())


def stage_dues(
    calendar: Calendar,
    start: datetime,
    stages: Sequence[Limit | Sequence[Limit]],
    options: Options = DEFAULT,
) -> list[Due]:
    """Return the due moment of every stage, one after the other; a sequence of limits is a group that runs in parallel.

    A stage begins when the one before it is due, a stage after a group with the latest of the group; only the first
    stage knows the after-15h shift. An amount of zero leaves the moment where it was. Raises CalendarEnds.
    """
    dues: list[Due] = []
    for stage in stages:
        together = [stage] if isinstance(stage, Limit) else list(stage)
        group = [_stage_due(calendar, start, limit, options) for limit in together]
        dues += group
        start = max((each.due_at for each in group if each.due_at is not None), default=start)
        options = replace(options, after_15h_shift=False, online=False)
    return dues


def _stage_due(calendar: Calendar, start: datetime, limit: Limit, options: Options) -> Due:
    """Return the due moment of one stage; what takes no time is due when it begins, even at the close of a day."""
    if limit.kind not in (LimitKind.SAME_DAY, LimitKind.NONE) and not limit.amount:
        return Due(start, start, ending=Ending.OFFICE_CLOCK)
    return due(calendar, start, limit, options=options)


def index_on_time(
    *,
    finished_at: datetime | None,
    due_by: datetime,
    supplements: Sequence[Pause],
    counted_to: datetime,
) -> bool:
    """Tell whether the national index (QĐ 766/QĐ-TTg 2022, indicator 2.1) counts a dossier as on time.

    ``due_by`` is the boundary of the moment promised at reception, before any supplement; ``counted_to`` the end of the
    period, for what is not finished. The waiting time of the one supplement is subtracted; while it is pending the
    request itself is the end; a second request makes the dossier late whatever came of it.
    """
    if len(supplements) > 1:
        return False
    end = finished_at or counted_to
    waiting = timedelta()
    for supplement in supplements:
        if supplement.ends_at is None:
            end = supplement.begins_at
        else:
            waiting = max(min(supplement.ends_at, end) - supplement.begins_at, timedelta())
    return end - waiting <= due_by
