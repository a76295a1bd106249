"""Pure decisions: which bytes of a picture are next, in which order pictures stand, what a file's name says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

#: A dossier's code as a receipt prints it, or a filing number, anywhere in a name or a look-up address.
CODE = re.compile(
    r"(?<![A-Z0-9])((?:\d{3}\.)?(?:\d{2}\.)*[A-Z]\d{2}[.\d]*-\d{6}-\d{4,6}|N\d{6}-[2-9A-HJ-NP-Z]{5})(?![0-9A-Z])"
)


def is_over(now: datetime, ends_at: datetime, closed_at: datetime | None) -> bool:
    """Whether a telephone's code no longer opens anything."""
    return closed_at is not None or now >= ends_at


def is_next(offset: int, received: int) -> bool | None:
    """Whether a part continues what is there; None where it is there already (the answer got lost, not the part)."""
    if offset < received:
        return None
    return offset == received


def moved_up(order: Sequence[UUID], picture: UUID) -> list[UUID]:
    """Return the pictures with one of them a place earlier; the first stays."""
    moved = list(order)
    place = moved.index(picture)
    if place:
        moved[place - 1], moved[place] = moved[place], moved[place - 1]
    return moved


def codes_in(text: str) -> tuple[str, ...]:
    """Return the dossier codes that a file's name or a bar code holds, each once, underscores read as they were typed."""
    return tuple(dict.fromkeys(CODE.findall(text.upper())))
