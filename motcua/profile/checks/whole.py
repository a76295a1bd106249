"""The whole folder: what the reader found, what contradicts itself, and what is assumed."""

from __future__ import annotations

from motcua.clocks.folder.findings import Finding, doubt
from motcua.clocks.folder.reader import ProfileFolder
from motcua.profile.checks.calendar import check_calendar
from motcua.profile.checks.look import check_look
from motcua.profile.checks.procedures import (
    check_agencies,
    check_forms,
    check_national,
    check_papers,
    check_procedures,
)
from motcua.profile.checks.processes import check_posts, check_processes, check_standard
from motcua.profile.checks.programme import check_programme
from motcua.profile.checks.units import check_links, check_population, check_units
from motcua.profile.rules import doubts

CHECKS = (
    check_units,
    check_links,
    check_population,
    check_procedures,
    check_papers,
    check_agencies,
    check_national,
    check_forms,
    check_processes,
    check_standard,
    check_posts,
    check_calendar,
    check_programme,
    check_look,
)


def check(folder: ProfileFolder) -> list[Finding]:
    """Return every fault and doubt of a folder with its place, by file and line."""
    found = list(folder.findings)
    for rule in CHECKS:
        found += rule(folder)
    # An absent file is a doubt of the reader's already.
    assumed = (each for each in doubts(folder) if each.key != "files")
    found += (doubt(each.key, each.sentence, each.file, each.line, each.column) for each in assumed)
    return sorted(
        found, key=lambda each: (each.severity.value == "doubt", each.file, each.line or 0, each.column or "")
    )
