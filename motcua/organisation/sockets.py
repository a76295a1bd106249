"""Where the modules above answer what a decision of this module touches."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from motcua.kernel.actor import Actor
from motcua.kernel.sockets import Socket
from motcua.organisation.types import CalendarChange, MovedPromises, Stake


@runtime_checkable
class Stakes(Protocol):
    """What hangs on a unit or on posts of it that end or never come to be."""

    key: str

    def held(self, *, unit: UUID, posts: frozenset[UUID], whole: bool, on: date) -> Sequence[Stake]:
        """Return what there is from a day on: of the whole unit, or only of these posts. Each in one cheap statement."""
        ...


@runtime_checkable
class Promises(Protocol):
    """Moments that were promised by a calendar."""

    key: str

    def moved(self, change: CalendarChange, *, at: datetime, most: int) -> MovedPromises:
        """Return what would be due at another moment by the new calendars, and the first ``most`` of them."""
        ...

    def recount(self, change: CalendarChange, *, actor: Actor, at: datetime, most: int) -> int:
        """Count at most so many anew by the calendars, each with its own line in the ledger; return how many."""
        ...


@runtime_checkable
class Choices(Protocol):
    """The values that a setting may take, where only an upper module knows them; ``key`` is the setting's."""

    key: str

    def choices(self) -> Sequence[tuple[str, str]]:
        """Return codes with their words."""
        ...


stakes: Socket[Stakes] = Socket("organisation.stakes", Stakes)
promises: Socket[Promises] = Socket("organisation.promises", Promises)
choices: Socket[Choices] = Socket("organisation.choices", Choices)


@runtime_checkable
class Names(Protocol):
    """What people are called by their accounts: this module lies below the one that knows."""

    key: str

    def names(self, accounts: Collection[UUID]) -> Mapping[UUID, str]:
        """Return the names of these accounts."""
        ...


names: Socket[Names] = Socket("organisation.names", Names, single=True)
