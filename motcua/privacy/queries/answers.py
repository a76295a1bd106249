"""Whom answers about their own data, and proposals to erase it, name; and why they were given."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from motcua.kernel.keys import unseal
from motcua.kernel.statements import rows
from motcua.privacy.sealing import REASON

NAMED = """
select person_id from privacy_answer where person_id = any(%(persons)s)
union select subject_id from privacy_line where subject_id = any(%(persons)s) and subject_kind = 'parties.person'
"""
REASONS = "select by_account, at, reason from privacy_answer where person_id = %s"


def named_in_answers(persons: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these persons who were answered, or proposed to be erased: a plain fact, before they are forgotten."""
    return frozenset(one["person_id"] for one in rows(NAMED, {"persons": list(persons)}))


def reasons_of(person: UUID) -> dict[tuple[UUID, datetime], str]:
    """Return why a person's data was given out, by who did it and when: for that person alone."""
    return {(one["by_account"], one["at"]): unseal(one["reason"], REASON) for one in rows(REASONS, [person])}
