"""Where the modules above stand something beside a dossier, for officials and for the bearer of a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable
from uuid import UUID

from motcua.dossiers.types import State
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


@runtime_checkable
class Invitation(Protocol):
    """What the bearer of a receipt may do on the web, beside looking where the dossier stands."""

    key: str

    def invite(self, token: str, state: State) -> Cell | None:
        """Return the link and its words for a dossier in this state; None where there is nothing to do."""
        ...


@runtime_checkable
class Enclosure(Protocol):
    """What is handed over together with a printed form of a dossier."""

    key: str

    def enclose(self, number: str, form: str, kept: UUID, on: date) -> Cell | None:
        """Return the way to this print with what goes with it, and its words; None where nothing goes with such a form."""
        ...


beside: Socket[Beside] = Socket("dossiers.beside", Beside)
invitations: Socket[Invitation] = Socket("dossiers.invitations", Invitation)
enclosures: Socket[Enclosure] = Socket("dossiers.enclosures", Enclosure)
