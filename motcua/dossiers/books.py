"""The register of a unit's year (Mẫu 06): what a line says, what is written behind it, what is refused. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.moments import local
from motcua.kernel.refusal import NotFound, Refusal
from motcua.prints.types import RegisterLine

#: The kind under which books stand in the history, in the access log and as owners of files.
BOOK = "dossiers.book"
READ = "dossiers.register"
CLOSE = "dossiers.close_register"
#: A refused closing names so many missing numbers.
NAMED = 5


class NoSuchBook(NotFound):
    """There is no such printing of a register, or not for this actor."""

    kind = "book-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có bản in sổ này. Mở trang Sổ theo dõi rồi chọn lại đơn vị và năm."))


class YearNotOver(Refusal):
    """A book is closed when its year has ended."""

    kind = "book-year-not-over"

    def __init__(self, year: int) -> None:
        super().__init__(
            _("Năm %(year)s chưa hết nên chưa khoá sổ được. Khoá từ ngày 1/1/%(next)s.")
            % {"year": year, "next": year + 1}
        )


class BookIsClosed(Refusal):
    """Nothing more is written into a closed book, and it is not closed twice."""

    kind = "book-is-closed"

    def __init__(self, year: int) -> None:
        super().__init__(
            _("Sổ theo dõi năm %(year)s đã khoá, không ghi thêm số và không khoá lại được.") % {"year": year}
        )


class NothingInBook(Refusal):
    """A book without a line is neither printed nor closed."""

    kind = "book-is-empty"

    def __init__(self, year: int) -> None:
        super().__init__(
            _("Sổ theo dõi năm %(year)s của đơn vị chưa có hồ sơ nào. Chọn năm hoặc đơn vị khác.") % {"year": year}
        )


class OpenNumbers(Refusal):
    """Numbers were drawn and nobody has written yet what they were for."""

    kind = "book-has-open-numbers"

    def __init__(self, missing: list[int], count: int) -> None:
        """Take the first of them, and how many there are."""
        named = ", ".join(str(number) for number in missing[:NAMED])
        more = _("%(named)s và các số khác, tất cả %(count)s số") % {"named": named, "count": count}
        super().__init__(
            _("Chưa khoá được: các số %(numbers)s đã cấp mà chưa có hồ sơ. Nhập hồ sơ hoặc trả số trước, rồi khoá.")
            % {"numbers": more if count > NAMED else named}
        )


class BindingStopped(Exception):
    """The job was told to stop; what is copied stays, and it goes on later."""


@dataclass(frozen=True, slots=True)
class Note:
    """What happened to a line: when, in words; ``of_result`` is the handing over, which has columns of its own."""

    at: datetime
    text: str
    of_result: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the register: what its columns say, and what happened; ``later`` came after the closing."""

    says: RegisterLine
    notes: tuple[Note, ...] = ()
    later: tuple[Note, ...] = ()

    @property
    def ordinal(self) -> int:
        """Its number of the year."""
        return self.says["ordinal"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of a book: those received from … to …, in a state, of a field; all without them."""

    since: date | None = None
    until: date | None = None
    state: int | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """How a book was closed."""

    id: UUID
    edition: UUID
    last: int
    cancelled: int
    open: int
    at: datetime
    by: UUID
    post: UUID | None


@dataclass(frozen=True, slots=True)
class Edition:
    """One printing of a book, done or under way; ``last`` is its last number."""

    id: UUID
    unit: UUID
    year: int
    field: str
    last: int
    is_closing: bool
    frozen: UUID | None
    at: datetime
    by: UUID
    post: UUID | None
    template: int
    copied: int
    laid_out: int
    pages: int | None
    pdf: UUID | None
    sheet: UUID | None
    finished_at: datetime | None
    failed_at: datetime | None

    @property
    def is_done(self) -> bool:
        """Whether PDF and sheet are there."""
        return self.finished_at is not None

    @property
    def percent(self) -> int:
        """How far the job is: copying counts one half, laying out the other; a frozen book is copied already."""
        if self.is_done:
            return 100
        done = self.laid_out if self.frozen else (self.copied + self.laid_out) / 2
        return min(99, int(100 * done / self.last))


@dataclass(frozen=True, slots=True)
class Book:
    """The register of a unit's year as a whole: how many numbers, whether it is closed, what was printed."""

    unit: UUID
    year: int
    last: int
    volumes: int
    cancelled: int
    open: int
    closing: Closing | None
    editions: tuple[Edition, ...]


def parted(line: Line, closed_at: datetime) -> Line:
    """Return a line with what came after the closing set apart: the result of a dossier that was open then, too.

    A result that was handed over later is no longer in the columns: the closed line had none.
    """
    before = tuple(note for note in line.notes if note.at <= closed_at)
    later = tuple(note for note in line.notes if note.at > closed_at)
    says: RegisterLine = {**line.says, "note": last_column(before)}
    if any(note.of_result for note in later):
        says = {**says, "returned": "", "giver": "", "taker": ""}
    return Line(says, before, later)


def last_column(notes: Sequence[Note]) -> str:
    """Return what the last column says of what happened; the handing over has columns of its own."""
    return " ".join(note.text for note in notes if not note.of_result)


def as_frozen(line: Line, frozen: RegisterLine) -> Line:
    """Return a line as the closed book has it; what came later stays behind it."""
    return replace(line, says=frozen)


def short_moment(at: datetime | None) -> str:
    """Return «08:31 11/5/2020» as the columns have it."""
    if at is None:
        return ""
    at = local(at)
    return f"{at:%H:%M} {at.day}/{at.month}/{at.year}"


def short_day(at: datetime | date) -> str:
    """Return «11/5/2020»."""
    at = local(at) if isinstance(at, datetime) else at
    return f"{at.day}/{at.month}/{at.year}"
