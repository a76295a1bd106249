"""Words of steering: the act, a letter of reminder, and the refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.kernel.refusal import NotFound, Refusal

#: Streams of the ledger.
REMINDER = "steering.reminder"
MAILBOX = "steering.mailbox"
#: Stream kind, and owner kind of its print.
NOTICE = "steering.notice"
LOOK, REMIND = "dossiers.look", "steering.remind"
ACTS: tuple[tuple[str, object], ...] = ((REMIND, _("Gửi văn bản đôn đốc hồ sơ quá hạn")),)
ROLES: dict[str, frozenset[str]] = {"leader": frozenset({REMIND})}


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
