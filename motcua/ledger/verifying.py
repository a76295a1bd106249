"""Checking the whole history: every line against its batch, every batch against the one before, all against outside roots.

The lines are hashed here, from the bytes that COPY sends: no function of the database has to be believed.
"""

from __future__ import annotations

import hashlib
import struct
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any
from uuid import UUID

from motcua.ledger import batches, roots, rules
from motcua.ledger.rules import Batch, Bound

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

    import psycopg

    from motcua.database.addresses import Address

LINE = (
    "e.id, e.epoch, e.tx, e.node, e.stream_kind, e.stream_id, e.seq, e.verb, e.actor, e.post, e.unit, e.at, "
    "e.recorded_at, e.facts::text"
)
LINES_AFTER = f"""
copy (select {LINE} from ledger_entry e where (e.epoch, e.tx, e.id) > (%s, %s::xid8, %s)
      order by e.epoch, e.tx, e.id limit %s) to stdout (format binary)
"""
LEAVES = "select leaves from ledger_batch where number = %s"
UNSEALED = "select count(*) from ledger_entry e where (e.epoch, e.tx, e.id) > (%s, %s::xid8, %s)"

#: What COPY (FORMAT binary) puts before the first line, and the count of fields before each.
HEADER_BYTES = 19
FIELD_COUNT = struct.pack(">h", len(rules.FIELDS))
#: Where id, epoch and tx stand in a line's encoding.
PLACE = struct.Struct(">4x16s4xi4xQ")

#: Below this many lines a second process costs more than it brings.
WORTH_SHARING = 50_000


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that does not fit: what it is in words, in which batch, and which line if that can be told."""

    what: str
    sentence: str
    batch: int
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, and the first fault if there is one."""

    lines: int
    batches: int
    unsealed: int
    outside_roots: int
    fault: Fault | None

    def as_dict(self) -> dict[str, Any]:
        """Return it for ``--json``."""
        return {"ok": self.fault is None, **asdict(self)}


def verify(
    address: Address,
    *,
    folder: Path | None = None,
    key: str | None = None,
    processes: int = 2,
    checked_lines: bool = True,
) -> Verdict:
    """Check everything that is sealed; with a folder of carried roots also that nothing was rewritten or cut off.

    ``key`` is the public key that outside roots must be signed with; without it each file's own key is believed.
    """
    with batches.connect(address) as connection:
        last = batches.last(connection)
        number, total, bound, _ = batches.after(last)
        unsealed = connection.execute(UNSEALED, [bound.epoch, str(bound.tx), bound.id]).fetchone()
        outside, fault = _against_outside(connection, number, folder, key) if folder else (0, None)
    if checked_lines and number:
        fault = _first([fault, *_shared(address, number, total, processes)])
    return Verdict(total, number, unsealed[0] if unsealed else 0, outside, fault)


def _first(faults: Sequence[Fault | None]) -> Fault | None:
    return min((fault for fault in faults if fault), key=lambda fault: fault.batch, default=None)


def _shared(address: Address, number: int, total: int, processes: int) -> list[Fault | None]:
    """Check ranges of batches in several processes; each takes the root before its range from the database."""
    if processes < 2 or total < WORTH_SHARING or number < processes:  # noqa: PLR2004 - one process needs no pool
        return [check_range(address, 1, number)]
    with batches.connect(address) as connection:
        starts = [1]
        for part in range(1, processes):
            row = connection.execute(
                "select min(number) from ledger_batch where total >= %s", [total * part // processes]
            ).fetchone()
            starts.append(max(starts[-1] + 1, row[0] if row and row[0] else number))
    ends = [start - 1 for start in starts[1:]] + [number]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(check_range, [address] * processes, starts, ends))


def check_range(address: Address, first: int, final: int) -> Fault | None:
    """Check the batches of a range of numbers and their lines; return the first fault."""
    with batches.connect(address) as connection, batches.connect(address) as lines_connection:
        before = batches.one(connection, first - 1)
        number, total, bound, previous = batches.after(before)
        if number != first - 1:
            return _cut(first - 1)
        wanted = connection.execute(
            "select coalesce(sum(count), 0) from ledger_batch where number between %s and %s", [first, final]
        ).fetchone()
        with closing(_encodings(lines_connection, bound, int(wanted[0]) if wanted else 0)) as lines:
            for batch, root in batches.stored(connection, first, final):
                if batch.number != number + 1:
                    return _cut(number + 1)
                fault = _check_chain(batch, root, previous, total) or _check_lines(connection, batch, lines)
                if fault:
                    return fault
                number, total, previous = batch.number, batch.total, root
        return None if number == final else _cut(number + 1)


def _check_chain(batch: Batch, root: bytes, previous: bytes, total: int) -> Fault | None:
    if batch.previous == previous and batch.root == root and batch.total == total + batch.count:
        return None
    return Fault(
        "batch", f"Lô niêm phong số {batch.number} không khớp với lô trước nó hoặc với chính nó.", batch.number
    )


def _check_lines(connection: psycopg.Connection[Any], batch: Batch, lines: Iterator[bytes]) -> Fault | None:
    sha256 = hashlib.sha256
    encodings = list(islice(lines, batch.count))
    leaves = [sha256(line).digest() for line in encodings]
    if len(leaves) == batch.count and rules.tree_of(leaves) == batch.tree and _place(encodings[-1]) == batch.upper:
        return None
    row = connection.execute(LEAVES, [batch.number]).fetchone()
    return _name(batch, encodings, leaves, bytes(row[0]) if row else b"")


def _name(batch: Batch, encodings: Sequence[bytes], leaves: Sequence[bytes], kept: bytes) -> Fault:
    """Name the first line that does not fit, by the leaves that the sealer kept beside the root."""
    sealed = [kept[place : place + 32] for place in range(0, len(kept), 32)]
    if not sealed or rules.tree_of(sealed) != batch.tree:
        return Fault("leaves", f"Dấu của các dòng trong lô số {batch.number} đã bị sửa.", batch.number)
    place = next((i for i, (now, then) in enumerate(zip(leaves, sealed, strict=False)) if now != then), len(leaves))
    here = str(_place(encodings[place]).id) if place < len(encodings) else None
    before = str(_place(encodings[place - 1]).id) if place else None
    if here is None or leaves[place] in sealed[place + 1 :]:
        where = f"ngay sau dòng {before}" if before else "ở đầu lô"
        return Fault("missing", f"Mất một dòng nhật ký {where} (lô số {batch.number}).", batch.number, before)
    if sealed[place] in leaves[place + 1 :]:
        return Fault("added", f"Dòng nhật ký {here} bị chèn thêm vào lô số {batch.number}.", batch.number, here)
    return Fault("changed", f"Dòng nhật ký {here} trong lô số {batch.number} đã bị sửa.", batch.number, here)


def _cut(number: int) -> Fault:
    return Fault("missing batch", f"Mất lô niêm phong số {number} và các dòng của nó.", number)


def _against_outside(
    connection: psycopg.Connection[Any], number: int, folder: Path, key: str | None
) -> tuple[int, Fault | None]:
    """Compare every carried root with the batch of its number; return how many, and the first that differs."""
    checked = 0
    for path in sorted(folder.glob("*.json")):
        try:
            root = roots.read(path.read_text())
        except ValueError:
            return checked, Fault("root", f"Tệp {path.name} không đọc được là một chữ ký của nhật ký.", 0)
        at = int(root["number"])
        if not rules.is_signed(root, key):
            return checked, Fault("signature", f"Chữ ký trong tệp {path.name} không đúng.", at)
        if at > number:
            sentence = f"Nhật ký bị cắt đuôi: bản ký bên ngoài có tới lô số {at}, ở đây chỉ còn {number}."
            return checked, Fault("cut off", sentence, number + 1)
        batch = batches.one(connection, at)
        if batch is None or batch.root.hex() != root["root"]:
            return checked, Fault("rewritten", f"Nhật ký tới lô số {at} đã bị viết lại: khác bản ký bên ngoài.", at)
        checked += 1
    return checked, None


def _encodings(connection: psycopg.Connection[Any], bound: Bound, count: int) -> Generator[bytes]:
    """Give the encodings of the lines after a bound, straight from COPY's messages: one line a message."""
    with connection.cursor() as cursor, cursor.copy(LINES_AFTER, [bound.epoch, str(bound.tx), bound.id, count]) as copy:
        skip = HEADER_BYTES + len(FIELD_COUNT)
        for message in copy:
            line = bytes(message[skip:])
            skip = len(FIELD_COUNT)
            if line:
                yield line


def _place(encoding: bytes) -> Bound:
    line, epoch, tx = PLACE.unpack_from(encoding)
    return Bound(epoch, tx, UUID(bytes=line))
