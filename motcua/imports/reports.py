"""The report of a run as CSV: line, code, column, what is wrong, what to do."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils.translation import gettext as _

from motcua.imports.columns import BY_KEY
from motcua.imports.types import Fault
from motcua.ui.spreadsheet import harmless

#: Faults in one piece of the text.
AT_ONCE = 500


def report(faults: Iterable[Fault]) -> Iterator[str]:
    """Return the report's text piece by piece, a line each fault, never all of it in memory."""
    heading = [_("Dòng"), _("Mã hồ sơ"), _("Cột"), _("Sai gì"), _("Làm gì")]
    return _pieces(heading, iter(faults))


def _pieces(heading: list[str], faults: Iterator[Fault]) -> Iterator[str]:
    yield _written([heading])
    while some := list(islice(faults, AT_ONCE)):
        yield _written([_cells(fault) for fault in some])


def _cells(fault: Fault) -> list[str]:
    column = BY_KEY[fault.column].name if fault.column else ""
    return [str(fault.line), *map(harmless, (fault.code, column, fault.what, fault.advice))]


def _written(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()
