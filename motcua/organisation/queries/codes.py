"""Code prefixes of units, and the province's dated settings."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from motcua.organisation.queries.shelf import shelf
from motcua.organisation.types import Prefix, Settings, SettingsMissing, Unit


def settings(on: date) -> Settings:
    """Return the settings in force on a day. Raises SettingsMissing before a profile is loaded."""
    for valid_from, found in shelf.get().settings:
        if valid_from is None or valid_from <= on:
            return found
    raise SettingsMissing


def code_prefix(unit_id: UUID, on: date) -> Prefix:
    """Return what stands before the day in codes of dossiers that a unit receives on a day.

    The generation follows the settings of that day; the text is the unit's e-identifier, else an assumed one, obviously
    so («900.05.03.H03», «H03.X061»), that no other unit ever bears. Raises UnitUnknown, SettingsMissing.
    """
    return shelf.get().tree.prefix(unit_id, on, settings(on).scheme(on))


def unit_bearing(identifier: str, on: date) -> UUID | None:
    """Return the unit that bore an e-identifier of either generation on a day, else the only one that ever bore it."""
    return shelf.get().tree.bearer(identifier, on)


def units_with_assumed_code(on: date) -> tuple[Unit, ...]:
    """Return the units alive on a day whose printed prefix nobody has confirmed."""
    return tuple(unit for unit in shelf.get().tree.alive(on) if code_prefix(unit.id, on).assumed)
