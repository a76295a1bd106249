"""An act's rows, made by pure functions and written in one statement: new rows, the standing, the ledger's line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from motcua.dossiers.record import Record, standing_row
from motcua.dossiers.rules import standing_of
from motcua.dossiers.types import KIND, HasChanged, Life, Move
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.ledger.services import check_facts
from motcua.ledger.types import check_verb, node
from motcua.organisation import queries as organisation
from motcua.payments.types import Call

Row = Mapping[str, Any]

STANDING_COLUMNS = (
    "revision, state, step, unit_id, role, section, post_id, desk, units, passed_by, original_due_at, due_at, late_at, "
    "provisional, paused_since, days_left, finished_at, closed_at, on_time, index_on_time, payment, custody, changed_at"
)
TASK_END = "answered_at, recalled_at, answer, answer_file_id, ended_account, ended_post"
TASK_ENDS = (
    f"task_ends as (update dossiers_task set ({TASK_END}) = "
    f"(select {TASK_END} from jsonb_populate_record(null::dossiers_task, %(task_end)s::jsonb)) "
    "where id = (%(task_end)s::jsonb ->> 'id')::uuid and dossier_id = (select dossier_id from stands) "
    "and answered_at is null and recalled_at is null)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an act makes of a dossier, before anything is written: the life after it, its verb and facts, its rows.

    ``draws`` is a function that a lower module publishes: it writes its own rows in the same statement, and what it
    drew (a receipt's number) stands in the line. ``updates`` sets columns of rows that are there: each names its ``id``
    and the same columns as the others. ``with_due``: the facts say when the result is due now.
    """

    life: Life
    verb: str
    facts: Row
    rows: Mapping[str, list[Row]] = field(default_factory=dict)
    updates: Mapping[str, list[Row]] = field(default_factory=dict)
    ends_pause: bool = False
    answers_supplement: bool = False
    task_end: Row | None = None
    with_due: bool = False
    draws: Call | None = None


def in_json(values: Row) -> dict[str, Any]:
    """Return a statement's values: rows among them as JSON, all others as they are."""
    return {name: as_json(value) if isinstance(value, dict | list) else value for name, value in values.items()}


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


def moved_by(actor: Actor, move: Move) -> Move:
    """Return a move with who makes it, as its row says it."""
    return replace(move, by_account=actor.account, by_post=actor.post, by_unit=actor.unit)


def after(record: Record, change: Change, drawn: Row | None = None) -> Record:
    """Return a dossier as it stands after a change; ``drawn`` is what its statement drew. Pure."""
    return Record(
        id=record.id,
        number=record.number,
        facts=record.facts,
        rows=record.rows,
        life=change.life,
        standing=standing_of(change.life, organisation.calendar_of(change.life.terms.calendar)),
        revision=record.revision + 1,
        drawn=drawn or {},
    )


def line_of(record: Record, change: Change, *, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the ledger's line of a change; ``record`` is the dossier after it. Pure but for the new key."""
    facts = {**change.facts, "due": record.standing.due_at} if change.with_due else change.facts
    return {
        "line": new_id(),
        "node": node(),
        "kind": KIND,
        "seq": record.revision,
        "verb": check_verb(change.verb),
        "account": actor.account,
        "post": actor.post,
        "unit": actor.unit,
        "at": at,
        "facts": check_facts(facts),
    }


def write(record: Record, life: Life, *, actor: Actor, at: datetime, **what: Any) -> Record:
    """Write an act whose rows are made where it stands; ``what`` are the other fields of ``Change``. Refuses as ``put`` does."""
    return put(record, Change(life=life, **what), actor=actor, at=at)


def put(record: Record, change: Change, *, actor: Actor, at: datetime) -> Record:
    """Write a change: its new rows, the standing that the new life amounts to, and one ledger line.

    Refuses with HasChanged when somebody else's act came between reading and writing; then nothing is written, in a
    transaction or not: every part of the statement leans on the standing's row.
    """
    becomes = after(record, change)
    standing = standing_row(
        becomes.standing, facts=record.facts, life=change.life, field=record.field, revision=becomes.revision, at=at
    )
    stands = (
        f"stands as (update dossiers_standing set ({STANDING_COLUMNS}) = (select {STANDING_COLUMNS} "
        "from jsonb_populate_record(null::dossiers_standing, %(standing)s::jsonb)) "
        "where dossier_id = %(dossier)s and revision = %(revision)s returning dossier_id)"
    )
    parts: list[str] = [stands]
    values: dict[str, Any] = {"dossier": record.id, "revision": record.revision, "standing": standing}
    for table, new in change.rows.items():
        parts.append(
            f"{table}_in as (insert into {table} select r.* from jsonb_populate_recordset(null::{table}, %({table})s::jsonb) r, stands)"
        )
        values[table] = new
    for table, changed in change.updates.items():
        columns = ", ".join(f"{name} = r.{name}" for name in changed[0] if name != "id")
        parts.append(
            f"{table}_set as (update {table} t set {columns} "
            f"from jsonb_populate_recordset(null::{table}, %({table}_set)s::jsonb) r, stands where t.id = r.id)"
        )
        values[f"{table}_set"] = changed
    if change.ends_pause:
        parts.append(
            "pause_end as (update dossiers_pause set ended_at = %(at)s "
            "where dossier_id = (select dossier_id from stands) and ended_at is null)"
        )
    if change.answers_supplement:
        parts.append(
            "answered as (update dossiers_supplement set answered_at = %(at)s "
            "where dossier_id = (select dossier_id from stands) and answered_at is null)"
        )
    if change.task_end:
        parts.append(TASK_ENDS)
        values["task_end"] = dict(change.task_end)
    draws = change.draws
    drawn = draws.sql if draws else "'{}'::jsonb"
    parts.append(f"drawn as materialized (select dossier_id, {drawn} as facts from stands)")
    values |= draws.values if draws else {}
    sql = (
        f"with {', '.join(parts)} select ledger_write(%(line)s, %(node)s::smallint, %(kind)s, drawn.dossier_id, %(seq)s::int, %(verb)s, "
        "%(account)s, %(post)s, %(unit)s, %(at)s, %(facts)s::jsonb || drawn.facts), drawn.facts::text from drawn"
    )
    values |= line_of(becomes, change, actor=actor, at=at)
    with connection.cursor() as cursor:
        cursor.execute(sql, in_json(values))
        found = cursor.fetchone()
        if found is None:
            raise HasChanged(_changed())
    return replace(becomes, drawn=orjson.loads(found[1]))


def _changed() -> str:
    from django.utils.translation import gettext as _

    return _("Hồ sơ vừa có người khác xử lý. Mở lại hồ sơ để xem mới nhất; phần bạn viết còn nguyên ở dưới.")
