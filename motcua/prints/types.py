"""What goes into a printed form, and what is refused.

The forms are named by meaning, never by number: «Mẫu 05» means two things in the sets of 2018 and 2025. All values are
text as it is printed, except counts; moments are ISO 8601 with offset and are put into words by the template.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal, NotRequired

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from typing_extensions import TypedDict

from motcua.kernel.refusal import NotFound, Refusal

Form = Literal[
    "receipt",
    "supplement",
    "refusal",
    "apology",
    "stop_notice",
    "control_slip",
    "delivery_slip",
    "history",
    "loss",
    "fee_receipt",
    "settlement",
    "post_minutes",
    "register",
    "slip",
    "paper_book",
    "sample",
    "originals_slip",
    "hand_over_list",
    "transfer_slip",
    "meeting_invitation",
    "meeting_minutes",
    "reminder",
    "key_sheet",
    "figures",
    "report_form",
    "rating_slip",
    "narrative",
    "lent_notice",
    "destruction",
    "person_data",
    "lookers",
]

#: The template version that new prints are frozen with.
CURRENT: dict[str, int] = {
    "receipt": 3,
    "supplement": 2,
    "refusal": 2,
    "apology": 2,
    "stop_notice": 2,
    "control_slip": 1,
    "delivery_slip": 3,
    "history": 1,
    "loss": 2,
    "fee_receipt": 3,
    "settlement": 3,
    "post_minutes": 1,
    "register": 1,
    "slip": 1,
    "paper_book": 1,
    "sample": 2,
    "originals_slip": 2,
    "hand_over_list": 1,
    "transfer_slip": 1,
    "meeting_invitation": 2,
    "meeting_minutes": 1,
    "reminder": 1,
    "key_sheet": 1,
    "figures": 2,
    "report_form": 1,
    "rating_slip": 1,
    "narrative": 1,
    "lent_notice": 1,
    "destruction": 1,
    "person_data": 1,
    "lookers": 2,
}

#: The set of forms that came with TT 03/2025 has other numbers and names: its versions are 2501, 2502, …
FORM_SETS: dict[str, dict[str, int]] = {
    "tt01_2018": {},
    "tt03_2025": {
        "receipt": 2502,
        "supplement": 2502,
        "refusal": 2502,
        "apology": 2502,
        "stop_notice": 2502,
        "control_slip": 2501,
        "register": 2501,
    },
}
USUAL_SET = "tt01_2018"


def version_of(form: str, form_set: str = USUAL_SET) -> int:
    """Return the template's version with which a form of this set is frozen; what a set leaves as it was is the current one."""
    return FORM_SETS[form_set].get(form, CURRENT[form])


#: What renders, with its version: the same one gives the same bytes.
RENDERER = f"typst {version('typst')}"


class NoSuchPrint(NotFound):
    """There is no such print, or not for this actor."""

    kind = "print-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có bản in này. Mở hồ sơ rồi chọn bản in trong mục Bản in."))


class CannotBeStamped(Refusal):
    """A PDF on which nothing can be put: locked with a password, broken, without a page."""

    kind = "cannot-be-stamped"

    def __init__(self) -> None:
        super().__init__(
            _("Không đóng được chữ MẪU lên tệp này: tệp có mật khẩu hoặc bị hỏng. In lại thành PDF mới rồi tải lên.")
        )


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


class WithTexts(TypedDict):
    """A form on which a province may have sentences of its own: by place («collecting»), filled; TEXT_PLACES lists them."""

    texts: NotRequired[Mapping[str, str]]


class ReceiptInputs(WithTexts):
    """Mẫu 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả (spec §2.1). ``drawn`` adds code, book and ordinal."""

    head: Head
    code_assumed: bool
    submitter: PersonBlock
    owner: PersonBlock | None  # only where it is somebody else
    channel: str  # «trực tiếp», «qua bưu chính công ích»
    procedure: str
    papers: list[PaperLine]
    originals: NotRequired[str]  # those that the office keeps; version 3 names them
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


class ReissuedReceiptInputs(ReceiptInputs):
    """A receipt issued anew: the same form with its version, and the moment of the correction or of keeping originals."""

    code: str
    book: int
    ordinal: int
    version: int  # 2, 3, …
    corrected_at: NotRequired[str]
    reissued_at: NotRequired[str]


class SupplementInputs(WithTexts):
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


class RefusalInputs(WithTexts):
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


class FeeReceiptInputs(WithTexts):
    """Biên lai thu phí, lệ phí (spec §2.7). ``drawn`` adds book, number, year and, since version 2, the serial."""

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
    post: int  # what the post collected; version 1 has no column for it
    cancelled: int
    total: int


class SettlementInputs(WithTexts):
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


class MinutesLine(TypedDict):
    """One thing in a bag: whose it is (sender, or receiver with the address), what is in it, what was found."""

    tracking: str
    name: str
    about: str
    verdict: str
    note: str


class PostMinutesInputs(TypedDict):
    """Biên bản giao nhận giữa bưu điện và nơi tiếp nhận (QĐ 45/2016 Đ7.4)."""

    head: Head
    way: str  # «in» from the post, «out» to the post
    number: str
    list_number: str
    signed_at: str
    lines: list[MinutesLine]
    postman: str
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


class ApologyInputs(WithTexts):
    """Mẫu 04: Phiếu xin lỗi và hẹn lại ngày trả kết quả (spec §2.4)."""

    head: Head
    number: str  # «…/PXL»
    dossier: str
    person: PersonBlock
    procedure: str
    received_at: str
    original_due_at: str
    promised_at: str  # what was promised last; the same as the first where nothing moved it
    cause: str
    liable: str  # the agency that answers for the delay
    late: bool  # not a working day before
    apology_by: str  # the last day on which it would have been in time
    due_at: str  # the new appointment
    delivery: str
    counter: str  # the one-stop desk that gets a copy
    post: str
    leader: str
    look_up: str


class StopNoticeInputs(WithTexts):
    """Thông báo dừng giải quyết hồ sơ (TT 03/2025, form 05; in use before by practice)."""

    head: Head
    number: str  # «…/DGQ»
    dossier: str
    person: PersonBlock
    procedure: str
    received_at: str
    due_at: str  # empty: none
    stopped_at: str
    reason: str
    counter: str
    contact_phone: str
    site: str
    post: str
    leader: str
    look_up: str


class MeetingInputs(WithTexts):
    """Giấy mời họp, kiểm tra thực tế; no circular has a form for it, so this one is ours (giả định)."""

    head: Head
    dossier: str
    owner: str
    procedure: str
    check: bool  # a check on the spot; else a council
    starts_at: str
    place: str
    about: str
    people: list[str]
    post: str
    caller: str


class MinutesInputs(TypedDict):
    """Biên bản họp, kiểm tra thực tế (NĐ 61/2018 Đ19.3): time, place, participants, content; ours too (giả định).

    What is empty is written by hand on the printed sheet.
    """

    head: Head
    dossier: str
    owner: str
    procedure: str
    check: bool
    starts_at: str
    place: str
    about: str
    people: list[str]
    found: str
    conclusion: str
    signers: list[str]
    keeper: str  # who keeps the minutes


class HandOverLine(TypedDict):
    """A line of the control slip: one hand-over."""

    giver: str
    taker: str
    giver_name: str
    taker_name: str
    at: str
    result: str  # «trước hạn», «đúng hạn», «quá hạn», empty where the step has no hours
    note: str


class ControlSlipInputs(TypedDict):
    """Mẫu 05: Phiếu kiểm soát quá trình giải quyết hồ sơ (spec §2.5)."""

    head: Head
    book: int
    ordinal: int
    owner: str
    dossier: str
    procedure: str
    received_at: str
    due_at: str
    no_due: str  # what stands there while nothing is due
    competent: str
    others: str
    rows: list[HandOverLine]
    printed_at: str
    scan: str  # what the QR holds: the code


class DeliverySlipInputs(WithTexts):
    """Giấy biên nhận trả kết quả (spec §2.7)."""

    head: Head
    dossier: str
    owner: str
    procedure: str
    received_at: str
    due_at: str
    result: str
    result_number: str
    signed_on: str
    returned_at: str
    timing: str  # «trước hạn», «đúng hạn», «quá hạn»
    recipient: str
    relation: str
    proof: str
    originals: NotRequired[str]  # kept ones that were given back; version 2 names them
    clerk: str
    scan: str


class OriginalLine(TypedDict):
    """An original in the office's keeping."""

    name: str
    count: int
    keeper: str
    at: str


class OriginalsSlipInputs(WithTexts):
    """Phiếu giữ bản chính: what the office keeps of the citizen's, and gives back with the result."""

    head: Head
    dossier: str
    owner: str
    giver: str
    procedure: str
    originals: list[OriginalLine]
    clerk: str
    printed_at: str
    scan: str


class HistoryLine(TypedDict):
    """A line of the story."""

    at: str
    sentence: str
    who: str


class HistoryInputs(TypedDict):
    """Quá trình xử lý (spec §2.7)."""

    head: Head
    dossier: str
    owner: str
    procedure: str
    received_at: str
    due_at: str
    holder: str
    state: str
    lines: list[HistoryLine]
    printed_at: str
    scan: str


class RegisterLine(TypedDict):
    """A line of the register: a dossier as it stood when it was copied; days and moments as they are printed."""

    ordinal: int
    code: str
    procedure: str
    sets: int
    owner: str
    address: str
    phone: str
    received: str
    due: str
    returned: str
    giver: str
    taker: str
    clerk: str
    commune: str
    competent: str
    delivery: str
    note: str


class RegisterNote(TypedDict):
    """What happened to a line after the book was closed: written behind it, nothing in it is changed."""

    ordinal: int
    code: str
    at: str
    text: str


class RegisterOpening(TypedDict):
    """The first sheet of a book: facts as pairs of name and value."""

    facts: list[tuple[str, str]]
    remark: str


class RegisterClosing(TypedDict):
    """The last lines of a closed book; how many pages it has, the template counts."""

    until: int  # the last number
    cancelled: int
    open: int  # dossiers without a result on that day
    closed_at: str
    keeper: str
    post: str
    signer: str


class RegisterInputs(TypedDict):
    """Mẫu 06: Sổ theo dõi hồ sơ (spec §2.6), one part of it; ``first_page`` is added when the parts are bound."""

    head: Head
    title: str
    mark: str
    year: int
    unit: str
    field: str  # empty: all fields
    columns: list[str]  # the optional ones: commune, competent, delivery
    opening: RegisterOpening | None
    lines: list[RegisterLine]
    notes: list[RegisterNote]
    closing: RegisterClosing | None


class LossInputs(WithTexts):
    """Phiếu xin lỗi về giấy tờ bị mất, hỏng (NĐ 61/2018 Đ21; spec G05)."""

    head: Head
    number: str  # «…/XL»
    dossier: str
    person: PersonBlock
    procedure: str
    received_at: str
    damaged: bool  # else lost
    what: str
    liable: str
    reported_at: str
    contact_name: str
    contact_phone: str
    counter: str
    post: str
    signer: str
    look_up: str


class SampleSection(TypedDict):
    """A section of a declaration form: pairs of label and invented value."""

    title: str
    lines: list[tuple[str, str]]


class SampleDeclaration(TypedDict):
    """A filled declaration form; ``form_number`` under which regulation, empty where that is not known."""

    title: str
    form_number: str
    signer: str
    sections: list[SampleSection]


class SampleCase(TypedDict):
    """The papers of one case; the common ones have no label."""

    label: str
    papers: list[PaperLine]


class SampleInputs(TypedDict):
    """Hồ sơ mẫu: a filled sample of a procedure, «MẪU» across every page (TT 01/2018 Đ5)."""

    procedure: str
    code: str
    declarations: list[SampleDeclaration]
    cases: list[SampleCase]


class PaperBookCode(TypedDict):
    """A line of a paper book."""

    number: int
    code: str


class PaperBookInputs(TypedDict):
    """Sổ giấy: a block of codes to write on when the system is down (spec A14); one line and one slip a code.

    ``scans`` holds for each code what its line's picture says, then what the slip's says.
    """

    head: Head
    codes: list[PaperBookCode]
    first: str
    last: str
    day: str  # the day that the codes carry
    drawn_at: str
    clerk: str
    counter: str  # «Bộ phận Tiếp nhận và Trả kết quả, UBND xã Quảng Khê»
    look_up_site: str
    hotline: str
    scans: list[str]


class CarriedLine(TypedDict):
    """A dossier on a hand-over list: how many papers, which originals in keeping."""

    number: str
    owner: str
    procedure: str
    papers: int
    originals: str


class HandOverListInputs(TypedDict):
    """Phiếu bàn giao hồ sơ (spec §2.7): papers carried between counter and agency; ``scans`` holds a code a line."""

    head: Head
    number: str
    origin: str
    target: str
    handed_at: str
    lines: list[CarriedLine]
    scans: list[str]
    carrier: str
    giver: str
    scan: str


class TransferStage(TypedDict):
    """An agency on a transfer slip: its work and its deadline."""

    agency: str
    work: str
    due_at: str
    is_parallel: bool


class TransferSlipInputs(TypedDict):
    """Phiếu chuyển hồ sơ (NĐ 61/2018 Đ19.6a): the work and the deadline of each agency, in their order."""

    head: Head
    dossier: str
    owner: str
    procedure: str
    received_at: str
    due_at: str
    lead: str
    stages: list[TransferStage]
    clerk: str
    printed_at: str
    scan: str


class RemindedDossier(TypedDict):
    """A late dossier on a letter of reminder."""

    number: str
    procedure: str
    due_at: str


class ReminderInputs(TypedDict):
    """Văn bản đôn đốc (NĐ 61/2018 Đ8.2.b): from the head of a one-stop desk or an agency to whoever holds late dossiers."""

    head: Head
    number: str
    to: str
    text: str
    dossiers: list[RemindedDossier]
    answer_by: str
    post: str
    signer: str


class FiguresTable(TypedDict):
    """A table of figures; ``kinds`` says of each column whether it is «number», «text» or «code».

    ``widths``, since version 2, are the columns' shares of the sheet, for tables of words.
    """

    caption: str
    columns: list[str]
    kinds: list[str]
    rows: list[list[str]]
    widths: NotRequired[list[float]]


class FiguresInputs(TypedDict):
    """The tables of a page of figures, for a meeting; ``about`` says whose they are and of which period."""

    head: Head
    title: str
    about: str
    tables: list[FiguresTable]
    notes: list[str]
    printed_at: str
    printed_by: str


class ReportTable(TypedDict):
    """A table of a report's form; columns «name: part» beside each other share «name» above them.

    ``kinds`` says of each column whether it is «number», «text» or «code» (an ordinal number); a text is ``width`` times as wide as a number.
    ``sums`` is the first line, empty where there is none; ``measure`` is what is counted.
    """

    caption: str
    measure: str
    columns: list[str]
    kinds: list[str]
    width: float
    sums: list[str]
    rows: list[list[str]]


class ReportFormInputs(TypedDict):
    """Biểu báo cáo: the form's number, whose report of which period to whom, its tables, and places for two signatures.

    ``number`` and ``receiver`` are empty where there is none; ``days`` are the period's first and last; ``about`` is what the figures are narrowed to.
    """

    number: str
    title: str
    unit: str
    receiver: str
    period: str
    days: str
    about: str
    tables: list[ReportTable]
    notes: list[str]
    place: str
    printed_at: str
    printed_by: str


class RatingSlipInputs(TypedDict):
    """Phiếu đánh giá (TT 01/2018 Đ12.2): its questions, the levels of each answer, best first; ``look_up`` is the one on the web."""

    agency: str
    dossier: str
    procedure: str
    levels: list[str]
    questions: list[str]
    look_up: str
    hotline: str


class CountLine(TypedDict):
    """A name and how many."""

    name: str
    count: int


class LentInputs(TypedDict):
    """Thông báo tháng về người biệt phái (NĐ 61/2018 Đ9.2): from a one-stop desk to the agency that lent the official."""

    head: Head
    to: str
    month: str
    official: str
    post: str
    figures: list[CountLine]
    attitude: str


class NarrativeItem(TypedDict):
    """An item of a narrative report, as it was issued."""

    title: str
    text: str


class NarrativeInputs(TypedDict):
    """Báo cáo thuyết minh (TT 01/2018 Đ11): a unit's report of a period in words, with the digest of what it says."""

    head: Head
    period: str
    ordinal: int
    basis: str
    items: list[NarrativeItem]
    post: str
    signer: str
    digest: str


class DestroyedDossier(TypedDict):
    """A dossier whose personal data went in a round."""

    number: str
    procedure: str
    erased_at: str


class DestructionInputs(TypedDict):
    """Danh mục hồ sơ đã huỷ: what a round took, with its ground and decision; it names no applicant."""

    head: Head
    ground: str
    decision: str
    proposer: str
    approver: str
    dossiers: list[DestroyedDossier]


class DataLine(TypedDict):
    """One value that is held of a person, with what it is called."""

    what: str
    value: str


class DataSection(TypedDict):
    """What one part of the system holds of a person, or of one of the person's dossiers: for what, on what ground, until when."""

    title: str
    aim: str
    ground: str
    kept: str
    lines: list[DataLine]


class PersonDataInputs(TypedDict):
    """Dữ liệu của một người: everything that is held, for the person to read."""

    head: Head
    person: str
    printed_at: str
    sections: list[DataSection]


class LookLine(TypedDict):
    """One look at a person's data."""

    at: str
    who: str
    what: str
    act: str
    #: Since version 2: why, where a reason was given.
    reason: NotRequired[str]


class LookersInputs(TypedDict):
    """Ai đã xem dữ liệu: the looks at a person's record and dossiers, newest first; ``more`` counts those not printed."""

    head: Head
    person: str
    printed_at: str
    lines: list[LookLine]
    more: int


#: What may be filled into a sentence, and what stands there on the sample that a preview shows. The unit is the one whose
#: counter received, where people go; the person whoever signs.
FILLED: dict[str, str] = {
    "đơn vị": "UBND xã Mẫu",
    "người phụ trách": "Nguyễn Thị Mẫu",
    "điện thoại": "0209 0000 000",
    "thư điện tử": "hotro@vidu.vn",
    "địa chỉ": "Tổ 1, phường Mẫu",
    "trang tra cứu": "vidu.vn/tra-cuu",
}
LONG, SHORT = 400, 200


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A place on a form: ``usual`` is what stands there without a text of the province, ``most`` how many letters fit."""

    form: Form
    name: str
    label: str
    help: str
    usual: str = ""
    most: int = SHORT

    @property
    def key(self) -> str:
        """The name among all forms' places: «receipt.collecting»."""
        return f"{self.form}.{self.name}"


_ADDED = gettext_noop("In thêm một đoạn nhỏ, như giờ làm việc, nơi hỏi. Để trống: không in gì.")
_COMPLAINT = gettext_noop("In thêm một đoạn nhỏ, như nơi nhận phản ánh, khiếu nại. Để trống: không in gì.")
_RATING = gettext_noop("In thêm một đoạn nhỏ, như đánh giá sự phục vụ ở đâu. Để trống: không in gì.")
_INSTEAD = gettext_noop("Thay lời thường của mẫu. Để trống: in lời thường.")

TEXT_PLACES: tuple[TextPlace, ...] = (
    TextPlace(
        "receipt", "look_up", gettext_noop("Giấy hẹn: cách tra cứu"), _INSTEAD,
        "Tra cứu: {trang tra cứu}, nhập mã hồ sơ; hoặc gọi {điện thoại}.",
    ),
    TextPlace(
        "receipt", "collecting", gettext_noop("Giấy hẹn: khi đến nhận kết quả"), _INSTEAD,
        "Có kết quả sớm, chúng tôi báo để ông, bà đến nhận. Mang giấy này khi nhận kết quả.",
    ),
    TextPlace("receipt", "note", gettext_noop("Giấy hẹn: ghi thêm"), _ADDED),
    TextPlace(
        "supplement", "contact", gettext_noop("Phiếu yêu cầu bổ sung: nơi hỏi"), _INSTEAD,
        "Cần hỏi thêm, liên hệ {người phụ trách}, điện thoại {điện thoại}; tra cứu tại {trang tra cứu}.",
    ),
    TextPlace("supplement", "note", gettext_noop("Phiếu yêu cầu bổ sung: ghi thêm"), _ADDED, most=LONG),
    TextPlace(
        "refusal", "contact", gettext_noop("Phiếu từ chối: nơi hỏi"), _INSTEAD,
        "Cần hướng dẫn, liên hệ {người phụ trách}, điện thoại {điện thoại}; tra cứu tại {trang tra cứu}.",
    ),
    TextPlace(
        "refusal", "papers", gettext_noop("Phiếu từ chối: giấy tờ đã nộp"), _INSTEAD,
        "Giấy tờ đã nộp được trả lại cùng phiếu này.",
    ),
    TextPlace("refusal", "note", gettext_noop("Phiếu từ chối: ghi thêm"), _COMPLAINT, most=LONG),
    TextPlace("apology", "note", gettext_noop("Phiếu xin lỗi và hẹn lại: ghi thêm"), _COMPLAINT, most=LONG),
    TextPlace(
        "stop_notice", "papers", gettext_noop("Thông báo dừng giải quyết: giấy tờ đã nộp"), _INSTEAD,
        "Giấy tờ đã nộp được trả lại tại Bộ phận Tiếp nhận và Trả kết quả, {đơn vị}, điện thoại {điện thoại}.",
    ),
    TextPlace(
        "stop_notice", "look_up", gettext_noop("Thông báo dừng giải quyết: cách tra cứu"), _INSTEAD,
        "Tra cứu tại {trang tra cứu}.",
    ),
    TextPlace("stop_notice", "note", gettext_noop("Thông báo dừng giải quyết: ghi thêm"), _COMPLAINT, most=LONG),
    TextPlace(
        "loss", "contact", gettext_noop("Phiếu xin lỗi về giấy tờ bị mất, hỏng: nơi hỏi"), _INSTEAD,
        "Cần hỏi thêm, liên hệ {người phụ trách}, điện thoại {điện thoại}.",
    ),
    TextPlace("loss", "note", gettext_noop("Phiếu xin lỗi về giấy tờ bị mất, hỏng: ghi thêm"), _COMPLAINT, most=LONG),
    TextPlace(
        "fee_receipt", "keeping", gettext_noop("Biên lai: việc giữ và huỷ biên lai"), _INSTEAD,
        "Biên lai chỉ được huỷ bằng bút toán huỷ có lý do; người nộp giữ bản này.",
    ),
    TextPlace("fee_receipt", "note", gettext_noop("Biên lai: ghi thêm"), _ADDED),
    TextPlace("delivery_slip", "note", gettext_noop("Giấy biên nhận trả kết quả: ghi thêm"), _RATING, most=LONG),
    TextPlace("originals_slip", "note", gettext_noop("Phiếu giữ bản chính: ghi thêm"), _ADDED, most=LONG),
    TextPlace("meeting_invitation", "note", gettext_noop("Giấy mời họp, kiểm tra thực tế: ghi thêm"), _ADDED, most=LONG),
    TextPlace("settlement", "note", gettext_noop("Bảng đối soát: ghi thêm"), _ADDED),
)  # fmt: skip


class KeyLine(TypedDict):
    """A line of the sealed keys: its number, 32 characters in groups of four, the check of the line."""

    number: int
    groups: str
    check: str


class KeySheet(TypedDict):
    """Tờ khoá: the installation's keys sealed by a passphrase, to be read by a camera or typed again; never kept."""

    key: str
    at: str
    lines: list[KeyLine]
    scan: str
