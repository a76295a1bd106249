"""Lines of the post's lists as they are kept: JSON, then sealed."""

from __future__ import annotations

import orjson

from motcua.kernel.keys import seal, unseal
from motcua.postal.sealing import ANNOUNCED, SENDER
from motcua.postal.types import TOLD_NOTHING, ArrivalIn, Told


def sealed_told(told: Told) -> bytes | None:
    """Seal what the post told of one; None where it told nothing."""
    if told == TOLD_NOTHING:
        return None
    return seal(orjson.dumps([told.procedure, told.papers, told.phone, told.address]).decode(), SENDER)


def told_from(sealed: bytes | None) -> Told:
    """Read what the post told of one."""
    if sealed is None:
        return TOLD_NOTHING
    procedure, papers, phone, address = orjson.loads(unseal(sealed, SENDER))
    return Told(procedure, tuple(papers), phone, address)


def sealed_lines(arrivals: tuple[ArrivalIn, ...]) -> bytes:
    """Seal the lines of an announced list."""
    lines = [
        [one.tracking, one.sender, one.about, one.told.procedure, one.told.papers, one.told.phone, one.told.address]
        for one in arrivals
    ]
    return seal(orjson.dumps(lines).decode(), ANNOUNCED)


def lines_from(sealed: bytes) -> tuple[ArrivalIn, ...]:
    """Read the lines of an announced list; one kept before the post told more has three parts."""
    found = []
    for tracking, sender, about, *more in orjson.loads(unseal(sealed, ANNOUNCED)):
        told = Told(more[0], tuple(more[1]), more[2], more[3]) if more else TOLD_NOTHING
        found.append(ArrivalIn(tracking, sender, about, told))
    return tuple(found)
