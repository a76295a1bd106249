"""Where the modules above say who is still somebody to them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol, runtime_checkable
from uuid import UUID

from motcua.kernel.sockets import Socket


@runtime_checkable
class Ties(Protocol):
    """What a module keeps that names a person: whoever is tied is never forgotten."""

    key: str

    def tied(self, persons: Collection[UUID]) -> frozenset[UUID]:
        """Return those of these persons whom something names, in one cheap statement."""
        ...


ties: Socket[Ties] = Socket("parties.ties", Ties)
