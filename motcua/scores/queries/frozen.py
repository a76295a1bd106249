"""Scores of terms that are over, as they were frozen. They name agencies and nobody else: no actor needed."""

from __future__ import annotations

from motcua.kernel.moments import local
from motcua.scores import freezing, models
from motcua.scores.freezing import Frozen
from motcua.scores.types import Term


def frozen_terms() -> tuple[Term, ...]:
    """Return the terms that are frozen, the latest first: of a year the quarters, then the year."""
    found = models.FrozenTerm.objects.values_list("year", "quarter")
    return tuple(Term(year, quarter or None) for year, quarter in sorted(found, reverse=True))


def frozen(term: Term) -> Frozen | None:
    """Return the scores of a term as they were frozen; None where they are not."""
    found = models.FrozenTerm.objects.filter(year=term.year, quarter=term.quarter or 0).first()
    if found is None:
        return None
    return Frozen(
        term,
        local(found.at),
        freezing.cards_of(found.cards),
        found.digest,
        is_whole=freezing.digest_of(term, found.cards) == found.digest,
    )
