"""Proving one line to a citizen: a file that anybody can check without us, our database or our network.

It holds the line itself, what leads from it to its batch's tree, the batches up to the next signed root, and that root.
"""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

from motcua.kernel import keys, moments
from motcua.ledger import batches, roots, rules
from motcua.ledger.rules import Batch, Bound

if TYPE_CHECKING:
    from collections.abc import Mapping

    import psycopg

FORMAT = "motcua-ledger-proof-1"

LINE = """
select e.id::text, e.epoch, e.tx::text, e.node, e.stream_kind, e.stream_id::text, e.seq, e.verb, e.actor::text,
       e.post::text, e.unit::text, e.at, e.recorded_at, e.facts::text, ledger_leaf(e)
from ledger_entry e where e.id = %s
"""
BATCH_OF = """
select number, leaves from ledger_batch
where (upper_epoch, upper_tx, upper_id) >= (%s, %s::xid8, %s) order by upper_epoch, upper_tx, upper_id limit 1
"""
NEXT_ROOT = "select number, text from ledger_root where number >= %s order by number limit 1"


class NotProvable(Exception):
    """There is no such line («unknown»), it is not sealed yet («unsealed»), or it was changed since («changed»)."""


def proof_of(connection: psycopg.Connection[Any], entry: UUID) -> dict[str, Any]:
    """Return the proof of one line, ready for JSON. Raises NotProvable."""
    row = connection.execute(LINE, [entry]).fetchone()
    if row is None:
        raise NotProvable("unknown")
    line = dict(zip(rules.FIELDS, row, strict=False))
    line |= {"tx": int(row[2]), "at": row[11].isoformat(), "recorded_at": row[12].isoformat()}
    found = connection.execute(BATCH_OF, [line["epoch"], row[2], entry]).fetchone()
    if found is None:
        raise NotProvable("unsealed")
    number, kept = found[0], bytes(found[1])
    leaves = [kept[place : place + 32] for place in range(0, len(kept), 32)]
    place = leaves.index(bytes(row[14])) if bytes(row[14]) in leaves else None
    if place is None:
        raise NotProvable("changed")
    signed = connection.execute(NEXT_ROOT, [number]).fetchone()
    if signed is None:
        signed = _sign_now(connection)
    return {
        "format": FORMAT,
        "line": line,
        "path": [[side, neighbour.hex()] for side, neighbour in rules.path_of(leaves, place)],
        "batches": [_written(batch) for batch, _ in batches.stored(connection, number, signed[0])],
        "root": roots.read(signed[1]),
    }


def _sign_now(connection: psycopg.Connection[Any]) -> tuple[int, str]:
    last = batches.last(connection)
    assert last is not None, "a sealed line has a batch"
    return last.number, rules.signed(last, keys.root_key(), moments.machine_now())


def check(proof: Mapping[str, Any], key: str | None = None) -> str | None:
    """Return what is wrong with a proof, in words, or None when it holds; ``key`` is the public key to insist on."""
    try:
        if proof["format"] != FORMAT:
            return "Tệp này không phải chứng minh của nhật ký."
        root, chain = proof["root"], [_batch(written) for written in proof["batches"]]
        leaf = hashlib.sha256(rules.encode(proof["line"])).digest()
        tree = rules.walk(leaf, [(side, bytes.fromhex(neighbour)) for side, neighbour in proof["path"]])
    except (KeyError, TypeError, ValueError, IndexError, OverflowError):
        return "Tệp chứng minh bị hỏng: thiếu phần hoặc sai dạng."
    if not rules.is_signed(root, key):
        return "Chữ ký không đúng, hoặc không phải của cơ quan này."
    if not chain or tree != chain[0].tree:
        return "Nội dung dòng nhật ký đã bị sửa: không khớp với lô niêm phong."
    follows = all(later.previous == earlier.root for earlier, later in pairwise(chain))
    if not follows or chain[-1].root.hex() != root["root"]:
        return "Lô niêm phong không dẫn tới chữ ký."
    return None


def _written(batch: Batch) -> dict[str, Any]:
    return {
        "number": batch.number,
        "total": batch.total,
        "count": batch.count,
        "upper": [batch.upper.epoch, batch.upper.tx, str(batch.upper.id)],
        "previous": batch.previous.hex(),
        "tree": batch.tree.hex(),
    }


def _batch(written: Mapping[str, Any]) -> Batch:
    epoch, tx, upper = written["upper"]
    return Batch(
        int(written["number"]),
        int(written["total"]),
        int(written["count"]),
        Bound(int(epoch), int(tx), UUID(upper)),
        bytes.fromhex(written["previous"]),
        bytes.fromhex(written["tree"]),
    )
