"""What waits at the actor's desks, for the counts beside the rail's entries: one statement by one index."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from motcua.dossiers.deeds import desks_of
from motcua.dossiers.fallback import OLD_AFTER
from motcua.kernel.actor import Actor
from motcua.kernel.moments import now
from motcua.kernel.statements import rows

WAITING = """select count(*) filter (where state not in (5, 6, 9)) as mine, count(*) filter (where state = 9) as to_return,
  (select count(*) from dossiers_paper_book where unit_id = %s and closed_at is null and day < %s) as old_books
  from dossiers_standing where desk = any(%s) and closed_at is null"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits: work to do, results to return, paper books that have been open for long."""

    mine: int
    to_return: int
    old_books: int = 0


def held_by(posts: Collection[UUID]) -> int:
    """Return how many open dossiers lie with these posts."""
    found = rows(
        "select count(*) as held from dossiers_standing where desk = any(%s) and closed_at is null", [list(posts)]
    )
    return int(found[0]["held"])


def open_of_unit(unit: UUID) -> int:
    """Return how many open dossiers lie with a unit or were received by it."""
    found = rows(
        "select count(*) as held from dossiers_standing where closed_at is null and (unit_id = %s or receiving_unit_id = %s)",
        [unit, unit],
    )
    return int(found[0]["held"])


def waiting(actor: Actor) -> Waiting:
    """Return what lies on the actor's desks."""
    desks = list(desks_of(actor))
    long_ago = (now() - OLD_AFTER).date()
    return Waiting(**rows(WAITING, [actor.unit, long_ago, desks])[0]) if desks else Waiting(0, 0)
