"""Officials, seats, tokens and sessions; the refusals of identity."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.kernel.actor import Actor, Reach
from motcua.kernel.refusal import Invalid, NotAllowed, NotFound, Refusal

#: The kinds under which accounts and roles stand in the history.
ACCOUNT, ROLE = "identity.account", "identity.role"


class Role(StrEnum):
    """What an appointment is for; modules say which acts a role has (``identity.sockets.acts``)."""

    COUNTER = "counter"
    SPECIALIST = "specialist"
    SECTION_HEAD = "section_head"
    LEADER = "leader"
    DOCUMENT_CLERK = "document_clerk"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        """What a page calls it."""
        return str(_ROLE_WORDS[self])


_ROLE_WORDS = {
    Role.COUNTER: gettext_lazy("Công chức một cửa"),
    Role.SPECIALIST: gettext_lazy("Chuyên viên"),
    Role.SECTION_HEAD: gettext_lazy("Lãnh đạo phòng"),
    Role.LEADER: gettext_lazy("Lãnh đạo"),
    Role.DOCUMENT_CLERK: gettext_lazy("Văn thư"),
    Role.ADMINISTRATOR: gettext_lazy("Quản trị"),
}


class Acts:
    """The acts of identity itself."""

    ACCOUNTS = "identity.accounts"
    SUBSTITUTE = "identity.substitute"
    TOKEN = "identity.token"  # noqa: S105  the code of an act


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody who holds a post on a day."""

    account: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A place an account may act from: a post of its own, or one whose holder it substitutes.

    ``key`` names it in the session and in forms; ``acting_for`` is the holder's account for a substitution.
    """

    key: str
    post: UUID
    unit: UUID
    post_name: str
    unit_name: str
    acting_for: UUID | None = None
    acting_for_name: str = ""

    @property
    def label(self) -> str:
        """What the switch shows: «Chủ tịch UBND, UBND xã Quảng Khê (trực thay …)»."""
        place = f"{self.post_name}, {self.unit_name}"
        if self.acting_for is None:
            return place
        return _("%(place)s (trực thay %(holder)s)") % {"place": place, "holder": self.acting_for_name}


@dataclass(frozen=True, slots=True)
class TokenActor:
    """Who an API token acts as."""

    actor: Actor
    token_id: UUID


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new API token; ``raw`` is shown once and stored nowhere."""

    id: UUID
    raw: str


@dataclass(frozen=True, slots=True)
class TokenLine:
    """An API token in its owner's list; moments are the machine's."""

    id: UUID
    label: str
    post_name: str
    unit_name: str
    issued_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A sign-in that has not ended; moments are the machine's; ``is_this`` marks the one that asks."""

    id: UUID
    began_at: datetime
    network: str
    device: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """An appointment to be made: days inclusive, ``fields`` of procedures None for all."""

    post: UUID
    unit: UUID
    roles: frozenset[str]
    valid_from: date
    valid_to: date | None = None
    reach: Reach = "unit"
    fields: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """An account to be made with its appointments; see ``services.create_people``."""

    username: str
    name: str
    appointments: tuple[NewAppointment, ...] = field(default=())


class UsernameTaken(Invalid):
    """Another account has this name."""

    def __init__(self, username: str) -> None:
        """Take the name."""
        super().__init__({"username": _("Đã có tài khoản tên «%(username)s». Chọn tên khác.") % {"username": username}})


class AccountUnknown(NotFound):
    """There is no such account."""

    def __init__(self) -> None:
        super().__init__(_("Không có tài khoản này. Xem lại tên đăng nhập bằng «motcua account list»."))


class SeatUnknown(NotAllowed):
    """The account does not hold this post on this day."""

    kind = "seat-unknown"

    def __init__(self) -> None:
        super().__init__(
            _("Bạn không giữ vị trí này vào hôm nay. Chọn một vị trí khác, hoặc hỏi người quản trị của đơn vị.")
        )


class AlreadyAppointed(Refusal):
    """The same account already holds the same post in that period."""

    kind = "already-appointed"

    def __init__(self) -> None:
        super().__init__(
            _("Người này đã giữ vị trí đó trong khoảng thời gian ấy. Kết thúc lần bổ nhiệm cũ trước khi bổ nhiệm lại.")
        )


class AppointmentUnknown(NotFound):
    """There is no such appointment, or not for this actor."""

    def __init__(self) -> None:
        super().__init__(_("Không có lần bổ nhiệm này. Tải lại danh sách rồi thử lại."))


class PeriodUnfit(Invalid):
    """A period ends before it begins, or lies outside of what it belongs to."""

    def __init__(self) -> None:
        super().__init__(
            {"valid_to": _("Ngày kết thúc phải từ ngày bắt đầu trở đi, và nằm trong thời gian giữ vị trí.")}
        )


class OwnSubstitute(Invalid):
    """Somebody would substitute themselves."""

    def __init__(self) -> None:
        super().__init__({"substitute": _("Người trực thay phải là người khác.")})


class TokenUnknown(NotFound):
    """There is no such token, or it is another's."""

    def __init__(self) -> None:
        super().__init__(_("Không có thẻ này trong danh sách của bạn. Tải lại trang: có thể thẻ đã bị thu hồi."))


class SessionUnknown(NotFound):
    """There is no such session, or it is another's."""

    def __init__(self) -> None:
        super().__init__(_("Không có phiên này trong danh sách của bạn. Tải lại trang: có thể phiên đã kết thúc."))


class PasswordUnfit(Invalid):
    """The password is too weak, or the old one is wrong."""


class CodeWrong(Invalid):
    """The one-time code does not fit, or was used already."""

    def __init__(self) -> None:
        super().__init__(
            {"code": _("Mã không đúng hoặc đã dùng. Chờ ứng dụng hiện mã mới (30 giây một mã) rồi nhập lại.")}
        )


class ActUnknown(Invalid):
    """No module has such an act, or there is no such role."""

    def __init__(self, code: str) -> None:
        """Take the code that nobody knows."""
        super().__init__({"act": _("Không có việc hay vai trò «%(code)s».") % {"code": code}})
