"""What the ledger's callers name: lines, looks, verbs, and what is refused."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

#: Facts of a line: ids, codes and figures. Never a name, number of a person, address or typed text.
Facts: TypeAlias = dict[str, Any]

#: Names this machine among those that write to the same history (1 … 32767).
NODE_VARIABLE = "MOTCUA_NODE"


class UnknownVerb(Exception):
    """A verb that nobody registered cannot be written: plug it into ``ledger.sockets.verbs``."""


class NotAFact(Exception):
    """Text that somebody may have typed, or a value of another kind, cannot stand in a line's facts."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A thing that happens, with its sentence.

    ``sentence`` is marked for translation, with named places that are filled from the facts
    («Tiếp nhận tại quầy, hẹn trả %(due)s»); ``citizen`` is what a citizen reads of it, None if nothing.
    ``places`` may turn facts into words first (a unit's id into its name).
    """

    key: str
    sentence: object
    citizen: object | None = None
    places: Callable[[Mapping[str, Any]], Mapping[str, object]] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: who, for which post in which unit, did what to what, when, with which facts.

    ``at`` is the business moment, ``recorded_at`` the machine's; both aware.
    """

    id: UUID
    kind: str
    stream: UUID
    seq: int
    verb: str
    actor: UUID
    post: UUID | None
    unit: UUID | None
    at: datetime
    recorded_at: datetime
    facts: Facts
    node: int = 1


@dataclass(frozen=True, slots=True)
class Look:
    """One look: who saw what, or an export or search, with its filter and count."""

    id: UUID
    kind: str
    subject: UUID | None
    act: str
    actor: UUID
    post: UUID | None
    unit: UUID | None
    at: datetime
    recorded_at: datetime
    facts: Facts


def node() -> int:
    """Return the number of this machine among those that write to the same history."""
    return int(os.environ.get(NODE_VARIABLE) or 1)


def check_verb(code: str) -> str:
    """Return the verb's code. Raises UnknownVerb when no module has registered it."""
    from motcua.ledger.sockets import verbs

    if code not in verbs:
        message = f"«{code}» is no registered verb; plug a Verb into ledger.sockets.verbs"
        raise UnknownVerb(message)
    return code
