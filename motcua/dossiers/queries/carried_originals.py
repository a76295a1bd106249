"""Originals that go with papers: those that would, those on a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from motcua.dossiers.carrying import CarriedOriginal, Leg, ListWay
from motcua.dossiers.types import LONGEST_PLACE, words_of_original
from motcua.kernel.statements import rows

# What a list took to an agency outside lies there as long as its place says so; what is on a list now goes with no other.
KEPT = f"""
select o.dossier_id, o.id, o.name, o.count, o.place, exists (select from dossiers_list_original c
    join dossiers_list_line n on n.id = c.line_id join dossiers_list l on l.id = n.list_id
    where c.original_id = o.id and c.came and l.way = 'out' and left(l.to_office, {LONGEST_PLACE}) = o.place) as is_outside
from dossiers_original o where o.dossier_id = any(%s) and o.unit_id = %s and o.ended_at is null
  and not exists (select from dossiers_list_original c where c.original_id = o.id and c.came is null)
order by o.id
"""
CARRIED = """
select c.line_id, c.came, o.id, o.name, o.count from dossiers_list_original c join dossiers_original o on o.id = c.original_id
join dossiers_list_line n on n.id = c.line_id where n.list_id = %s order by o.id
"""


def with_originals(legs: Sequence[Leg], unit: UUID) -> tuple[Leg, ...]:
    """Return the legs with the originals that lie where they begin; none were nothing waits, one statement otherwise."""
    if not legs:
        return ()
    kept = rows(KEPT, [[leg.dossier for leg in legs], unit])
    return tuple(
        replace(
            leg,
            originals=tuple(_carried(one) for one in kept if one["dossier_id"] == leg.dossier and _lies_at(leg, one)),
        )
        for leg in legs
    )


def _lies_at(leg: Leg, kept: dict[str, Any]) -> bool:
    if leg.way is ListWay.BACK:
        return bool(kept["is_outside"]) and kept["place"] == place_outside(leg.origin.office)
    return not kept["is_outside"]


def place_outside(agency: str) -> str:
    """Return the place of an original that lies with an agency outside the system."""
    return agency[:LONGEST_PLACE]


def carried_originals(list_id: UUID) -> dict[UUID, tuple[CarriedOriginal, ...]]:
    """Return the originals on a list by its line."""
    found: dict[UUID, tuple[CarriedOriginal, ...]] = {}
    for one in rows(CARRIED, [list_id]):
        found[one["line_id"]] = (*found.get(one["line_id"], ()), _carried(one))
    return found


def _carried(found: dict[str, Any]) -> CarriedOriginal:
    return CarriedOriginal(found["id"], words_of_original(found["name"], found["count"]), found.get("came"))
