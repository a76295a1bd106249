"""Counts that many modules show on one page, asked together: a statement each costs more than what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from motcua.kernel.statements import rows

_NAME = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Count:
    """A number in the one row that a statement gives; without a statement it is nought.

    ``values`` stand in it by name («%(unit)s»). Counts of one statement and the same values are asked once.
    """

    sql: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    column: str = "count"
    is_nought_hidden: bool = False

    def or_none(self) -> Count:
        """Return the same count, None instead of nought: where nothing waits no number is shown."""
        return replace(self, is_nought_hidden=True)

    def number(self) -> int:
        """Ask for this count alone."""
        return numbers([self])[0] or 0


#: Counts nothing, whoever asks.
NOUGHT = Count()


def numbers(counts: Iterable[Count]) -> list[int | None]:
    """Return what each counts, in order; one statement, and none where nothing is asked."""
    counts = list(counts)
    asked: list[tuple[str, Mapping[str, Any]]] = []
    for count in counts:
        if count.sql and (count.sql, count.values) not in asked:
            asked.append((count.sql, count.values))
    found = _asked_together(asked) if asked else []
    return [_of(count, found[asked.index((count.sql, count.values))] if count.sql else {}) for count in counts]


def _asked_together(asked: Iterable[tuple[str, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """Return the row of each statement; they stand side by side as one row of rows."""
    parts: list[str] = []
    values: dict[str, Any] = {}
    for place, (sql, own) in enumerate(asked):
        parts.append(f"(select row_to_json(r) from ({_named(sql, place)}) r) as c{place}")
        values |= {f"c{place}_{name}": value for name, value in own.items()}
    return list(rows(f"select {', '.join(parts)}", values)[0].values())


def _named(sql: str, place: int) -> str:
    return _NAME.sub(lambda found: f"%(c{place}_{found[1]})s", sql)


def _of(count: Count, found: Mapping[str, Any]) -> int | None:
    number = int(found.get(count.column, 0))
    return None if count.is_nought_hidden and not number else number
