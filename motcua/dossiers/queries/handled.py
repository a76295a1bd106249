"""What an official did at a counter in a period, counted: for the monthly word to the agency that lent the official."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from motcua.dossiers.queries.outcomes import Aspect, Judged, outcomes_of_officials
from motcua.dossiers.types import MoveKind
from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import TZ
from motcua.kernel.statements import row

# Moves have no index by account: «mine» reads them once.
HANDLED = f"""
with mine as materialized (
  select m.dossier_id, m.kind, m.at from dossiers_move m
  where m.by_account = %(account)s and m.by_unit = %(unit)s and m.kind in ('{MoveKind.RECEIVED}', '{MoveKind.HANDED_OVER}')
), received as (
  select distinct dossier_id from mine where kind = '{MoveKind.RECEIVED}'
)
select
  (select count(distinct dossier_id) from mine
    where kind = '{MoveKind.RECEIVED}' and at >= %(since)s and at < %(until)s) as received,
  (select count(distinct dossier_id) from mine
    where kind = '{MoveKind.HANDED_OVER}' and at >= %(since)s and at < %(until)s) as handed_on,
  (select count(*) from dossiers_correction c join received using (dossier_id)
    where c.at >= %(since)s and c.at < %(until)s) as corrections,
  (select count(*) from dossiers_supplement p join received using (dossier_id)
    where p.at >= %(since)s and p.at < %(until)s) as supplements
"""


@dataclass(frozen=True, slots=True)
class Handled:
    """An official's month at a counter: dossiers received and handed on there; of those handled there, how many came out in time and late.

    ``corrections`` and ``supplements`` are those of dossiers that the official received.
    """

    received: int
    handed_on: int
    in_time: int
    late: int
    corrections: int
    supplements: int


def handled_by(account: UUID, unit: UUID, since: date, until: date) -> Handled:
    """Return what an account did in a unit from the first day to the last, both inclusive; two statements.

    A job's question, and a patient one: it reads all moves. It names no dossier; the caller says who reads the answer.
    """
    values = {
        "account": account,
        "unit": unit,
        "since": datetime.combine(since, datetime.min.time(), TZ),
        "until": datetime.combine(until + timedelta(days=1), datetime.min.time(), TZ),
    }
    found = row(HANDLED, values)
    assert found is not None, "counts are always there"
    judged = Judged(since, until, frozenset({unit}), account)
    outcome = outcomes_of_officials(SYSTEM, judged).get(account)
    early, on_time, late = outcome.points[Aspect.WHOLE] if outcome else (0, 0, 0)
    return Handled(in_time=early + on_time, late=late, **found)
