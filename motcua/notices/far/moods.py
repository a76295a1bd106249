"""How a far side of the demo behaves to whom: most are well, a few are not, always the same ones."""

from __future__ import annotations

import zlib
from enum import StrEnum
from pathlib import Path

#: So many addresses share one of each mood.
ROUND = 24


class Mood(StrEnum):
    """What befalls a message to an address."""

    WELL = "well"
    REFUSED = "refused"
    BUSY_ONCE = "busy_once"
    SILENT = "silent"
    BROKEN = "broken"
    TWICE = "twice"


_UNWELL = (Mood.REFUSED, Mood.BUSY_ONCE, Mood.SILENT, Mood.BROKEN, Mood.TWICE)


def mood_of(address: str) -> Mood:
    """Return how the far side behaves to an address."""
    turn = zlib.crc32(address.encode()) % ROUND
    return _UNWELL[turn] if turn < len(_UNWELL) else Mood.WELL


def keep(folder: Path, name: str, content: bytes) -> None:
    """Keep what was delivered as a file of its own, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    number = len(list(folder.glob("[0-9]*.*")))
    fresh = folder / f"{number:05}-{name}.new"
    fresh.write_bytes(content)
    fresh.rename(fresh.with_suffix(""))
