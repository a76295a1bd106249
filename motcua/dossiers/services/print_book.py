"""Have the register of a year printed: the lines are copied and bound by a job, the page tells how far it is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.dossiers import printing
from motcua.dossiers.books import BOOK, READ, Book, NothingInBook
from motcua.dossiers.queries.book import edition_by_id, whole_book
from motcua.dossiers.writing import as_json
from motcua.kernel import access, statements
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.ledger import services as ledger
from motcua.prints.types import RENDERER, version_of

INSERT = (
    "insert into dossiers_book_edition select r.* from jsonb_populate_record(null::dossiers_book_edition, %s::jsonb) r"
)
LAST_OF_FIELD = """
select count(*) as count from dossiers_dossier d join dossiers_standing s on s.dossier_id = d.id
where d.unit_id = %s and d.book_year = %s and s.field = %s"""


@act
def print_book(*, actor: Actor, at: datetime, unit: UUID, year: int, field: str = "") -> UUID:
    """Have the register of a receiving unit's year drawn up as PDF and sheet (Mẫu 06); return the printing's id.

    It shows the book as it stands: numbers that were drawn until now, of one ``field`` or of all. A closed book comes
    out as it was frozen, whole or of one field, with what happened since written behind. While the same is under way,
    that one is returned, and the closing's own printing while its lines are not frozen yet.
    Refuses with NotAllowed and NothingInBook.
    """
    access.require(actor, READ, unit)
    book = whole_book(unit, year)
    if not book.last or (field and not _has_lines(unit, year, field)):
        raise NothingInBook(year)
    if book.closing and (unfinished := _unfinished(book)):
        return unfinished
    frozen = book.closing.edition if book.closing else None
    wanted = (field, frozen)
    for one in book.editions:
        if (one.field, one.frozen) == wanted and not (one.is_done or one.failed_at):
            return one.id
    return begin_edition(actor=actor, at=at, unit=unit, year=year, last=book.last, field=field, frozen=frozen)


def _unfinished(book: Book) -> UUID | None:
    """Return the printing of the closing where its job has not come to its end, and call the job once more."""
    from motcua.dossiers.tasks import call_binder

    assert book.closing is not None, "asked of a closed book"
    found = edition_by_id(book.closing.edition)
    if found is None or found.is_done:
        return None
    if found.failed_at:
        call_binder(found.id)
    return found.id


def _has_lines(unit: UUID, year: int, field: str) -> bool:
    found = statements.row(LAST_OF_FIELD, [unit, year, field])
    return bool(found and found["count"])


def begin_edition(
    *,
    actor: Actor,
    at: datetime,
    unit: UUID,
    year: int,
    last: int,
    field: str = "",
    frozen: UUID | None = None,
    is_closing: bool = False,
) -> UUID:
    """Write a printing that the job will bind, its ledger line, and call the job; part of the caller's act."""
    from motcua.dossiers.tasks import call_binder

    edition = new_id()
    row = {
        "id": edition,
        "unit_id": unit,
        "year": year,
        "field": field,
        "last": last,
        "template": version_of("register", printing.form_set(at)),
        "renderer": RENDERER,
        "is_closing": is_closing,
        "frozen_id": frozen,
        "at": at,
        "by_account": actor.account,
        "by_post": actor.post,
        "copied": 0,
        "laid_out": 0,
    }
    statements.run(INSERT, [as_json(row)])
    if not is_closing:
        ledger.write(
            actor, "dossiers.register_printed", kind=BOOK, stream=edition, seq=1, at=at, unit=unit, year=year, last=last
        )
    call_binder(edition)
    return edition
