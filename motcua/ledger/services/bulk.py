"""Lines and looks by the hundred thousand, by COPY; the sealer seals them as all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from motcua.kernel.act import not_an_act
from motcua.kernel.ids import new_id
from motcua.kernel.statements import copy_in, run
from motcua.ledger.services.write import check_facts
from motcua.ledger.types import check_verb, node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from motcua.kernel.actor import Actor

GO_BY = """
insert into ledger_cursor as c (reader, batch) select r.reader, (select coalesce(max(number), 0) from ledger_batch)
from unnest(%s::text[]) as r(reader)
on conflict (reader) do update set batch = excluded.batch, done = 0, tries = 0, moved_at = clock_timestamp()
"""


@not_an_act("a pure step: a line as its row")
def line_row(
    actor: Actor, verb: str, *, kind: str, stream: UUID, seq: int, at: datetime, **facts: object
) -> dict[str, Any]:
    """Return a line as ``write`` writes it, for ``copy_lines``. Raises UnknownVerb and NotAFact."""
    return {
        "line": new_id(),
        "node": node(),
        "kind": kind,
        "stream": stream,
        "seq": seq,
        "verb": check_verb(verb),
        "account": actor.account,
        "post": actor.post,
        "unit": actor.unit,
        "at": at,
        "facts": check_facts(facts),
    }


@not_an_act("lines are a part of the acts that are written together")
def copy_lines(lines: Sequence[Mapping[str, Any]]) -> int:
    """Write lines whose verb and facts are checked, each with the values that ``ledger_write()`` takes; return how many."""
    return copy_in("ledger_entry", [_entry(line) for line in lines])


def _entry(line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": line["line"],
        "node": line["node"],
        "stream_kind": line["kind"],
        "stream_id": line["stream"],
        "seq": line["seq"],
        "verb": line["verb"],
        "actor": line["account"],
        "post": line["post"],
        "unit": line["unit"],
        "at": line["at"],
        "facts": orjson.dumps(line["facts"]).decode(),
    }


@not_an_act("a pure step: a look as its row")
def look_row(actor: Actor, *, kind: str, subject: UUID, at: datetime, act: str = "open") -> dict[str, Any]:
    """Return a look at one subject as ``note_look`` notes it, for ``copy_looks``."""
    return {
        "id": new_id(),
        "kind": kind,
        "subject": subject,
        "act": act,
        "actor": actor.account,
        "post": actor.post,
        "unit": actor.unit,
        "at": at,
        "facts": "{}",
    }


@not_an_act("a look changes nothing")
def copy_looks(looks: Sequence[Mapping[str, Any]]) -> int:
    """Write looks as ``look_row`` gives them; return how many."""
    return copy_in("ledger_look", looks)


@not_an_act("machinery: what was filled in bulk is nobody's news")
def pass_by() -> None:
    """Let every reader go past all that is sealed: nobody is told of it, and its effects were written with it."""
    from motcua.ledger.sockets import readers

    run(GO_BY, [[reader.key for reader in readers]])
