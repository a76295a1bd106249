"""What a scan under way is, and how scanning says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.kernel.actor import Actor
from motcua.kernel.refusal import NotFound, Refusal

#: Streams in the history: a sitting with a telephone, a file that an office scanner left.
SITTING, FOUND = "scans.sitting", "scans.found"
ATTACH = "scans.attach"

#: Pictures that one paper may have, and pages of the largest land file that was met.
MOST_PICTURES = 60


class Way(StrEnum):
    """How a paper became a file."""

    PHONE = "phone"
    FOLDER = "folder"
    UPLOAD = "upload"

    @property
    def words(self) -> str:
        """What a page and the history say of it."""
        return str(_WAYS[self])


_WAYS = {
    Way.PHONE: gettext_lazy("chụp bằng điện thoại"),
    Way.FOLDER: gettext_lazy("máy quét của cơ quan"),
    Way.UPLOAD: gettext_lazy("tải tệp lên"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """The paper that is scanned: what it is called, whose it is in words, and the page that shows it."""

    name: str
    of: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """A paper of an owner to which a file may be attached: its id, name, and whether it has a scan already."""

    id: UUID
    name: str
    has_scan: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a sitting: ``received`` of ``size`` bytes are there; ``file`` once it is whole."""

    id: UUID
    place: int
    size: int
    received: int
    file: UUID | None

    @property
    def is_whole(self) -> bool:
        """Whether it can be shown and bound."""
        return self.file is not None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A clerk's telephone at work for one paper, until ``ends_at`` (the machine's clock) or until it is closed."""

    id: UUID
    kind: str
    owner: UUID
    part: UUID
    actor: Actor
    target: Target
    opened_at: datetime
    ends_at: datetime
    closed_at: datetime | None
    file: UUID | None
    token: str
    pictures: tuple[Picture, ...]

    @property
    def whole(self) -> tuple[Picture, ...]:
        """The pictures that have come whole, in their order."""
        return tuple(picture for picture in self.pictures if picture.is_whole)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that an office scanner left in a unit's folder, and where it seems to belong."""

    id: UUID
    unit: UUID
    name: str
    file: UUID
    found_at: datetime
    kind: str
    owner: UUID | None
    of: str
    parts: tuple[Part, ...]
    is_settled: bool


class SittingOver(NotFound):
    """The telephone's code was closed, has run out, or never was."""

    kind = "scan-over"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Mã quét này đã hết giờ hoặc đã đóng. Trên máy tính, mở lại giấy tờ của hồ sơ, "
                "bấm «Chụp bằng điện thoại» rồi quét mã mới. Ảnh đã gửi vẫn còn."
            )
        )


class NothingToScan(NotFound):
    """There is no such paper, or not for this actor."""

    kind = "not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có giấy tờ này để quét, hoặc không thuộc hồ sơ của bạn. Mở lại từ trang hồ sơ."))


class NoPictures(Refusal):
    """Nothing to bind."""

    kind = "no-pictures"
    status = 422

    def __init__(self) -> None:
        super().__init__(_("Chưa có ảnh nào. Chụp ít nhất một trang rồi bấm «Xong»."), field="picture")


class TooManyPictures(Refusal):
    """One paper has only so many pages."""

    kind = "too-many-pictures"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Mỗi giấy tờ không quá %(most)s ảnh. Xoá ảnh thừa, hoặc quét bằng máy quét.") % {"most": MOST_PICTURES},
            field="picture",
        )


class NotAPicture(Refusal):
    """No picture that can be read."""

    kind = "not-a-picture"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Ảnh này không đọc được (không phải JPEG, PNG, hoặc hỏng trên đường gửi). Chụp lại trang này."),
            field="picture",
        )


class PartsDoNotFit(Refusal):
    """A part was sent for a place that is not the next one."""

    kind = "parts-do-not-fit"

    def __init__(self, received: int) -> None:
        """Take how many bytes are there."""
        super().__init__(_("Phần ảnh gửi không khớp phần đã có. Gửi tiếp từ byte %(offset)s.") % {"offset": received})
        self.received = received


class AlreadySettled(Refusal):
    """Somebody attached or discarded this file before."""

    kind = "already-settled"

    def __init__(self) -> None:
        super().__init__(_("Tệp này đã có người gắn vào hồ sơ hoặc bỏ rồi. Mở lại danh sách để xem các tệp còn lại."))
