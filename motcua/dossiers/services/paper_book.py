"""A block of codes on paper: draw it, give codes back with a reason, close the book (NĐ 61/2018 Đ39.1; spec A14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from motcua.dossiers.fallback import BOOK, ENDS, BookIsClosed, CodeIsSpent, CodesLeft, CodeState, NoSuchBook, check_draw
from motcua.dossiers.models import PaperBook, PaperCode
from motcua.dossiers.services.refuse import REASON
from motcua.dossiers.writing import as_json
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger
from motcua.ledger.services import check_facts
from motcua.ledger.types import check_verb, node
from motcua.organisation import queries as organisation

#: The act that everything about a paper book needs, in the unit whose book it is.
NEED = "dossiers.receive"

# The day's counter is the one that reception draws from, under the same row lock: a block and a receipt never share a number.
DRAW = """
with day as (insert into dossiers_day_counter as c (prefix, day, last) values (%(prefix)s, %(day)s, %(size)s)
  on conflict (prefix, day) do update set last = c.last + %(size)s returning last - %(size)s as before),
book as (insert into dossiers_paper_book select r.* from day,
  jsonb_populate_record(null::dossiers_paper_book, %(book)s::jsonb) r returning id),
codes as (insert into dossiers_paper_code (id, book_id, number, code, day_number)
  select i.id, book.id, i.number, %(stem)s || case when day.before + i.number < 10000
    then lpad((day.before + i.number)::text, 4, '0') else (day.before + i.number)::text end, day.before + i.number
  from day, book, unnest(%(ids)s::uuid[]) with ordinality as i(id, number) returning number, code)
select ledger_write(%(line)s, %(node)s::smallint, %(kind)s, book.id, 1, %(verb)s, %(account)s, %(post)s, %(unit)s, %(at)s,
  %(facts)s::jsonb || jsonb_build_object('first', (select code from codes order by number limit 1),
    'last', (select code from codes order by number desc limit 1)))
from book
"""


@act
def draw_paper_book(*, actor: Actor, at: datetime, unit: UUID, size: int, day: date | None = None) -> UUID:
    """Draw a block of codes for a unit's paper book; return the book's id, under which it is printed.

    ``day`` is the day that the codes carry, by default today. The numbers come from the counter of that day: none is
    drawn twice, and those of the block are explained for ever by this book. Refuses with Invalid (size, day), and with
    NotAllowed whoever does not receive in the unit.
    """
    at = local(at)
    access.require(actor, NEED, unit)
    day = day or at.date()
    check_draw(size, day, at.date())
    prefix = organisation.code_prefix(unit, day)
    book = new_id()
    row = {
        "id": book, "unit_id": unit, "prefix": prefix.text, "code_assumed": prefix.assumed, "day": day, "size": size,
        "drawn_at": at, "by_account": actor.account, "by_post": actor.post, "revision": 1,
    }  # fmt: skip
    values: dict[str, Any] = {
        "prefix": prefix.text, "day": day, "size": size, "stem": f"{prefix.text}-{day:%y%m%d}-", "book": as_json(row),
        "ids": [new_id() for _code in range(size)], "line": new_id(), "node": node(), "kind": BOOK,
        "verb": check_verb("dossiers.book_drawn"), "account": actor.account, "post": actor.post, "unit": actor.unit,
        "at": at, "facts": as_json(check_facts({"count": size, "unit": unit})),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(DRAW, values)
    return book


@act
def end_paper_codes(
    *, actor: Actor, at: datetime, book: UUID, codes: Sequence[UUID], how: CodeState, reason: str
) -> int:
    """Return unused codes of a paper book, or say that they were spoilt, with the reason; return how many.

    Such a code is never used again, and its line says why. Refuses with NoSuchBook, BookIsClosed, Invalid (nothing
    chosen, no reason), and CodeIsSpent where one of them has been entered or returned before: then none is changed.
    """
    found = _open(actor, book)
    wrong = {}
    if not codes:
        wrong["codes"] = _("Chọn ít nhất một mã.")
    if how not in ENDS:
        wrong["how"] = _("Chọn: không dùng đến, hay viết hỏng.")
    if not reason.strip():
        wrong["reason"] = _("Ghi lý do; sau này ai hỏi mã này ở đâu, sổ trả lời được.")
    if wrong:
        raise Invalid(wrong)
    wanted = list(dict.fromkeys(codes))
    rows = PaperCode.objects.select_for_update().filter(book=found, id__in=wanted)
    free = [row for row in rows.order_by("number") if row.dossier_id is None and row.ended is None]
    if len(free) < len(wanted):
        raise CodeIsSpent(_spent(found, wanted, {row.id for row in free}))
    rows.update(ended=how, reason=seal(reason.strip(), REASON), at=at, by_account=actor.account, by_post=actor.post)
    verb = "dossiers.book_codes_returned" if how is CodeState.RETURNED else "dossiers.book_codes_spoilt"
    _line(actor, found, verb, at, count=len(free), first=free[0].code, codes=[row.id for row in free])
    return len(free)


@act
def close_paper_book(*, actor: Actor, at: datetime, book: UUID) -> None:
    """Close a paper book whose every code is accounted for. Refuses with NoSuchBook, BookIsClosed, CodesLeft."""
    found = _open(actor, book)
    rows = list(PaperCode.objects.filter(book=found).values_list("dossier_id", "ended"))
    entered = sum(1 for dossier, _ended in rows if dossier)
    returned = sum(1 for _dossier, ended in rows if ended == CodeState.RETURNED)
    spoilt = sum(1 for _dossier, ended in rows if ended == CodeState.SPOILT)
    if left := len(rows) - entered - returned - spoilt:
        raise CodesLeft(left)
    found.closed_at, found.closed_account, found.closed_post = at, actor.account, actor.post
    _line(actor, found, "dossiers.book_closed", at, entered=entered, returned=returned, spoilt=spoilt)


def _open(actor: Actor, book: UUID) -> PaperBook:
    """Return an open book of a unit where this actor receives, keeping twins waiting."""
    found = PaperBook.objects.select_for_update().filter(id=book).first()
    if found is None or not access.judge(actor, NEED, found.unit_id):
        raise NoSuchBook
    if found.closed_at is not None:
        raise BookIsClosed
    return found


def _spent(book: PaperBook, wanted: list[UUID], free: set[UUID]) -> str:
    first = PaperCode.objects.filter(book=book, id__in=[one for one in wanted if one not in free]).first()
    if first is None:
        raise Invalid({"codes": _("Chọn mã của chính sổ này.")})
    return first.code


def _line(actor: Actor, book: PaperBook, verb: str, at: datetime, **facts: object) -> None:
    book.revision += 1
    book.save()
    ledger.write(actor, verb, kind=BOOK, stream=book.id, seq=book.revision, at=at, unit=book.unit_id, **facts)
