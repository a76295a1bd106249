"""A dossier's receipts (Mẫu 01): the one of the reception, and those issued anew after it; none where another body gave one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.dossiers.record import moment_of
from motcua.parties import queries as parties
from motcua.parties.types import Person, PersonFields

if TYPE_CHECKING:
    from motcua.dossiers.record import Record

#: Who stands on a receipt, the owner and perhaps the submitter, each with the person's id.
Persons = Mapping[str, tuple[UUID, Person | PersonFields]]


def receipts_of(record: Record) -> tuple[tuple[UUID, datetime | None], ...]:
    """Return the print of every receipt with the moment when it was issued anew, None for the first; the newest last."""
    first = record.facts["receipt_id"]
    if first is None:
        return ()
    anew = {row["print_id"]: row["at"] for row in (*record.rows["corrections"], *record.rows["originals"])}
    issued = sorted((moment_of(at), kept) for kept, at in anew.items() if kept)
    return ((UUID(first), None), *((UUID(kept), at) for at, kept in issued))


def named_on(record: Record) -> dict[str, tuple[UUID, Person]]:
    """Return who stands on a dossier's receipt, each as recorded now."""
    ids = {who: UUID(record.facts[f"{who}_id"]) for who in ("owner", "submitter") if record.facts[f"{who}_id"]}
    known = parties.persons(list(ids.values()))
    return {who: (one, known[one]) for who, one in ids.items()}
