"""One person, opened by somebody who may."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.kernel import moments
from motcua.kernel.access import judge
from motcua.kernel.actor import Actor
from motcua.kernel.statements import row, rows
from motcua.ledger import services as ledger
from motcua.parties import rules
from motcua.parties.types import LOOK, STREAM, Earlier, Person, PersonHit, PersonUnknown

COLUMNS = "id, kind, name, birth, sex, ethnic, number, contact, commune_id, revision, erased_at"
HIT = "id, kind, name, birth, commune_id, number"


def person_for(actor: Actor, person_id: UUID, at: datetime | None = None) -> Person:
    """Open a person: everything recorded, decrypted. Notes a look. Raises PersonUnknown, also for who may not look."""
    if not judge(actor, LOOK, actor.unit):
        raise PersonUnknown
    found = row(f"SELECT {COLUMNS} FROM parties_person WHERE id = %s", [person_id])
    if found is None:
        raise PersonUnknown
    ledger.note_look(actor, kind=STREAM, subject=person_id, at=at or moments.now())
    return rules.person_of(found)


def persons(ids: Collection[UUID]) -> dict[UUID, Person]:
    """Return persons decrypted, for a module that has itself decided and noted the look (a dossier's page, a print)."""
    found = rows(f"SELECT {COLUMNS} FROM parties_person WHERE id = ANY(%s)", [list(ids)])
    return {one["id"]: rules.person_of(one) for one in found}


def names(ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of persons; who may see them is decided by the list that shows them."""
    found = rows("SELECT id, name FROM parties_person WHERE id = ANY(%s)", [list(ids)])
    return {one["id"]: one["name"] for one in found}


def earlier(actor: Actor, person_id: UUID) -> list[Earlier]:
    """Return what was recorded of a person before, newest first; nothing for who may not look."""
    if not judge(actor, LOOK, actor.unit):
        return []
    found = rows(
        "SELECT name, contact, commune_id, until FROM parties_earlier WHERE person_id = %s ORDER BY id DESC",
        [person_id],
    )
    return [_earlier(one) for one in found]


def suspected_twins(actor: Actor, person_id: UUID) -> list[PersonHit]:
    """Return other persons of the same name and birth: perhaps the same one under another number. Only reported.

    Births that are not known never match; nothing for who may not look.
    """
    if not judge(actor, LOOK, actor.unit):
        return []
    found = rows(
        f"SELECT {HIT} FROM parties_person WHERE id <> %(id)s AND (name_plain, birth, kind) ="
        " (SELECT name_plain, birth, kind FROM parties_person WHERE id = %(id)s AND birth <> '') ORDER BY id LIMIT 20",
        {"id": person_id},
    )
    return [hit_of(one) for one in found]


def hit_of(found: dict[str, Any]) -> PersonHit:
    """Return a search's line from a row."""
    number = rules.number_of(found["number"])
    return PersonHit(
        id=found["id"],
        kind=found["kind"],
        name=found["name"],
        birth=found["birth"],
        commune_id=found["commune_id"],
        number_end=number[-3:],
    )


def _earlier(found: dict[str, Any]) -> Earlier:
    contact = rules.contact_of(found["contact"])
    return Earlier(
        name=found["name"],
        phone=contact.get("phone", ""),
        address=contact.get("address", ""),
        commune_id=found["commune_id"],
        until=moments.local(found["until"]),
    )
