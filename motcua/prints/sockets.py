"""Where upper modules say who may read the prints of their things."""

from __future__ import annotations

from typing import Protocol, runtime_checkable
from uuid import UUID

from motcua.kernel.actor import Actor
from motcua.kernel.sockets import Socket


@runtime_checkable
class Guard(Protocol):
    """Knows who may read the prints of one kind of owner; ``key`` is that kind."""

    key: str

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """May this actor read this owner's prints?"""
        ...


guards: Socket[Guard] = Socket("prints.guards", Guard)
