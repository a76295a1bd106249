"""Figures that anybody may see and nobody can single a person out of: small cells are hidden, and others with them (spec N04).

Shown are months that are over and years whose months are all over. In a month a row hides where it counts fewer than so many dossiers; so
that no difference to the total tells it, further rows hide until at least two do and together reach that number. A year's row hides
where one of its months does: twelve months less eleven tell nothing then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a row: received, solved, and of the solved those in time."""

    received: int
    solved: int
    in_time: int

    def __add__(self, other: Shown) -> Shown:
        """Return both together."""
        return Shown(self.received + other.received, self.solved + other.solved, self.in_time + other.in_time)


NOTHING = Shown(0, 0, 0)
Rows = Mapping[str, Shown]


def hidden(rows: Rows, least: int) -> frozenset[str]:
    """Return the rows of a table with a shown total that may not be shown: the small ones, and those that would give them away."""
    found = {key for key, row in rows.items() if _is_small(row, least)}
    others = sorted(rows.keys() - found, key=lambda key: (rows[key].received + rows[key].solved, key))
    for key in others:
        if not found or _is_safe([rows[each] for each in found], least):
            break
        if rows[key] != NOTHING:
            found.add(key)
    return frozenset(found)


def hidden_of_months(months: Sequence[Rows], least: int) -> frozenset[str]:
    """Return the rows of a year that may not be shown: those that hide in one of its months."""
    return frozenset(key for rows in months for key in hidden(rows, least))


def together(months: Sequence[Rows]) -> dict[str, Shown]:
    """Return the sums of some months by row."""
    sums: dict[str, Shown] = {}
    for rows in months:
        for key, row in rows.items():
            sums[key] = sums.get(key, NOTHING) + row
    return sums


def _is_small(row: Shown, least: int) -> bool:
    return any(0 < count < least for count in (row.received, row.solved))


def _is_safe(rows: Sequence[Shown], least: int) -> bool:
    if len(rows) < 2:  # noqa: PLR2004  one alone is the difference to the total
        return False
    sums = [sum(getattr(row, each.name) for row in rows) for each in fields(Shown)[:2]]
    return all(count == 0 or count >= least for count in sums)
