"""Persons by the hundred thousand, by COPY."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from motcua.kernel.act import act
from motcua.parties import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from motcua.kernel.actor import Actor

_COLUMNS = (
    "id, kind, name, name_plain, sort_key, birth, sex, ethnic, commune_id, number_index, number, phone_index, contact,"
    " contact_mark, revision, made_at"
)


@act
def load_people(*, actor: Actor, people: Iterable[Mapping[str, Any]], at: datetime) -> int:  # noqa: ARG001  every row carries its own moment; the caller's act writes the line
    """Copy in new persons, each as ``rules.row_of`` gives it, known to be nobody recorded yet; return how many."""
    count, names = 0, set()
    with connection.cursor() as cursor, cursor.copy(f"COPY parties_person ({_COLUMNS}) FROM STDIN") as copy:
        for person in people:
            copy.write_row(_values(person))
            names.add(person["name_plain"])
            count += 1
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO parties_name (plain) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [sorted(names)]
        )
    return count


def _values(person: Mapping[str, Any]) -> list[object]:
    def raw(name: str) -> bytes | None:
        return bytes.fromhex(person[name]) if person[name] else None

    plain = [person[name] for name in ("kind", "name", "name_plain")]
    known = [person[name] for name in ("birth", "sex", "ethnic")]
    commune = UUID(person["commune_id"]) if person["commune_id"] else None
    found_by = [
        raw("number_index"),
        rules.sealed_of(person["number"]),
        raw("phone_index"),
        rules.sealed_of(person["contact"]),
        raw("contact_mark"),
    ]
    return [UUID(person["id"]), *plain, raw("sort_key"), *known, commune, *found_by, 1, person["at"]]
