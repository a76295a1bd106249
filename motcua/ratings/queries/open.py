"""Whether a dossier can be rated now."""

from __future__ import annotations

from motcua.dossiers.queries import Rateable
from motcua.kernel.statements import row
from motcua.ratings.types import NotYetRateable, RatedAlready

GIVEN = "select true from ratings_given where dossier_id = %s"


def hindrance(found: Rateable) -> NotYetRateable | RatedAlready | None:
    """Return what keeps the bearer of a receipt from rating; None where nothing does."""
    if found.ended_at is None:
        return NotYetRateable()
    return RatedAlready() if row(GIVEN, [found.dossier]) else None
