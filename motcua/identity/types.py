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

#: The kinds under which accounts, roles and one-stop desks stand in the history.
ACCOUNT, ROLE, DESK = "identity.account", "identity.role", "identity.desk"


class Role(StrEnum):
    """What an appointment is for; modules say which acts a role has (``identity.sockets.acts``)."""

    COUNTER = "counter"
    SPECIALIST = "specialist"
    SECTION_HEAD = "section_head"
    LEADER = "leader"
    DOCUMENT_CLERK = "document_clerk"
    ADMINISTRATOR = "administrator"
    #: Staff of the public post who take dossiers in at a counter (NĐ 107/2021); no post of a unit is theirs by itself.
    POSTAL = "postal"
    #: Who watches over others' work and reminds, as the office of a province does: looks, and does nothing to a dossier.
    SUPERVISOR = "supervisor"
    #: Whoever keeps the machine running: sees how it runs, and no dossier.
    OPERATOR = "operator"

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
    Role.POSTAL: gettext_lazy("Nhân viên bưu điện tiếp nhận"),
    Role.SUPERVISOR: gettext_lazy("Người theo dõi, giám sát"),
    Role.OPERATOR: gettext_lazy("Người vận hành"),
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
class SolePost:
    """A post of a unit that one account alone held for a time."""

    account: UUID
    post: UUID
    unit: UUID


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
class IssuedSlip:
    """A printed password; ``secret`` is shown once and stored only hashed. Moments are the machine's."""

    id: UUID
    account: UUID
    username: str
    name: str
    secret: str = field(repr=False)
    issued_at: datetime
    expires_at: datetime


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
        super().__init__(_("Không có tài khoản này, hoặc tài khoản đã đóng. Tìm lại trong danh sách tài khoản."))


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


class SlipUsed(Refusal):
    """The slip has opened the door before, or a newer one was printed."""

    kind = "slip-used"

    def __init__(self) -> None:
        super().__init__(_("Mật khẩu trên phiếu chỉ dùng được một lần và đã dùng. Nhờ người quản trị in phiếu mới."))


class SlipExpired(Refusal):
    """The slip's day is over."""

    kind = "slip-expired"

    def __init__(self) -> None:
        super().__init__(_("Phiếu mật khẩu đã quá một ngày nên hết hạn. Nhờ người quản trị in phiếu mới."))


def same_as_slip() -> str:
    """Say that the printed password cannot stay."""
    return _("Chọn mật khẩu khác với mật khẩu in trên phiếu.")


class SamePerson(NotAllowed):
    """It takes a second person: not the one who asked, and not the owner."""

    kind = "same-person"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Gỡ điện thoại cần hai người quản trị khác nhau, và không ai tự gỡ cho mình. Nhờ một người quản trị khác."
            )
        )


class AlreadyAsked(Refusal):
    """Somebody has asked, nobody has answered yet."""

    kind = "already-asked"

    def __init__(self) -> None:
        super().__init__(_("Đã có yêu cầu gỡ điện thoại của người này, đang chờ người quản trị thứ hai xác nhận."))


class NothingAsked(Refusal):
    """Nothing waits for an answer."""

    kind = "nothing-asked"

    def __init__(self) -> None:
        super().__init__(_("Không còn yêu cầu nào chờ xác nhận: có người vừa xử lý. Tải lại trang."))


class SubstitutionUnknown(NotFound):
    """There is no such substitution that still runs."""

    def __init__(self) -> None:
        super().__init__(_("Không có lần trực thay này, hoặc đã kết thúc. Tải lại danh sách."))


class NotOfThatAgency(Invalid):
    """A stand-by works in the agency that names him."""

    def __init__(self) -> None:
        super().__init__({"username": _("Người này không giữ vị trí nào ở cơ quan cử. Chọn người của cơ quan ấy.")})


class StandByNamed(Invalid):
    """The same person stands by there already."""

    def __init__(self) -> None:
        super().__init__({"username": _("Người này đã là dự phòng của cơ quan ấy ở quầy này.")})


class StandByUnknown(NotFound):
    """There is no such stand-by that still holds."""

    def __init__(self) -> None:
        super().__init__(_("Không có người dự phòng này, hoặc đã kết thúc. Tải lại danh sách."))


class TermUnfit(Invalid):
    """A secondment is shorter or longer than the settings allow."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(
            {
                "valid_to": _("Thời hạn biệt phái từ %(least)s đến %(most)s tháng. Sửa ngày kết thúc.")
                % {"least": least, "most": most}
            }
        )


class OwnLeave(NotAllowed):
    """Nobody closes their own account."""

    kind = "own-leave"

    def __init__(self) -> None:
        super().__init__(_("Không ai tự đóng tài khoản của mình. Nhờ một người quản trị khác."))


class NotAColleague(Invalid):
    """The post chosen is no colleague's of the one who leaves."""

    def __init__(self) -> None:
        super().__init__({"to": _("Chọn một đồng nghiệp cùng đơn vị, cùng vai trò, hoặc bàn chung.")})


class ImportFaulty(Invalid):
    """A list of people has a line that cannot be taken; nothing of it was."""

    def __init__(self, line: int, sentence: str, count: int) -> None:
        super().__init__(
            {
                "rows": _("Chưa nhận dòng nào: %(count)s dòng còn lỗi. Dòng %(line)s: %(sentence)s")
                % {"count": count, "line": line, "sentence": sentence}
            }
        )
