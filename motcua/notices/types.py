"""Words of messages: channels, fates, answers of carriers, and the refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.kernel.refusal import Invalid, NotFound, Refusal

#: Streams of the ledger.
MESSAGE, TEMPLATE, WISH = "notices.message", "notices.template", "notices.wish"

LOOK, DECIDE, WISHES = "notices.look", "notices.decide", "notices.wishes"
TEXTS, TEMPLATES = "notices.texts", "notices.templates"
ACTS: tuple[tuple[str, object], ...] = (
    (LOOK, _("Xem tin đã báo cho người dân")),
    (DECIDE, _("Gửi lại tin, coi như đã báo")),
    (WISHES, _("Ghi ý muốn nhận tin của người dân")),
    (TEXTS, _("Xem mẫu tin báo")),
    (TEMPLATES, _("Soạn mẫu tin báo")),
)
ROLES: dict[str, frozenset[str]] = {
    "counter": frozenset({LOOK, DECIDE, WISHES, TEXTS}),
    "leader": frozenset({LOOK, TEXTS}),
    # Whoever looks after the machine reads nobody's messages.
    "administrator": frozenset({TEXTS, TEMPLATES}),
}


class Channel(StrEnum):
    """How a message goes."""

    EMAIL = "email"
    SMS = "sms"

    @property
    def words(self) -> str:
        """What a page calls it."""
        return str(_CHANNELS[self])

    @property
    def short(self) -> str:
        """What a sentence calls it."""
        return str(_SHORT[self])


_SHORT = {Channel.EMAIL: _("thư"), Channel.SMS: _("SMS")}
_CHANNELS = {Channel.EMAIL: _("Thư điện tử"), Channel.SMS: _("Tin nhắn SMS")}


class Fate(StrEnum):
    """What has become of a message."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    SETTLED = "settled"

    @property
    def words(self) -> str:
        """What a page calls it."""
        return str(_FATES[self])


_FATES = {
    Fate.QUEUED: _("chờ gửi"),
    Fate.SENDING: _("đang gửi"),
    Fate.SENT: _("đã gửi"),
    Fate.DEFERRED: _("sẽ gửi lại"),
    Fate.REFUSED: _("không gửi được"),
    Fate.UNKNOWN: _("chưa rõ đã đến chưa"),
    Fate.SETTLED: _("coi như đã báo"),
}
#: A person has to decide about these; nothing happens by itself.
FOR_A_PERSON = frozenset({Fate.REFUSED, Fate.UNKNOWN})
#: The sender takes these.
WAITING = frozenset({Fate.QUEUED, Fate.DEFERRED})


class Outcome(StrEnum):
    """How one attempt ended. ``AWAY``: the carrier could not be reached; it says nothing about the message."""

    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    AWAY = "away"


class Report(StrEnum):
    """What a gateway reports of an SMS it has taken: on its way, on the telephone, not there, or nobody knows any more."""

    PASSED = "passed"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DELIVERED = "delivered"

    @property
    def words(self) -> str:
        """What a page calls it."""
        return str(_REPORTS[self])


_REPORTS = {
    Report.PASSED: _("tổng đài đang chuyển"),
    Report.UNKNOWN: _("tổng đài không rõ đã đến máy chưa"),
    Report.FAILED: _("không đến được máy"),
    Report.DELIVERED: _("đã đến máy"),
}


class Deed(StrEnum):
    """What a person decided about a message."""

    RESEND = "resend"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class Text:
    """What a message says before its places are filled; an SMS has no subject."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Official:
    """An official who is told something: not in the register of persons, reached by e-mail only."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell a person: ``cause`` is the ledger line, ``about`` what it is about, ``label`` its number.

    ``values`` fill the places of the letter; ``unit`` is the unit whose outbox shows the message. ``at_once``: the person
    waits for it, so the night's quiet does not hold it back. ``to``: an official, and ``person`` is then the account.
    """

    cause: UUID
    kind: str
    about_kind: str
    about: UUID
    label: str
    unit: UUID
    person: UUID
    at: datetime
    values: Mapping[str, str]
    at_once: bool = False
    to: Official | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message as a carrier takes it. ``id`` makes the Message-ID, which never changes; ``at`` is the moment of sending.

    ``report_to`` is the signed address where the gateway may report of it, «%d» standing for its code; empty for none.
    """

    id: UUID
    address: str
    subject: str
    body: str
    at: datetime
    report_to: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a carrier said: how it ended, its code (None where there is none) and its words."""

    outcome: Outcome
    code: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Habits:
    """The province's dated settings of messages.

    ``quiet`` is the night in which nothing is sent (None: none); ``may_decline`` the kinds that a person may decline;
    older news than ``news_days`` is not told any more.
    """

    quiet: tuple[time, time] | None
    may_decline: frozenset[str]
    news_days: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the outbox."""

    id: UUID
    kind: str
    label: str
    channel: Channel
    address: str
    made_at: datetime
    fate: Fate
    fate_at: datetime
    not_before: datetime
    url: str = ""
    report: Report | None = None

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must decide."""
        return self.fate in FOR_A_PERSON


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to send."""

    at: datetime
    outcome: Outcome | None
    code: int | None
    words: str
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided."""

    at: datetime
    by: UUID
    deed: Deed


@dataclass(frozen=True, slots=True)
class Message:
    """One message whole, for whoever may look."""

    line: Line
    unit: UUID
    person: UUID
    subject: str
    body: str
    revision: int
    attempts: tuple[Attempt, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What was told about something, in short: for its page."""

    id: UUID
    kind: str
    channel: Channel
    at: datetime
    fate: Fate


@dataclass(frozen=True, slots=True)
class Version:
    """A text in force from a day; ``number`` 0 is what the product ships with. One that was taken back never was."""

    kind: str
    channel: Channel
    number: int
    text: Text
    valid_from: date | None
    source: str
    is_withdrawn: bool = False

    def may_be_withdrawn(self, today: date) -> bool:
        """Whether its day is still to come."""
        return self.valid_from is not None and self.valid_from > today and not self.is_withdrawn


class NoSuchMessage(NotFound):
    """There is no such message, or not for this actor."""

    kind: ClassVar[str] = "message-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có tin này, hoặc tin của đơn vị khác. Mở lại danh sách tin đã báo."))


class NoSuchTemplate(NotFound):
    """There is no such kind of message."""

    kind: ClassVar[str] = "template-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có mẫu tin này. Mở lại danh sách mẫu."))


class TextInForce(Refusal):
    """A text whose day has come is followed by another one, never taken back."""

    kind: ClassVar[str] = "text-in-force"

    def __init__(self) -> None:
        super().__init__(_("Bản này đã đến ngày dùng, không rút được nữa. Công bố bản mới thay nó."))


class NothingToDecide(Refusal):
    """The message is not one that waits for a person."""

    kind: ClassVar[str] = "nothing-to-decide"

    def __init__(self, words: str) -> None:
        super().__init__(_("Tin này %(fate)s, không cần quyết định gì. Mở lại để xem mới nhất.") % {"fate": words})


class NoAddress(Refusal):
    """The person's record has no address of this channel any more."""

    kind: ClassVar[str] = "no-address"

    def __init__(self) -> None:
        super().__init__(
            _("Hồ sơ người nhận không còn địa chỉ của kênh này. Ghi địa chỉ ở trang người đó rồi gửi lại.")
        )


class TextUnfit(Invalid):
    """A text that could not be sent as it is."""

    kind: ClassVar[str] = "text-unfit"


class MayNotDecline(Refusal):
    """Declining is of no effect: the profile lets nobody decline anything."""

    kind: ClassVar[str] = "may-not-decline"

    def __init__(self) -> None:
        super().__init__(_("Quy định của tỉnh không cho từ chối loại tin nào, nên chưa ghi gì."))
