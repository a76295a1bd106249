"""Writing a line: a part of every act that changes state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _
from psycopg.types.json import Jsonb

from motcua.kernel import requests, statements
from motcua.kernel.act import not_an_act
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import SomebodyWasQuicker
from motcua.ledger.types import Facts, NotAFact, check_verb, node

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor

#: A code: no spaces and no accents, so that neither a name nor a sentence passes for one.
CODE = re.compile(r"[A-Za-z0-9._:/@+*#=-]{0,120}")

#: The constraint that two acts on one revision of a stream run into.
ONCE = "ledger_entry_once"

WRITE = """
select ledger_write(%s, %s::smallint, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


@not_an_act("a line is a part of the act whose transaction it is written in")
def write(actor: Actor, verb: str, *, kind: str, stream: UUID, seq: int, at: datetime, **facts: object) -> UUID:
    """Write one line about a stream (a dossier, a person, …) in the caller's transaction, and return its id.

    ``kind`` is «module.thing» of the stream, ``seq`` the revision of its owner row that this act makes, ``at`` the
    business moment. ``facts`` are ids, codes, figures, dates and moments. Raises UnknownVerb, NotAFact, and
    SomebodyWasQuicker when that revision has been written by somebody else (the transaction is then lost).
    """
    line, what = new_id(), Jsonb(check_facts(facts))
    who = (actor.account, actor.post, actor.unit)
    try:
        statements.row(WRITE, (line, node(), kind, stream, seq, check_verb(verb), *who, at, what))
    except IntegrityError as problem:
        if ONCE not in str(problem):
            raise
        raise SomebodyWasQuicker(
            _("Có người vừa làm việc khác với hồ sơ này. Mở lại trang để xem, rồi làm tiếp nếu còn cần.")
        ) from problem
    return line


WRITE_ALL = """
select ledger_write(l.id, %s::smallint, %s, l.stream, l.seq, l.verb, %s, %s, %s, %s, l.facts)
from jsonb_to_recordset(%s) as l(id uuid, stream uuid, seq integer, verb text, facts jsonb)
"""


@not_an_act("lines are a part of the act whose transaction they are written in")
def write_all(
    actor: Actor, lines: Iterable[tuple[str, UUID, int, Mapping[str, object]]], *, kind: str, at: datetime
) -> None:
    """Write many lines of one kind in one statement: verb, stream, seq and facts of each, as ``write`` does for one."""
    written = [
        {"id": str(new_id()), "stream": str(stream), "seq": seq, "verb": check_verb(verb), "facts": check_facts(facts)}
        for verb, stream, seq, facts in lines
    ]
    if written:
        who = (actor.account, actor.post, actor.unit)
        statements.rows(WRITE_ALL, (node(), kind, *who, at, Jsonb(written)))


@not_an_act("a pure check, public so that one-statement acts check their facts alike")
def check_facts(facts: Mapping[str, object]) -> Facts:
    """Return facts as JSON values (ids, moments, dates as text). Raises NotAFact at names, texts and other things.

    While a request is answered, its number joins them under «request»: from a line one finds the log, and from the log the line.
    """
    number = requests.number()
    return {name: _fact(name, value) for name, value in facts.items()} | ({"request": number} if number else {})


def _fact(name: str, value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, str) and CODE.fullmatch(value):
        return value
    if isinstance(value, Mapping):
        return {str(key): _fact(f"{name}.{key}", part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_fact(name, part) for part in value]
    message = f"«{name}» is no id, code or figure: texts and names live in rows, a line carries their ids"
    raise NotAFact(message)
