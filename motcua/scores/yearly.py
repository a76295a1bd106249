"""The yearly internal evaluation: how dossiers flowed, the quality of each unit, the share in time (NĐ 61/2018 Đ30; spec L05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from motcua.dossiers import queries
from motcua.dossiers.queries import By, Cut, Figure, Period, share_in_time
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.scores import measuring
from motcua.scores.measuring import Scored
from motcua.scores.types import Term

#: How dossiers flowed through a unit.
FLOW = (Figure.CARRIED, Figure.RECEIVED, Figure.SOLVED, Figure.OPEN, Figure.OPEN_LATE)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A unit's year: its figures, and its card where it decided anything."""

    unit: UUID
    figures: dict[Figure, int]
    scored: Scored | None

    @property
    def share(self) -> Decimal | None:
        """The share of results in time, in percent with one place; None where nothing was decided."""
        return share_in_time(self.figures)

    @property
    def agrees(self) -> bool:
        """Whether what was carried over and received was solved or is open."""
        came = self.figures[Figure.CARRIED] + self.figures[Figure.RECEIVED]
        return came == self.figures[Figure.SOLVED] + self.figures[Figure.OPEN]


def evaluation(actor: Actor, year: int, now: datetime) -> tuple[Evaluated, ...]:
    """Return the year of each unit where the actor may look and that had dossiers, the most dossiers first."""
    term = Term(year)
    counted = queries.tally(actor, Cut(Period(term.since, term.until)), By.UNIT, now)
    units = {unit.id: unit for unit in organisation.units(min(term.until, local(now).date()))}
    cards = measuring.agencies(
        actor, term, [units[key] for key in counted if isinstance(key, UUID) and key in units], now
    )
    found = [Evaluated(key, figures, cards.get(key)) for key, figures in counted.items() if isinstance(key, UUID)]
    return tuple(
        sorted(found, key=lambda each: (-each.figures[Figure.RECEIVED] - each.figures[Figure.CARRIED], str(each.unit)))
    )


def whole(found: tuple[Evaluated, ...]) -> dict[Figure, int]:
    """Return the sums of all units."""
    return {figure: sum(each.figures[figure] for each in found) for figure in Figure}
