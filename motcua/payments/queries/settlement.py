"""A quarter's settlement: what a counter collected for which agency (NĐ 61/2018 Đ12.9)."""

from __future__ import annotations

from uuid import UUID

from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.statements import row, rows
from motcua.payments.rules import quarter_days
from motcua.payments.types import LOOK, Settlement, Share

SHARES = """
select competent_unit_id as agency, count(*) filter (where not is_cancellation) as receipts,
  coalesce(sum(amount) filter (where method = 'cash'), 0)::bigint as cash,
  coalesce(sum(amount) filter (where method = 'transfer'), 0)::bigint as transfer,
  coalesce(sum(amount) filter (where method = 'post'), 0)::bigint as post,
  coalesce(-sum(amount) filter (where is_cancellation), 0)::bigint as cancelled,
  sum(amount)::bigint as total
from payments_entry where unit_id = %s and till_on between %s and %s
group by competent_unit_id order by total desc, competent_unit_id
"""
OPEN = """
select count(*) as days from (select distinct account, till_on from payments_entry
  where unit_id = %s and till_on between %s and %s and method <> 'post'
  except select account, "on" from payments_closing where unit_id = %s) o
"""


def settlement(actor: Actor, unit: UUID, year: int, quarter: int) -> Settlement:
    """Return a quarter's settlement of a receiving unit; cash and transfer are less what was given back, in VND.

    Refuses with NotAllowed.
    """
    access.require(actor, LOOK, unit)
    first, last = quarter_days(year, quarter)
    open_days = row(OPEN, [unit, first, last, unit])
    assert open_days is not None, "a count is always there"
    drawn_up = rows(
        "select at, print_id from payments_settlement where unit_id = %s and year = %s and quarter = %s order by version",
        [unit, year, quarter],
    )
    return Settlement(
        unit=unit,
        year=year,
        quarter=quarter,
        shares=tuple(Share(**found) for found in rows(SHARES, [unit, first, last])),
        open_days=open_days["days"],
        drawn_up=tuple((local(found["at"]), found["print_id"]) for found in drawn_up),
    )


def settlement_unit(settlement_id: UUID) -> UUID | None:
    """Return the unit whose settlement this is; None where there is none. Says nothing else."""
    found = row("select unit_id from payments_settlement where id = %s", [settlement_id])
    unit: UUID | None = found["unit_id"] if found else None
    return unit
