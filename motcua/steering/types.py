"""Words of steering: the acts, a letter of reminder, a direction, and the refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.kernel.refusal import NotFound, Refusal

#: Streams of the ledger.
REMINDER = "steering.reminder"
MAILBOX = "steering.mailbox"
#: Stream kind, and owner kind of its print.
NOTICE = "steering.notice"
DIRECTION = "steering.direction"
LOOK, REMIND, DIRECT = "dossiers.look", "steering.remind", "steering.direct"
ACTS: tuple[tuple[str, object], ...] = (
    (REMIND, _("Gửi văn bản đôn đốc hồ sơ quá hạn")),
    (DIRECT, _("Cho ý kiến chỉ đạo, và trả lời ý kiến gửi đơn vị")),
)
ROLES: dict[str, frozenset[str]] = {"leader": frozenset({REMIND, DIRECT})}


@dataclass(frozen=True, slots=True)
class Reminded:
    """A dossier on a letter: when it was due, and what its holder answered."""

    dossier: UUID
    number: str
    due_at: datetime
    answered_at: datetime | None
    answered_by: UUID | None
    reason: str
    promised_on: date | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """A letter of reminder (văn bản đôn đốc) from a unit to a post, or to a unit's common desk."""

    id: UUID
    at: datetime
    unit: UUID
    number: int
    year: int
    to_unit: UUID
    to_post: UUID | None
    answer_by: date
    print_id: UUID
    dossiers: tuple[Reminded, ...]

    @property
    def unanswered(self) -> int:
        """How many of its dossiers wait for an answer."""
        return sum(each.answered_at is None for each in self.dossiers)

    def is_overdue(self, today: date) -> bool:
        """Whether an answer is missing after its last day."""
        return bool(self.unanswered) and today > self.answer_by


class StepKind(StrEnum):
    """What came of a direction after it was given."""

    ANSWERED = "answered"
    EXTENDED = "extended"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class DirectionStep:
    """An answer, an extension with its new day, or the closing; who and when, and what was said."""

    kind: StepKind
    at: datetime
    account: UUID
    text: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Direction:
    """A leader's direction (ý kiến chỉ đạo) to a unit below, or to a post of the own unit, perhaps about a dossier.

    It waits for an answer until one comes; the giver then closes it, or gives more time and waits again.
    """

    id: UUID
    at: datetime
    account: UUID
    post: UUID | None
    unit: UUID
    to_unit: UUID
    to_post: UUID | None
    dossier: UUID | None
    number: str
    text: str
    due_on: date
    answered_at: datetime | None
    closed_at: datetime | None
    steps: tuple[DirectionStep, ...]

    def is_overdue(self, today: date) -> bool:
        """Whether an answer is missing after its last day."""
        return self.closed_at is None and self.answered_at is None and today > self.due_on


class DirectionTab(StrEnum):
    """The tabs of the list of directions, in their order."""

    MINE = "cho-toi"
    LATE = "qua-han"
    TO_CLOSE = "cho-dong"
    OPEN = "dang-mo"
    DONE = "da-dong"


@dataclass(frozen=True, slots=True)
class DirectionPage:
    """One page of directions, how many lie under each tab, and the cursor of the next page."""

    directions: tuple[Direction, ...]
    counts: dict[DirectionTab, int]
    following: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where an official gets e-mail (empty: nowhere), and whether the summary of the morning is wanted."""

    address: str
    morning: bool


@dataclass(frozen=True, slots=True)
class MorningFigures:
    """What a head should know in the morning: late dossiers of the unit, those due today, those that wait at the own desk."""

    late: int
    due_today: int
    at_my_desk: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.late or self.due_today or self.at_my_desk)


@dataclass(frozen=True, slots=True)
class Notice:
    """A month of an official whom ``to_unit`` lent to the desk of ``unit``; ``figures`` as ``dossiers.queries.Handled`` names them."""

    id: UUID
    month: date
    account: UUID
    post: UUID
    unit: UUID
    to_unit: UUID
    figures: Mapping[str, int]
    print_id: UUID
    at: datetime


class NoSuchReminder(NotFound):
    """There is no such letter, or not for this actor."""

    kind: ClassVar[str] = "reminder-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có văn bản đôn đốc này, hoặc của đơn vị khác. Mở lại danh sách đôn đốc."))


class AnsweredAlready(Refusal):
    """A dossier of a letter is answered once."""

    kind: ClassVar[str] = "answered-already"

    def __init__(self) -> None:
        super().__init__(_("Hồ sơ này đã được trả lời trong văn bản ấy. Mở lại văn bản để xem câu trả lời."))


class NoSuchNotice(NotFound):
    """There is no such monthly notice, or not for this actor."""

    kind: ClassVar[str] = "notice-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có thông báo tháng này, hoặc về người của đơn vị khác. Mở lại danh sách thông báo."))


class NoSuchDirection(NotFound):
    """There is no such direction, or not for this actor."""

    kind: ClassVar[str] = "direction-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có ý kiến chỉ đạo này, hoặc gửi người khác. Mở lại danh sách chỉ đạo."))


class DirectionClosed(Refusal):
    """A closed direction takes no more answers, and no more time."""

    kind: ClassVar[str] = "direction-closed"

    def __init__(self) -> None:
        super().__init__(_("Ý kiến này đã đóng. Cần làm tiếp thì cho ý kiến mới."))
