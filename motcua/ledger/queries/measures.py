"""Figures about the ledger itself: how long lines wait for their seal, how much room they take."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.kernel import statements

# The first of those that wait, in their order: asked for all of them, a plan without values reads the whole ledger.
LAG = """
with b as (select upper_epoch, upper_tx, upper_id from ledger_batch order by number desc limit 1),
first as (select e.recorded_at from ledger_entry e where (e.epoch, e.tx, e.id) > (
    coalesce((select upper_epoch from b), 0), coalesce((select upper_tx from b), '0'),
    coalesce((select upper_id from b), '00000000-0000-0000-0000-000000000000'))
    order by e.epoch, e.tx, e.id limit 1000)
select extract(epoch from clock_timestamp() - min(recorded_at)) as lag from first
"""

LAGS = """
select count(*) as lines, percentile_disc(0.5) within group (order by s.lag) as half,
       percentile_disc(0.95) within group (order by s.lag) as most, max(s.lag) as worst
from (
    select extract(epoch from b.sealed_at - e.recorded_at)::float as lag
    from (select epoch, tx, id, recorded_at from ledger_entry order by epoch desc, tx desc, id desc limit %s) e
    cross join lateral (
        select sealed_at from ledger_batch
        where (upper_epoch, upper_tx, upper_id) >= (e.epoch, e.tx, e.id) order by upper_epoch, upper_tx, upper_id limit 1
    ) b
) s
"""

SIZE = """
select (pg_total_relation_size('ledger_entry') + pg_total_relation_size('ledger_batch'))::float
       / nullif((select max(total) from ledger_batch), 0) as size
"""

# The first of those that wait: for «min» of all of them the plan takes a third of the batches for unread.
READING_LAG = """
select extract(epoch from clock_timestamp() - sealed_at) as lag from ledger_batch
where number > (select min(batch) from ledger_cursor) order by number limit 1
"""

UNREAD = """
select extract(epoch from clock_timestamp() - sealed_at) as lag from ledger_batch
where number > coalesce((select batch from ledger_cursor where reader = %s), 0) order by number limit 1
"""


@dataclass(frozen=True, slots=True)
class Lags:
    """How many seconds sealed lines waited for their seal: half of them at most, 95 of a hundred at most, the worst."""

    lines: int
    half: float
    most: float
    worst: float


def sealing_lag() -> float:
    """Return for how many seconds the oldest line that is not sealed has been waiting; 0.0 when all are sealed."""
    row = statements.row(LAG)
    return float(row["lag"] or 0) if row else 0.0


def reading_lag() -> float:
    """Return for how many seconds the oldest sealed line has been waiting for its slowest reader; 0.0 when all have read all."""
    row = statements.row(READING_LAG)
    return float(row["lag"] or 0) if row else 0.0


def unread_by(reader: str) -> float:
    """Return for how many seconds the oldest sealed line has been waiting for this reader, by its key; 0.0 when it has read all."""
    row = statements.row(UNREAD, [reader])
    return float(row["lag"] or 0) if row else 0.0


def parked_lines() -> int:
    """Return how many lines some reader could not digest and has put aside."""
    row = statements.row("select count(*) as number from ledger_parked")
    return int(row["number"]) if row else 0


def sealing_lags(newest: int = 20_000) -> Lags:
    """Return how long the newest lines waited for their seal."""
    row = statements.row(LAGS, [newest])
    if row is None or not row["lines"]:
        return Lags(0, 0.0, 0.0, 0.0)
    return Lags(row["lines"], row["half"], row["most"], row["worst"])


def bytes_a_line() -> float:
    """Return how many bytes a sealed line takes with its indexes and its part of the batches; 0.0 before the first."""
    row = statements.row(SIZE)
    return float(row["size"] or 0) if row else 0.0
