"""Where modules bring their acts, and others bring ways to sign in and to carry a code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from django.http import HttpRequest

from motcua.kernel.actor import Actor
from motcua.kernel.sockets import Socket


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act of a module: its code («dossiers.receive») and what people call it (marked for translation)."""

    code: str
    words: object


@dataclass(frozen=True, slots=True)
class Held:
    """How many things of one kind, in a sentence: «12 hồ sơ đang giải quyết»."""

    count: int
    words: str


@runtime_checkable
class ActList(Protocol):
    """The acts of one module, and which role has which of them by default."""

    @property
    def key(self) -> str:
        """The module's name."""
        ...

    @property
    def acts(self) -> tuple[ActLine, ...]:
        """The acts of the module."""
        ...

    @property
    def roles(self) -> Mapping[str, frozenset[str]]:
        """The acts that each role has by default."""
        ...


@dataclass(frozen=True, slots=True)
class ModuleActs:
    """The usual plug: ``ModuleActs("dossiers", (ActLine("dossiers.receive", "…"),), {"counter": frozenset({…})})``."""

    key: str
    acts: tuple[ActLine, ...]
    roles: Mapping[str, frozenset[str]]


@runtime_checkable
class SignInWay(Protocol):
    """Another way to prove who one is (the national identity), offered on the sign-in page beside the password."""

    key: str
    label: str

    def start(self, request: HttpRequest, next_url: str) -> str:
        """Return the address where this way begins; it ends by calling ``identity.services.open_session``."""
        ...


@runtime_checkable
class Messenger(Protocol):
    """Carries a one-time code to an account's owner; never through the ledger."""

    key: str

    def carry(self, account: UUID, code: str) -> bool:
        """Send the code; return whether it could be sent."""
        ...


@runtime_checkable
class Holdings(Protocol):
    """What lies with a post and must go to somebody else when its last holder leaves."""

    key: str

    def held(self, posts: frozenset[UUID]) -> Held:
        """Say how many things lie with these posts."""
        ...

    def move(self, *, actor: Actor, at: datetime, posts: frozenset[UUID], to: UUID | None) -> int:
        """Move them all to a post, or to the common desk where that may not have them; part of an act. Return how many."""
        ...


acts: Socket[ActList] = Socket("identity.acts", ActList)
sign_in: Socket[SignInWay] = Socket("identity.sign_in", SignInWay)
holdings: Socket[Holdings] = Socket("identity.holdings", Holdings)
messengers: Socket[Messenger] = Socket("identity.messengers", Messenger)
