"""Noting who looked at what: a history of its own, without revision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from psycopg.types.json import Jsonb

from motcua.kernel.act import not_an_act
from motcua.kernel.ids import new_id
from motcua.ledger.services.write import check_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from motcua.kernel.actor import Actor

NOTE = "select ledger_look(%s, %s, %s, %s, %s, %s, %s, %s, %s)"


@not_an_act("a look changes nothing; it is noted by the query that shows")
def note_look(
    actor: Actor,
    *,
    kind: str,
    subject: UUID | None,
    at: datetime,
    act: str = "open",
    facts: Mapping[str, object] | None = None,
) -> UUID:
    """Note that somebody opened a dossier, person, print or file, or made an export or a search; return the note's id.

    ``kind`` is «module.thing», ``subject`` its id (None for a list, whose filter and count stand in ``facts``),
    ``act`` open, export, search, print or download. Raises NotAFact like ``write``.
    """
    look = new_id()
    _note([(look, kind, subject, act, actor.account, actor.post, actor.unit, at, Jsonb(check_facts(facts or {})))])
    return look


@not_an_act("a look changes nothing; it is noted by the query that shows")
def note_looks(actor: Actor, *, kind: str, subjects: Iterable[UUID], at: datetime, act: str = "open") -> int:
    """Note one look at each of several subjects of a kind; return how many."""
    rows: list[tuple[Any, ...]] = [
        (new_id(), kind, subject, act, actor.account, actor.post, actor.unit, at, Jsonb({})) for subject in subjects
    ]
    _note(rows)
    return len(rows)


def _note(rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if len(rows) == 1:
            cursor.execute(NOTE, rows[0])
        elif rows:
            cursor.executemany(NOTE, rows)
