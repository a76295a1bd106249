"""What seals and proves the history, as pure functions: leaves, trees, chained roots, signatures, order.

A leaf is SHA-256 over a line's encoding (``encode``). Leaves of a batch make a tree as in RFC 6962 (inner nodes
``01 left right``). A batch's root is SHA-256 over ``02``, the previous root, number, total, count, upper bound and
tree, so that one root speaks for everything before it. Roots are signed with Ed25519.
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

GENESIS = bytes(32)
#: PostgreSQL counts microseconds from here.
PG_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
NULL = b"\xff\xff\xff\xff"

#: A line's fields in the order of its encoding, with their kinds.
FIELDS: Mapping[str, str] = {
    "id": "uuid", "epoch": "int4", "tx": "int8", "node": "int2", "kind": "text", "stream": "uuid", "seq": "int4",
    "verb": "text", "actor": "uuid", "post": "uuid", "unit": "uuid", "at": "moment", "recorded_at": "moment",
    "facts": "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Bound:
    """A place in the order of the history."""

    epoch: int
    tx: int
    id: UUID


START = Bound(0, 0, UUID(int=0))


@dataclass(frozen=True, slots=True)
class Batch:
    """Some lines sealed together: ``total`` counts all lines up to the upper bound, ``tree`` is their Merkle root."""

    number: int
    total: int
    count: int
    upper: Bound
    previous: bytes
    tree: bytes

    @property
    def root(self) -> bytes:
        """The root that speaks for this batch and everything before it."""
        numbers = struct.pack(">qqiiQ", self.number, self.total, self.count, self.upper.epoch, self.upper.tx)
        return hashlib.sha256(b"\x02" + self.previous + numbers + self.upper.id.bytes + self.tree).digest()


def encode(line: Mapping[str, str | int | None]) -> bytes:
    """Return a line's encoding: every field after its length in four bytes, -1 for null.

    ``line`` has text for ids and moments (ISO 8601 with microseconds), the exact JSON text for facts.
    """
    return b"".join(_field(FIELDS[name], line[name]) for name in FIELDS)


def _field(kind: str, value: str | int | None) -> bytes:
    if value is None:
        return NULL
    if kind == "uuid":
        packed = UUID(str(value)).bytes
    elif kind == "text":
        packed = str(value).encode()
    elif kind == "moment":
        packed = struct.pack(">q", (datetime.fromisoformat(str(value)) - PG_EPOCH) // timedelta(microseconds=1))
    else:
        packed = struct.pack({"int2": ">h", "int4": ">i", "int8": ">Q"}[kind], int(value))
    return struct.pack(">i", len(packed)) + packed


def tree_of(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle root of at least one leaf."""
    sha256, level = hashlib.sha256, leaves
    while len(level) > 1:
        pairs = [sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = [*pairs, level[-1]] if len(level) % 2 else pairs
    return level[0]


def path_of(leaves: Sequence[bytes], place: int) -> list[tuple[str, bytes]]:
    """Return what leads from one leaf to the root: neighbours with the side they stand on."""
    path, level = [], list(leaves)
    while len(level) > 1:
        neighbour = place ^ 1
        if neighbour < len(level):
            path.append(("left" if neighbour < place else "right", level[neighbour]))
        pairs = [hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = [*pairs, level[-1]] if len(level) % 2 else pairs
        place //= 2
    return path


def walk(leaf: bytes, path: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the root that a leaf and its path lead to."""
    for side, neighbour in path:
        pair = neighbour + leaf if side == "left" else leaf + neighbour
        leaf = hashlib.sha256(b"\x01" + pair).digest()
    return leaf


def safe_prefix(ids: Sequence[UUID], late: Mapping[int, UUID]) -> int:
    """Return how many lines from the front may be sealed without turning a stream's order round.

    ``late`` names, for a line's place, the line before it in its stream that stands *after* it in the order of the
    history: the earlier line's transaction has the higher number. Both must go into one batch, or neither.
    """
    places = {line: place for place, line in enumerate(ids)} if late else {}
    length = len(ids)
    while True:
        cut = min((place for place, line in late.items() if place < length <= places.get(line, length)), default=length)
        if cut == length:
            return length
        length = cut


def sort_streams(streams: Sequence[tuple[object, int]]) -> list[int]:
    """Return the order in which to read a batch's lines: as they stand, but each stream's by ``seq``.

    ``streams`` has every line's stream and seq.
    """
    places: dict[object, list[int]] = {}
    for place, (stream, _) in enumerate(streams):
        places.setdefault(stream, []).append(place)
    order = list(range(len(streams)))
    for taken in places.values():
        if len(taken) > 1:
            for place, line in zip(taken, sorted(taken, key=lambda line: streams[line][1]), strict=True):
                order[place] = line
    return order


def signed(batch: Batch, seed: bytes, signed_at: datetime) -> str:
    """Return a root as the signed JSON text that couriers carry."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    said: dict[str, object] = {
        "format": "motcua-ledger-root-1",
        "number": batch.number,
        "total": batch.total,
        "root": batch.root.hex(),
        "signed_at": signed_at.astimezone(UTC).isoformat(timespec="seconds"),
        "key": public_key(seed),
    }
    return json.dumps({**said, "signature": key.sign(_canonical(said)).hex()}, indent=1)


def public_key(seed: bytes) -> str:
    """Return the public key, in hexadecimal, with which everybody may check a root."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def is_signed(root: Mapping[str, object], key: str | None = None) -> bool:
    """Whether a signed root's signature fits, and, where a key is given, comes from that key."""
    said = {name: value for name, value in root.items() if name != "signature"}
    if key is not None and said.get("key") != key:
        return False
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(said["key"])))
        public.verify(bytes.fromhex(str(root["signature"])), _canonical(said))
    except (InvalidSignature, KeyError, ValueError):
        return False
    return True


def _canonical(said: Mapping[str, object]) -> bytes:
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
