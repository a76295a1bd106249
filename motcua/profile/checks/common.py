"""What every table's rules need: keys that repeat, codes that nobody has, and how long a unit lived."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from motcua.clocks.folder.findings import Finding, fault
from motcua.clocks.folder.rows import UnitRow
from motcua.clocks.folder.tables import Row
from motcua.clocks.speech import _

R = TypeVar("R", bound=Row)


def repeated(rows: Iterable[R], key: Callable[[R], Hashable], file: str, column: str) -> Iterator[Finding]:
    """Name every row whose key an earlier row has."""
    first: dict[Hashable, int] = {}
    for row in rows:
        value = key(row)
        if value in first:
            words = " + ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            sentence = _("«%(key)s» đã có ở dòng %(line)s; mỗi mã chỉ một dòng.") % {"key": words, "line": first[value]}
            yield fault("repeated", sentence, file, row.line, column)
        first.setdefault(value, row.line)


def unknown(
    rows: Iterable[R],
    code: Callable[[R], str | None],
    known: Iterable[object],
    file: str,
    column: str,
    *,
    where: str,
) -> Iterator[Finding]:
    """Name every row that cites a code which ``where`` does not have."""
    codes = set(known)
    for row in rows:
        value = code(row)
        if value is not None and value not in codes:
            sentence = _("Không có mã «%(code)s» trong %(where)s.") % {"code": value, "where": where}
            yield fault("unknown-code", sentence, file, row.line, column)


def first_day(unit: UnitRow) -> date:
    """Return the first day of a unit; long ago where nobody knows."""
    return unit.valid_from or date.min


def last_day(unit: UnitRow) -> date:
    """Return the last day of a unit; far off where it still lives."""
    return unit.valid_to or date.max


def by_code(units: Iterable[UnitRow]) -> dict[str, UnitRow]:
    """Return units by code, the first row of each."""
    found: dict[str, UnitRow] = {}
    for unit in units:
        found.setdefault(unit.code, unit)
    return found
