"""The paper books of a counter and their codes; a fixed number of statements whatever there is."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.fallback import OLD_AFTER, CodeState, NoSuchBook, PaperBook, PaperCode
from motcua.dossiers.services.paper_book import NEED
from motcua.dossiers.services.refuse import REASON
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.statements import row, rows

#: Closed books are shown as far back as this; the ledger keeps them all.
SHOWN = 60

_BOOK = """select b.id, b.unit_id, b.prefix, b.code_assumed, b.day, b.size, b.drawn_at, b.by_account, b.revision, b.closed_at,
  min(c.code) filter (where c.number = 1) as first, min(c.code) filter (where c.number = b.size) as last,
  count(*) filter (where c.dossier_id is null and c.ended is null) as free, count(c.dossier_id) as entered,
  count(*) filter (where c.ended = 'returned') as returned, count(*) filter (where c.ended = 'spoilt') as spoilt
  from dossiers_paper_book b join dossiers_paper_code c on c.book_id = b.id"""
_CODE = "select c.id, c.book_id, c.number, c.code, c.dossier_id, c.ended, c.reason, c.at, c.by_account, c.by_post from dossiers_paper_code c"


def paper_books(actor: Actor, unit: UUID) -> tuple[PaperBook, ...]:
    """Return a unit's paper books, open ones first, the newest first; none for who does not receive there."""
    if not access.judge(actor, NEED, unit):
        return ()
    order = "order by (b.closed_at is not null), b.drawn_at desc, b.id limit %s"
    return tuple(_book(found) for found in rows(f"{_BOOK} where b.unit_id = %s group by b.id {order}", [unit, SHOWN]))


def paper_book(actor: Actor, book: UUID) -> PaperBook:
    """Return a paper book of a unit where this actor receives. Raises NoSuchBook."""
    found = row(f"{_BOOK} where b.id = %s group by b.id", [book])
    if found is None or not access.judge(actor, NEED, found["unit_id"]):
        raise NoSuchBook
    return _book(found)


def paper_codes(actor: Actor, book: UUID) -> tuple[PaperCode, ...]:
    """Return the codes of a book in the order of its lines. Raises NoSuchBook."""
    paper_book(actor, book)
    return tuple(_code(found) for found in rows(f"{_CODE} where c.book_id = %s order by c.number", [book]))


def paper_code(actor: Actor, code: UUID) -> tuple[PaperBook, PaperCode]:
    """Return a code with its book. Raises NoSuchBook."""
    found = row(f"{_CODE} where c.id = %s", [code])
    if found is None:
        raise NoSuchBook
    return paper_book(actor, found["book_id"]), _code(found)


def next_free(actor: Actor, book: UUID) -> PaperCode | None:
    """Return the first code of a book that is not accounted for, None where there is none. Raises NoSuchBook."""
    return next((code for code in paper_codes(actor, book) if code.state is CodeState.FREE), None)


def old_books(unit: UUID, at: datetime) -> int:
    """Return how many books of a unit have been open for so long that somebody should look after them."""
    limit = (local(at) - OLD_AFTER).date()
    sql = "select count(*) as count from dossiers_paper_book where unit_id = %s and closed_at is null and day < %s"
    found = row(sql, [unit, limit])
    return int(found["count"]) if found else 0


def _book(found: dict[str, Any]) -> PaperBook:
    values = {name: value for name, value in found.items() if name != "unit_id"}
    return PaperBook(unit=found["unit_id"], **(values | {"drawn_at": local(found["drawn_at"])}))


def _code(found: dict[str, Any]) -> PaperCode:
    state = CodeState.ENTERED if found["dossier_id"] else CodeState(found["ended"] or CodeState.FREE)
    return PaperCode(
        id=found["id"],
        book=found["book_id"],
        number=found["number"],
        code=found["code"],
        state=state,
        dossier=found["dossier_id"],
        at=local(found["at"]) if found["at"] else None,
        by_account=found["by_account"],
        by_post=found["by_post"],
        reason=unseal(found["reason"], REASON) if found["reason"] else "",
    )
