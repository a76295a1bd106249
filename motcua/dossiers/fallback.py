"""Paper books: words and pure rules for when power or line is out (NĐ 61/2018 Đ39.1; spec A14).

A unit draws a block of codes beforehand and prints it. What was received on it is entered later with the real moment; every
code is accounted for: entered, returned unused, or spoilt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.refusal import Invalid, NotFound, Refusal, SomebodyWasQuicker

BOOK = "dossiers.paper_book"  # stream kind in the ledger, subject of looks
#: A book holds no more codes than one print can carry, and is drawn for a day that is near (a power cut is announced).
MOST_CODES, DAYS_AHEAD = 100, 31
#: After so many days an open book is called to mind: our own figure, no regulation's.
OLD_AFTER = timedelta(days=7)


class CodeState(StrEnum):
    """What became of a code in a paper book."""

    FREE = "free"
    ENTERED = "entered"
    RETURNED = "returned"
    SPOILT = "spoilt"


#: How a code ends without a dossier.
ENDS = frozenset({CodeState.RETURNED, CodeState.SPOILT})


@dataclass(frozen=True, slots=True)
class PaperCode:
    """A code of a paper book: its line, what became of it, when and by whom; ``reason`` where it ended unused."""

    id: UUID
    book: UUID
    number: int
    code: str
    state: CodeState
    dossier: UUID | None = None
    at: datetime | None = None
    by_account: UUID | None = None
    by_post: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PaperBook:
    """A printed book of codes: of which unit, for which day, drawn when and by whom, and how its codes stand."""

    id: UUID
    unit: UUID
    prefix: str
    code_assumed: bool
    day: date
    size: int
    drawn_at: datetime
    by_account: UUID
    revision: int
    first: str
    last: str
    free: int
    entered: int
    returned: int
    spoilt: int
    closed_at: datetime | None = None

    def is_old(self, now: datetime) -> bool:
        """Whether it has been open for so long that somebody should look after it."""
        return self.closed_at is None and now.date() - self.day > OLD_AFTER


class NoSuchBook(NotFound):
    """There is no such paper book, or none of this actor's unit."""

    def __init__(self) -> None:
        super().__init__(_("Không có sổ giấy này ở đơn vị của bạn. Mở trang Sổ giấy để xem các sổ đã lập."))


class BookIsClosed(Refusal):
    """A closed book takes nothing more."""

    kind = "book-closed"

    def __init__(self) -> None:
        super().__init__(_("Sổ giấy này đã đóng; mọi mã trong sổ đã được ghi."))


class CodeIsSpent(SomebodyWasQuicker):
    """The code was entered, returned or spoilt before."""

    kind = "code-spent"

    def __init__(self, code: str) -> None:
        super().__init__(_("Mã %(code)s đã nhập hoặc đã trả lại. Mở sổ giấy để xem ai ghi, lúc nào.") % {"code": code})


class CodesLeft(Refusal):
    """A book closes only when every code is accounted for."""

    kind = "codes-left"

    def __init__(self, left: int) -> None:
        super().__init__(
            _("Còn %(left)s mã chưa ghi. Nhập hồ sơ đã nhận; mã không dùng hoặc viết hỏng thì trả lại và ghi lý do.")
            % {"left": left}
        )


def check_draw(size: int, day: date, today: date) -> None:
    """Refuse with Invalid a block that is too small or too large, and a day that is gone or far."""
    wrong = {}
    if not 1 <= size <= MOST_CODES:
        wrong["size"] = _("Ghi số mã, từ 1 đến %(most)s.") % {"most": MOST_CODES}
    if day < today:
        wrong["day"] = _("Sổ lập cho hôm nay hoặc một ngày sắp tới, không lập cho ngày đã qua.")
    elif (day - today).days > DAYS_AHEAD:
        wrong["day"] = _("Chỉ lập sổ trước không quá %(days)s ngày.") % {"days": DAYS_AHEAD}
    if wrong:
        raise Invalid(wrong)


def check_real_moment(received_at: datetime | None, *, drawn_at: datetime, day: date, now: datetime) -> datetime:
    """Return the real moment of a reception on paper; refuse with Invalid one that cannot be.

    Not in the future, not before the block was drawn, not before the day that its codes carry.
    """
    sentence = ""
    if received_at is None:
        sentence = _("Ghi ngày và giờ đã nhận hồ sơ, như ghi trong sổ giấy.")
    elif received_at > now:
        sentence = _("Giờ nhận ghi trong sổ giấy không thể ở tương lai.")
    elif received_at < drawn_at.replace(second=0, microsecond=0):
        sentence = _("Sổ giấy lập lúc %(moment)s; hồ sơ không thể nhận trước lúc đó.") % {"moment": _moment(drawn_at)}
    elif received_at.date() < day:
        sentence = _("Các mã của sổ dùng từ ngày %(day)s; hồ sơ không thể nhận trước ngày đó.") % {"day": _day(day)}
    if sentence or received_at is None:
        raise Invalid({"received_at": sentence})
    return received_at


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _moment(at: datetime) -> str:
    return f"{at:%H:%M} {_day(at.date())}"
