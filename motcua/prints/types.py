"""What goes into a printed form, and what is refused.

The forms are named by meaning, never by number: «Mẫu 05» means two things in the sets of 2018 and 2025. All values are
text as it is printed, except counts; moments are ISO 8601 with offset and are put into words by the template.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Literal, TypedDict

from django.utils.translation import gettext_lazy as _

from motcua.kernel.refusal import NotFound

Form = Literal["receipt", "supplement", "refusal", "fee_receipt", "settlement", "slip"]

#: The template version that new prints are frozen with.
CURRENT: dict[str, int] = {
    "receipt": 1,
    "supplement": 1,
    "refusal": 1,
    "fee_receipt": 1,
    "settlement": 1,
    "slip": 1,
}

#: What renders, with its version: the same one gives the same bytes.
RENDERER = f"typst {version('typst')}"


class NoSuchPrint(NotFound):
    """There is no such print, or not for this actor."""

    kind = "print-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có bản in này. Mở hồ sơ rồi chọn bản in trong mục Bản in."))


class Head(TypedDict):
    """The block common to all forms: left the agencies, right the national title with place and day."""

    superior: str  # «ỦY BAN NHÂN DÂN HUYỆN BA BỂ», empty where there is none
    agency: str  # «UBND XÃ QUẢNG KHÊ»
    desk: str  # «BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ»
    place: str  # «Quảng Khê»
    day: str  # ISO date of the document


class PersonBlock(TypedDict):
    """A person as on the form; what is not known is empty."""

    name: str
    address: str
    phone: str
    email: str
    number: str


class PaperLine(TypedDict):
    """A line of the table of papers."""

    name: str
    originals: int
    certified: int
    copies: int


class ReceiptInputs(TypedDict):
    """Mẫu 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả (spec §2.1). ``drawn`` adds code, book and ordinal."""

    head: Head
    code_assumed: bool
    submitter: PersonBlock
    owner: PersonBlock | None  # only where it is somebody else
    channel: str  # «trực tiếp», «qua bưu chính công ích»
    procedure: str
    papers: list[PaperLine]
    sets: int
    limit: str  # «5 ngày làm việc»
    received_at: str
    due_at: str  # empty: no limit
    provisional: bool
    delivery: str  # where the result is handed over
    fee: str
    look_up: str  # address of the look-up with the bearer's token: the QR
    look_up_site: str  # the address to type: «localhost:8000/tra-cuu»
    hotline: str
    clerk: str


class SupplementInputs(TypedDict):
    """Mẫu 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (spec §2.2)."""

    head: Head
    number: str  # «…/HDHS»
    dossier: str  # code, or the filing number before reception
    person: PersonBlock
    procedure: str
    papers: list[PaperLine]
    reason: str
    contact_name: str
    contact_phone: str
    site: str
    clock: str  # what happens to the limit, in a sentence
    clerk: str


class RefusalInputs(TypedDict):
    """Mẫu 03: Phiếu từ chối tiếp nhận giải quyết hồ sơ (spec §2.3); ``stage`` intake or appraisal."""

    head: Head
    stage: str
    dossier: str
    person: PersonBlock
    procedure: str
    papers: int
    received_at: str  # empty at intake
    reason: str
    contact_name: str
    contact_phone: str
    site: str
    clerk: str


class FeeLine(TypedDict):
    """A line of a fee receipt in VND; ``quantity`` 0 where only a remainder was taken, ``note`` a relief in words."""

    name: str
    note: str
    quantity: int
    price: int
    amount: int


class FeeReceiptInputs(TypedDict):
    """Biên lai thu phí, lệ phí (spec §2.7). ``drawn`` adds book, number and year."""

    head: Head
    dossier: str
    payer: str
    address: str
    procedure: str
    lines: list[FeeLine]
    total: int
    words: str  # «Mười lăm nghìn đồng»
    method: str  # «tiền mặt», «chuyển khoản»
    reference: str  # of the transfer; empty for cash
    taken_at: str
    clerk: str


class SettlementLine(TypedDict):
    """What one agency gets of a quarter, in VND; cash and transfer are less what was given back."""

    agency: str
    receipts: int
    cash: int
    transfer: int
    cancelled: int
    total: int


class SettlementInputs(TypedDict):
    """Bảng đối soát phí, lệ phí của quý (NĐ 61/2018 Đ12.9)."""

    head: Head
    year: int
    quarter: int
    since: str
    until: str
    version: int
    lines: list[SettlementLine]
    total: int
    words: str
    open_days: int  # tills of the quarter that are not closed yet
    clerk: str


class SlipInputs(TypedDict):
    """A password of one use, for its owner's hands; never kept."""

    head: Head
    name: str
    username: str
    secret: str
    until: str
    site: str
    issued_by: str
