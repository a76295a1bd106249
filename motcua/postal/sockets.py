"""Where a post's system plugs in, and whoever owns what goes and comes by post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable
from uuid import UUID

from motcua.kernel.sockets import Socket
from motcua.postal.types import Address, ListIn, News, OrderAnswer


@runtime_checkable
class Office(Protocol):
    """A postal enterprise's system. No method raises."""

    @property
    def key(self) -> str:
        """Its name."""
        ...

    @property
    def is_on(self) -> bool:
        """Whether this installation has set it up."""
        ...

    def order(self, reference: str, what: str, sender: Address, receiver: Address, *, collects: int = 0) -> OrderAnswer:
        """Order a parcel under our reference, with what the post collects for us (VND); twice it is one order.

        «Exists» is TAKEN or UNKNOWN.

        AWAY where surely nothing has happened, UNKNOWN where it may have.
        """
        ...

    def find(self, reference: str) -> OrderAnswer:
        """Ask whether the post knows an order: TAKEN with its tracking number, ABSENT, AWAY."""
        ...

    def cancel(self, reference: str) -> OrderAnswer:
        """Cancel an order that was not handed over."""
        ...

    def news(self, mark: str) -> News | None:
        """Return what came after a mark; None where nothing could be read, and the mark stays."""
        ...

    def lists(self) -> Sequence[ListIn] | None:
        """Return the lists of dossiers that the post will bring; None where nothing could be read."""
        ...


@runtime_checkable
class Owner(Protocol):
    """What goes and comes by post belongs to it: the dossiers."""

    @property
    def key(self) -> str:
        """The owner kind."""
        ...

    def url(self, label: str) -> str:
        """Return the page of what is known by this number."""
        ...

    def begin_url(self, arrival: UUID) -> str:
        """Return the page where what came is taken in, under the arrival's own id."""
        ...

    def numbers(self, arrivals: Sequence[UUID]) -> Mapping[UUID, str]:
        """Return the numbers of what was taken in from these arrivals."""
        ...

    def known(self, texts: Sequence[str]) -> Sequence[str]:
        """Return which of these texts are numbers of something that is here."""
        ...


offices: Socket[Office] = Socket("postal.offices", Office)
owners: Socket[Owner] = Socket("postal.owners", Owner)


def owner() -> Owner | None:
    """Return whose things come and go by post; None where nothing has plugged in."""
    return next(iter(owners), None)
