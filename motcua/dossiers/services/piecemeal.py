"""The same reception a statement at a time: what a plain program would send. Benches compare with it; nothing else uses it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.services import receiving
from motcua.dossiers.services.receiving import CLAIM, RECEIVE, prepare
from motcua.dossiers.types import PaperIn, Reception
from motcua.gate.services import seal_answer
from motcua.kernel.act import not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id

ONE = RECEIVE.replace("{dues}", "").replace("{claim}", CLAIM)

_TEXT = """
select parties_take(%(owner)s::jsonb) as owner_id;
insert into dossiers_day_counter as c (prefix, day, last) values (%(prefix)s, %(day)s, 1)
  on conflict (prefix, day) do update set last = c.last + 1 returning last as day_number;
insert into dossiers_book_counter as c (unit_id, year, book, last) values (%(unit)s, %(year)s, 1, 1)
  on conflict (unit_id, year) do update set last = c.last + 1 returning book, last as ordinal;
insert into dossiers_dossier select r.* from jsonb_populate_record(null::dossiers_dossier, %(dossier)s::jsonb
  || jsonb_build_object('code', %(stem)s::text || lpad(%(day_number)s::text, 5, '0'), 'day_number', %(day_number)s::int,
     'book', %(book)s::int, 'ordinal', %(ordinal)s::int, 'owner_id', %(owner_id)s::uuid)) r returning code;
insert into dossiers_paper select r.* from jsonb_populate_recordset(null::dossiers_paper, %(papers)s::jsonb) r;
insert into dossiers_move select r.* from jsonb_populate_recordset(null::dossiers_move, %(moves)s::jsonb) r;
insert into dossiers_standing select r.* from jsonb_populate_record(null::dossiers_standing, %(standing)s::jsonb) r;
select prints_keep(%(receipt)s, 'receipt', %(template)s::int, %(renderer)s, %(kind)s, %(dossier_id)s, %(owner_id)s, %(inputs)s,
  jsonb_build_object('code', %(code)s::text, 'book', %(book)s::int, 'ordinal', %(ordinal)s::int), %(at)s);
select ledger_write(%(line)s, %(node)s::smallint, %(kind)s, %(dossier_id)s, 1, %(verb)s, %(account)s, %(post)s, %(actor_unit)s,
  %(at)s, %(facts)s::jsonb);
select gate_claim(%(claim_token)s, %(claim_key)s, %(claim_request)s, %(claim_answer)s, jsonb_build_object('code', %(code)s::text), 201)
"""
STATEMENTS = tuple(" ".join(statement.split()) for statement in _TEXT.split(";"))


@not_an_act("makes the values of a statement; nothing is written")
def values_of(*, actor: Actor, at: datetime, unit: UUID, procedure: UUID, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that one reception's statements take; ``body`` is what the API would get."""
    reception = Reception(
        id=new_id(),
        unit=unit,
        procedure=procedure,
        owner=body["owner"],
        papers=tuple(PaperIn(place, **paper) for place, paper in enumerate(body["papers"], start=1)),
    )
    values = receiving.values_of(prepare(actor=actor, at=at, reception=reception))
    token, key = new_id(), str(new_id())
    return values | {
        "dossier_id": reception.id,
        "claim_token": token,
        "claim_key": key,
        "claim_request": bytes(32),
        "claim_answer": seal_answer(token=token, key=key, body={"id": str(reception.id), "token": values["token"]}),
    }
