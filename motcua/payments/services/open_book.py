"""Open the next book of receipts: the numbers have run out, or a new serial begins."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.kernel import access, statements
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.kernel.refusal import NotAllowed
from motcua.ledger import services as ledger
from motcua.payments.queries.books import books_of
from motcua.payments.rules import book_wrong, next_book
from motcua.payments.types import BOOK, OPEN, Book, BookOpened, MoneyInvalid
from motcua.payments.writing import as_json

CLOSE = "update payments_book set closed_at = %s where unit_id = %s and year = %s and closed_at is null"
MADE = """
insert into payments_book select r.* from jsonb_populate_record(null::payments_book, %s::jsonb) r
on conflict do nothing returning id
"""


@act
def open_book(*, actor: Actor, at: datetime, serial: str = "", size: int | None = None) -> Book:
    """Open the next book of the actor's unit in this year; the open one is closed, its number stays the last of its own.

    ``serial`` as printed («BK/20P»), empty for none; ``size`` how many receipts it holds, None where it never runs out.
    The same serial goes on counting once its book has run out; a new one begins with 1. TT 303/2016. Refuses with
    NotAllowed, MoneyInvalid (``serial``, ``size``), BookNotFull and BookOpened.
    """
    unit, at, serial = actor.unit, local(at), serial.strip()
    access.require(actor, OPEN, unit)
    if unit is None:
        raise NotAllowed(_("Chọn vị trí ở một đơn vị để mở quyển biên lai."))
    if wrong := book_wrong(serial, size):
        raise MoneyInvalid(wrong)
    before = books_of(unit, at.year, lock=True)
    place, first = next_book(before, serial)
    until = first + size - 1 if size else None
    book = Book(new_id(), unit, at.year, place, serial, first, first - 1, until, opened_at=at)
    statements.run(CLOSE, [at, unit, at.year])
    if statements.row(MADE, [as_json(_row(actor, book))]) is None:
        raise BookOpened
    closed = before[-1] if before else None
    ledger.write(
        actor,
        "payments.book_opened",
        kind=BOOK,
        stream=book.id,
        seq=1,
        at=at,
        unit=unit,
        year=at.year,
        book=place,
        serial=serial,
        first=first,
        until=until,
        unused=(closed.left or 0) if closed else 0,
    )
    return book


def _row(actor: Actor, book: Book) -> dict[str, object]:
    return {
        "id": book.id,
        "unit_id": book.unit,
        "year": book.year,
        "book": book.book,
        "serial": book.serial,
        "first": book.first,
        "last": book.last,
        "until": book.until,
        "opened_at": book.opened_at,
        "by_account": actor.account,
        "by_post": actor.post,
    }
