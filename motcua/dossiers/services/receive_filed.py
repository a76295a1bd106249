"""Receive what was filed before: guided at the counter, or (later) sent online. The code is drawn now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.dossiers.deeds import begin
from motcua.dossiers.services import receiving
from motcua.dossiers.services.receive_with_earlier import use_earlier, with_reused
from motcua.dossiers.types import Deed, Received, Reception, Reuse
from motcua.dossiers.writing import STANDING_COLUMNS
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local

RECEIVE_FILED = """
with owner as materialized (select parties_take(%(owner)s::jsonb) as id),
submitter as materialized (select case when %(submitter)s::jsonb is null then null else parties_take(%(submitter)s::jsonb) end as id
  from owner),
day as (insert into dossiers_day_counter as c (prefix, day, last) select %(prefix)s, %(day)s, 1 from submitter
  on conflict (prefix, day) do update set last = c.last + 1 returning last),
book as (insert into dossiers_book_counter as c (unit_id, year, book, last) select %(unit)s, %(year)s, 1, 1 from day
  on conflict (unit_id, year) do update set last = c.last + 1 returning book, last),
drawn as materialized (select %(stem)s || case when day.last < 10000 then lpad(day.last::text, 4, '0') else day.last::text end as code,
  day.last as day_number, book.book, book.last as ordinal, owner.id as owner_id, submitter.id as submitter_id
  from day, book, owner, submitter),
dossier as (update dossiers_dossier d set ({columns}) = (select {columns}
    from jsonb_populate_record(d, %(dossier)s::jsonb || to_jsonb(drawn)))
  from drawn where d.id = %(id)s and d.code is null returning d.id, d.code, d.ordinal, d.book, d.owner_id),
papers as (insert into dossiers_paper select r.* from jsonb_populate_recordset(null::dossiers_paper, %(papers)s::jsonb) r),
moves as (insert into dossiers_move select r.* from jsonb_populate_recordset(null::dossiers_move, %(moves)s::jsonb) r),
pause as (update dossiers_pause set ended_at = %(at)s where dossier_id = %(id)s and ended_at is null),
answered as (update dossiers_supplement set answered_at = %(at)s where dossier_id = %(id)s and answered_at is null),
stands as (update dossiers_standing set ({standing_columns}) = (select {standing_columns}
    from jsonb_populate_record(null::dossiers_standing, %(standing)s::jsonb)) where dossier_id = %(id)s)
select d.code, d.ordinal, d.book,
  case when %(receipt)s::uuid is not null then prints_keep(%(receipt)s, 'receipt', %(template)s::int, %(renderer)s, %(kind)s, d.id,
    d.owner_id, %(inputs)s, jsonb_build_object('code', d.code, 'book', d.book, 'ordinal', d.ordinal), %(at)s) end,
  ledger_write(%(line)s, %(node)s::smallint, %(kind)s, d.id, %(seq)s::int, %(verb)s, %(account)s, %(post)s, %(actor_unit)s,
    %(at)s, %(facts)s::jsonb || jsonb_build_object('code', d.code){dues})
from dossier d
"""
#: What an official receipt changes in the row of what was filed; filing number and moment of filing stay.
COLUMNS = (
    "code, prefix, day, day_number, code_assumed, book_year, book, ordinal, competent_unit_id, commune_id, procedure_id, process_id, "
    "case_label, channel, via_agent, owner_id, owner_name, submitter_id, submitter_name, authorisation, received_at, starts_at, "
    "received_by, received_post, sets, delivery, delivery_address, fee, terms, receipt_id"
)

#: What lists are narrowed by, as the official receipt has it.
LISTED_BY = "competent_unit_id, field, procedure_id, channel, received_at"


@act
def receive_filed(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    reception: Reception,
    revision: int | None = None,
    reuse: Reuse | None = None,
) -> Received:
    """Receive a dossier that has only a filing number: it keeps that number and its look-up token, and gets a code.

    ``reuse``: earlier papers of the same person, used again. Refuses as ``receive_with_earlier`` and ``deeds.begin`` do.
    """
    reception = with_reused(reception, reuse)
    record = begin(actor, number, Deed.RECEIVE, revision=revision)
    prepared = receiving.prepare(actor=actor, at=local(at), reception=reception)
    rows: dict[str, Any] = receiving.values_of(prepared, token=record.facts["token"], revision=record.revision + 1)
    rows.pop("token")
    rows |= {"id": record.id, "seq": record.revision + 1}
    sql = RECEIVE_FILED.replace("{columns}", COLUMNS).replace("{standing_columns}", f"{STANDING_COLUMNS}, {LISTED_BY}")
    found = receiving.run(receiving.with_dues(sql, prepared), rows, reception)
    received = receiving.received(prepared, rows["receipt"], record.facts["token"], found)
    use_earlier(actor, at, received, reuse)
    return received
