"""What is wrong or not known in a folder: faults and doubts, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.clocks.speech import _


class Severity(StrEnum):
    """A fault keeps a folder out; with a doubt it is brought in and the doubt is shown."""

    FAULT = "fault"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one place of a folder; ``code`` is its stable kind, ``column`` the header of the cell."""

    severity: Severity
    code: str
    sentence: str
    file: str
    line: int | None = None
    column: str | None = None


def fault(code: str, sentence: str, file: str, line: int | None = None, column: str | None = None) -> Finding:
    """Return a fault."""
    return Finding(Severity.FAULT, code, sentence, file, line, column)


def doubt(code: str, sentence: str, file: str, line: int | None = None, column: str | None = None) -> Finding:
    """Return a doubt."""
    return Finding(Severity.DOUBT, code, sentence, file, line, column)


def say_place(finding: Finding) -> str:
    """Name the place: «units.csv, dòng 12, cột parent_code»."""
    parts = [finding.file]
    if finding.line is not None:
        parts.append(_("dòng %(line)s") % {"line": finding.line})
    if finding.column is not None:
        parts.append(_("cột %(column)s") % {"column": finding.column})
    return ", ".join(parts)
