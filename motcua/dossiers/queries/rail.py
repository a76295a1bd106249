"""What waits at the actor's desks, for the counts beside the rail's entries: by one index."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from motcua.dossiers.deeds import desks_of
from motcua.dossiers.fallback import OLD_AFTER
from motcua.kernel.actor import Actor
from motcua.kernel.counts import NOUGHT, Count
from motcua.kernel.moments import now
from motcua.kernel.statements import rows

WAITING = """select count(*) filter (where state not in (5, 6, 9)) as mine, count(*) filter (where state = 9) as to_return,
  (select count(*) from dossiers_paper_book where unit_id = %(unit)s and closed_at is null and day < %(before)s) as old_books
  from dossiers_standing where desk = any(%(desks)s) and closed_at is null"""

WAITS = ("mine", "to_return", "old_books")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits: work to do, results to return, paper books that have been open for long."""

    mine: Count = NOUGHT
    to_return: Count = NOUGHT
    old_books: Count = NOUGHT


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
    values = {"unit": actor.unit, "before": (now() - OLD_AFTER).date(), "desks": desks}
    return Waiting(*(Count(WAITING, values, name) for name in WAITS)) if desks else Waiting()
