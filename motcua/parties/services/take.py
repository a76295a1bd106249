"""Take a person in outside a reception."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import orjson
from django.db import IntegrityError

from motcua.kernel.act import act
from motcua.kernel.statements import row
from motcua.parties import rules
from motcua.parties.types import NUMBER_CONSTRAINT, NumberOfAnother, PersonFields

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.kernel.actor import Actor


@act
def take(*, actor: Actor, fields: PersonFields, at: datetime, confirmed: bool = False) -> UUID:  # noqa: ARG001  the act that calls this writes the ledger's line
    """Find the person by number, else by name, birth and telephone, else record a new one; return the id.

    Contact that differs is brought up to date and the earlier kept. The act that calls this writes the line.
    Raises NumberOfAnother when the number is recorded under another name and ``confirmed`` is not set.
    """
    return call_take(rules.row_of(fields, at=at, confirmed=confirmed))


def call_take(person: dict[str, object]) -> UUID:
    """Call ``parties_take``; translate its one refusal."""
    try:
        found = row("SELECT parties_take(%s::jsonb) AS id", [orjson.dumps(person).decode()])
    except IntegrityError as problem:
        if constraint_of(problem) == NUMBER_CONSTRAINT:
            raise NumberOfAnother from problem
        raise
    assert found is not None
    person_id: UUID = found["id"]
    return person_id


def constraint_of(problem: IntegrityError) -> str:
    """Return the name of the constraint that a database error speaks of, or nothing."""
    return str(getattr(getattr(problem.__cause__, "diag", None), "constraint_name", None) or "")
