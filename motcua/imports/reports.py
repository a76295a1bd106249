"""The report of a run as CSV: line, code, column, what is wrong, what to do."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from motcua.imports.columns import BY_KEY
from motcua.imports.types import Fault


class Writable(Protocol):
    """What a report is written to."""

    def write(self, text: str, /) -> object:
        """Take some text."""


def write_report(text: Writable, faults: Iterable[Fault]) -> None:
    """Write the report, a line each fault."""
    writer = csv.writer(text)
    writer.writerow([_("Dòng"), _("Mã hồ sơ"), _("Cột"), _("Sai gì"), _("Làm gì")])
    for fault in faults:
        column = BY_KEY[fault.column].name if fault.column else ""
        writer.writerow([fault.line, fault.code, column, fault.what, fault.advice])
