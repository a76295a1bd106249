"""Words of ratings: where one came from, the three levels, what is answered, and the refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from motcua.kernel.refusal import Refusal

#: Stream of the ledger: a slip that a clerk entered. What it said stands nowhere in the ledger.
SLIP = "ratings.slip"
LOOK, ENTER = "dossiers.look", "ratings.enter"
ACTS: tuple[tuple[str, object], ...] = ((ENTER, _("Nhập phiếu đánh giá của người dân")),)
ROLES: dict[str, frozenset[str]] = {"counter": frozenset({ENTER})}


class Source(StrEnum):
    """How a rating was collected (NĐ 61/2018 Đ29.1)."""

    SLIP = "slip"
    DEVICE = "device"
    ONLINE = "online"
    CAMERA = "camera"
    MAILBOX = "mailbox"
    SURVEY = "survey"
    OTHER = "other"


class Satisfaction(IntEnum):
    """The three levels (TT 32/2017 Đ12)."""

    NOT = 0
    SATISFIED = 1
    VERY = 2


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says: the whole, how many bodies besides the counter, whether the conduct was complained of, each question's level."""

    overall: Satisfaction | None
    bodies: int | None = None
    complains: bool = False
    answers: Mapping[str, Satisfaction] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the ratings of a unit in a term say together: never fewer than five, and of no single person.

    ``bodies`` and ``conduct`` are how many give two points, one and none (TT 01/2018, indicators 4 and 7).
    """

    count: int
    overall: Mapping[Satisfaction, int]
    bodies: tuple[int, int, int]
    conduct: tuple[int, int, int]
    answers: Mapping[str, Mapping[Satisfaction, int]]

    @property
    def content(self) -> int:
        """How many in a hundred are satisfied or very satisfied."""
        return 100 * (self.count - self.overall[Satisfaction.NOT]) // self.count


@dataclass(frozen=True, slots=True)
class Voice:
    """What ratings say of a post: how many give two points, one and none for other bodies and for conduct (TT 01/2018, indicators 4 and 7)."""

    bodies: tuple[int, int, int]
    conduct: tuple[int, int, int]

    def __add__(self, other: Voice) -> Voice:
        """Return the sums of two."""
        return Voice(_sums(self.bodies, other.bodies), _sums(self.conduct, other.conduct))


def _sums(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, int, int]:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


#: Nothing is told.
NO_VOICE = Voice((0, 0, 0), (0, 0, 0))


class RatedAlready(Refusal):
    """A dossier is rated once."""

    kind: ClassVar[str] = "rated-already"

    def __init__(self) -> None:
        super().__init__(_("Hồ sơ này đã được đánh giá. Mỗi hồ sơ đánh giá một lần; cảm ơn ông, bà."))


class NotYetRateable(Refusal):
    """There is nothing to rate before the result."""

    kind: ClassVar[str] = "not-yet-rateable"

    def __init__(self) -> None:
        super().__init__(_("Hồ sơ chưa có kết quả nên chưa đánh giá được. Đánh giá lại khi hồ sơ đã có kết quả."))
