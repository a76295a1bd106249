"""Units in time, their names and their heirs."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from motcua.organisation.queries.codes import settings
from motcua.organisation.queries.shelf import tree
from motcua.organisation.types import Level, Link, Unit


def unit(unit_id: UUID) -> Unit:
    """Return a unit of any time with its latest name and parent. Raises UnitUnknown."""
    return tree().unit(unit_id)


def unit_by_code(code: str) -> Unit:
    """Return a unit by the profile's own code, «BK-01924». Raises UnitUnknown."""
    return tree().unit_by_code(code)


def units(on: date, level: Level | None = None) -> tuple[Unit, ...]:
    """Return the units alive on a day, in the order of their codes, named as on that day."""
    return tree().alive(on, level)


def children(unit_id: UUID, on: date) -> tuple[Unit, ...]:
    """Return the units directly below on a day."""
    return tree().children(unit_id, on)


def subtree(unit_id: UUID, on: date) -> frozenset[UUID]:
    """Return the unit itself and all below it on a day."""
    return tree().subtree(unit_id, on)


def subtree_within(unit_id: UUID, since: date, until: date) -> frozenset[UUID]:
    """Return the unit itself and all that were below it on some day of a period, both ends inclusive."""
    return tree().subtree_within(unit_id, since, until)


def subtree_then(unit_id: UUID, on: date) -> frozenset[UUID]:
    """Return the unit itself and all below it on a day, with every unit of earlier days whose heirs are all among these."""
    return tree().subtree_then(unit_id, on)


def stands_for(unit_id: UUID, on: date) -> UUID:
    """Return the one unit alive that day in the unit's place; the unit itself where it was split or abolished: nothing is guessed."""
    return tree().stands_for(unit_id, on)


def with_predecessors(unit_ids: frozenset[UUID], on: date) -> frozenset[UUID]:
    """Return units, and all for which one of them stands on a day, as ``stands_for`` says."""
    return unit_ids | {each for each in tree().units if tree().stands_for(each, on) in unit_ids}


def parent(unit_id: UUID, on: date | None = None) -> UUID | None:
    """Return the unit above on a day, the latest without a day; None for the province."""
    return tree().parent(unit_id, on)


def district_of(unit_id: UUID, on: date | None = None) -> UUID | None:
    """Return the district that the unit is or lies in; None where there is none (since 1/7/2025)."""
    return tree().above(unit_id, "district", on)


def province_of(unit_id: UUID, on: date | None = None) -> UUID:
    """Return the province that the unit is or lies in."""
    return tree().root(unit_id, on)


def receiving_centre(on: date) -> UUID | None:
    """Return the provincial centre that receives the province's procedures on a day; None where there is none."""
    centres = tree().alive(on, "service_centre")
    return centres[0].id if centres else None


def heirs(unit_id: UUID, on: date) -> tuple[UUID, ...]:
    """Return the units alive that day in the unit's place; itself while it lives, none where it was abolished."""
    return tree().heirs(unit_id, on)


def competent_now(unit_id: UUID, on: date) -> UUID:
    """Follow the succession to the one unit alive that day; nothing is guessed.

    Raises UnitUnknown; NoHeir where none is recorded; HeirUndecided (with ``heirs``) where the unit was split.
    """
    return tree().competent_now(unit_id, on)


def links_from(unit_id: UUID) -> tuple[Link, ...]:
    """Return what became of a unit."""
    return tuple(tree().links.get(unit_id, ()))


def name_on(unit_id: UUID, on: date) -> str:
    """Return the published name on a day: «Xã Quảng Khê». Raises UnitUnknown."""
    return tree().name(unit_id, on)


def province(on: date) -> UUID:
    """Return the province whose house this is. Raises SettingsMissing before a profile is loaded."""
    return tree().unit_by_code(settings(on).unit_code).id


def full_name(unit_id: UUID, on: date | None = None) -> str:
    """Return «UBND xã Quảng Khê, huyện Ba Bể»; the latest name without a day."""
    return tree().full_name(unit_id, on)


def short_name(unit_id: UUID, on: date | None = None) -> str:
    """Return «UBND xã Quảng Khê»; the latest name without a day."""
    return tree().short_name(unit_id, on)


def place(unit_id: UUID, on: date | None = None) -> str:
    """Return the place a print names before its date: «Quảng Khê»; of a department, its province's."""
    return tree().place(unit_id, on)
