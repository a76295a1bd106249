"""Who may direct whom: a pure decision."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID


def is_below(unit: UUID, below: Collection[UUID], to_unit: UUID) -> bool:
    """Whether a unit lies below one's own; ``below`` are the own unit and all beneath it."""
    return to_unit != unit and to_unit in below


def may_direct(unit: UUID, post: UUID | None, below: Collection[UUID], to_unit: UUID, to_post: UUID | None) -> bool:
    """Whether the head of a unit, in this post, may direct: a unit below as a whole, or another post of the own unit."""
    if to_unit == unit:
        return to_post is not None and to_post != post
    return to_post is None and is_below(unit, below, to_unit)
