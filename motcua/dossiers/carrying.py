"""Words of papers on their way between counter and agency: what waits to be carried, lists and their lines; the refusals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.refusal import NotFound, Refusal, SomebodyWasQuicker
from motcua.postal.types import Verdict

LIST = "dossiers.list"  # stream kind in the ledger, owner kind of its print
CARRY = "dossiers.carry"
#: The office of a unit's one-stop desk in a destination; any other is a section's name.
COUNTER = "counter"
#: What waits to be carried is looked for so far back, in days, and so much of it is shown.
BACK, MOST = 30, 200
#: A line of what an agency outside the system was asked for, in the place of a move: its papers go there, and come back.
GOES, RETURNS = 0, 1


class ListWay(StrEnum):
    """Which way a list goes: between two places of the system, to an agency outside it, or back from there."""

    BETWEEN = "between"
    OUT = "out"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Place:
    """Where papers are carried from or to: a unit, and its counter or one of its sections.

    Without ``unit`` it is an agency outside the system, and ``office`` its name.
    """

    unit: UUID | None
    office: str

    @property
    def key(self) -> str:
        """As a form sends it."""
        return f"{self.unit or ''}|{self.office}"


@dataclass(frozen=True, slots=True)
class CarriedOriginal:
    """An original that goes with the papers of a dossier; ``came`` is None until the list is confirmed."""

    id: UUID
    words: str
    came: bool | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a list for an agency outside the system, and when; None where that was not said."""

    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Leg:
    """A dossier that went on while its papers are still here; ``due_at`` is the moment by which they leave (NĐ 61/2018 Đ18.2).

    ``move`` is the move's place in the dossier's way. ``due_at`` is None where the calendar's years do not reach it, and
    where an agency outside the system has the papers or gets them: then ``task`` is what it was asked for.
    ``originals`` are those that lie where the papers come from.
    """

    dossier: UUID
    number: str
    owner: str
    procedure: str
    move: int
    went_at: datetime
    due_at: datetime | None
    origin: Place
    target: Place
    way: ListWay = ListWay.BETWEEN
    task: UUID | None = None
    originals: tuple[CarriedOriginal, ...] = ()

    @property
    def key(self) -> str:
        """What goes on one list together, as a form sends it."""
        return f"<{self.origin.key}" if self.way is ListWay.BACK else self.target.key

    def is_late(self, now: datetime) -> bool:
        """Whether the papers should have left by now."""
        return self.due_at is not None and now > self.due_at


@dataclass(frozen=True, slots=True)
class ListLine:
    """A dossier on a list, what was found of it, and how a difference was settled."""

    id: UUID
    position: int
    number: str
    owner: str
    procedure: str
    verdict: Verdict | None
    note: str
    settled_at: datetime | None
    settlement: str
    originals: tuple[CarriedOriginal, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a difference waits to be settled: of the papers, or an original that did not come with them."""
        if self.verdict is None or self.settled_at is not None:
            return False
        return self.verdict is not Verdict.HERE or bool(self.lacking)

    @property
    def lacking(self) -> tuple[CarriedOriginal, ...]:
        """Return the originals that did not come."""
        return tuple(original for original in self.originals if original.came is False)


@dataclass(frozen=True, slots=True)
class HandOverList:
    """A list with which papers are carried (phiếu bàn giao): who handed them over, who confirmed, line by line.

    ``signer`` signed for the agency outside the system; ``taker`` then recorded it.
    """

    id: UUID
    number: str
    origin: Place
    target: Place
    handed_at: datetime
    giver: str
    giver_account: UUID
    carrier: str
    confirmed_at: datetime | None
    taker: str
    print: UUID
    lines: tuple[ListLine, ...]
    way: ListWay = ListWay.BETWEEN
    signer: str = ""

    @property
    def is_outside(self) -> bool:
        """Whether one side is outside the system: then the unit records who signed for it."""
        return self.way is not ListWay.BETWEEN

    @property
    def unit(self) -> UUID:
        """Return the unit whose people confirm: the receiver, or the one that deals with the agency outside."""
        unit = self.target.unit or self.origin.unit
        assert unit is not None, "one side is in the system"
        return unit

    @property
    def lays(self) -> bool:
        """Whether originals come with it to a shelf of ours."""
        return self.way is not ListWay.OUT and any(line.originals for line in self.lines)

    @property
    def differences(self) -> int:
        """How many differences are not settled."""
        return sum(1 for line in self.lines if line.is_open)


@dataclass(frozen=True, slots=True)
class ListHead:
    """A list among others."""

    id: UUID
    number: str
    origin: Place
    target: Place
    handed_at: datetime
    giver_account: UUID
    confirmed_at: datetime | None
    count: int
    differences: int
    way: ListWay = ListWay.BETWEEN


@dataclass(frozen=True, slots=True)
class Carrying:
    """What waits at a unit: papers to carry, those among them that are late, lists to confirm, differences to settle."""

    ready: int = 0
    late: int = 0
    soonest: datetime | None = None
    coming: int = 0
    differences: int = 0

    @property
    def waiting(self) -> int:
        """How much somebody has to do."""
        return self.ready + self.coming + self.differences


class NoSuchList(NotFound):
    """There is no such list, or none for this actor."""

    kind: ClassVar[str] = "list-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có phiếu bàn giao nào như vậy ở đơn vị của bạn. Mở trang Bàn giao để xem các phiếu."))


class AlreadyConfirmed(SomebodyWasQuicker):
    """The receiver has confirmed; what the list says stays."""

    kind: ClassVar[str] = "list-confirmed"

    def __init__(self) -> None:
        super().__init__(_("Phiếu này bên nhận đã xác nhận rồi, không sửa được. Mở lại phiếu để xem."))


class AlreadyListed(SomebodyWasQuicker):
    """Somebody else's list has these papers already."""

    kind: ClassVar[str] = "already-listed"

    def __init__(self) -> None:
        super().__init__(_("Có hồ sơ vừa được đưa vào phiếu khác. Mở lại trang Bàn giao để xem hồ sơ còn chờ giao."))


class OwnList(Refusal):
    """Two people sign: whoever hands over does not confirm too."""

    kind: ClassVar[str] = "own-list"

    def __init__(self) -> None:
        super().__init__(_("Phiếu do bạn giao thì người bên nhận xác nhận. Nhờ người nhận mở phiếu này."))
