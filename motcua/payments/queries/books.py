"""Books of receipts."""

from __future__ import annotations

from uuid import UUID

from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.statements import rows
from motcua.payments.types import LOOK, Book

OF_YEAR = """
select id, unit_id as unit, year, book, serial, first, last, until, opened_at, closed_at from payments_book
where unit_id = %s and year = %s order by book
"""


def books(actor: Actor, unit: UUID, year: int) -> tuple[Book, ...]:
    """Return a unit's books of receipts in a year, in order. Refuses with NotAllowed."""
    access.require(actor, LOOK, unit)
    return books_of(unit, year)


def books_of(unit: UUID, year: int, *, lock: bool = False) -> tuple[Book, ...]:
    """Return them for callers that have asked who looks; under a lock where the next is opened."""
    found = rows(f"{OF_YEAR} for update" if lock else OF_YEAR, [unit, year])
    return tuple(
        Book(
            **{
                **row,
                "opened_at": local(row["opened_at"]),
                "closed_at": local(row["closed_at"]) if row["closed_at"] else None,
            }
        )
        for row in found
    )
