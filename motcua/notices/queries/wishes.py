"""Who declines to be told by which channel."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from motcua.kernel.statements import rows
from motcua.notices.types import Channel


def declined(persons: Collection[UUID]) -> dict[UUID, frozenset[Channel]]:
    """Return which channels each of these persons declines; those who decline none are left out."""
    found = rows(
        "select person_id, array_agg(channel) as channels from notices_declined"
        " where person_id = any(%s) and ended_at is null group by person_id",
        [list(persons)],
    )
    return {row["person_id"]: frozenset(Channel(channel) for channel in row["channels"]) for row in found}


def declined_of(person: UUID) -> frozenset[Channel]:
    """Return which channels a person declines."""
    return declined([person]).get(person, frozenset())
