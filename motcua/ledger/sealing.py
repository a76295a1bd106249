"""One step of the sealer: take what no open transaction can still get in front of, and write one batch.

The sealer alone looks at the transaction horizon; everybody else reads up to the last sealed bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.kernel import alarms
from motcua.ledger import batches, rules
from motcua.ledger.rules import Batch, Bound

if TYPE_CHECKING:
    from datetime import datetime

    import psycopg

#: Lines a batch has at most, so that a reader takes a whole one within its transaction's 5 s.
LIMIT = 2_000
#: The application's transactions end after 5 s; what is open longer than this is named and ended.
PATIENCE_SECONDS = 8.0

# «late» is the line before it in its stream, where that one stands after it in the order of the history.
WAITING = """
select e.epoch, e.tx::text, e.id, ledger_leaf(e),
       case when (p.epoch, p.tx, p.id) > (e.epoch, e.tx, e.id) then p.id end as late
from ledger_entry e
left join lateral (
    select b.epoch, b.tx, b.id from ledger_entry b
    where e.seq > 1 and b.stream_id = e.stream_id and b.stream_kind = e.stream_kind and b.seq < e.seq
    order by b.seq desc limit 1
) p on true
where (e.epoch, e.tx, e.id) > (%s, %s::xid8, %s)
  and (e.epoch < (select ledger_epoch()) or e.tx < (select pg_snapshot_xmin(pg_current_snapshot())))
order by e.epoch, e.tx, e.id
limit %s
"""

SEAL = """
insert into ledger_batch (number, total, count, upper_epoch, upper_tx, upper_id, previous, tree, root, leaves)
values (%s, %s, %s, %s, %s::xid8, %s, %s, %s, %s, %s)
"""

# In order, though any line would do: for «exists» a plan without values reads the whole ledger to find that there is none.
STUCK = """
select h.pid, h.who, h.program, h.began, h.seconds
from ledger_horizon() h
where h.seconds > %s and (
    select e.id from ledger_entry e where (e.epoch, e.tx, e.id) > (%s, %s::xid8, %s) order by e.epoch, e.tx, e.id limit 1
) is not null
"""


def seal_once(connection: psycopg.Connection[Any], last: Batch | None, *, limit: int = LIMIT) -> Batch | None:
    """Seal what can be sealed after the last batch, at most ``limit`` lines; None when nothing can.

    The connection is in autocommit, or in a transaction that the caller commits.
    """
    number, total, bound, previous = batches.after(last)
    while True:
        lines = connection.execute(WAITING, [*_bound(bound), limit]).fetchall()
        late = {place: line[4] for place, line in enumerate(lines) if line[4] is not None}
        count = rules.safe_prefix([line[2] for line in lines], late) if late else len(lines)
        if count or len(lines) < limit:
            break
        limit *= 2  # one stream's lines are spread over more than a batch
    if not count:
        return None
    leaves = [bytes(line[3]) for line in lines[:count]]
    epoch, tx, upper = lines[count - 1][:3]
    batch = Batch(number + 1, total + count, count, Bound(epoch, int(tx), upper), previous, rules.tree_of(leaves))
    connection.execute(
        SEAL,
        [
            *(batch.number, batch.total, batch.count, *_bound(batch.upper)),
            *(batch.previous, batch.tree, batch.root, b"".join(leaves)),
        ],
    )
    return batch


def end_what_stalls(
    connection: psycopg.Connection[Any], last: Batch | None, *, patience: float = PATIENCE_SECONDS
) -> tuple[int | None, datetime] | None:
    """Name an open transaction that keeps lines from being sealed in an alarm, and end it; answer which.

    A migration's (the owner's) and a prepared transaction are only named.
    """
    row = connection.execute(STUCK, [patience, *_bound(batches.after(last)[2])]).fetchone()
    if row is None:
        return None
    pid, who, program, began, seconds = row
    alarms.ring(
        "ledger.stalled",
        f"Một giao dịch của {who} ({program}) mở đã {seconds:.0f} giây, nhật ký phải chờ. Hệ thống đang kết thúc nó.",
        pid=pid,
        seconds=round(seconds, 1),
    )
    if pid is not None:
        connection.execute("select ledger_end_transaction(%s, %s)", [pid, began])
    return pid, began


def _bound(bound: Bound) -> tuple[int, str, object]:
    return bound.epoch, str(bound.tx), bound.id
