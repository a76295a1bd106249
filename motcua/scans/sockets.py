"""Where upper modules say which paper may be scanned by whom, and take the scan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from motcua.files.types import StoredFile
from motcua.kernel.actor import Actor
from motcua.kernel.sockets import Socket
from motcua.scans.types import Part, Target, Way


@runtime_checkable
class Destination(Protocol):
    """Knows the papers of one kind of owner; ``key`` is that kind («dossiers.dossier»)."""

    key: str

    def target(self, actor: Actor, owner: UUID, part: UUID) -> Target | None:
        """Return the paper as words, None where there is none or this actor may not scan it."""
        ...

    def attach(self, *, actor: Actor, at: datetime, owner: UUID, part: UUID, file: StoredFile, way: Way) -> None:
        """Make a file that is stored under this owner the scan of this paper, inside the caller's act."""
        ...

    def named(self, unit: UUID, text: str) -> UUID | None:
        """Return the owner whose receipt bears this text (a code or a look-up address), if that unit has to do with it."""
        ...

    def parts(self, actor: Actor, owner: UUID) -> tuple[str, Sequence[Part]]:
        """Return what the owner is called and its papers, empty for whoever may not scan them."""
        ...

    def by_number(self, actor: Actor, number: str) -> UUID | None:
        """Return the owner of a typed number, None where there is none for this actor."""
        ...


destinations: Socket[Destination] = Socket("scans.destinations", Destination)
