"""Working calendars of units, as shared objects."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from motcua.clocks.calendar import Calendar
from motcua.organisation.queries.codes import settings
from motcua.organisation.queries.shelf import CalendarInTime, shelf, tree
from motcua.organisation.types import SettingsMissing


def calendar(unit_id: UUID, on: date) -> Calendar:
    """Return the calendar in force for a unit on a day: its own, the nearest above's, else everybody's.

    Raises UnitUnknown; SettingsMissing before a profile is loaded.
    """
    return _in_force(unit_id, on).calendar


def calendar_version(unit_id: UUID, on: date | None = None) -> int:
    """Return the number of that calendar (the newest without a day); a dossier freezes it."""
    return _in_force(unit_id, on).number


def calendar_of(version: int) -> Calendar:
    """Return the calendar that a dossier froze. Raises SettingsMissing for a number never given."""
    for kept in shelf.get().calendars:
        if kept.number == version:
            return kept.calendar
    raise SettingsMissing


def calendar_owner(unit_id: UUID, on: date) -> UUID | None:
    """Return the unit whose own calendar holds for a unit; None where it is everybody's. Raises as ``calendar``."""
    return _in_force(unit_id, on).unit_id


def calendar_ends(on: date) -> date:
    """Return the last day that everybody's calendar knows. Raises SettingsMissing."""
    return calendar(tree().unit_by_code(settings(on).unit_code).id, on).ends_on


def _in_force(unit_id: UUID, on: date | None) -> CalendarInTime:
    everything = shelf.get()
    everything.tree.unit(unit_id)
    current = [kept for kept in everything.calendars if on is None or kept.valid_from is None or kept.valid_from <= on]
    asked: UUID | None = unit_id
    while asked is not None:
        for kept in current:
            if kept.unit_id == asked:
                return kept
        asked = everything.tree.parent(asked, on)
    for kept in current:
        if kept.unit_id is None:
            return kept
    raise SettingsMissing
