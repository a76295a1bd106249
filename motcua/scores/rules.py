"""Scores of TT 01/2018 Đ13-15: pure functions of what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from motcua.scores.types import OF_AGENCIES, OF_OFFICIALS, Counts, Indicator

MOST = Decimal(2)
TENTH = Decimal("0.1")
#: Of the procedures of an agency, so many in a hundred are done wholly at the one-stop desk for two points (indicator 5).
WHOLLY = {"commune": 100, "district": 50}
WHOLLY_OF_PROVINCE = 20
#: Indicator 9, in a hundred: services of level 3 and 4 among those that can be online; online dossiers for two points, for one.
SERVICES_SHARE, ONLINE_MANY, ONLINE_SOME = 20, 30, 15
HIGH_LEVEL = 3


class Band(StrEnum):
    """What a total amounts to: of an official how far the task is done, of an agency the grade."""

    DONE = "done"
    MOSTLY = "mostly"
    HARDLY = "hardly"
    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    AVERAGE = "average"
    WEAK = "weak"


_OFFICIALS = ((Decimal(5), Band.DONE), (Decimal("3.5"), Band.MOSTLY), (Decimal(0), Band.HARDLY))
_AGENCIES = (
    (Decimal(15), Band.EXCELLENT),
    (Decimal(12), Band.GOOD),
    (Decimal(9), Band.FAIR),
    (Decimal(6), Band.AVERAGE),
    (Decimal(0), Band.WEAK),
)


def score(counts: Counts) -> Decimal | None:
    """Return an indicator's score: the sum of points by the number of dossiers, to one place; None without a dossier."""
    if not counts.dossiers:
        return None
    return (Decimal(2 * counts.two + counts.one) / counts.dossiers).quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Card:
    """The scores of somebody by indicator; None where nothing was collected."""

    scores: Mapping[Indicator, Decimal | None]
    bands: Sequence[tuple[Decimal, Band]]

    @property
    def total(self) -> Decimal:
        """The sum of the scores that there are."""
        return sum((found for found in self.scores.values() if found is not None), Decimal(0))

    @property
    def most(self) -> Decimal:
        """The most that the sum can be: two points an indicator."""
        return MOST * len(self.scores)

    @property
    def coverage(self) -> int:
        """How many indicators in a hundred have a score."""
        return 100 * sum(found is not None for found in self.scores.values()) // len(self.scores)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was scored at all."""
        return self.coverage == 0

    @property
    def least_band(self) -> Band:
        """What the total amounts to if whatever is missing were worth nothing."""
        return band(self.total, self.bands)

    @property
    def best_band(self) -> Band:
        """What it amounts to if whatever is missing were worth two points."""
        missing = sum(found is None for found in self.scores.values())
        return band(self.total + MOST * missing, self.bands)


def band(total: Decimal, bands: Sequence[tuple[Decimal, Band]]) -> Band:
    """Return what a total amounts to; thresholds are inclusive."""
    return next(name for least, name in bands if total >= least)


def card_of_official(scores: Mapping[Indicator, Decimal | None]) -> Card:
    """Return an official's card: indicators 1, 2, 3, 4 and 7 (TT 01/2018 Đ15.2.a); what is left out has no score."""
    return Card({indicator: scores.get(indicator) for indicator in OF_OFFICIALS}, _OFFICIALS)


def card_of_agency(scores: Mapping[Indicator, Decimal | None]) -> Card:
    """Return an agency's card: all nine indicators (TT 01/2018 Đ15.2.b); what is left out has no score."""
    return Card({indicator: scores.get(indicator) for indicator in OF_AGENCIES}, _AGENCIES)


def at_the_counter(level: str, *, procedures: int, receivable: int, wholly: int) -> Decimal | None:
    """Return indicator 5 of an agency of this level, from how many procedures it has, receives, and does wholly at the desk.

    None where it has no procedure, or where no procedure is marked as done wholly there: then nobody has looked yet.
    """
    if not procedures or not wholly:
        return None
    if receivable < procedures:
        return Decimal(0)
    return MOST if wholly * 100 >= WHOLLY.get(level, WHOLLY_OF_PROVINCE) * procedures else Decimal(1)


def online(*, graded: int, high: int, received: int, came_online: int, late: int) -> Decimal | None:
    """Return indicator 9 of an agency; None without graded procedures or without dossiers.

    Of ``graded`` procedures ``high`` are at level 3 or 4; of ``received`` dossiers so many ``came_online``; ``late`` online
    ones are late or ended late.
    """
    if not graded or not received:
        return None
    if late or came_online * 100 < ONLINE_SOME * received:
        return Decimal(0)
    many = came_online * 100 >= ONLINE_MANY * received and high * 100 >= SERVICES_SHARE * graded
    return MOST if many else Decimal(1)
