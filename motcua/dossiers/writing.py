"""An act's rows, written in one statement: new rows, the standing, the ledger's line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from motcua.dossiers.record import Record, standing_row
from motcua.dossiers.rules import standing_of
from motcua.dossiers.types import KIND, HasChanged, Life
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.ledger.services import check_facts
from motcua.ledger.types import check_verb, node
from motcua.organisation import queries as organisation
from motcua.payments.types import Call

Row = Mapping[str, Any]

STANDING_COLUMNS = (
    "revision, state, step, unit_id, role, section, post_id, desk, units, original_due_at, due_at, late_at, provisional, "
    "paused_since, days_left, finished_at, closed_at, on_time, index_on_time, payment, custody, changed_at"
)
TASK_END = "answered_at, recalled_at, answer, answer_file_id, ended_account, ended_post"
TASK_ENDS = (
    f"task_ends as (update dossiers_task set ({TASK_END}) = "
    f"(select {TASK_END} from jsonb_populate_record(null::dossiers_task, %(task_end)s::jsonb)) "
    "where id = (%(task_end)s::jsonb ->> 'id')::uuid and dossier_id = (select dossier_id from stands) "
    "and answered_at is null and recalled_at is null)"
)


def as_json(value: object) -> str:
    """Write rows as JSON that ``jsonb_populate_recordset`` reads: bytes as hex, moments in ISO."""
    return orjson.dumps(value, default=_plain).decode()


def _plain(value: object) -> object:
    match value:
        case bytes():
            return "\\x" + value.hex()
        case Decimal():
            return str(value)
        case _:
            message = f"a row cannot hold {value!r}"
            raise TypeError(message)


def by(actor: Actor, dossier: UUID, at: datetime) -> dict[str, Any]:
    """Return what every row of a life begins with."""
    return {
        "id": new_id(),
        "dossier_id": dossier,
        "at": at,
        "by_account": actor.account,
        "by_post": actor.post,
        "by_unit": actor.unit,
    }


def write(
    record: Record,
    life: Life,
    *,
    actor: Actor,
    at: datetime,
    verb: str,
    facts: Row,
    rows: Mapping[str, list[Row]] | None = None,
    updates: Mapping[str, list[Row]] | None = None,
    ends_pause: bool = False,
    answers_supplement: bool = False,
    task_end: Row | None = None,
    with_due: bool = False,
    draws: Call | None = None,
) -> Record:
    """Write an act: its new rows, the standing that the new life amounts to, and one ledger line.

    ``draws`` is a function that a lower module publishes: it writes its own rows in the same statement, and what it
    drew (a receipt's number) stands in the line.
    ``updates`` sets columns of rows that are there: each names its ``id`` and the same columns as the others.

    Refuses with HasChanged when somebody else's act came between reading and writing; then nothing is written, in a
    transaction or not: every part of the statement leans on the standing's row.
    """
    check_verb(verb)
    standing = standing_of(life, organisation.calendar_of(life.terms.calendar))
    revision = record.revision + 1
    row = standing_row(standing, dossier=record.id, life=life, field=record.field, revision=revision, at=at)
    stands = (
        f"stands as (update dossiers_standing set ({STANDING_COLUMNS}) = (select {STANDING_COLUMNS} "
        "from jsonb_populate_record(null::dossiers_standing, %(standing)s::jsonb)) "
        "where dossier_id = %(dossier)s and revision = %(revision)s returning dossier_id)"
    )
    parts, values = [stands], {"dossier": record.id, "revision": record.revision, "standing": as_json(row), "at": at}
    for table, new in (rows or {}).items():
        parts.append(
            f"{table}_in as (insert into {table} select r.* from jsonb_populate_recordset(null::{table}, %({table})s::jsonb) r, stands)"
        )
        values[table] = as_json(new)
    for table, changed in (updates or {}).items():
        columns = ", ".join(f"{name} = r.{name}" for name in changed[0] if name != "id")
        parts.append(
            f"{table}_set as (update {table} t set {columns} "
            f"from jsonb_populate_recordset(null::{table}, %({table}_set)s::jsonb) r, stands where t.id = r.id)"
        )
        values[f"{table}_set"] = as_json(changed)
    if ends_pause:
        parts.append(
            "pause_end as (update dossiers_pause set ended_at = %(at)s "
            "where dossier_id = (select dossier_id from stands) and ended_at is null)"
        )
    if answers_supplement:
        parts.append(
            "answered as (update dossiers_supplement set answered_at = %(at)s "
            "where dossier_id = (select dossier_id from stands) and answered_at is null)"
        )
    if task_end:
        parts.append(TASK_ENDS)
        values["task_end"] = as_json(task_end)
    drawn = draws.sql if draws else "'{}'::jsonb"
    parts.append(f"drawn as materialized (select dossier_id, {drawn} as facts from stands)")
    values |= draws.values if draws else {}
    sql = (
        f"with {', '.join(parts)} select ledger_write(%(line)s, %(node)s::smallint, %(kind)s, drawn.dossier_id, %(seq)s::int, %(verb)s, "
        "%(account)s, %(post)s, %(unit)s, %(at)s, %(facts)s::jsonb || drawn.facts), drawn.facts::text from drawn"
    )
    values |= {
        "line": new_id(),
        "node": node(),
        "kind": KIND,
        "seq": revision,
        "verb": verb,
        "account": actor.account,
        "post": actor.post,
        "unit": actor.unit,
        "facts": as_json(check_facts({**facts, "due": standing.due_at} if with_due else facts)),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchone()
        if found is None:
            raise HasChanged(_changed())
    return Record(
        id=record.id,
        number=record.number,
        facts=record.facts,
        rows=record.rows,
        life=life,
        standing=standing,
        revision=revision,
        drawn=orjson.loads(found[1]),
    )


def _changed() -> str:
    from django.utils.translation import gettext as _

    return _("Hồ sơ vừa có người khác xử lý. Mở lại hồ sơ để xem mới nhất; phần bạn viết còn nguyên ở dưới.")
