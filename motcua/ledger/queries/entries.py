"""Lines of one stream, and a line in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from motcua.kernel import moments, statements
from motcua.ledger.sockets import verbs
from motcua.ledger.types import Entry

if TYPE_CHECKING:
    from uuid import UUID

COLUMNS = "id, stream_kind as kind, stream_id as stream, seq, verb, actor, post, unit, at, recorded_at, facts, node"

STREAM = f"select {COLUMNS} from ledger_entry where stream_kind = %s and stream_id = %s order by seq"
ONE = f"select {COLUMNS} from ledger_entry where id = %s"


def stream(kind: str, stream_id: UUID) -> list[Entry]:
    """Return all lines of one stream, oldest first. Who may see the stream is asked by the module that owns it."""
    return [_entry(row) for row in statements.rows(STREAM, [kind, stream_id])]


def entry(entry_id: UUID) -> Entry | None:
    """Return one line, or None."""
    row = statements.row(ONE, [entry_id])
    return _entry(row) if row else None


def sentence(line: Entry, *, citizen: bool = False) -> str:
    """Return a line in words, in the reader's language; for a citizen «» where it is none of the citizen's news.

    A verb that no module registers any more is shown by its code.
    """
    if line.verb not in verbs:
        return "" if citizen else line.verb
    verb = verbs[line.verb]
    words = verb.citizen if citizen else verb.sentence
    if words is None:
        return ""
    places = verb.places(line.facts) if verb.places else line.facts
    return str(words) % _Spoken(places)


class _Spoken(Mapping[str, object]):
    """Facts as people read them; one that an old line does not have is a dash."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        self.facts = facts

    def __getitem__(self, name: str) -> object:
        return spoken(self.facts.get(name))

    def __iter__(self) -> Any:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)


def spoken(fact: object) -> object:
    """Return a fact as people read it: «17:00 18/5/2020», «18/5/2020», anything else as it is."""
    if fact is None:
        return "–"
    if not isinstance(fact, str) or len(fact) < len("2020-05-18") or fact[4] != "-":
        return fact
    try:
        if len(fact) == len("2020-05-18"):
            return _day(date.fromisoformat(fact))
        moment = moments.local(datetime.fromisoformat(fact))
    except ValueError:
        return fact
    return f"{moment:%H:%M} {_day(moment)}"


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(**{**row, "facts": json.loads(row["facts"])})
