"""What hinders an erasure. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.privacy.types import Ground

#: Codes that a sentence names.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Holding:
    """A dossier as it is kept: whose, whether work goes on, until when (None: for ever, or nothing has ended yet)."""

    number: str
    owner: UUID
    is_open: bool
    is_erased: bool
    is_for_ever: bool
    kept_until: date | None


def ended_before(on: date, years: int) -> date:
    """Return the first day whose results are still kept on a day: what ended before it is over.

    A result of the 29th of February is kept until the 1st of March.
    """
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 3, 1)


def hindrance_of_dossier(held: Holding, ground: Ground, on: date) -> str:
    """Say why a dossier cannot be erased on this ground and day; empty where nothing hinders."""
    if held.is_erased:
        return _("Dữ liệu cá nhân của hồ sơ %(number)s đã xoá rồi.") % {"number": held.number}
    if held.is_open:
        return _("Hồ sơ %(number)s còn đang giải quyết. Giải quyết xong, trả kết quả rồi mới xoá.") % {
            "number": held.number
        }
    if held.is_for_ever and ground is not Ground.ORDERED:
        return _(
            "Hồ sơ %(number)s lưu vĩnh viễn theo thủ tục của nó; chỉ xoá theo quyết định của toà án, cơ quan có thẩm quyền."
        ) % {"number": held.number}
    if ground is Ground.KEEPING_OVER and (held.kept_until is None or on <= held.kept_until):
        return _("Hồ sơ %(number)s chưa hết thời hạn lưu trữ. Chọn căn cứ khác, hoặc đợi đến hạn.") % {
            "number": held.number
        }
    return ""


def hindrance_of_person(person: UUID, kept: Sequence[Holding], ground: Ground, on: date) -> str:
    """Say why a person cannot be erased: a dossier of his own hinders, or he stands in one that is somebody else's.

    His own dossiers go with him, each under the rules of its own.
    """
    alive = [held for held in kept if not held.is_erased]
    own = [held for held in alive if held.owner == person]
    hindered = [sentence for held in own if (sentence := hindrance_of_dossier(held, ground, on))]
    if hindered:
        return hindered[0]
    others = [held.number for held in alive if held.owner != person]
    if others:
        return _(
            "Người này đứng tên người nộp trong hồ sơ của người khác: %(numbers)s. Chờ các hồ sơ ấy hết hạn lưu, xoá trước."
        ) % {"numbers": ", ".join(others[:NAMED]) + ("…" if len(others) > NAMED else "")}
    return ""
