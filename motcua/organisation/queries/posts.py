"""Posts and sections of units."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from motcua.organisation.queries.shelf import tree
from motcua.organisation.types import Post


def post(post_id: UUID) -> Post:
    """Return a post of any time. Raises PostUnknown."""
    return tree().post(post_id)


def posts(unit_id: UUID, on: date, role: str | None = None, section: str | None = None) -> tuple[Post, ...]:
    """Return a unit's posts on a day in the profile's order, of one role or section where given. Raises UnitUnknown."""
    return tuple(
        found
        for found in tree().posts_of(unit_id, on)
        if (role is None or found.role == role) and (section is None or found.section == section)
    )


def sections(unit_id: UUID, on: date) -> tuple[str, ...]:
    """Return the names of a unit's sections on a day, in the profile's order; posts without a section are in «»."""
    return tuple(dict.fromkeys(found.section for found in tree().posts_of(unit_id, on)))
