"""Which request is being answered: the same number stands in the answer's header, in the log and in the lines of the ledger."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Iterator

_number: ContextVar[str] = ContextVar("motcua.request", default="")


@contextmanager
def answering(number: str) -> Iterator[None]:
    """Let everything within the block know the request's number; every line of the log in it carries it."""
    token = _number.set(number)
    with structlog.contextvars.bound_contextvars(number=number):
        try:
            yield
        finally:
            _number.reset(token)


def number() -> str:
    """Return the number of the request that is being answered; empty outside of one."""
    return _number.get()
