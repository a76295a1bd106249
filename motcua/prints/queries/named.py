"""Whom prints name, and whose they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from motcua.kernel.statements import rows

NAMED = "select distinct person_id from prints_print where person_id = any(%s)"
OWNED = "select id, owner_id from prints_print where owner_kind = %s and owner_id = any(%s)"


def named_in_prints(persons: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these persons whose a print is: a plain fact, before they are forgotten."""
    return frozenset(one["person_id"] for one in rows(NAMED, [list(persons)]))


def owners_of_prints(kind: str, owners: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the prints of these owners of one kind, each with its owner: ids alone, nothing of what is printed."""
    return {one["id"]: one["owner_id"] for one in rows(OWNED, [kind, list(owners)])}
