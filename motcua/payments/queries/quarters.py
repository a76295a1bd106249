"""A quarter's money of several units side by side: receipts, tills and what was settled, each sum told twice (NĐ 61/2018 Đ12.9)."""

from __future__ import annotations

from uuid import UUID

from motcua.kernel.actor import Actor
from motcua.kernel.statements import rows
from motcua.organisation.queries.orders import scope_reached
from motcua.payments.rules import quarter_days
from motcua.payments.types import LOOK, QuarterOfUnit

QUARTER = """
with entry as (
  select e.*, exists (select from payments_closing c where c.unit_id = e.unit_id and c.account = e.account and c."on" = e.till_on) as is_closed
  from payments_entry e where e.till_on between %(first)s and %(last)s{reach}
), taken as (
  select unit_id, count(*) filter (where not is_cancellation) as issued, count(*) filter (where is_cancellation) as cancelled,
    coalesce(sum(amount) filter (where not is_cancellation), 0)::bigint as taken,
    coalesce(-sum(amount) filter (where is_cancellation), 0)::bigint as given_back,
    coalesce(sum(amount) filter (where method = 'cash'), 0)::bigint as cash,
    coalesce(sum(amount) filter (where method = 'transfer'), 0)::bigint as transfer,
    coalesce(sum(amount) filter (where method = 'post'), 0)::bigint as post,
    coalesce(sum(amount) filter (where method <> 'post' and not is_closed), 0)::bigint as in_open_tills,
    count(distinct (account, till_on)) filter (where method <> 'post' and not is_closed) as open_tills
  from entry group by unit_id
), closed as (
  select unit_id, count(*) as closed_tills, sum(cash + transfer)::bigint as in_closed_tills, sum(counted - cash)::bigint as difference
  from payments_closing c where c."on" between %(first)s and %(last)s group by unit_id
), settled as (
  select distinct on (unit_id) unit_id, version, total from payments_settlement
  where year = %(year)s and quarter = %(quarter)s order by unit_id, version desc
)
select t.unit_id as unit, t.issued, t.cancelled, t.taken, t.given_back, t.cash, t.transfer, t.post, t.open_tills, t.in_open_tills,
  coalesce(c.closed_tills, 0) as closed_tills, coalesce(c.in_closed_tills, 0)::bigint as in_closed_tills,
  coalesce(c.difference, 0)::bigint as difference, s.version, s.total as settled
from taken t left join closed c using (unit_id) left join settled s using (unit_id)
order by t.taken desc, t.unit_id
"""


def quarter_of_units(actor: Actor, year: int, quarter: int) -> tuple[QuarterOfUnit, ...]:
    """Return the quarter of each unit whose money the actor may see and that had any, the most money first, in VND; one statement."""
    first, last = quarter_days(year, quarter)
    scope = scope_reached(actor, LOOK)
    values = {"first": first, "last": last, "year": year, "quarter": quarter, "units": _units(scope.units)}
    reach = "" if scope.units is None else " and e.unit_id = any(%(units)s)"
    return tuple(QuarterOfUnit(**row) for row in rows(QUARTER.replace("{reach}", reach), values))


def _units(units: frozenset[UUID] | None) -> list[UUID]:
    return sorted(units or ())
