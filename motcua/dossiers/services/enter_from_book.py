"""Enter afterwards what was received on paper, under the code of its line and with the real moment (spec A14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.fallback import BookIsClosed, CodeIsSpent, NoSuchBook, check_real_moment
from motcua.dossiers.models import PaperCode
from motcua.dossiers.services import receiving
from motcua.dossiers.services.paper_book import NEED
from motcua.dossiers.services.receive_with_earlier import use_earlier, with_reused
from motcua.dossiers.types import AlreadyReceived, Received, Reception, Reuse
from motcua.dossiers.writing import as_json
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.ledger.services import check_facts
from motcua.ledger.types import check_verb

_DRAWN_NOW = """day as (insert into dossiers_day_counter as c (prefix, day, last) select %(prefix)s, %(day)s, 1 from submitter
  on conflict (prefix, day) do update set last = c.last + 1 returning last),"""
_DRAWN_BEFORE = """day as (update dossiers_paper_code c set dossier_id = %(dossier_id)s, at = %(entered_at)s, by_account = %(account)s,
  by_post = %(post)s from submitter where c.id = %(paper_code)s and c.dossier_id is null and c.ended is null
  returning c.code, c.day_number, c.book_id),"""
_CODE_NOW = """select %(stem)s || case when day.last < 10000 then lpad(day.last::text, 4, '0') else day.last::text end as code,
  day.last as day_number,"""
_CODE_BEFORE = """select day.code, day.day_number, (select p.prefix from dossiers_paper_book p where p.id = day.book_id) as prefix,
  (select p.day from dossiers_paper_book p where p.id = day.book_id) as day,
  (select p.code_assumed from dossiers_paper_book p where p.id = day.book_id) as code_assumed,"""
_SECOND_LINE = """,
  ledger_write(%(second_line)s, %(node)s::smallint, %(kind)s, d.id, 2, %(second_verb)s, %(account)s, %(post)s, %(actor_unit)s,
    %(entered_at)s, %(second_facts)s::jsonb)"""


def _statement() -> str:
    """Return reception's own statement with the code taken from the book's line instead of the day's counter."""
    sql = receiving.RECEIVE
    for now, before in ((_DRAWN_NOW, _DRAWN_BEFORE), (_CODE_NOW, _CODE_BEFORE), ("{claim}", _SECOND_LINE)):
        assert sql.count(now) == 1, now
        sql = sql.replace(now, before)
    return sql


ENTER = _statement()


@act
def enter_from_book(
    *,
    actor: Actor,
    at: datetime,
    code: UUID,
    reception: Reception,
    received_at: datetime | None,
    reuse: Reuse | None = None,
) -> Received:
    """Enter what was received on paper: its code is the line's, the limit counts from the real moment of receipt.

    ``code`` is the line's id, ``received_at`` the moment written in the book. The rules are those in force at that
    moment, the checks those of ``receive``. Two lines of the ledger: the reception as it happened, and who entered it when.
    ``reuse``: earlier papers of the same person, used again.
    Refuses with NoSuchBook, BookIsClosed, CodeIsSpent, Invalid (a moment that cannot be), and as ``receive_with_earlier``
    does.
    """
    line = PaperCode.objects.select_related("book").filter(id=code).first()
    if line is None or not access.judge(actor, NEED, line.book.unit_id):
        raise NoSuchBook
    if line.dossier_id == reception.id:
        raise AlreadyReceived(reception.id)
    if line.book.closed_at is not None:
        raise BookIsClosed
    if line.dossier_id is not None or line.ended is not None:
        raise CodeIsSpent(line.code)
    real = check_real_moment(
        local(received_at) if received_at else None,
        drawn_at=local(line.book.drawn_at),
        day=line.book.day,
        now=local(at),
    )
    reception = replace(with_reused(reception, reuse), unit=line.book.unit_id)
    prepared = receiving.prepare(actor=actor, at=real, reception=reception)
    rows: dict[str, Any] = receiving.values_of(prepared, revision=2)
    token = rows.pop("token")
    rows |= {
        "dossier_id": reception.id,
        "paper_code": line.id,
        "entered_at": at,
        "second_line": new_id(),
        "second_verb": check_verb("dossiers.entered_afterwards"),
        "second_facts": as_json(check_facts({"paper_book": line.book_id, "received": real})),
    }
    found = receiving.run(receiving.with_dues(ENTER, prepared), rows, reception)
    if found is None:
        raise CodeIsSpent(line.code)
    received = receiving.received(prepared, rows["receipt"], token, found)
    use_earlier(actor, at, received, reuse)
    return received
