"""Words of the public post: bags, arrivals, parcels, what the post says of them; and the refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.kernel.refusal import Invalid, NotFound, Refusal, SomebodyWasQuicker

BAG = "postal.bag"  # stream kind in the ledger, owner kind of its print
PARCEL = "postal.parcel"

#: When a result counts as returned (setting ``post.returned_at``).
AT_DELIVERY, AT_HAND_OVER = "delivery", "hand_over"

LOOK, WORK, DECIDE = "postal.look", "postal.work", "postal.decide"


class Way(StrEnum):
    """Which way a bag goes: from the post to the counter, or from the counter to the post."""

    IN = "in"
    OUT = "out"


class Verdict(StrEnum):
    """What was found of an arrival when the bag was opened before the postman."""

    HERE = "here"
    MISSING = "missing"
    DAMAGED = "damaged"
    #: In the bag, and not on the post's list.
    EXTRA = "extra"

    @property
    def words(self) -> str:
        """In words."""
        return str(_VERDICTS[self])

    @property
    def is_here(self) -> bool:
        """Whether the counter holds it now."""
        return self is not Verdict.MISSING


_VERDICTS = {
    Verdict.HERE: gettext_lazy("có đủ"),
    Verdict.MISSING: gettext_lazy("thiếu"),
    Verdict.DAMAGED: gettext_lazy("rách, hỏng"),
    Verdict.EXTRA: gettext_lazy("ngoài danh sách"),
}


class What(StrEnum):
    """What is in a parcel."""

    RESULT = "result"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"

    @property
    def words(self) -> str:
        """In words."""
        return str(_WHAT[self])


_WHAT = {
    What.RESULT: gettext_lazy("kết quả"),
    What.SUPPLEMENT: gettext_lazy("phiếu yêu cầu bổ sung"),
    What.REFUSAL: gettext_lazy("phiếu từ chối và giấy tờ"),
}


class Fate(StrEnum):
    """Where a parcel is."""

    READY = "ready"
    HANDED = "handed"
    TRANSIT = "transit"
    FAILED = "failed"
    DELIVERED = "delivered"
    RETURNING = "returning"
    BACK = "back"
    CANCELLED = "cancelled"

    @property
    def words(self) -> str:
        """In words."""
        return str(_FATES[self])

    @property
    def is_live(self) -> bool:
        """Whether what is in it is neither with the citizen nor at the counter."""
        return self not in {Fate.DELIVERED, Fate.BACK, Fate.CANCELLED}


_FATES = {
    Fate.READY: gettext_lazy("chờ giao bưu điện"),
    Fate.HANDED: gettext_lazy("đã giao bưu điện"),
    Fate.TRANSIT: gettext_lazy("đang chuyển"),
    Fate.FAILED: gettext_lazy("phát chưa được, bưu điện phát lại"),
    Fate.DELIVERED: gettext_lazy("đã phát"),
    Fate.RETURNING: gettext_lazy("không phát được, đang chuyển hoàn"),
    Fate.BACK: gettext_lazy("đã về quầy"),
    Fate.CANCELLED: gettext_lazy("đã huỷ, còn ở quầy"),
}


class Order(StrEnum):
    """What the post's system knows of a parcel."""

    WAITING = "waiting"
    #: The order has left; nobody knows yet what became of it.
    ASKED = "asked"
    TAKEN = "taken"
    REFUSED = "refused"
    #: Asked for often enough without an answer that one can read: a person decides.
    UNKNOWN = "unknown"
    #: By hand: the tracking number was typed from the post's paper.
    TYPED = "typed"
    #: It stays here; the post is being told.
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"

    @property
    def words(self) -> str:
        """In words."""
        return str(_ORDERS[self])


_ORDERS = {
    Order.WAITING: gettext_lazy("chờ báo bưu điện"),
    Order.ASKED: gettext_lazy("đã báo, chờ trả lời"),
    Order.TAKEN: gettext_lazy("bưu điện đã nhận đơn"),
    Order.REFUSED: gettext_lazy("bưu điện từ chối đơn"),
    Order.UNKNOWN: gettext_lazy("chưa rõ bưu điện đã nhận đơn chưa"),
    Order.TYPED: gettext_lazy("mã bưu gửi ghi tay"),
    Order.CANCELLING: gettext_lazy("đang báo bưu điện huỷ đơn"),
    Order.CANCELLED: gettext_lazy("không gửi"),
}


class Means(StrEnum):
    """What a message of the post says of a parcel."""

    ACCEPTED = "accepted"
    TRANSIT = "transit"
    DELIVERED = "delivered"
    FAILED = "failed"
    RETURNING = "returning"
    RETURNED = "returned"

    @property
    def words(self) -> str:
        """In words."""
        return str(_MEANS[self])


_MEANS = {
    Means.ACCEPTED: gettext_lazy("đã nhận gửi"),
    Means.TRANSIT: gettext_lazy("đang vận chuyển"),
    Means.DELIVERED: gettext_lazy("đã phát"),
    Means.FAILED: gettext_lazy("phát chưa được"),
    Means.RETURNING: gettext_lazy("đang chuyển hoàn"),
    Means.RETURNED: gettext_lazy("đã chuyển hoàn"),
}


class Doubt(StrEnum):
    """Why a message of the post waits for a person."""

    CODE = "code"
    PARCEL = "parcel"
    BROKEN = "broken"
    NOT_HANDED = "not_handed"
    CONTRARY = "contrary"

    @property
    def words(self) -> str:
        """What is odd about it, and what to do."""
        return str(_DOUBTS[self])


_DOUBTS = {
    Doubt.CODE: gettext_lazy("Bưu điện dùng mã trạng thái lạ. Hỏi bưu điện mã này nghĩa là gì, rồi chọn."),
    Doubt.PARCEL: gettext_lazy("Bưu điện nói về một bưu gửi mà ở đây không có. Báo lại bưu điện, rồi bỏ qua."),
    Doubt.BROKEN: gettext_lazy("Tin của bưu điện hỏng, thiếu mã hoặc giờ. Tra bưu gửi với bưu điện, rồi chọn."),
    Doubt.NOT_HANDED: gettext_lazy(
        "Bưu điện báo đã phát hoặc chuyển hoàn, nhưng ở đây chưa ký biên bản giao. Ký biên bản trước, hoặc hỏi bưu điện."
    ),
    Doubt.CONTRARY: gettext_lazy(
        "Tin này trái với tin «đã phát» trước đó. Hỏi người nhận và bưu điện, rồi chọn tin nào đúng."
    ),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What the province's settings say of the post on a day; «giả định» until the province confirms.

    ``fare`` is what a parcel costs the applicant (VND), 0 where the post takes it itself; ``returned_at`` «delivery» or
    «hand_over»: when a result counts as returned; ``codes`` what the post's status codes mean.
    """

    fare: int
    returned_at: str
    codes: Mapping[str, Means]


@dataclass(frozen=True, slots=True)
class Event:
    """A message of the post that was understood: what it says, when by the post's clock."""

    key: str
    means: Means
    at: datetime


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel as its owner sees it, as rows; times on the province's clock, ``collects`` in VND (0: nothing)."""

    id: UUID
    reference: str
    what: What
    fate: Fate
    fate_at: datetime
    made_at: datetime
    order: Order
    tracking: str = ""
    handed_at: datetime | None = None
    delivered_at: datetime | None = None
    collects: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """To whom a parcel goes, or from which unit; ``code`` is the unit's."""

    name: str
    address: str
    phone: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the post's system tells of a sender's matter beside its words: procedure's code, papers, how to reach them."""

    procedure: str = ""
    papers: tuple[str, ...] = ()
    phone: str = ""
    address: str = ""


TOLD_NOTHING = Told()


@dataclass(frozen=True, slots=True)
class ArrivalIn:
    """What a line of the post's list, or a clerk, says of one that comes: number, sender, what is in it.

    ``id`` is the caller's own where it knows already what becomes of it; by default it is made here.
    """

    tracking: str
    sender: str
    about: str = ""
    told: Told = TOLD_NOTHING
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of an arrival."""

    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One that came, or should have."""

    id: UUID
    position: int
    tracking: str
    sender: str
    about: str
    verdict: Verdict | None
    note: str = ""
    told: Told = TOLD_NOTHING


@dataclass(frozen=True, slots=True)
class Brought:
    """One that came in a signed bag: the minutes by number, when they were signed, and what the post told of it."""

    arrival: Arrival
    bag: UUID
    number: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class BagLine:
    """A bag in a list."""

    id: UUID
    way: Way
    number: str
    opened_at: datetime
    signed_at: datetime | None
    count: int
    differences: int


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag with its minutes: what came or goes, who signed for the post."""

    id: UUID
    unit: UUID
    way: Way
    number: str
    opened_at: datetime
    signed_at: datetime | None
    postman: str
    print: UUID | None
    list_number: str = ""
    arrivals: tuple[Arrival, ...] = ()
    parcels: tuple[ParcelLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """A parcel in a list, ready to be shown."""

    id: UUID
    unit: UUID
    label: str
    reference: str
    what: What
    receiver: str
    address: str
    fate: Fate
    fate_at: datetime
    order: Order
    tracking: str
    words: str = ""
    bag: UUID | None = None
    revision: int = 0
    phone: str = ""
    handed_at: datetime | None = None
    collects: int = 0

    @property
    def needs_a_person(self) -> bool:
        """Whether it waits for somebody's word."""
        return self.order in {Order.REFUSED, Order.UNKNOWN} and self.fate is Fate.READY


@dataclass(frozen=True, slots=True)
class EventLine:
    """A message of the post, in a list or on a parcel's page."""

    id: UUID
    parcel: UUID | None
    label: str
    key: str
    code: str
    means: Means | None
    doubt: Doubt | None
    at: datetime
    words: str
    receiver: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Announced:
    """A list that the post announced and nobody has taken over yet."""

    id: UUID
    number: str
    at: datetime
    arrivals: tuple[ArrivalIn, ...]


class Said(StrEnum):
    """How a question to the post's system ended."""

    TAKEN = "taken"
    REFUSED = "refused"
    #: Nothing has happened there: no line, no sign-in, «try again».
    AWAY = "away"
    #: It may have happened: nobody knows.
    UNKNOWN = "unknown"
    #: The post knows no such order.
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """What the post's system says to an order."""

    said: Said
    tracking: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it came: texts, not yet understood."""

    key: str
    reference: str
    code: str
    at: str
    words: str = ""
    receiver: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What came since a mark, and the mark to ask from next; None where the post could not be read."""

    messages: tuple[Message, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class ListIn:
    """A list of what the post will bring to a unit."""

    number: str
    unit_code: str
    arrivals: tuple[ArrivalIn, ...] = field(default=())


class NoSuchBag(NotFound):
    """There is no such bag, or none for this actor."""

    kind: ClassVar[str] = "bag-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có biên bản nào như vậy ở đơn vị của bạn. Mở trang Bưu chính để xem các biên bản."))


class NoSuchParcel(NotFound):
    """There is no such parcel or message, or none for this actor."""

    kind: ClassVar[str] = "parcel-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có bưu gửi nào như vậy ở đơn vị của bạn. Mở trang Bưu chính để xem các bưu gửi."))


class NotSigned(Refusal):
    """What came by post is taken in when its minutes are signed."""

    kind: ClassVar[str] = "bag-not-signed"

    def __init__(self) -> None:
        super().__init__(_("Biên bản của bưu gửi này chưa ký. Ký biên bản với bưu điện trước, rồi tiếp nhận."))


class AlreadySigned(SomebodyWasQuicker):
    """The minutes are signed; what they say stays."""

    kind: ClassVar[str] = "bag-signed"

    def __init__(self) -> None:
        super().__init__(_("Biên bản này đã ký rồi, không sửa được. Có gì khác thì lập biên bản mới."))


class NotNow(Refusal):
    """Where the parcel is, this cannot be done."""

    kind: ClassVar[str] = "parcel-not-now"

    def __init__(self, fate: Fate) -> None:
        super().__init__(
            _("Bưu gửi này %(fate)s, không làm việc này được nữa. Mở lại trang để xem.") % {"fate": fate.words}
        )


class ParcelChanged(SomebodyWasQuicker):
    """Somebody, or the post, was quicker."""

    kind: ClassVar[str] = "parcel-changed"

    def __init__(self) -> None:
        super().__init__(_("Bưu gửi này vừa có tin mới hoặc có người khác xử lý. Mở lại để xem mới nhất."))


class AlreadyUnderWay(SomebodyWasQuicker):
    """The same thing is in a parcel already."""

    kind: ClassVar[str] = "parcel-under-way"

    def __init__(self, reference: str) -> None:
        super().__init__(
            _("Đã có bưu gửi %(reference)s cho việc này rồi. Mở trang Bưu chính để xem.") % {"reference": reference}
        )


class PostInvalid(Invalid):
    """What was typed about the post cannot be taken as it is."""

    kind: ClassVar[str] = "post-invalid"
