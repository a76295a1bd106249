"""What is kept of dossiers, and of whom: for whoever decides what is erased. No name, no number, no text of anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.dossiers.types import State
from motcua.kernel.moments import local
from motcua.kernel.statements import rows

KEPT = """
select d.id, coalesce(d.code, d.filing_number) as number, d.unit_id, d.procedure_id, d.owner_id, d.submitter_id, d.received_at,
  s.state, s.field, s.units, s.closed_at, e.at as erased_at, e.ground
from dossiers_dossier d join dossiers_standing s on s.dossier_id = d.id left join dossiers_erasure e on e.dossier_id = d.id
where """
OF_PERSON = "d.id in (select id from dossiers_dossier where owner_id = %(id)s union select id from dossiers_dossier where submitter_id = %(id)s)"


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
    owner: UUID
    submitter: UUID | None
    erased_at: datetime | None
    ground: str

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.closed_at is None

    @property
    def procedure_name(self) -> str:
        """The procedure's short name on the day of receipt."""
        return catalogue.version(self.procedure).short_name


def kept(number: str) -> Kept | None:
    """Return the dossier of a code or filing number; who may ask is decided by whoever erases."""
    return _first(rows(f"{KEPT} d.code = %(number)s or d.filing_number = %(number)s", {"number": number.strip()}))


def kept_by_id(dossier: UUID) -> Kept | None:
    """Return one dossier, as ``kept`` does."""
    return _first(rows(f"{KEPT} d.id = %(id)s", {"id": dossier}))


def kept_of_person(person: UUID) -> tuple[Kept, ...]:
    """Return the dossiers that a person owns or handed in, the oldest first; those erased name nobody and are none of them."""
    return tuple(map(_kept, rows(f"{KEPT} {OF_PERSON} order by d.filed_at, d.id", {"id": person})))


def _first(found: Sequence[dict[str, Any]]) -> Kept | None:
    return _kept(found[0]) if found else None


def _kept(found: dict[str, Any]) -> Kept:
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
        owner=found["owner_id"],
        submitter=found["submitter_id"],
        erased_at=local(found["erased_at"]) if found["erased_at"] else None,
        ground=found["ground"] or "",
    )
