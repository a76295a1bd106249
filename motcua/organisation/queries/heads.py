"""The head of a unit's papers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from motcua.organisation.queries.units import parent, place, short_name
from motcua.prints.types import Head


def head_of(unit: UUID, on: date, desk: str = "") -> Head:
    """Return what stands at the top of a paper of a unit on a day: whose it is, what is above it, where and when; perhaps a desk."""
    above = parent(unit, on)
    return {
        "superior": short_name(above) if above else "",
        "agency": short_name(unit),
        "desk": desk,
        "place": place(unit),
        "day": on.isoformat(),
    }
