"""Since when a procedure is in force, who receives it, who decides it."""

from __future__ import annotations

from datetime import date

from motcua.clocks.folder.reader import ProfileFolder
from motcua.clocks.folder.rows import RECEIVING_LEVELS, ProcedureRow, StepRow, UnitRow
from motcua.profile.types import Assumed, Competence, Period, Reception

#: The one-stop decree's procedures as published then, and those of the two-tier province.
IN_FORCE_SINCE = date(2016, 1, 1)
TWO_TIERS_SINCE = date(2025, 7, 1)

COMPETENT_COMMUNE = "rule:competent_commune"
RECEIVING_COUNTER = "rule:receiving_counter"
OUTSIDE = "outside"

#: A unit's level → the level whose counter takes its dossiers: departments are received by the provincial centre.
COUNTER_OF = {
    "province": "province",
    "department": "province",
    "service_centre": "province",
    "district": "district",
    "commune": "commune",
}


def period_of(procedure: ProcedureRow) -> Period:
    """Return since when a procedure is valid: a guess of the compilers, from the code number and the law."""
    return Period(IN_FORCE_SINCE if procedure.in_force_2020 == "yes" else TWO_TIERS_SINCE)


def in_force_on(folder: ProfileFolder, day: date) -> tuple[ProcedureRow, ...]:
    """Return the procedures in force on a day, in the folder's order."""
    return tuple(each for each in folder.procedures if period_of(each).holds(day))


def reception_of(procedure: ProcedureRow, steps: tuple[StepRow, ...], folder: ProfileFolder) -> Reception:
    """Return the levels that receive; unknown ones follow the process, else the levels of today, both assumed."""
    if procedure.level_receive_2020:
        return Reception(procedure.level_receive_2020)
    assumed = frozenset({Assumed.RECEIVING_LEVEL})
    by_process = next(filter(None, (counter_level(unit_of(folder, step), folder) for step in steps)), None)
    if by_process is not None:
        return Reception((by_process,), assumed)
    now = tuple(level for level in procedure.level_now or () if level in RECEIVING_LEVELS)
    return Reception(now, assumed)


def competence_of(
    procedure: ProcedureRow,
    reception: Reception,
    steps: tuple[StepRow, ...],
    folder: ProfileFolder,
    day: date,
) -> Competence:
    """Return who decides; unknown, it is who approves last in the process, else the level that receives, assumed."""
    published = procedure.level_decide_2020
    if published and published.startswith("department:"):
        unit = department_of(folder, published)
        alive = unit is not None and unit.alive_on(day)
        return Competence(("department",), unit.code if unit else None, frozenset() if alive else _ASSUMED)
    if published:
        return Competence(tuple(published.split("|")))
    for step in reversed(steps):
        unit = unit_named(folder, unit_of(folder, step) or "")
        if step.action_code == "approve" and unit is not None:
            named = unit.code if unit.level in ("department", "service_centre") else None
            return Competence((unit.level,), named, _ASSUMED)
    return Competence(reception.levels, None, _ASSUMED)


def department_of(folder: ProfileFolder, published: str) -> UnitRow | None:
    """Return the unit that «department:SGTVT» means in this province."""
    province = folder.settings.unit if folder.settings else ""
    return unit_named(folder, f"{province}-{published.partition(':')[2]}")


def unit_named(folder: ProfileFolder, code: str) -> UnitRow | None:
    """Return a unit by its code."""
    return next((unit for unit in folder.units if unit.code == code), None)


def unit_of(folder: ProfileFolder, step: StepRow) -> str | None:
    """Return which unit, rule or «outside» an agency of a published step means; None where nobody says."""
    mapped = next(
        (
            row.unit_2020
            for row in folder.agencies
            if row.procedure_code == step.procedure_code and row.agency_as_published == step.agency
        ),
        None,
    )
    return mapped or _by_its_name(step.agency or "")


def counter_level(unit: str | None, folder: ProfileFolder) -> str | None:
    """Return the level whose counter serves a unit or rule; None for the receiving counter itself and for outsiders."""
    if unit == COMPETENT_COMMUNE:
        return "commune"
    known = unit_named(folder, unit or "")
    return COUNTER_OF[known.level] if known else None


_ASSUMED = frozenset({Assumed.COMPETENT_LEVEL})


def _by_its_name(agency: str) -> str | None:
    """Read an agency's published name where no table says what it means."""
    words = agency.casefold()
    if words.startswith("bộ phận một cửa"):
        return RECEIVING_COUNTER
    return COMPETENT_COMMUNE if "cấp xã" in words else None
