"""The access question: may this actor do this act here, and which units may a list show?

Identity plugs in the answer; no module imports identity merely to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from django.utils.translation import gettext as _

from motcua.kernel.refusal import NotAllowed
from motcua.kernel.sockets import Socket

if TYPE_CHECKING:
    from uuid import UUID

    from motcua.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Scope:
    """What a list of one act may show: units (None: all), and per unit the fields (None: all)."""

    units: frozenset[UUID] | None
    fields: frozenset[str] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing may be shown."""
        return self.units is not None and not self.units


NOTHING = Scope(units=frozenset())
EVERYTHING = Scope(units=None)


@runtime_checkable
class Judge(Protocol):
    """Answers yes or no, and says how far a list may look."""

    key: str

    def judge(self, actor: Actor, act: str, unit: UUID | None, field: str | None) -> bool:
        """May this actor do this act in this unit (for a procedure of this field)?"""
        ...

    def scope(self, actor: Actor, act: str) -> Scope:
        """Which units and fields may a list of this act show to this actor?"""
        ...


judges: Socket[Judge] = Socket("kernel.access.judge", Judge, single=True)


def judge(actor: Actor, act: str, unit: UUID | None = None, field: str | None = None) -> bool:
    """May this actor do this act in this unit? The system may; nobody answering means no."""
    if actor.is_system:
        return True
    return judges.only().judge(actor, act, unit, field)


def scope(actor: Actor, act: str) -> Scope:
    """Return the units and fields that a list of this act may show to this actor."""
    if actor.is_system:
        return EVERYTHING
    return judges.only().scope(actor, act)


def require(
    actor: Actor, act: str, unit: UUID | None = None, field: str | None = None, *, sentence: object = ""
) -> None:
    """Refuse with NotAllowed unless the actor may do this act here."""
    if not judge(actor, act, unit, field):
        raise _not_allowed(sentence)


def is_everywhere(actor: Actor, act: str) -> bool:
    """May this actor do this act in every unit of the house?"""
    return scope(actor, act).units is None


def require_everywhere(actor: Actor, act: str) -> None:
    """Refuse with NotAllowed unless the actor may do this act in every unit of the house."""
    if not is_everywhere(actor, act):
        raise _not_allowed()


def _not_allowed(sentence: object = "") -> NotAllowed:
    return NotAllowed(
        sentence or _("Việc này không thuộc vị trí bạn đang làm. Đổi vị trí ở góc trên, hoặc nhờ người có quyền.")
    )
