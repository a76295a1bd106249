"""Whom answers about their own data, and proposals to erase it, name."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from motcua.kernel.statements import rows

NAMED = """
select person_id from privacy_answer where person_id = any(%(persons)s)
union select subject_id from privacy_line where subject_id = any(%(persons)s) and subject_kind = 'parties.person'
"""


def named_in_answers(persons: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these persons who were answered, or proposed to be erased: a plain fact, before they are forgotten."""
    return frozenset(one["person_id"] for one in rows(NAMED, {"persons": list(persons)}))
