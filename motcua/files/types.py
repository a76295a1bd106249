"""What a stored file is, and how storing says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.kernel.refusal import Refusal

#: The kind under which files stand in the history and the access log.
FILE = "files.file"


class ScanState(StrEnum):
    """What is known about the safety of a content."""

    UNSCANNED = "unscanned"
    CLEAN = "clean"
    INFECTED = "infected"

    @property
    def words(self) -> str:
        """What a page says of it."""
        return str(_SCAN_WORDS[self])


_SCAN_WORDS = {
    ScanState.UNSCANNED: gettext_lazy("chưa quét"),
    ScanState.CLEAN: gettext_lazy("đã quét, không thấy mã độc"),
    ScanState.INFECTED: gettext_lazy("có mã độc, không mở được"),
}


class Finding(StrEnum):
    """Why a content is not opened, found by looking inside it."""

    ACTIVE = "active"
    LOCKED = "locked"
    FLOOD = "flood"

    @property
    def words(self) -> str:
        """Why, and what to do."""
        return str(_FINDING_WORDS[self])


_FINDING_WORDS = {
    Finding.ACTIVE: gettext_lazy(
        "Trong tệp PDF này có đoạn lệnh tự chạy hoặc tệp giấu bên trong, nên không nhận và không mở. "
        "In tệp ra rồi quét lại, hoặc xuất lại thành PDF chỉ có chữ và hình."
    ),
    Finding.LOCKED: gettext_lazy("Tệp PDF này bị khoá bằng mật khẩu nên không ai xem được. Bỏ mật khẩu rồi gửi lại."),
    Finding.FLOOD: gettext_lazy(
        "Tệp này khi mở ra lớn quá mức một giấy tờ thường có, nên không nhận và không mở. Chụp hoặc quét lại giấy tờ."
    ),
}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of one owner; several may share a content.

    ``kind`` is «pdf», «jpg», «png», «docx» or «xlsx», recognised by content; ``size`` in bytes; ``sha256`` 32 bytes;
    ``at`` the business moment of storing.
    """

    id: UUID
    owner_kind: str
    owner_id: UUID
    name: str
    kind: str
    media_type: str
    size: int
    sha256: bytes
    scan: ScanState
    at: datetime
    stored_by: UUID
    finding: Finding | None = None

    @property
    def has_pages(self) -> bool:
        """Whether its pages can be turned in the browser."""
        return self.kind in {"pdf", "jpg", "png"}


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes that have come whole: on the disk, synced, hashed and recognised; not yet anybody's file."""

    sha256: bytes
    size: int
    kind: str
    media_type: str


class Readable(Protocol):
    """A stream of bytes: an uploaded file, a request's body, an open file."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes, none at the end."""
        ...


class FileProblem(Refusal):
    """A file cannot be taken as it is."""

    kind = "file-not-taken"
    status = 422


class FileTorn(FileProblem):
    """Less or more came than was announced, or the hash differs."""

    kind = "file-torn"
    status = 400

    def __init__(self) -> None:
        super().__init__(_("Tệp đến không trọn vẹn (đường truyền đứt giữa chừng) nên chưa lưu. Gửi lại tệp đó."))


class FileTooLarge(FileProblem):
    """The file is larger than the installation takes."""

    kind = "file-too-large"
    status = 413

    def __init__(self, most: int) -> None:
        """Take the limit in bytes."""
        super().__init__(
            _("Tệp quá lớn: mỗi tệp không quá %(most)d MB. Quét lại với độ phân giải thấp hơn (200 dpi là đủ đọc).")
            % {"most": most // 2**20},
        )


class FileEmpty(FileProblem):
    """Nothing came."""

    kind = "file-empty"

    def __init__(self) -> None:
        super().__init__(_("Tệp rỗng, không có gì để lưu. Mở thử tệp trên máy rồi chọn lại."))


class FileKindUnknown(FileProblem):
    """The content is not of a kind that is taken, whatever the name says."""

    kind = "file-kind-unknown"
    status = 415

    def __init__(self, name: str) -> None:
        """Take the name it came under."""
        super().__init__(
            _("Tệp «%(name)s» không phải PDF, JPEG, PNG, DOCX hay XLSX. Lưu tài liệu thành PDF rồi gửi lại.")
            % {"name": name},
        )


class FileInfected(FileProblem):
    """A scanner found something; the file is not handed out."""

    kind = "file-infected"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            _("Phần mềm quét thấy mã độc trong tệp này nên tệp không mở được. Đề nghị người nộp gửi lại bản khác.")
        )


class FileUnsafe(FileProblem):
    """Looking inside found something that must not be opened."""

    kind = "file-unsafe"

    def __init__(self, finding: Finding) -> None:
        """Take what was found."""
        super().__init__(finding.words)
        self.finding = finding


class PageUnreadable(FileProblem):
    """The file is whole as bytes, but no page of it can be drawn."""

    kind = "page-unreadable"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Không xem được trang nào của tệp này: tệp hỏng hoặc không phải giấy tờ quét. Tải tệp về máy, hoặc quét lại."
            )
        )


class PageMissing(Refusal):
    """The file has no such page."""

    kind = "not-found"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("Tệp không có trang này. Mở lại từ trang hồ sơ."))


class FileNotFound(Refusal):
    """There is no such file, or not for this actor."""

    kind = "not-found"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("Không có tệp này, hoặc tệp không thuộc hồ sơ của bạn. Mở lại từ trang hồ sơ."))
