"""Every standing recomputed from its rows, and what differs named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from uuid import UUID

from django.db import connection, transaction

from motcua.dossiers.record import WHOLE, Record, record_of
from motcua.dossiers.rules import standing_of
from motcua.kernel.statements import be_patient
from motcua.organisation import queries as organisation

BATCH = 500
FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Difference:
    """A dossier whose standing row is not what its life amounts to; ``columns`` says which, stored and computed."""

    number: str
    columns: tuple[tuple[str, object, object], ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many were looked at so far, and those of this batch that differ."""

    count: int
    differences: tuple[Difference, ...]


def recomputed() -> Iterator[Checked]:
    """Yield the result of each batch of dossiers; each batch is a short transaction of its own."""
    after, count = FIRST, 0
    while True:
        batch = _batch(after)
        if not batch:
            return
        after, count = batch[-1].id, count + len(batch)
        yield Checked(count, tuple(found for record in batch if (found := difference(record)) is not None))


def difference(record: Record) -> Difference | None:
    """Return what differs between a dossier's standing row and its life, or None."""
    computed = standing_of(record.life, organisation.calendar_of(record.life.terms.calendar))
    columns = tuple(
        (name, stored, fresh)
        for name in (field.name for field in fields(computed))
        if name != "sync" and (stored := getattr(record.standing, name)) != (fresh := getattr(computed, name))
    )
    return Difference(record.number, columns) if columns else None


def _batch(after: UUID) -> list[Record]:
    with transaction.atomic(), connection.cursor() as cursor:
        be_patient()
        cursor.execute(f"{WHOLE} where d.id > %s order by d.id limit {BATCH}", [after])
        names = [column[0] for column in cursor.description]
        return [record_of(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
