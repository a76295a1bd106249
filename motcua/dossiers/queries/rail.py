"""What waits at the actor's desks, for the counts beside the rail's entries: one statement by one index."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.dossiers.deeds import desks_of
from motcua.kernel.actor import Actor
from motcua.kernel.statements import rows

WAITING = """select count(*) filter (where state not in (5, 6, 9)) as mine, count(*) filter (where state = 9) as to_return
  from dossiers_standing where desk = any(%s) and closed_at is null"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits: work to do, results to return."""

    mine: int
    to_return: int


def waiting(actor: Actor) -> Waiting:
    """Return what lies on the actor's desks."""
    desks = list(desks_of(actor))
    return Waiting(**rows(WAITING, [desks])[0]) if desks else Waiting(0, 0)
