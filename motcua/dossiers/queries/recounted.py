"""Figures counted in three ways: as rolled up, as the board counts, and by days in a statement of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from motcua.dossiers.figures import COLUMNS, By, Cut, Figure, Period
from motcua.dossiers.months import closed_months, first_of, next_month
from motcua.dossiers.queries.tally import counted
from motcua.dossiers.types import Channel, State
from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import TZ, local
from motcua.kernel.statements import be_patient, rows, run

#: Figure and unit: what a month was checked for.
Each = dict[tuple[UUID, Figure], int]

#: A dossier as days and plain answers; written apart from the board's conditions, so that both can be wrong but not alike.
RECOUNT = f"""
with life as (
  select s.competent_unit_id as unit, d.channel, s.state, s.paused_since is not null as stands,
    (d.received_at at time zone %(zone)s)::date as came,
    (case when s.finished_at is not null then s.finished_at else s.closed_at end at time zone %(zone)s)::date as went,
    (s.due_at at time zone %(zone)s)::date as due,
    case when s.state in ({State.FINISHED:d}, {State.RETURNED:d}) then s.on_time end as kept,
    s.late_at is not null and s.late_at < least(coalesce(s.paused_since, %(at)s), %(at)s) as is_late
  from dossiers_dossier d inner join dossiers_standing s on d.id = s.dossier_id
  where d.code is not null and s.state != {State.CANCELLED:d}
), placed as (
  select *, came between %(first)s and %(last)s as is_new, coalesce(went <= %(last)s, false) as is_over
  from life where daterange(came, went, '[]') && daterange(%(first)s, %(last)s, '[]')
)
select unit,
  sum(1 - is_new::int) as carried, sum(is_new::int) as received,
  sum((is_new and channel = {Channel.ONLINE:d})::int) as online,
  sum((is_new and channel = {Channel.COUNTER:d})::int) as at_counter,
  sum((is_new and channel = {Channel.POST:d})::int) as by_post,
  sum(is_over::int) as solved,
  sum((is_over and coalesce(kept and went < due, false))::int) as early,
  sum((is_over and kept is true and not coalesce(went < due, false))::int) as on_time,
  sum((is_over and kept is false)::int) as late,
  sum((is_over and kept is null)::int) as undecided,
  sum(1 - is_over::int) as open,
  sum((not is_over and not is_late)::int) as open_in_time,
  sum((not is_over and is_late)::int) as open_late,
  sum((not is_over and state in ({State.SUPPLEMENT:d}, {State.PAYMENT:d}))::int) as waiting,
  sum((is_over and state = {State.FINISHED:d})::int) as to_return
from placed group by unit
"""
ROLLED = f"""
select competent_unit_id as unit, {", ".join(f"sum({column}) as {column}" for column in COLUMNS.values())}
from dossiers_month_figures where month = %s group by 1
"""
#: What is near due depends on who asks: his calendar says which day is the next.
NOT_RECOUNTED = frozenset({Figure.NEAR})


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of a unit that is not the same each way; ``rolled`` is None where the month is not closed."""

    unit: UUID
    figure: Figure
    rolled: int | None
    live: int
    recounted: int


@dataclass(frozen=True, slots=True)
class MonthChecked:
    """A month by its first day, and the figures that differ."""

    month: date
    is_closed: bool
    figures: int
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Whether every figure is the same each way."""
        return not self.differences


def figures_recounted(at: datetime, months: int | None = None) -> Iterator[MonthChecked]:
    """Yield each closed month, the latest first, and before them the one that runs; ``months`` bounds how many.

    Each is counted the three ways at one moment of the database, whatever is done meanwhile; call it outside a transaction.
    """
    closed = closed_months()
    running = first_of(local(at).date())
    these = [running, *(month for month in reversed(closed) if month != running)]
    for month in these[:months]:
        with transaction.atomic():
            run("set transaction isolation level repeatable read")
            be_patient()
            checked = _checked(month, at, is_closed=month in closed)
        yield checked


def _checked(month: date, at: datetime, *, is_closed: bool) -> MonthChecked:
    period = Period(month, next_month(month) - timedelta(days=1))
    live: Each = {
        (UUID(str(unit)), figure): count
        for unit, figures in counted(SYSTEM, Cut(period), By.UNIT, at).items()
        for figure, count in figures.items()
        if figure not in NOT_RECOUNTED
    }
    end = datetime.combine(period.until + timedelta(days=1), datetime.min.time(), TZ)
    values = {"first": period.since, "last": period.until, "at": min(end, local(at)), "zone": TZ.key}
    fresh = _each(rows(RECOUNT, values))
    rolled = _each(rows(ROLLED, [month])) if is_closed else None
    differences = []
    for unit, figure in sorted(live.keys() | fresh.keys() | (rolled or {}).keys()):
        place = unit, figure
        three = (None if rolled is None else rolled.get(place, 0), live.get(place, 0), fresh.get(place, 0))
        if len(set(three) - {None}) > 1:
            differences.append(Difference(unit, figure, *three))
    return MonthChecked(month, is_closed, len(fresh), tuple(differences))


def _each(found: list[dict[str, object]]) -> Each:
    return {
        (row["unit"], figure): int(str(row[column]))  # type: ignore[misc]
        for row in found
        for figure, column in COLUMNS.items()
        if figure not in NOT_RECOUNTED
    }
