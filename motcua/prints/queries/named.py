"""Whom prints name."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from motcua.kernel.statements import rows

NAMED = "select distinct person_id from prints_print where person_id = any(%s)"


def named_in_prints(persons: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these persons whose a print is: a plain fact, before they are forgotten."""
    return frozenset(one["person_id"] for one in rows(NAMED, [list(persons)]))
