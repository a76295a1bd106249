"""Figures that anybody may see and nobody can single a person out of: small cells are hidden, and others with them (spec N04).

Shown are months that are over and years whose months are all over. In a month a row hides where it counts fewer than so many dossiers; so
that no difference to the total tells it, further rows hide until at least two do and together reach that number. In a year a row hides as
in a month, and where its year less its months that are shown would tell a small figure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
    return _complemented(rows, {key for key, row in rows.items() if is_small(row, least)}, least)


def _complemented(rows: Rows, small: Collection[str], least: int) -> frozenset[str]:
    found = set(small)
    others = sorted(rows.keys() - found, key=lambda key: (rows[key].received + rows[key].solved, key))
    for key in others:
        if not found or is_safe([rows[each] for each in found], least):
            break
        if rows[key] != NOTHING:
            found.add(key)
    return frozenset(found)


def hidden_of_months(months: Sequence[Rows], least: int) -> frozenset[str]:
    """Return the rows of a year that may not be shown beside its months."""
    sums, hides = together(months), [hidden(rows, least) for rows in months]
    found = hidden(sums, least) | {key for key in sums if _restis_small(key, months, hides, least)}
    while True:
        found = _complemented(sums, found, least)
        certain = [cell for cell in _certain(hides, found) if is_small(months[cell[1]][cell[0]], least)]
        # Where a row hides already, it is told by what hides beside it in that month.
        more = {key for key, _number in certain} - found or {
            key for _key, number in certain for key in hides[number]
        } - found
        if not more:
            return found
        found |= more


def together(months: Sequence[Rows]) -> dict[str, Shown]:
    """Return the sums of some months by row."""
    sums: dict[str, Shown] = {}
    for rows in months:
        for key, row in rows.items():
            sums[key] = sums.get(key, NOTHING) + row
    return sums


def is_small(row: Shown, least: int) -> bool:
    """Whether one of its counts is a small figure."""
    return any(0 < count < least for count in (row.received, row.solved))


def is_safe(rows: Sequence[Shown], least: int) -> bool:
    """Whether what hides tells nothing of each though its sum is known."""
    if len(rows) < 2:  # noqa: PLR2004  one alone is the difference to the total
        return False
    sums = [sum(getattr(row, each.name) for row in rows) for each in fields(Shown)[:2]]
    return all(count == 0 or count >= least for count in sums)


def _restis_small(key: str, months: Sequence[Rows], hides: Sequence[Collection[str]], least: int) -> bool:
    """Whether a year less its months that are shown is a small figure."""
    pairs = zip(months, hides, strict=True)
    return is_small(sum((rows[key] for rows, hiding in pairs if key in hiding), NOTHING), least)


def _certain(hides: Sequence[Collection[str]], hidden_years: Collection[str]) -> set[tuple[str, int]]:
    """Return the hidden cells (row, month) that follow from what is shown.

    Every hidden figure stands in two sums that are known, that of its row and that of its month (a hidden year: that of its row and
    the year's total): an edge between two nodes. It follows from them exactly where no circle goes through it, where it is a bridge.
    """
    total = len(hides)
    near: dict[object, list[object]] = {number: [*keys] for number, keys in enumerate(hides)} | {total: [*hidden_years]}
    for number, keys in [*enumerate(hides), (total, hidden_years)]:
        for key in keys:
            near.setdefault(key, []).append(number)
    return {
        (one, two) if isinstance(one, str) else (two, one) for one, two in _bridges(near) if total not in (one, two)
    }  # type: ignore[misc]


def _bridges(near: Mapping[object, Sequence[object]]) -> list[tuple[object, object]]:
    """Return the edges of a graph that no circle goes through; two nodes have one edge at most."""
    order: dict[object, int] = {}
    low: dict[object, int] = {}
    found = []
    for root in near:
        if root in order:
            continue
        order[root] = low[root] = len(order)
        way = [(root, None, iter(near[root]))]
        while way:
            node, came, left = way[-1]
            for other in left:
                if other not in order:
                    order[other] = low[other] = len(order)
                    way.append((other, node, iter(near[other])))
                    break
                if other != came:
                    low[node] = min(low[node], order[other])
            else:
                way.pop()
                if came is not None:
                    low[came] = min(low[came], low[node])
                    if low[node] > order[came]:
                        found.append((came, node))
    return found
