"""What ratings give for indicators 4 and 7: of agencies, and of officials by the posts that they alone held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from motcua.identity import queries as identity
from motcua.ratings import queries as ratings
from motcua.ratings.types import NO_VOICE, Voice
from motcua.scores.types import Counts, Indicator, Term

Said = dict[Indicator, Counts]


def of_agencies(units: Collection[UUID], term: Term, now: datetime) -> dict[UUID, Said]:
    """Return by unit what its ratings of the term's quarters that are over give; the caller says which units its reader may see."""
    found = ratings.together(units, term.year, term.quarters, now)
    return {unit: _counted(each.bodies, each.conduct) for unit, each in found.items()}


def of_officials(
    accounts: Collection[UUID], term: Term, units: Collection[UUID] | None, now: datetime
) -> dict[UUID, Said]:
    """Return by account what ratings give for officials, of posts of these units (None: of all) that each alone held in a whole quarter.

    The caller says which officials its reader may see.
    """
    held = {
        quarter: [
            sole
            for sole in identity.sole_posts(accounts, Term(term.year, quarter).since, Term(term.year, quarter).until)
            if units is None or sole.unit in units
        ]
        for quarter in term.quarters
    }
    voices = ratings.of_posts(term.year, {quarter: [each.post for each in held[quarter]] for quarter in held}, now)
    found: dict[UUID, Voice] = defaultdict(lambda: NO_VOICE)
    for quarter, posts in held.items():
        for each in posts:
            found[each.account] += voices.get((quarter, each.post), NO_VOICE)
    return {account: _counted(voice.bodies, voice.conduct) for account, voice in found.items()}


def _counted(bodies: tuple[int, int, int], conduct: tuple[int, int, int]) -> Said:
    said = {Indicator.BODIES: Counts(*bodies), Indicator.ATTITUDE: Counts(*conduct)}
    return {indicator: counts for indicator, counts in said.items() if counts.dossiers >= ratings.LEAST}
