"""Where the modules above stand something beside a dossier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable
from uuid import UUID

from motcua.kernel.actor import Actor
from motcua.kernel.sockets import Socket
from motcua.ui.types import Cell


@dataclass(frozen=True, slots=True)
class BesideBox:
    """A heading, lines beneath with their links, and perhaps a link to add one."""

    heading: str
    lines: Sequence[Cell]
    more: Cell | None = None


@runtime_checkable
class Beside(Protocol):
    """What an upper module keeps about a dossier, for its page. Asked once when the page is opened: one cheap statement."""

    key: str

    def beside(self, actor: Actor, dossier: UUID, number: str, on: date) -> BesideBox | None:
        """Return it for this actor, who may look at the dossier; None where there is nothing."""
        ...


beside: Socket[Beside] = Socket("dossiers.beside", Beside)
