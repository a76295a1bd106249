"""The index of QĐ 766/QĐ-TTg 2022: its dated table of criteria, and the points that counts give. No database, no clock."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "index_766.csv"
HUNDREDTH, NOTHING = Decimal("0.01"), Decimal(0)
#: What a criterion gives where there is nothing to measure: nothing known, or no points.
NOTHING_KNOWN, NO_POINTS = "none", "zero"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A row of the table: full points from ``target`` in a hundred on; ``words`` say what is counted, or why nothing can be.

    ``measure`` is what our records give, empty where they give nothing; ``empty`` what a zero denominator means;
    ``is_assumed``: the points stand in no text that was read («giả định»).
    """

    code: str
    group: str
    name: str
    points: Decimal
    target: Decimal
    measure: str
    empty: str
    valid_from: date
    valid_to: date | None
    is_assumed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Points:
    """A criterion with what was counted; ``rate`` (in a hundred) and ``got`` are None where they cannot be told."""

    criterion: Criterion
    of: int
    good: int
    rate: Decimal | None
    got: Decimal | None

    @property
    def lost(self) -> Decimal | None:
        """How many points are missing; None where it cannot be told."""
        return None if self.got is None else self.criterion.points - self.got


@dataclass(frozen=True, slots=True)
class Sums:
    """The points got, the most that what was measured could give, and the most of what was not measured, counted apart."""

    got: Decimal
    most: Decimal
    unmeasured: Decimal

    @property
    def coverage(self) -> Decimal:
        """How many points in a hundred of the whole table could be measured."""
        whole = self.most + self.unmeasured
        return _rounded(100 * self.most / whole) if whole else Decimal(0)


def criteria(on: date) -> tuple[Criterion, ...]:
    """Return the criteria in force on a day; of days before the index its first version, with which they are tried."""
    day = max(on, min(row.valid_from for row in _table()))
    return tuple(row for row in _table() if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to))


def is_tried(on: date) -> bool:
    """Whether the index was not in force yet on a day: its points are a trial."""
    return on < min(row.valid_from for row in _table())


def pointed(criterion: Criterion, counted: tuple[int, int] | None, *, less: Decimal = NOTHING) -> Points:
    """Return the points of a criterion for (of, good): ``min(1, rate / target) × points``, to two places; ``less`` goes off the rate.

    None was not measured, and never counts as zero; a zero denominator is what the row's ``empty`` says.
    """
    of, good = counted or (0, 0)
    if not of:
        is_zero = counted is not None and criterion.empty == NO_POINTS
        return Points(criterion, of, good, None, Decimal(0) if is_zero else None)
    rate = max(NOTHING, Decimal(100 * good) / of - less)
    return Points(
        criterion, of, good, _rounded(rate), _rounded(min(Decimal(1), rate / criterion.target) * criterion.points)
    )


def sums(found: Sequence[Points]) -> Sums:
    """Return the sums of some criteria."""
    most = sum((each.criterion.points for each in found if each.got is not None), Decimal(0))
    return Sums(
        got=sum((each.got for each in found if each.got is not None), Decimal(0)),
        most=most,
        unmeasured=sum((each.criterion.points for each in found), Decimal(0)) - most,
    )


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(HUNDREDTH, ROUND_HALF_UP)


@cache
def _table() -> tuple[Criterion, ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(map(_criterion, csv.DictReader(lines)))


def _criterion(line: Mapping[str, str]) -> Criterion:
    return Criterion(
        code=line["code"],
        group=line["group"],
        name=line["name"],
        points=Decimal(line["points"]),
        target=Decimal(line["target"]),
        measure=line["measure"],
        empty=line["empty"],
        valid_from=date.fromisoformat(line["valid_from"]),
        valid_to=date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
        is_assumed="points" in line["assumed"],
        words=line["words"],
    )
