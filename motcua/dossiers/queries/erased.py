"""What is kept of dossiers, and of whom: for whoever decides what is erased. No name, no number, no text of anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.dossiers.types import State
from motcua.kernel.moments import local
from motcua.kernel.statements import rows

KEPT = """
select d.id, coalesce(d.code, d.filing_number) as number, d.unit_id, d.procedure_id, d.owner_id, d.submitter_id, d.via_agent, d.received_at,
  s.state, s.field, s.units, s.closed_at, s.finished_at, e.at as erased_at, e.ground
from dossiers_dossier d join dossiers_standing s on s.dossier_id = d.id left join dossiers_erasure e on e.dossier_id = d.id
where """
OF_PERSON = "d.id in (select id from dossiers_dossier where owner_id = %(id)s union select id from dossiers_dossier where submitter_id = %(id)s)"


#: Procedures, as versions, of what a unit received and finished.
FINISHED = "select distinct procedure_id from dossiers_standing where receiving_unit_id = %s and closed_at is not null"
#: Found by the unit and then sorted: by the end alone every dossier of the house is read before a unit's first.
OVER = """
with found as materialized (select s.dossier_id, coalesce(s.finished_at, s.closed_at) as ended
from unnest(%(procedures)s::uuid[], %(before)s::timestamptz[]) as k(procedure, before)
join dossiers_standing s on s.procedure_id = k.procedure and s.receiving_unit_id = %(unit)s
  and coalesce(s.finished_at, s.closed_at) < k.before and s.closed_at is not null
where not exists (select from dossiers_erasure e where e.dossier_id = s.dossier_id)
  and not exists (select from dossiers_original o where o.dossier_id = s.dossier_id and o.ended_at is null))
select dossier_id, count(*) over () as number from found order by ended, dossier_id limit %(most)s
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A dossier without its persons: where, which procedure, when it ended, and whether it was erased.

    ``owner`` and ``submitter`` are ids of persons; of what was erased there are none.
    """

    id: UUID
    number: str
    unit: UUID
    units: tuple[UUID, ...]
    procedure: UUID
    field: str
    state: State
    received_at: datetime | None
    closed_at: datetime | None
    #: When the result was there; what ended without one ended when it was closed.
    ended_at: datetime | None
    owner: UUID
    submitter: UUID | None
    #: Whether somebody was hired or asked to hand it in.
    via_agent: bool
    erased_at: datetime | None
    ground: str

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.closed_at is None

    @property
    def is_by_another(self) -> bool:
        """Whether somebody else than the owner handed it in, and so bears the receipt."""
        return self.via_agent or self.submitter not in (None, self.owner)

    @property
    def procedure_name(self) -> str:
        """The procedure's short name on the day of receipt."""
        return catalogue.version(self.procedure).short_name


def kept(number: str) -> Kept | None:
    """Return the dossier of a code or filing number; who may ask is decided by whoever erases."""
    return _first(rows(f"{KEPT} d.code = %(number)s or d.filing_number = %(number)s", {"number": number.strip()}))


def kept_by_token(token: str) -> Kept | None:
    """Return the dossier of a receipt's token; who may ask is decided by whoever answers the receipt's bearer."""
    return _first(rows(f"{KEPT} d.token = %(token)s", {"token": token}))


def kept_by_ids(ids: Sequence[UUID]) -> tuple[Kept, ...]:
    """Return several dossiers in one statement, in no order."""
    return tuple(map(_kept, rows(f"{KEPT} d.id = any(%(ids)s)", {"ids": list(ids)})))


def kept_by_id(dossier: UUID) -> Kept | None:
    """Return one dossier, as ``kept`` does."""
    return _first(rows(f"{KEPT} d.id = %(id)s", {"id": dossier}))


def kept_of_person(person: UUID) -> tuple[Kept, ...]:
    """Return the dossiers that a person owns or handed in, the oldest first; those erased name nobody and are none of them."""
    return tuple(map(_kept, rows(f"{KEPT} {OF_PERSON} order by d.filed_at, d.id", {"id": person})))


def finished_procedures(unit: UUID) -> tuple[UUID, ...]:
    """Return the procedures, as versions, of the dossiers that a unit received and that are closed."""
    return tuple(one["procedure_id"] for one in rows(FINISHED, [unit]))


def ended_before(unit: UUID, before: Mapping[UUID, datetime], most: int) -> tuple[int, tuple[Kept, ...]]:
    """Return the closed dossiers that a unit received whose result came before a moment of their procedure's: how many, the oldest first.

    Not those that were erased, nor those of which an original is still kept. ``before`` is by procedure, as a version.
    """
    if not before:
        return 0, ()
    values = {"unit": unit, "procedures": list(before), "before": list(before.values()), "most": most}
    oldest = rows(OVER, values)
    ids = [one["dossier_id"] for one in oldest]
    found = rows(f"{KEPT} d.id = any(%(ids)s) order by coalesce(s.finished_at, s.closed_at), d.id", {"ids": ids})
    return oldest[0]["number"] if oldest else 0, tuple(map(_kept, found))


def _first(found: Sequence[dict[str, Any]]) -> Kept | None:
    return _kept(found[0]) if found else None


def _kept(found: dict[str, Any]) -> Kept:
    ended = found["finished_at"] or found["closed_at"]
    return Kept(
        id=found["id"],
        number=found["number"],
        unit=found["unit_id"],
        units=tuple(found["units"]),
        procedure=found["procedure_id"],
        field=found["field"],
        state=State(found["state"]),
        received_at=local(found["received_at"]) if found["received_at"] else None,
        closed_at=local(found["closed_at"]) if found["closed_at"] else None,
        ended_at=local(ended) if ended else None,
        owner=found["owner_id"],
        submitter=found["submitter_id"],
        via_agent=found["via_agent"],
        erased_at=local(found["erased_at"]) if found["erased_at"] else None,
        ground=found["ground"] or "",
    )
