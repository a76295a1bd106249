"""Who has looked at something."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from motcua.kernel import statements
from motcua.ledger.types import Look

if TYPE_CHECKING:
    from uuid import UUID

LOOKS = """
select id, kind, subject, act, actor, post, unit, at, recorded_at, facts
from ledger_look where kind = %s and subject = %s order by recorded_at desc, id desc limit %s
"""
#: Each person once for each post, among the looks that ``LOOKS`` gives.
LOOKERS = """
select count(distinct (actor, post)) as number from (
  select actor, post from ledger_look where kind = %s and subject = %s order by recorded_at desc, id desc limit %s) newest
"""
NEWEST = 200


def looks_at(kind: str, subject: UUID, *, limit: int = NEWEST) -> list[Look]:
    """Return who looked at one subject, the newest first. Who may see that is asked by the module that owns it."""
    return [
        Look(**{**row, "facts": json.loads(row["facts"])}) for row in statements.rows(LOOKS, [kind, subject, limit])
    ]


def lookers_at(kind: str, subject: UUID, *, limit: int = NEWEST) -> int:
    """Return how many looked at one subject, each person once for each post, among the newest looks."""
    found = statements.row(LOOKERS, [kind, subject, limit])
    assert found is not None, "count() always answers"
    return int(found["number"])
