"""Where modules above the ledger plug in: verbs with their sentences, readers, couriers of signed roots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from motcua.kernel.sockets import Socket
from motcua.ledger.types import Entry, Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Courier", "Reader", "Verb", "couriers", "readers", "verbs"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Wants to know what has happened.

    ``read`` gets lines in order, each stream's by ``seq``, in the transaction that moves the reader's cursor. It is
    safe to run twice and cannot refuse: a line it raises at is tried again and then parked.
    ``kinds`` are the kinds of streams it wants, None all of them.
    """

    key: str
    kinds: frozenset[str] | None
    read: Callable[[Sequence[Entry]], None]


@runtime_checkable
class Courier(Protocol):
    """Carries signed roots out of the database: to a folder, a mailbox, another machine."""

    @property
    def key(self) -> str:
        """The courier's name in its socket; its progress is kept under it."""
        ...

    def carry(self, name: str, text: str) -> None:
        """Take one signed root, JSON under a name that sorts by age; may come twice. Raises when it could not."""
        ...


verbs: Socket[Verb] = Socket("ledger.verbs", Verb)
readers: Socket[Reader] = Socket("ledger.readers", Reader)
couriers: Socket[Courier] = Socket("ledger.couriers", Courier)
