"""What passes between organisation and other modules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from motcua.clocks.calendar import Calendar
from motcua.clocks.folder.settings import USUAL_CATALOGUE, USUAL_PRINTS, USUAL_REPORTS, USUAL_STAFF
from motcua.clocks.options import Options
from motcua.kernel.refusal import Invalid, NotFound, Refusal

Level = Literal["province", "department", "service_centre", "district", "commune"]
Scheme = Literal["legacy", "qd20"]
Role = Literal["counter", "specialist", "section_head", "leader", "document_clerk", "administrator"]

LEVELS: tuple[Level, ...] = ("province", "department", "service_centre", "district", "commune")
ROLES_OF_POSTS: tuple[Role, ...] = (
    "counter",
    "specialist",
    "section_head",
    "leader",
    "document_clerk",
    "administrator",
)

#: Streams of the ledger.
UNIT_STREAM = "organisation.unit"
CALENDAR_STREAM = "organisation.calendar"
SETTINGS_STREAM = "organisation.settings"

#: Acts of this module; identity lists them itself, because it stands above.
LOAD = "organisation.load"
CODES = "organisation.codes"
UNITS = "organisation.units"
CALENDARS = "organisation.calendars"
SETTINGS = "organisation.settings"
ACTS: tuple[tuple[str, str], ...] = (
    (LOAD, gettext_noop("Nạp đơn vị, vị trí, lịch làm việc")),
    (CODES, gettext_noop("Ghi mã định danh của đơn vị")),
    (UNITS, gettext_noop("Lập, đổi tên, chuyển, giải thể đơn vị; lập, đóng vị trí")),
    (CALENDARS, gettext_noop("Sửa lịch làm việc")),
    (SETTINGS, gettext_noop("Đổi thiết lập của tỉnh")),
)
ROLES: dict[str, frozenset[str]] = {"administrator": frozenset({LOAD, CODES, UNITS, CALENDARS, SETTINGS})}


class OrderKind(StrEnum):
    """What was decided about a unit or a post of it."""

    FOUND = "found"
    RENAME = "rename"
    MOVE = "move"
    DISSOLVE = "dissolve"
    ADD_POST = "add_post"
    CLOSE_POST = "close_post"


class Verdict(StrEnum):
    """What became of proposed calendar days: open dossiers are counted anew, keep their moments, or nothing changes."""

    RECOUNT = "recount"
    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Unit:
    """An agency or administrative unit. Days are inclusive; None where the beginning or end is not known.

    ``name`` is the published one of the day asked for, ``parent_id`` the parent of that day; ``code`` is the profile's
    own stable code; ``gso_code`` the General Statistics Office's, never a key. ``note`` keeps the doubts of the source.
    """

    id: UUID
    code: str
    name: str
    level: Level
    unit_type: str
    parent_id: UUID | None
    valid_from: date | None
    valid_to: date | None
    gso_code: str
    note: str

    def is_alive(self, on: date) -> bool:
        """Whether the unit exists on that day."""
        return within(self.valid_from, on, self.valid_to)


@dataclass(frozen=True, slots=True)
class Post:
    """A post (vị trí) of a unit: ``seats`` people at most; ``signs`` is «yes», «KT.», «TL.» or «no»."""

    id: UUID
    unit_id: UUID
    section: str
    name: str
    role: Role
    seats: int
    signs: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """What stands before the day in a dossier's code; ``assumed`` says that nobody has confirmed it."""

    text: str
    scheme: Scheme
    assumed: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A reorganisation's link: what became of a unit from a day on; no successor where it was abolished."""

    predecessor_id: UUID
    successor_id: UUID | None
    on: date
    change_type: str
    legal_basis: str
    note: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The province's dated settings in force on a day.

    ``pauses`` names the policy of each reason (RESTART, SUSPEND_RESUME, NONE); ``contact`` what prints and pages quote;
    ``look`` its own colours; ``fees`` what is set about money, as ``payments`` reads it; ``staff`` the terms of secondments;
    ``name`` the province's name; ``unit_code`` the code of its root unit; ``duplicate_days`` how far back the counter is
    told of the same person's same procedure.
    """

    number: int
    name: str
    unit_code: str
    regulation_profile: str
    options: Options
    pauses: Mapping[str, str]
    contact: Mapping[str, str]
    schemes: tuple[tuple[Scheme, date | None, date | None], ...]
    demo_day: date | None
    demo_since: date | None
    #: The night in which no message is sent (quiet), what a person may decline, after how many days news is old.
    notices: Mapping[str, Any] = field(default_factory=dict)
    fees: Mapping[str, Any] = field(default_factory=dict)
    #: What is set about the public post, as ``postal`` reads it.
    post: Mapping[str, Any] = field(default_factory=dict)
    look: Mapping[str, str] = field(default_factory=dict)
    staff: Mapping[str, int] = field(default_factory=lambda: dict(USUAL_STAFF))
    #: ``form_set`` (tt01_2018, tt03_2025), ``register_columns``, the optional ones of the register, and ``rating_slip``: one goes with
    #: receipts, requests for supplements and refusals.
    prints: Mapping[str, Any] = field(default_factory=lambda: dict(USUAL_PRINTS))
    #: ``four_eyes``: whoever drafted or changed a procedure does not publish it; ``online_levels``: 1234 or full_partial;
    #: ``required_scans``: no receipt without the scans that a procedure demands.
    catalogue: Mapping[str, Any] = field(default_factory=lambda: dict(USUAL_CATALOGUE))
    #: ``undecided``: what waits for the citizen, was withdrawn or stopped stands in Biểu II.06a ``on_time`` or ``apart``.
    reports: Mapping[str, str] = field(default_factory=lambda: dict(USUAL_REPORTS))
    duplicate_days: int = 30

    def scheme(self, on: date) -> Scheme:
        """Return the generation of codes printed on a day; the newer one where the settings are silent."""
        return next((name for name, begin, end in self.schemes if within(begin, on, end)), "qd20")


@dataclass(frozen=True, slots=True)
class Stake:
    """What a unit's or post's end touches: ``words`` say it with its count («3 hồ sơ chưa xong»)."""

    count: int
    words: str
    #: Nothing may be closed while there is such a thing.
    hinders: bool = False


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """New calendars, each with its number, by the unit that has one of its own (None: everybody's).

    ``first_day`` is the first day that differs; ``number`` 0 while it is only proposed. ``draft`` is the proposal.
    """

    draft: UUID
    first_day: date
    calendars: Mapping[UUID | None, tuple[int, Calendar]]


@dataclass(frozen=True, slots=True)
class MovedPromise:
    """Something promised by the calendar that would be due at another moment; ``label`` is its number."""

    label: str
    url: str
    unit: UUID
    old: datetime | None
    new: datetime | None


@dataclass(frozen=True, slots=True)
class MovedPromises:
    """How many promises would move, and the first of them."""

    count: int
    lines: tuple[MovedPromise, ...] = ()


def within(valid_from: date | None, on: date, valid_to: date | None) -> bool:
    """Whether a day lies in a period whose ends count and may be unknown."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)


class UnitUnknown(NotFound):
    """There is no such unit."""

    kind: ClassVar[str] = "unit-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có đơn vị này. Chọn lại trong danh sách đơn vị."))


class PostUnknown(NotFound):
    """There is no such post."""

    kind: ClassVar[str] = "post-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có vị trí này. Chọn lại trong danh sách vị trí của đơn vị."))


class NoHeir(Refusal):
    """The unit is no more and no successor is recorded."""

    kind: ClassVar[str] = "no-heir"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(unit)s không còn, và chưa ghi đơn vị kế thừa. Người quản trị cần ghi đơn vị kế thừa trước.")
            % {"unit": name}
        )


class HeirUndecided(Refusal):
    """The unit was split; which heir takes this matter is a person's decision."""

    kind: ClassVar[str] = "heir-undecided"

    def __init__(self, name: str, heirs: tuple[UUID, ...]) -> None:
        super().__init__(
            _("%(unit)s đã được chia cho nhiều đơn vị. Chọn đơn vị nhận việc này trước khi làm tiếp.") % {"unit": name}
        )
        self.heirs = heirs


class CodeMalformed(Invalid):
    """The code fits neither generation."""

    kind: ClassVar[str] = "code-malformed"

    def __init__(self) -> None:
        super().__init__(
            {"code": str(_("Mã định danh viết như 000.05.03.H03 (kiểu cũ) hoặc H03.12 (theo QĐ 20/2020/QĐ-TTg)."))}
        )


class CodeTaken(Refusal):
    """Another unit bears this code or has borne it; a code is never given twice."""

    kind: ClassVar[str] = "code-taken"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("Mã này đã cấp cho %(unit)s. Một mã không cấp lại cho đơn vị khác; kiểm tra lại văn bản cấp mã.")
            % {"unit": name},
            field="code",
        )


class CodeDated(Refusal):
    """The unit already has a code from that day or a later one; printed codes are not taken back."""

    kind: ClassVar[str] = "code-dated"

    def __init__(self, text: str) -> None:
        super().__init__(
            _("Đơn vị đã có mã %(code)s từ ngày ấy hoặc sau đó. Chọn ngày bắt đầu muộn hơn.") % {"code": text},
            field="valid_from",
        )


class FolderFaulty(Refusal):
    """The profile's folder has faults and is not brought in."""

    kind: ClassVar[str] = "folder-faulty"
    status: ClassVar[int] = 422

    def __init__(self, first: str, count: int) -> None:
        super().__init__(
            _("Thư mục hồ sơ địa phương có %(count)s lỗi, lỗi đầu: %(first)s Sửa rồi chạy lại «motcua profile check».")
            % {"count": count, "first": first}
        )


class SettingsMissing(Refusal):
    """No profile has been loaded."""

    kind: ClassVar[str] = "profile-missing"
    status: ClassVar[int] = 503

    def __init__(self) -> None:
        super().__init__(_("Chưa nạp hồ sơ địa phương. Chạy lệnh «motcua profile load» trước."))


class DecisionUnfit(Invalid):
    """A decision about a unit, a post, a calendar or a setting cannot stand as it was written."""

    kind: ClassVar[str] = "decision-unfit"


class NotUndoable(Refusal):
    """A decision is in force, was undone already, or others build on it."""

    kind: ClassVar[str] = "not-undoable"


class OrderUnknown(NotFound):
    """There is no such decision."""

    kind: ClassVar[str] = "order-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có quyết định này. Mở lại trang đơn vị để xem các quyết định."))


class DraftUnknown(NotFound):
    """There is no such proposal of calendar days."""

    kind: ClassVar[str] = "calendar-draft-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có dự thảo lịch này. Mở lại trang lịch làm việc."))


class AlreadyDecided(Refusal):
    """Somebody decided about this proposal before."""

    kind: ClassVar[str] = "already-decided"

    def __init__(self) -> None:
        super().__init__(_("Dự thảo lịch này đã được quyết định. Mở lại trang để xem kết quả."))


class SettingUnknown(NotFound):
    """There is no such setting."""

    kind: ClassVar[str] = "setting-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có thiết lập này. Mở lại trang thiết lập của tỉnh."))
