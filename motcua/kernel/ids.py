"""Keys of what people create: UUID version 7 (RFC 9562), made by the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

if TYPE_CHECKING:
    from uuid import UUID


def new_id() -> UUID:
    """Return a new UUIDv7: unique on every node, roughly in the order of making."""
    return uuid7()
