"""Who has looked at something."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from motcua.kernel import statements
from motcua.kernel.actor import ANONYMOUS_ACCOUNT, SYSTEM_ACCOUNT
from motcua.ledger.types import Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any
    from uuid import UUID

LOOKS = """
select id, kind, subject, act, actor, post, unit, at, recorded_at, facts
from ledger_look where kind = %s and subject = %s order by recorded_at desc, id desc limit %s
"""
SEEN = """
select id, kind, subject, act, actor, post, unit, at, recorded_at, facts, count(*) over () as number
from ledger_look where subject = any(%s) and actor <> all(%s) order by recorded_at desc, id desc limit %s
"""
#: Each person once for each post, among the looks that ``LOOKS`` gives.
LOOKERS = """
select count(distinct (actor, post)) as number from (
  select actor, post from ledger_look where kind = %s and subject = %s order by recorded_at desc, id desc limit %s) newest
"""
NEWEST = 200


def looks_at(kind: str, subject: UUID, *, limit: int = NEWEST) -> list[Look]:
    """Return who looked at one subject, the newest first. Who may see that is asked by the module that owns it."""
    return [_look(row) for row in statements.rows(LOOKS, [kind, subject, limit])]


def officials_looks(subjects: Iterable[UUID], *, limit: int = NEWEST) -> tuple[int, list[Look]]:
    """Return how often officials looked at any of these subjects, and the newest looks: neither the house itself nor who is not signed in.

    Who may see that is asked by the module that owns them.
    """
    nobody = [SYSTEM_ACCOUNT, ANONYMOUS_ACCOUNT]
    found = statements.rows(SEEN, [list(subjects), nobody, limit])
    return (found[0]["number"] if found else 0), [_look(row) for row in found]


def lookers_at(kind: str, subject: UUID, *, limit: int = NEWEST) -> int:
    """Return how many looked at one subject, each person once for each post, among the newest looks."""
    found = statements.row(LOOKERS, [kind, subject, limit])
    assert found is not None, "count() always answers"
    return int(found["number"])


def _look(row: Mapping[str, Any]) -> Look:
    looked = {name: value for name, value in row.items() if name != "number"}
    return Look(**{**looked, "facts": json.loads(row["facts"])})
