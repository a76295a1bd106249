"""Keys of what people create: UUID version 7 (RFC 9562), made by the application."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

_maker: ContextVar[Callable[[], UUID]] = ContextVar("motcua_ids", default=uuid7)


def new_id() -> UUID:
    """Return a new UUIDv7: unique on every node, roughly in the order of making."""
    return _maker.get()()


@contextmanager
def ids_from(maker: Callable[[], UUID]) -> Iterator[None]:
    """Let keys come from somewhere else for a while: invented lives have the same keys for the same seed."""
    token = _maker.set(maker)
    try:
        yield
    finally:
        _maker.reset(token)
