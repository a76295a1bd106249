"""The figures that anybody may see, of a month or a year that is over, by unit or by procedure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.cache import cache

from motcua.dossiers import queries
from motcua.dossiers.queries import By, Cut, Figure, Period
from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import local
from motcua.ratings import queries as ratings
from motcua.supervision import cuts, shielding
from motcua.supervision.periods import Span, beside, period_of
from motcua.supervision.shielding import NOTHING, Shown

#: Seconds for which an answer is given again: what is over changes seldom.
KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A unit or a procedure: its name, and its figures; None where they would tell of single persons.

    ``satisfied``: how many in a hundred ratings were so; None where it is not told.
    """

    key: str
    name: str
    figures: Shown | None
    satisfied: int | None = None


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """The figures of a period for everybody, and the number below which a row hides; ``tells_ratings``: of units in a year."""

    period: Period
    total: Shown | None
    rows: tuple[PublicRow, ...]
    least: int
    tells_ratings: bool = False


def last_over(span: Span, now: datetime) -> Period:
    """Return the last month, or the last year, that is over."""
    return period_of(span, beside(period_of(span, local(now).date()))[0])


def public_figures(span: Span, on: date, by: By, now: datetime) -> PublicFigures:
    """Return the figures of the month or the year in which a day lies; the last that is over where that one is not."""
    span = span if span is Span.YEAR else Span.MONTH
    by = by if by is By.PROCEDURE else By.UNIT
    period = min(period_of(span, on), last_over(span, now), key=lambda each: each.until)
    kept = f"supervision.public-rated:{span}:{period.since}:{by}:{settings.SMALLEST_PUBLIC_FIGURE}"
    found: PublicFigures | None = cache.get(kept)
    if found is None:
        found = _counted(period, by, now)
        cache.set(kept, found, KEPT_SECONDS)
    return found


def _counted(period: Period, by: By, now: datetime) -> PublicFigures:
    least, names, months = settings.SMALLEST_PUBLIC_FIGURE, dict[str, str](), []
    first = period.since
    while first <= period.until:
        month = period_of(Span.MONTH, first)
        rows = {}
        for raw, counted in queries.tally(SYSTEM, Cut(month), by, now).items():
            key, names_key = cuts.named(by, raw)
            names[key] = names_key
            rows[key] = rows.get(key, NOTHING) + _shown(counted)
        months.append(rows)
        first = beside(month)[1]
    sums, hiding = shielding.together(months), shielding.hidden_of_months(months, least)
    total = sum(sums.values(), NOTHING)
    told = [key for key in sums if sums[key] != NOTHING]
    tells_ratings = by is By.UNIT and period == period_of(Span.YEAR, period.since)
    satisfied = (
        _satisfied([UUID(key) for key in told if key not in hiding], period.since.year, now) if tells_ratings else {}
    )
    shown = [PublicRow(key, names[key], None if key in hiding else sums[key], satisfied.get(key)) for key in told]
    shown.sort(key=lambda row: (row.figures is None, -(row.figures.received if row.figures else 0), row.name))
    # Where the total would tell what hides, it hides too: of a province with hardly a dossier, or with one unit at work.
    tells = shielding.is_small(total, least) or (hiding and not shielding.is_safe([sums[key] for key in hiding], least))
    return PublicFigures(period, None if tells else total, tuple(shown), least, tells_ratings)


def _satisfied(units: Collection[UUID], year: int, now: datetime) -> dict[str, int]:
    """Return by unit how many in a hundred ratings of a year's quarters were satisfied, of quarters with five or more."""
    return {str(unit): found.content for unit, found in ratings.together(units, year, (1, 2, 3, 4), now).items()}


def _shown(counted: dict[Figure, int]) -> Shown:
    decided = counted[Figure.EARLY] + counted[Figure.ON_TIME]
    return Shown(counted[Figure.RECEIVED], counted[Figure.SOLVED], decided + counted[Figure.UNDECIDED])
