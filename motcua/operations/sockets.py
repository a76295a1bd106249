"""Where the modules above bring what is to be watched of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from motcua.kernel.sockets import Socket
from motcua.operations.types import Figure


@runtime_checkable
class Watched(Protocol):
    """The figures of one module: what waits in it, and what to do when it waits too long."""

    key: str

    def figures(self) -> Sequence[Figure]:
        """Return them, from a few cheap statements; asked by the operator's page and by Prometheus."""
        ...


watched: Socket[Watched] = Socket("operations.watched", Watched)
