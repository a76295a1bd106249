"""The readers' process: gives every reader the sealed lines after its cursor, in order, each once.

The cursor moves in the transaction of the reader's effect. A piece that a reader cannot digest is tried again in
smaller pieces; a single line that fails ``TRIES`` times is parked with an alarm, and the rest flows on.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson
import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction

from motcua.kernel import alarms
from motcua.kernel.act import act
from motcua.ledger import rules
from motcua.ledger.rules import START, Bound
from motcua.ledger.sealing import LIMIT
from motcua.ledger.sockets import Reader, readers
from motcua.ledger.types import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from threading import Event
    from uuid import UUID

log = structlog.get_logger("motcua.ledger.reading")

UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

PAUSE = 0.1
STAND_BY = 1.0
#: How often a reader may fail at one line before the line is parked.
TRIES = 5

BEHIND = """
select r.reader from unnest(%s::text[]) as r(reader)
left join ledger_cursor c on c.reader = r.reader
where coalesce(c.batch, 0) < (select coalesce(max(number), 0) from ledger_batch)
"""
BEGIN = "insert into ledger_cursor (reader) values (%s) on conflict do nothing"
# Whoever holds the cursor's row reads; another process goes on to another reader.
TAKE = "select batch, done, tries from ledger_cursor where reader = %s for update skip locked"
MOVE = "update ledger_cursor set batch = %s, done = %s, tries = 0, moved_at = clock_timestamp() where reader = %s"
# An upsert, for the transaction that made the cursor's row may have been undone.
TRY = """
insert into ledger_cursor as c (reader, tries) values (%s, 1)
on conflict (reader) do update set tries = c.tries + 1 returning tries
"""
PARK = "insert into ledger_parked (reader, entry, tries, problem) values (%s, %s, %s, %s) on conflict do nothing"
PARKED = "select reader, entry, tries, problem from ledger_parked where reader = %s order by parked_at"
UNPARK = "delete from ledger_parked where reader = %s and entry = %s"

BATCHES = """
select number, count, upper_epoch, upper_tx::text, upper_id from ledger_batch where number >= %s order by number limit 200
"""
# Moments come as microseconds: reading two timestamps took longer than all the rest of a line.
COLUMNS = """
l.id, l.stream_kind, l.stream_id, l.seq, l.verb, l.actor, l.post, l.unit,
(extract(epoch from l.at) * 1000000)::bigint, (extract(epoch from l.recorded_at) * 1000000)::bigint, l.facts, l.node
"""
# The bound is the last batch's count: a condition on the upper bound would read on to the index's end.
LINES = f"""
select {COLUMNS} from ledger_entry l
where (l.epoch, l.tx, l.id) > (%s, %s::xid8, %s) order by l.epoch, l.tx, l.id limit %s
"""
LINE = f"select {COLUMNS} from ledger_entry l where l.id = %s"


class Indigestible(Exception):
    """A reader raised at a piece; the transaction is undone."""

    def __init__(self, lines: Sequence[Entry], problem: Exception) -> None:
        """Keep the piece and what the reader raised."""
        super().__init__(type(problem).__name__)
        self.lines, self.problem = lines, problem


@dataclass(slots=True)
class Pace:
    """How many lines a reader gets at once: less after a failure, more after each success."""

    size: int = LIMIT
    #: Seconds to wait after a line's first failed try; each further try waits twice as long.
    patience: float = 0.2
    not_before: float = 0.0

    def slower(self) -> None:
        """Take a quarter."""
        self.size = max(1, self.size // 4)

    def faster(self) -> None:
        """Take twice as much."""
        self.size = min(LIMIT, self.size * 2)

    def wait(self, tries: int) -> None:
        """Let some time pass before the next try."""
        self.not_before = time.monotonic() + self.patience * 2 ** (tries - 1)


def run(stop: Event) -> None:
    """Serve every reader until ``stop`` is set; outlives restarts of the database."""
    paces = {reader.key: Pace() for reader in readers}
    while not stop.is_set():
        try:
            moved = sum(read_some(reader, paces[reader.key]) for reader in _behind())
        except (OperationalError, InterfaceError) as problem:
            log.warning("ledger.reading.disconnected", problem=type(problem).__name__)
            stop.wait(STAND_BY)
            moved = 1
        close_old_connections()
        if not moved:
            stop.wait(PAUSE)


def read_all() -> int:
    """Give every reader everything that is sealed, and answer how many lines were read; for commands and tests."""
    total = 0
    paces = {reader.key: Pace(patience=0) for reader in readers}
    while moved := sum(read_some(reader, paces[reader.key]) for reader in _behind()):
        total += moved
    return total


def read_some(reader: Reader, pace: Pace) -> int:
    """Give a reader its next piece; answer how far its cursor moved, 0 when there is none or another process reads."""
    if time.monotonic() < pace.not_before:
        return 0
    try:
        moved = _read_piece(reader, pace.size)
    except Indigestible as refusal:
        if pace.size > 1:
            pace.slower()
            return 1
        return _try_again_or_park(reader, refusal, pace)
    except OperationalError:
        pace.slower()  # the piece may have taken longer than a transaction may
        raise
    pace.faster()
    return moved


def retry_parked(reader: Reader) -> int:
    """Give a reader its parked lines once more, one by one; answer how many it has now digested."""
    digested = 0
    for _, entry, _, _ in parked(reader):
        try:
            _digest(reader, entry)
        except Exception as problem:  # noqa: BLE001 - a reader may raise anything; the line stays parked
            log.warning("ledger.still_parked", reader=reader.key, entry=str(entry), problem=type(problem).__name__)
        else:
            digested += 1
    return digested


@act
def _digest(reader: Reader, entry: UUID) -> None:
    _rows(UNPARK, [reader.key, entry])
    reader.read([_entry(row) for row in _rows(LINE, [entry])])


def parked(reader: Reader) -> list[tuple[str, UUID, int, str]]:
    """Return a reader's parked lines: reader, line's id, tries, the class of what it raised."""
    return _rows(PARKED, [reader.key])


def _behind() -> list[Reader]:
    keys = [reader.key for reader in readers]
    behind = {row[0] for row in _rows(BEHIND, [keys])} if keys else set()
    return [reader for reader in readers if reader.key in behind]


@act  # so that the services a reader calls join its transaction
def _read_piece(reader: Reader, size: int) -> int:
    taken = _rows(TAKE, [reader.key])
    if not taken:
        _rows(BEGIN, [reader.key])
        taken = _rows(TAKE, [reader.key])
    if not taken:
        return 0
    number, done, _ = taken[0]
    lines, number, done = _next_lines(number, done, size)
    wanted = [line for line in lines if reader.kinds is None or line.kind in reader.kinds]
    if wanted:
        try:
            reader.read(wanted)
        except Exception as problem:
            raise Indigestible(wanted, problem) from problem
    if lines:
        _rows(MOVE, [number, done, reader.key])
    return len(lines)


def _next_lines(number: int, done: int, size: int) -> tuple[list[Entry], int, int]:
    """Return the next lines in reading order, and where the cursor stands after them.

    Whole batches as long as they fit; of a batch that is larger than ``size`` the next part of its reading order.
    """
    rows = _rows(BATCHES, [number])
    bound = START
    if rows and rows[0][0] == number:
        bound = Bound(rows[0][2], int(rows[0][3]), rows[0][4])
        rows = rows[1:]
    if not rows:
        return [], number, done
    counts = [rows[0][1]]
    if done or counts[0] > size:
        piece = _in_order(bound, counts)[done : done + size]
        finished = done + len(piece) >= counts[0]
        return piece, number + finished, 0 if finished else done + len(piece)
    for _, count, *_ in rows[1:]:
        if sum(counts) + count > size:
            break
        counts.append(count)
    return _in_order(bound, counts), number + len(counts), 0


def _in_order(bound: Bound, counts: Sequence[int]) -> list[Entry]:
    """Return the lines of some batches after a bound, each batch in its reading order."""
    rows = _rows(LINES, [bound.epoch, str(bound.tx), bound.id, sum(counts)])
    lines: list[Entry] = []
    for count in counts:
        batch = rows[len(lines) : len(lines) + count]
        lines += [_entry(batch[place]) for place in rules.sort_streams([((row[1], row[2]), row[3]) for row in batch])]
    return lines


def _try_again_or_park(reader: Reader, refusal: Indigestible, pace: Pace) -> int:
    line = refusal.lines[0]
    with transaction.atomic():
        ((tries,),) = _rows(TRY, [reader.key])
        if tries < TRIES:
            pace.wait(tries)
            return 1
        number, done, _ = _rows(TAKE, [reader.key])[0]
        _, number, done = _next_lines(number, done, 1)
        # The class of the problem only: its text may hold what somebody typed.
        _rows(PARK, [reader.key, line.id, tries, type(refusal.problem).__name__])
        _rows(MOVE, [number, done, reader.key])
    alarms.ring(
        "ledger.parked",
        "Một dòng nhật ký không đọc được đã để riêng, các dòng sau vẫn chạy. Xem bằng: motcua ledger parked",
        reader=reader.key,
        entry=str(line.id),
        problem=type(refusal.problem).__name__,
    )
    return 1


def _entry(row: tuple[Any, ...]) -> Entry:
    return Entry(*(*row[:8], _moment(row[8]), _moment(row[9]), orjson.loads(row[10]), row[11]))


def _moment(microseconds: int) -> datetime:
    return UNIX_EPOCH + timedelta(microseconds=microseconds)


def _rows(sql: str, params: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall()) if cursor.description else []
