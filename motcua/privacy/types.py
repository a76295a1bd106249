"""Words of personal data: the acts, a proposal to erase, its grounds, and the refusals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.files.types import StoredFile
from motcua.kernel.refusal import NotFound, Refusal
from motcua.prints.types import Head
from motcua.privacy.reading import Held

#: Stream of the ledger.
PROPOSAL = "privacy.proposal"
ANSWER = "privacy.answer"  # stream kind of what a person was told, and the act
LOOK, PROPOSE, APPROVE = "privacy.look", "privacy.propose", "privacy.approve"
ACTS: tuple[tuple[str, object], ...] = (
    (LOOK, _("Xem đề nghị xoá dữ liệu cá nhân")),
    (PROPOSE, _("Đề nghị xoá dữ liệu cá nhân")),
    (APPROVE, _("Duyệt xoá dữ liệu cá nhân")),
    (ANSWER, _("Trả lời một người về dữ liệu của họ")),
)
ROLES: dict[str, frozenset[str]] = {
    "counter": frozenset({ANSWER}),
    "document_clerk": frozenset({LOOK, PROPOSE}),
    "leader": frozenset({LOOK, APPROVE}),
    "administrator": frozenset({LOOK, PROPOSE, APPROVE, ANSWER}),
}


class Ground(StrEnum):
    """On what ground personal data is erased."""

    #: Its time of keeping is over.
    KEEPING_OVER = "keeping_over"
    #: The person asks, and no law wants it kept.
    ASKED = "asked"
    #: It should never have been taken in: another's papers, more than the procedure asks.
    WRONGLY_TAKEN = "wrongly_taken"
    #: A court or an authority orders it.
    ORDERED = "ordered"


GROUNDS = {
    Ground.KEEPING_OVER: _("Hết thời hạn lưu trữ"),
    Ground.ASKED: _("Người có dữ liệu yêu cầu, không luật nào buộc giữ"),
    Ground.WRONGLY_TAKEN: _("Đã nhận nhầm hoặc nhận thừa dữ liệu"),
    Ground.ORDERED: _("Toà án hoặc cơ quan có thẩm quyền quyết định"),
}


#: What somebody did who looked, for the person to read.
LOOKS_SAID = {
    "open": _("mở xem"),
    "search": _("tìm thấy"),
    "print": _("in"),
    "download": _("tải về"),
    "export": _("xuất dữ liệu"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What would be erased: a dossier or a person; a person has no label here, only an id."""

    kind: str
    id: UUID
    label: str
    #: The unit whose leader approves; None for a person, who is the whole province's.
    unit: UUID | None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One subject of a proposal, and when it was erased."""

    kind: str
    subject: UUID
    label: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal to erase, decided by somebody else than who made it."""

    id: UUID
    unit: UUID | None
    ground: Ground
    reason: str
    paper: str
    at: datetime
    by: UUID
    decided_at: datetime | None
    decided_by: UUID | None
    is_approved: bool
    answer: str
    decision: str
    done_at: datetime | None
    revision: int
    #: How many it names; a list of proposals knows the first alone of their lines.
    size: int
    lines: tuple[Line, ...]

    @property
    def is_round(self) -> bool:
        """Whether it names several dossiers, erased in the background."""
        return self.size > 1

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decided_at is None


@dataclass(frozen=True, slots=True)
class Seen:
    """A look, as the person is told: in which minute, who (unit, post, by setting the name), at what, what was done, and why.

    ``number`` is the dossier's, ``part`` what of it (nothing: the dossier itself). A reason is there where one was given.
    """

    at: datetime
    who: str
    number: str
    part: str
    act: str
    reason: str

    @property
    def what(self) -> str:
        """What was looked at, in words."""
        return ", ".join(filter(None, (self.number, self.part)))


@dataclass(frozen=True, slots=True)
class Everything:
    """Everything that is held of one person: by whose it is (a dossier's code, or nothing for the person), with the files."""

    name: str
    at: datetime
    head: Head
    held: tuple[tuple[str, Held], ...]
    files: tuple[StoredFile, ...]


class NoSuchSubject(NotFound):
    """There is no such dossier or person, or not for this actor."""

    kind: ClassVar[str] = "subject-not-found"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Không có hồ sơ hay người như vậy trong phạm vi của bạn. Xem lại mã hồ sơ, số giấy tờ hoặc số điện thoại."
            )
        )


class NoSuchProposal(NotFound):
    """There is no such proposal, or not for this actor."""

    kind: ClassVar[str] = "proposal-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có đề nghị này, hoặc của đơn vị khác. Mở lại danh sách đề nghị."))


class NotForTheBearer(Refusal):
    """Who looked is told to the owner; whoever bears the receipt of a dossier handed in for another need not be that one."""

    kind: ClassVar[str] = "not-for-the-bearer"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            _(
                "Trang này chỉ cho chủ hồ sơ tự nộp xem. Chủ hồ sơ mang thẻ của mình đến quầy đã nộp để nhận tờ «Ai đã xem dữ liệu»."
            )
        )


class CannotErase(Refusal):
    """Something hinders: work goes on, a law keeps it, somebody else's dossier names the person."""

    kind: ClassVar[str] = "cannot-erase"


class ProposedAlready(Refusal):
    """The same is proposed and waits for a decision."""

    kind: ClassVar[str] = "proposed-already"

    def __init__(self) -> None:
        super().__init__(_("Đã có đề nghị xoá đang chờ duyệt. Mở danh sách đề nghị để xem."))


class OwnProposal(Refusal):
    """Nobody approves what he proposed himself."""

    kind: ClassVar[str] = "own-proposal"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(_("Người đề nghị không tự duyệt. Nhờ người khác có quyền duyệt."))


class DecidedAlready(Refusal):
    """A proposal is decided once."""

    kind: ClassVar[str] = "decided-already"

    def __init__(self) -> None:
        super().__init__(_("Đề nghị này đã có người quyết định. Mở lại để xem."))
