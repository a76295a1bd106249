"""Close the register of a year that has ended: numbers stand still, lines are frozen, repairs go behind them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.dossiers.books import BOOK, CLOSE, NAMED, BookIsClosed, NothingInBook, OpenNumbers, YearNotOver
from motcua.dossiers.queries.book import whole_book
from motcua.dossiers.services.print_book import begin_edition
from motcua.dossiers.writing import as_json
from motcua.kernel import access, statements
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.ledger import services as ledger

#: From here on the database draws no number of this year: a constraint compares both columns.
CLOSE_COUNTER = """
update dossiers_book_counter set closed_last = last where unit_id = %s and year = %s and closed_last is null returning last"""
MISSING = """
select n as number, count(*) over () as count from generate_series(1, %s) n
where not exists (select from dossiers_dossier d where d.unit_id = %s and d.book_year = %s and d.ordinal = n) order by n limit %s"""
INSERT = (
    "insert into dossiers_book_closing select r.* from jsonb_populate_record(null::dossiers_book_closing, %s::jsonb) r"
)


@act
def close_book(*, actor: Actor, at: datetime, unit: UUID, year: int) -> UUID:
    """Close a receiving unit's register of a year (TT 01/2018 Đ10); return the id of the printing that freezes it.

    From then on no number of that year is drawn; results, corrections and other repairs are written behind the lines.
    Refuses with NotAllowed, YearNotOver, NothingInBook, BookIsClosed, OpenNumbers (drawn, and no dossier for them).
    """
    access.require(actor, CLOSE, unit)
    if year >= local(at).year:
        raise YearNotOver(year)
    counter = statements.row(CLOSE_COUNTER, [unit, year])
    # Counted after the counter's row is ours: whoever was still receiving has finished.
    book = whole_book(unit, year)
    if not book.last:
        raise NothingInBook(year)
    if counter is None:
        raise BookIsClosed(year)
    last = counter["last"]
    missing = statements.rows(MISSING, [last, unit, year, NAMED])
    if missing:
        raise OpenNumbers([one["number"] for one in missing], missing[0]["count"])
    edition = begin_edition(actor=actor, at=at, unit=unit, year=year, last=last, is_closing=True)
    row = {
        "id": new_id(),
        "unit_id": unit,
        "year": year,
        "last": last,
        "cancelled": book.cancelled,
        "open": book.open,
        "edition_id": edition,
        "at": at,
        "by_account": actor.account,
        "by_post": actor.post,
    }
    statements.run(INSERT, [as_json(row)])
    ledger.write(
        actor,
        "dossiers.register_closed",
        kind=BOOK,
        stream=row["id"],
        seq=1,
        at=at,
        unit=unit,
        year=year,
        last=last,
        cancelled=book.cancelled,
        open=book.open,
        edition=edition,
    )
    return edition
