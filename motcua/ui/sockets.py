"""Where the modules above hang their entries, their names and their findings into the frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from django.http import HttpRequest

from motcua.kernel.actor import Actor
from motcua.kernel.sockets import Socket
from motcua.ui.types import Duty, Entry, Hit, Province, Who


@runtime_checkable
class Navigation(Protocol):
    """Entries of the left rail with counts, for this actor; for nobody signed in: the public pages.

    Asked once a page that shows the frame: a number beside an entry is a ``Count``, all of which go in one cheap statement.
    """

    key: str

    def entries(self, actor: Actor, request: HttpRequest) -> Sequence[Entry]:
        """Return this module's entries for this actor, empty when there is nothing for them."""
        ...


@runtime_checkable
class Header(Protocol):
    """Who I am, for which post in which unit, and where to switch."""

    key: str

    def who(self, request: HttpRequest) -> Who | None:
        """Return who is signed in, or None."""
        ...


@runtime_checkable
class Search(Protocol):
    """Hits for the global search that this actor may see; a search by a personal number is a look of the asked module."""

    key: str

    def hits(self, actor: Actor, text: str, limit: int) -> Sequence[Hit]:
        """Return at most so many hits, best first."""
        ...


@runtime_checkable
class House(Protocol):
    """The province's name and contact."""

    key: str

    def province(self) -> Province:
        """Return them from memory; every page asks."""
        ...


@runtime_checkable
class Administration(Protocol):
    """What administrators look after, gathered on one page."""

    key: str

    def duties(self, actor: Actor) -> Sequence[Duty]:
        """Return what this actor may look after, empty when nothing."""
        ...


navigation: Socket[Navigation] = Socket("ui.navigation", Navigation)
header: Socket[Header] = Socket("ui.header", Header, single=True)
search: Socket[Search] = Socket("ui.search", Search)
house: Socket[House] = Socket("ui.house", House, single=True)
administration: Socket[Administration] = Socket("ui.administration", Administration)
