"""Words of money: what is owed, what was taken, the till; and the refusals. All amounts are whole đồng."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.money import dong
from motcua.kernel.refusal import Invalid, NotFound, Refusal, SomebodyWasQuicker

TILL_STREAM = "payments.till"
SETTLEMENT = "payments.settlement"  # stream kind in the ledger, owner kind of its print
BOOK = "payments.book"

TAKE, CANCEL, LOOK, CLOSE, SETTLE, ALLOW, OPEN = (
    "payments.take",
    "payments.cancel",
    "payments.look",
    "payments.close",
    "payments.settle",
    "payments.allow",
    "payments.open",
)

#: Whether a result may go out while something is owed: the setting ``fees.return_unpaid``.
REFUSE = "refuse"
#: More of one thing is nobody's errand at a counter.
MOST_OF_ONE = 999
#: The dearest fee of the national list is 50 million; beyond this somebody's finger slipped.
MOST_PRICE = 1_000_000_000
#: Of a book with fewer numbers left the pages warn.
FEW = 10


class Method(StrEnum):
    """How money came in (NĐ 61/2018 Đ22): in notes, to the agency's account, or collected by the post at delivery.

    What the post collected lies in nobody's till; the post pays it over by its own list.
    """

    CASH = "cash"
    TRANSFER = "transfer"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Tariff:
    """A fee line that may be chosen: what a procedure's version says, handed in by the caller.

    ``price`` is None where nobody knows the amount: the clerk types it, and it is «giả định». ``code`` is by which
    other systems know the line.
    """

    position: int
    name: str
    kind: str = "fee"
    price: int | None = None
    assumed: bool = False
    code: str = ""
    #: Grounds of the procedure's own version.
    reliefs: tuple[Relief, ...] = ()

    def grounds(self, provinces: Sequence[Relief]) -> tuple[Relief, ...]:
        """Return on which grounds this line may be lowered: the version's own, then the province's that it does not name."""
        own = {relief.name.casefold() for relief in self.reliefs}
        return (*self.reliefs, *(relief for relief in provinces if relief.name.casefold() not in own))


@dataclass(frozen=True, slots=True)
class Relief:
    """A ground on which the law frees from a fee or lowers it: by how many percent or VND off each, on what proof."""

    code: str
    name: str
    percent: int
    basis: str = ""
    proof: str = ""
    amount: int | None = None
    assumed: bool = True


@dataclass(frozen=True, slots=True)
class FeeRules:
    """What the province's settings say about money on a day; all of it «giả định» until the province confirms."""

    returns_unpaid: bool
    denominations: tuple[int, ...]
    reliefs: tuple[Relief, ...]


@dataclass(frozen=True, slots=True)
class DueIn:
    """A chosen fee line: how many, at which price, freed or lowered on which ground, and the proof that was seen."""

    tariff: Tariff
    quantity: int = 1
    price: int | None = None
    relief: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A line of what is owed; ``amount`` is price times quantity less the relief: a percentage, else VND (``off``)."""

    position: int
    name: str
    kind: str
    price: int
    quantity: int
    amount: int
    relief: str = ""
    percent: int = 0
    basis: str = ""
    assumed: bool = False

    @property
    def off(self) -> int:
        """What a relief takes off in VND where it is no percentage."""
        return self.price * self.quantity - self.amount if self.relief and not self.percent else 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt (biên lai) that was given: its number in the unit's book of the year, and what it was for."""

    id: UUID
    book: int
    number: int
    year: int
    method: Method
    amount: int
    at: datetime
    print: UUID
    lines: Mapping[int, int]
    cancelled_at: datetime | None = None
    serial: str = ""

    @property
    def words(self) -> str:
        """«số 12, quyển 1/2020», with the serial where there is one."""
        said = _("số %(number)s, quyển %(book)s/%(year)s") % {
            "number": f"{self.number:07}",
            "book": self.book,
            "year": self.year,
        }
        return _("%(receipt)s, ký hiệu %(serial)s") % {"receipt": said, "serial": self.serial} if self.serial else said


@dataclass(frozen=True, slots=True)
class Book:
    """A unit's book of receipts (quyển biên lai): its serial (ký hiệu), from which number to which, the last drawn.

    ``until`` is None where it never runs out.
    """

    id: UUID
    unit: UUID
    year: int
    book: int
    serial: str
    first: int
    last: int
    until: int | None
    opened_at: datetime
    closed_at: datetime | None = None

    @property
    def drawn(self) -> int:
        """How many numbers were drawn."""
        return self.last - self.first + 1

    @property
    def left(self) -> int | None:
        """How many numbers are left; None where it never runs out."""
        return None if self.until is None else self.until - self.last

    @property
    def is_short(self) -> bool:
        """Whether it is open and soon runs out."""
        return self.closed_at is None and self.left is not None and self.left <= FEW


@dataclass(frozen=True, slots=True)
class Money:
    """What one owner owes and has paid, as rows. ``dues`` is None while nobody has set them: the usual fee is owed.

    ``allowed_at``: a leader allowed the result to go out unpaid.
    """

    dues: tuple[Due, ...] | None = None
    times_set: int = 0
    receipts: tuple[Receipt, ...] = ()
    allowed_at: datetime | None = None

    @property
    def valid(self) -> tuple[Receipt, ...]:
        """The receipts that were not cancelled."""
        return tuple(receipt for receipt in self.receipts if receipt.cancelled_at is None)

    @property
    def paid(self) -> int:
        """What was taken and not given back, in VND."""
        return sum(receipt.amount for receipt in self.valid)

    def owed(self, fee: int) -> int:
        """Return what is owed in all, in VND; ``fee`` is the usual one, owed while nobody has set the lines."""
        return fee if self.dues is None else sum(due.amount for due in self.dues)

    def outstanding(self, fee: int) -> int:
        """Return what has still to be paid, in VND."""
        return max(0, self.owed(fee) - self.paid)

    def collected_by(self, position: int) -> Method | None:
        """Return how the last money for a line came in; None while nothing was taken for it."""
        ways = [receipt.method for receipt in self.valid if receipt.lines.get(position)]
        return ways[-1] if ways else None

    def paid_for(self, position: int) -> int:
        """Return what was taken for one line, in VND."""
        return sum(receipt.lines.get(position, 0) for receipt in self.valid)

    def open_lines(self, usual: tuple[Due, ...]) -> tuple[tuple[Due, int], ...]:
        """Return the lines that are not wholly paid, each with what is missing; ``usual`` while nobody has set them."""
        lines = usual if self.dues is None else self.dues
        found = ((due, due.amount - self.paid_for(due.position)) for due in lines)
        return tuple((due, missing) for due, missing in found if missing > 0)


NO_MONEY = Money()


@dataclass(frozen=True, slots=True)
class Taking:
    """Money taken at the counter: ``id`` is made before the button is pressed, so that sending it twice harms nothing.

    ``owner`` is whose money it is (kind and id), ``subject`` the number people know it by, ``person`` who is printed on
    the receipt and to whom the print belongs.
    """

    id: UUID
    owner_kind: str
    owner: UUID
    subject: str
    unit: UUID
    competent_unit: UUID
    lines: tuple[tuple[Due, int], ...]
    method: Method
    payer: Mapping[str, str]
    head: Mapping[str, str]
    procedure: str
    person: UUID | None = None
    reference: str = ""

    @property
    def amount(self) -> int:
        """What is taken, in VND."""
        return sum(amount for _due, amount in self.lines)


@dataclass(frozen=True, slots=True)
class Call:
    """A published SQL function with its values: the caller's own statement calls it and keeps what it drew.

    Rows among the values are plain dictionaries: the caller writes them as JSON, or in bulk hands them to ``bulk``.
    """

    sql: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class QuarterOfUnit:
    """A unit's quarter in VND: receipts issued and cancelled, money by method less what was given back, tills, what was settled.

    ``difference`` is what was counted beyond the cash of closed tills; ``settled`` the total of the last version drawn up.
    """

    unit: UUID
    issued: int
    cancelled: int
    taken: int
    given_back: int
    cash: int
    transfer: int
    post: int
    closed_tills: int
    in_closed_tills: int
    open_tills: int
    in_open_tills: int
    difference: int
    version: int | None
    settled: int | None

    @property
    def total(self) -> int:
        """What is to be passed on: taken less given back."""
        return self.taken - self.given_back

    @property
    def agrees(self) -> bool:
        """Whether the sums meet: by receipts and by method, and in tills closed and open."""
        return (
            self.total == self.cash + self.transfer + self.post
            and self.cash + self.transfer == self.in_closed_tills + self.in_open_tills
        )

    @property
    def is_behind(self) -> bool:
        """Whether what was drawn up last is no longer the total."""
        return self.settled is not None and self.settled != self.total


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a till: money in (a receipt) or out (its counter-entry, with a negative amount)."""

    receipt: UUID
    number: int
    book: int
    year: int
    subject: str
    account: UUID
    method: Method
    amount: int
    at: datetime
    is_cancellation: bool
    print: UUID
    serial: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """A till that was closed: what should have been there in cash, what was counted, and why it differs."""

    at: datetime
    cash: int
    transfer: int
    counted: int
    explanation: str = ""

    @property
    def difference(self) -> int:
        """What was counted beyond what should be there; negative where something is missing."""
        return self.counted - self.cash


@dataclass(frozen=True, slots=True)
class Till:
    """One cashier's till in one unit on one day."""

    account: UUID
    on: date
    entries: tuple[Entry, ...]
    closing: Closing | None = None

    def total(self, method: Method) -> int:
        """Return the day's sum of one method, in VND."""
        return sum(entry.amount for entry in self.entries if entry.method is method)

    @property
    def amount(self) -> int:
        """The day's sum, in VND."""
        return sum(entry.amount for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Share:
    """What one competent agency gets of a quarter: receipts, sums by method, what was cancelled of them, what is left."""

    agency: UUID
    receipts: int
    cash: int
    transfer: int
    post: int
    cancelled: int
    total: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """A quarter's settlement of one receiving unit (NĐ 61/2018 Đ12.9); ``open_days`` tills are not closed yet."""

    unit: UUID
    year: int
    quarter: int
    shares: tuple[Share, ...]
    open_days: int
    drawn_up: tuple[tuple[datetime, UUID], ...] = field(default=())

    @property
    def total(self) -> int:
        """What all agencies get together, in VND."""
        return sum(share.total for share in self.shares)


class NoSuchReceipt(NotFound):
    """There is no such receipt among those of this owner."""

    kind: ClassVar[str] = "receipt-not-found"

    def __init__(self) -> None:
        super().__init__(_("Hồ sơ này không có biên lai ấy. Mở hồ sơ, xem mục Bản in."))


class AlreadyTaken(SomebodyWasQuicker):
    """The same taking was sent before; nothing was taken twice."""

    kind: ClassVar[str] = "already-taken"

    def __init__(self, receipt: Receipt) -> None:
        super().__init__(
            _("Khoản này đã thu rồi: biên lai %(receipt)s. Không có gì bị thu hai lần.") % {"receipt": receipt.words}
        )
        self.receipt = receipt


class ReceiptIdUsed(SomebodyWasQuicker):
    """The id of a taking belongs to another owner's receipt."""

    kind: ClassVar[str] = "receipt-id-used"

    def __init__(self) -> None:
        super().__init__(_("Mã của lần thu này đã dùng cho hồ sơ khác. Mở lại trang thu phí rồi thu."))


class AlreadyCancelled(SomebodyWasQuicker):
    """The receipt has its counter-entry."""

    kind: ClassVar[str] = "receipt-cancelled"

    def __init__(self) -> None:
        super().__init__(_("Biên lai này đã huỷ rồi. Mở hồ sơ để xem lý do."))


class NothingToTake(Refusal):
    """Nothing is owed, or nobody has said how much."""

    kind: ClassVar[str] = "nothing-to-take"

    def __init__(self) -> None:
        super().__init__(_("Không còn khoản nào phải thu. Nếu có khoản mới, ghi ở «Khoản phải nộp» trước."))


class LessThanPaid(Refusal):
    """What is owed cannot become less than what was taken for it."""

    kind: ClassVar[str] = "less-than-paid"

    def __init__(self, name: str, paid: int) -> None:
        super().__init__(
            _("«%(name)s» đã thu %(paid)s. Huỷ biên lai trước, rồi mới ghi số phải nộp thấp hơn.")
            % {"name": name, "paid": dong(paid)}
        )


class Unpaid(Refusal):
    """The result goes out when what is owed is paid (a setting of the province)."""

    kind: ClassVar[str] = "unpaid"

    def __init__(self, amount: int) -> None:
        super().__init__(
            _("Hồ sơ còn %(amount)s chưa nộp. Thu phí rồi trả kết quả, hoặc xin lãnh đạo cho trả trước.")
            % {"amount": dong(amount)}
        )


class TillClosed(Refusal):
    """The till of that day is closed; later money belongs to the next day."""

    kind: ClassVar[str] = "till-closed"

    def __init__(self) -> None:
        super().__init__(_("Quỹ ngày này đã chốt. Khoản thu sau lúc chốt tính vào ngày kế tiếp."))


class EarlierDayOpen(Refusal):
    """Days are closed in order."""

    kind: ClassVar[str] = "earlier-day-open"

    def __init__(self, day: str) -> None:
        super().__init__(_("Quỹ ngày %(day)s chưa chốt. Chốt ngày ấy trước.") % {"day": day})


class NothingInTill(Refusal):
    """A day without money in or out has nothing to close."""

    kind: ClassVar[str] = "nothing-in-till"

    def __init__(self) -> None:
        super().__init__(_("Ngày này bạn không thu khoản nào, nên không có gì để chốt."))


class QuarterNotOver(Refusal):
    """A quarter is settled when it has begun."""

    kind: ClassVar[str] = "quarter-not-begun"

    def __init__(self) -> None:
        super().__init__(_("Quý này chưa bắt đầu. Chọn quý đã qua hoặc quý đang thu."))


class BookRanOut(Refusal):
    """The open book of receipts has no number left; nothing was taken."""

    kind: ClassVar[str] = "book-ran-out"

    def __init__(self) -> None:
        super().__init__(_("Quyển biên lai đã hết số; chưa thu gì. Mở quyển mới ở «Quyển biên lai», rồi thu lại."))


class BookNotFull(Refusal):
    """The next book of the same serial is opened when the open one has run out."""

    kind: ClassVar[str] = "book-not-full"

    def __init__(self, book: int, year: int, left: int | None) -> None:
        said = {"book": book, "year": year, "left": left}
        super().__init__(
            _("Quyển %(book)s/%(year)s còn %(left)s số. Dùng hết, hoặc mở quyển với ký hiệu khác.") % said
            if left is not None
            else _("Quyển %(book)s/%(year)s không giới hạn số. Mở quyển với ký hiệu khác nếu cần.") % said
        )


class BookOpened(SomebodyWasQuicker):
    """A colleague has just opened the next book."""

    kind: ClassVar[str] = "book-opened"

    def __init__(self) -> None:
        super().__init__(_("Quyển mới vừa được mở. Xem lại danh sách quyển biên lai."))


class MoneyInvalid(Invalid):
    """Figures or words of money that cannot be taken as they are."""

    kind: ClassVar[str] = "money-invalid"
