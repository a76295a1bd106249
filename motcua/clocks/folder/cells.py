"""What a cell of a folder's table may hold: a reader for each kind, and the field of a row that uses it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.clocks.speech import _

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}")
_WHOLE = re.compile(r"\d{1,15}")
#: Numbers of a folder are hours, days, shares and inhabitants.
LARGEST = Decimal(10) ** 15


class CellUnreadable(ValueError):
    """A cell does not hold what its column asks for; the text is a sentence for people."""


Reader = Callable[[str], object]


def column(
    read: Reader,
    *,
    name: str | None = None,
    needed: bool = False,
    in_every_file: bool = True,
) -> Any:
    """Declare a field read from a column; ``needed`` cells may not be empty.

    ``name`` is the header where the field is called otherwise; a column that is not ``in_every_file`` may be absent.
    """
    settings = {"read": read, "column": name, "needed": needed, "in_every_file": in_every_file}
    return dataclasses.field(metadata=settings) if in_every_file else dataclasses.field(metadata=settings, default=None)


def note(name: str | None = None) -> Any:
    """Declare a field with free text that no rule reads; its column may be absent."""
    return column(text, name=name, in_every_file=False)


def text(cell: str) -> str:
    """Any text."""
    return cell


def a_date(cell: str) -> date:
    """Read a day as YYYY-MM-DD."""
    try:
        if not _DAY.fullmatch(cell):
            raise ValueError  # noqa: TRY301 - one sentence for both kinds of wrong day
        return date.fromisoformat(cell)
    except ValueError:
        raise CellUnreadable(_("«%(cell)s» không phải là ngày, hãy ghi như 2020-05-11.") % {"cell": cell}) from None


def a_date_or_year(cell: str) -> str:
    """Read a day, or only its year where no more is known."""
    return cell if _YEAR.fullmatch(cell) else a_date(cell).isoformat()


def a_whole_number(cell: str) -> int:
    """Read 0, 1, 2 …."""
    if not _WHOLE.fullmatch(cell):
        raise CellUnreadable(_("«%(cell)s» không phải là số nguyên không âm.") % {"cell": cell})
    return int(cell)


def a_number(cell: str) -> Decimal:
    """Read a number that is not negative, with a decimal point."""
    try:
        number = Decimal(cell)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number < LARGEST:
        raise CellUnreadable(_("«%(cell)s» không phải là số không âm (phần lẻ sau dấu chấm).") % {"cell": cell})
    return number


def amounts(cell: str) -> tuple[int | None, ...]:
    """Read amounts that differ by case, divided by «|»; an empty one is not known."""
    return tuple(a_whole_number(part) if part else None for part in cell.split("|"))


def yes_no(cell: str) -> bool:
    """Read yes or no."""
    if cell not in ("yes", "no"):
        raise CellUnreadable(_("«%(cell)s» phải là yes hoặc no.") % {"cell": cell})
    return cell == "yes"


def one_of(*words: str) -> Callable[[str], str]:
    """Return a reader of one of some words."""

    def read(cell: str) -> str:
        if cell not in words:
            raise CellUnreadable(
                _("«%(cell)s» không có trong các giá trị: %(words)s.") % {"cell": cell, "words": ", ".join(words)},
            )
        return cell

    return read


def some_of(*words: str) -> Callable[[str], tuple[str, ...]]:
    """Return a reader of one or more of some words, divided by «|»."""
    one = one_of(*words)
    return lambda cell: tuple(one(part) for part in cell.split("|"))
