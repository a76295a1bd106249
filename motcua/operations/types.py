"""What copies are made of, and what is refused about them; everything works without Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

#: The act of looking at how the house runs.
WATCH = "operations.watch"


class CannotBackUp(Exception):
    """No copy was made; the sentence says what to do."""


class CannotRestore(Exception):
    """Nothing was overwritten; the sentence says what to do."""


class CannotUpgrade(Exception):
    """Nothing was stopped or changed; the sentence says what to do."""


class TornPiece(Exception):
    """A sealed piece is not what was written: cut off, changed, or sealed with another key."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One sealed file of a set: its bytes and their SHA-256 as they lie there, and how many bytes it holds opened."""

    size: int
    sha256: str
    holds: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one set is: when it was made, by which release, of what, and the log that goes on from it.

    ``key`` names the key, it is not the key. ``segment`` is the first segment of the log that the set does not hold
    whole (empty: no log goes on from it), ``segment_bytes`` how long a segment is. ``contents`` and ``content_bytes`` count the stored files.
    """

    name: str
    made_at: datetime
    release: str
    postgresql: str
    key: str
    segment: str
    segment_bytes: int
    contents: int
    content_bytes: int
    pieces: dict[str, Piece]

    @property
    def size(self) -> int:
        """How many bytes a restore writes at least."""
        return self.content_bytes + sum(piece.holds for piece in self.pieces.values())


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many rows were sealed anew, and how many could not be opened by any key."""

    rows: int = 0
    unreadable: int = 0

    def __add__(self, other: Resealed) -> Resealed:
        """Return both together."""
        return Resealed(self.rows + other.rows, self.unreadable + other.unreadable)


@dataclass(frozen=True, slots=True)
class KeyUse:
    """How many values of a column are sealed with a key."""

    key: str
    column: str
    count: int


@dataclass(frozen=True, slots=True)
class LostValue:
    """A value that no key opens: the key that it names, its «table.column», and the key of its row in words."""

    key: str
    column: str
    row: str


class Level(StrEnum):
    """How a figure stands: nothing to do, keep an eye on it, do something now, not known."""

    WELL = "well"
    WATCH = "watch"
    ACT = "act"
    UNKNOWN = "unknown"


def level(value: float | None, watch: float, act: float) -> Level:
    """Return how a figure stands that is bad when it is high; where ``act`` is below ``watch``, when it is low."""
    if value is None:
        return Level.UNKNOWN
    sign = 1 if act >= watch else -1
    if sign * value >= sign * act:
        return Level.ACT
    return Level.WATCH if sign * value >= sign * watch else Level.WELL


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that is watched: its name for machines with its unit, what people call it, how it stands, what to do if not well.

    ``value`` is None where it cannot be known; ``said`` is the value in words, ``advice`` what to do now, ``lines`` what stands behind it.
    """

    code: str
    label: str
    value: float | None
    said: str
    level: Level
    advice: str = ""
    lines: tuple[str, ...] = ()
