"""Who has looked at a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.record import Record
from motcua.dossiers.types import KIND
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation

LOOKS = "dossiers.looks"


@dataclass(frozen=True, slots=True)
class Looker:
    """Somebody who opened the dossier from one post: how often, and when for the last time."""

    name: str
    post: str
    unit: str
    times: int
    last_at: datetime


def may_see_looks(actor: Actor, record: Record) -> bool:
    """Whether this actor may see who has looked: it supervises a unit that has to do with the dossier."""
    return any(access.judge(actor, LOOKS, unit, record.field) for unit in record.standing.units)


def lookers(record: Record) -> tuple[Looker, ...]:
    """Return who has opened the dossier, the latest first; each person once for each post."""
    found: dict[tuple[object, object], Looker] = {}
    looks = ledger.looks_at(KIND, record.id)
    names = identity.names([look.actor for look in looks])
    for look in looks:
        key = (look.actor, look.post)
        known = found.get(key)
        found[key] = Looker(
            name=names.get(look.actor, ""),
            post=organisation.post(look.post).name if look.post else "",
            unit=organisation.short_name(look.unit) if look.unit else "",
            times=known.times + 1 if known else 1,
            last_at=known.last_at if known else local(look.at),
        )
    return tuple(found.values())


def number_of_lookers(record: Record) -> int:
    """Return how many ``lookers`` names."""
    return ledger.lookers_at(KIND, record.id)
