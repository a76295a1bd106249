"""What goes in and comes out of the dossiers' API; moments are ISO 8601 with offset, limits in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from motcua.dossiers import queries
from motcua.dossiers.types import (
    Channel,
    Conclusion,
    Deed,
    LossKind,
    MeetingKind,
    PaperIn,
    Person,
    ProofKind,
    ResultChange,
    State,
)
from motcua.kernel.refusal import Invalid
from motcua.payments.types import DueIn, Method, Tariff

#: What no database keeps: the NUL sign and halves of letters.
UNPRINTABLE = re.compile("[\0\ud800-\udfff]")


def _printable(text: str) -> str:
    if UNPRINTABLE.search(text):
        message = "unprintable"
        raise ValueError(message)
    return text


Text = Annotated[str, Field(max_length=4000), AfterValidator(_printable)]
Words = Annotated[str, Field(max_length=300), AfterValidator(_printable)]
Count = Annotated[int, Field(ge=0, le=99)]


class Strict(BaseModel):
    """A body in which a misspelt field is an error, not silence; plain pydantic, for it never reads a row."""

    model_config = ConfigDict(extra="forbid")


class PersonIn(Strict):
    """A person as on the paper; everything but the name may be empty."""

    kind: Literal["citizen", "organisation"] = "citizen"
    name: Words
    birth: Words = ""
    sex: Literal["", "male", "female"] = ""
    number: Words = Field("", description="Số căn cước, chứng minh nhân dân, hộ chiếu hoặc mã số thuế.")
    phone: Words = ""
    email: Words = ""
    address: Words = ""
    commune_id: UUID | None = None
    ethnic: Words = ""
    representative: Words = ""


class PaperLineIn(Strict):
    """A paper handed in: the procedure's paper by id, or one named freely."""

    paper: UUID | None = None
    name: Words = ""
    originals: Count = 0
    certified: Count = 0
    copies: Count = 0
    scan: UUID | None = Field(None, description="Tệp bản quét, đã tải lên trước với mã (id) của hồ sơ.")


class DueLineIn(Strict):
    """A fee line that is owed: its place among the version's lines, how many, freed or lowered on which ground."""

    position: Annotated[int, Field(ge=1, le=99)]
    quantity: Annotated[int, Field(ge=1, le=999)] = 1
    price: Annotated[int, Field(ge=0, le=10**9)] | None = Field(
        None, description="Mức thu bằng đồng, khi danh mục chưa có số."
    )
    relief: Words = Field("", description="Mã diện miễn, giảm của tỉnh.")
    proof: Words = ""


class ReceptionIn(Strict):
    """A reception. ``id`` is the caller's own UUID for the dossier: sending it twice makes one dossier."""

    id: UUID | None = None
    procedure: Annotated[str, Field(pattern=r"^[1-3]\.\d{6}(\.[0-9A-Z.]{3,20})?$")] = Field(
        description="Mã thủ tục, ví dụ 1.001193."
    )
    unit: UUID | None = Field(None, description="Đơn vị tiếp nhận; bỏ trống là đơn vị của thẻ.")
    case: Words = ""
    owner: PersonIn
    submitter: PersonIn | None = None
    authorisation: Words = ""
    papers: Annotated[list[PaperLineIn], Field(max_length=60)] = []
    channel: Literal[1, 3] = Field(Channel.COUNTER.value, description="1 tại quầy, 3 qua bưu chính công ích.")
    handed_at: AwareDatetime | None = Field(None, description="Lúc ký biên bản bàn giao với bưu điện.")
    sets: Annotated[int, Field(ge=1, le=99)] = 1
    delivery: Literal["counter", "post", "online"] = "counter"
    delivery_address: Words = ""
    commune: UUID | None = Field(None, description="Xã nơi cư trú của chủ hồ sơ, khi thủ tục do xã đó giải quyết.")
    dues: Annotated[list[DueLineIn], Field(max_length=20)] | None = Field(
        None, description="Khoản phải nộp; không ghi là mức thường, danh sách rỗng là không phải nộp gì."
    )


class ReceivedOut(Schema):
    """A received dossier: its code, the promised moment, the bearer's look-up token and the receipt's print."""

    id: UUID
    code: str
    book: int
    ordinal: int
    received_at: datetime
    due_at: datetime | None
    provisional: bool
    token: str
    receipt: UUID | None


class RecipientIn(Strict):
    """Who received, on what proof."""

    name: Words
    proof: ProofKind = ProofKind.RECEIPT
    proof_number: Words = ""
    relation: Literal["self", "authorised"] = "self"

    def person(self) -> Person:
        """Return it as the services take it."""
        return Person(self.name, self.proof, self.proof_number, self.relation)


class ReceptionWithResultIn(Strict):
    """A reception whose result is ready at once (NĐ 61/2018 Đ17.4)."""

    reception: ReceptionIn
    recipient: RecipientIn
    result_number: Annotated[str, Field(max_length=100), AfterValidator(_printable)] = ""
    payment_method: Method | None = Field(None, description="Cách nộp phí, khi thủ tục có thu.")
    payment_reference: Words = ""
    payment_voucher: UUID | None = Field(None, description="Tệp chứng từ đã tải lên cho hồ sơ, khi chuyển khoản.")


class IntakeRefusalIn(Strict):
    """A refusal at the counter: no code, a filing number, a Mẫu 03."""

    reception: ReceptionIn
    reason: Text


class IntakeGuidanceIn(Strict):
    """Guidance at the counter (Mẫu 02): what to bring and why."""

    reception: ReceptionIn
    papers: Annotated[list[PaperLineIn], Field(min_length=1, max_length=60)]
    reason: Text
    ground: Text = Field("", description="Căn cứ pháp lý khi yêu cầu giấy tờ ngoài danh mục của thủ tục.")


class StepIn(Strict):
    """An act on a dossier; ``revision`` is the one that was looked at, and guards against somebody quicker."""

    revision: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class HandOverIn(StepIn):
    """To which section, where the unit has several."""

    section: Words = ""


class AssignIn(StepIn):
    """To which post."""

    post: UUID


class ReassignIn(StepIn):
    """To which other post, and why."""

    post: UUID
    reason: Text


class ReasonIn(StepIn):
    """Why."""

    reason: Text


class ConsultationIn(StepIn):
    """Whose opinion, about what, until when: a unit of the province, or the name of an agency outside the system."""

    question: Text
    answer_by: date
    unit: UUID | None = None
    agency: Annotated[str, Field(max_length=200), AfterValidator(_printable)] = ""
    section: Words = ""


class AnswerIn(Strict):
    """The answer of an agency."""

    answer: Text


class SupplementIn(StepIn):
    """What is missing and why."""

    papers: Annotated[list[PaperLineIn], Field(max_length=60)]
    reason: Text
    ground: Text = Field("", description="Căn cứ pháp lý khi yêu cầu giấy tờ ngoài danh mục của thủ tục.")


class SupplementCompletionIn(StepIn):
    """What was brought."""

    papers: Annotated[list[PaperLineIn], Field(max_length=60)] = []


class PaperCountsIn(Strict):
    """The counts of a paper, by its line on the receipt."""

    line: Annotated[int, Field(ge=1, le=200)]
    originals: Count = 0
    certified: Count = 0
    copies: Count = 0


class CorrectionIn(StepIn):
    """What a mistyped dossier should say; what is left out stays. A person is given whole."""

    reason: Text
    owner: PersonIn | None = None
    submitter: PersonIn | None = None
    authorisation: Words | None = None
    papers: Annotated[list[PaperCountsIn], Field(max_length=60)] = []
    sets: Annotated[int, Field(ge=1, le=99)] | None = None
    delivery: Literal["counter", "post", "online"] | None = None
    delivery_address: Words | None = None
    case: Words | None = None


class ResultChangeIn(StepIn):
    """How a wrong result is put right, why, and the paper that does it."""

    change: ResultChange
    reason: Text
    number: Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_printable)]
    signed_on: date | None = None


class LossIn(StepIn):
    """Which papers are lost or damaged; ``liable`` is the unit that answers for it, left out the one where the dossier lies.

    ``originals`` are kept ones that were lost; they are named where ``what`` is empty.
    """

    kind: LossKind = LossKind.LOST
    what: Text = ""
    liable: UUID | None = None
    originals: Annotated[list[UUID], Field(max_length=60)] = []


class ClosingIn(StepIn):
    """How it ended."""

    closing: Text


class DuplicatesIn(Strict):
    """Of which procedure, for whom."""

    procedure: Annotated[str, Field(pattern=r"^[1-3]\.\d{6}(\.[0-9A-Z.]{3,20})?$")]
    owner: PersonIn


class AlikeOut(Schema):
    """A dossier of the same person and procedure."""

    number: str
    owner: str
    on: date
    state: str


class DuplicatesOut(Schema):
    """Those that are open or ended lately; only a warning."""

    dossiers: list[AlikeOut]


class ApologyIn(StepIn):
    """A new appointment; ``liable`` is the unit that answers for the delay, left out the one where the dossier lies."""

    until: date
    cause: Text
    liable: UUID | None = None


class ResultIn(StepIn):
    """The signed result."""

    number: Annotated[str, Field(max_length=100), AfterValidator(_printable)] = ""
    signed_on: date | None = None


class DeliveryIn(StepIn):
    """The result handed over; ``originals`` are kept ones that the same person takes back at once.

    ``told`` says of an early result how the applicant was told, where no message went.
    """

    recipient: RecipientIn
    told: Words = ""
    originals: Annotated[list[UUID], Field(max_length=60)] = []


def dues_in(lines: Sequence[DueLineIn], tariffs: Sequence[Tariff]) -> tuple[DueIn, ...]:
    """Turn lines into what the services take; refuses with Invalid a line that the procedure does not have, or twice."""
    known = {tariff.position: tariff for tariff in tariffs}
    unknown = [line.position for line in lines if line.position not in known]
    if unknown:
        sentence = _("Thủ tục này không có khoản thứ %(position)s. Xem các khoản ở GET …/payments.")
        raise Invalid({"lines": sentence % {"position": unknown[0]}})
    if len({line.position for line in lines}) < len(lines):
        raise Invalid({"lines": _("Mỗi khoản chỉ ghi một lần; nhiều lần thì tăng số lượng.")})
    return tuple(DueIn(known[line.position], line.quantity, line.price, line.relief, line.proof) for line in lines)


class TakingIn(StepIn):
    """All that is owed, taken. ``receipt`` is the caller's own UUID for it: sending it twice makes one receipt."""

    receipt: UUID | None = None
    method: Method
    reference: Words = Field("", description="Số giao dịch, khi chuyển khoản.")
    voucher: UUID | None = Field(None, description="Tệp chứng từ đã tải lên cho hồ sơ, khi chuyển khoản.")


class DuesIn(StepIn):
    """What is owed; no line at all: nothing is."""

    lines: Annotated[list[DueLineIn], Field(max_length=20)]


class AddressIn(Strict):
    """To whom a parcel goes."""

    name: Words
    address: Words
    phone: Words = ""


class ParcelIn(StepIn):
    """A parcel with the result, or a slip; no ``to``: as wished at reception. ``collect``: the post takes what is owed."""

    to: AddressIn | None = None
    collect: bool = False


class FeeCancellationIn(ReasonIn):
    """Which receipt, and why."""

    receipt: UUID


class DueOut(Schema):
    """A line of what is owed, in VND; ``collection`` how money for it came in, null while none has."""

    position: int
    code: str
    name: str
    kind: str
    collection: Method | None
    price: int
    quantity: int
    percent: int
    amount: int
    assumed: bool


class FeeReceiptOut(Schema):
    """A receipt that was given; ``print`` is its form under ``/in/``."""

    id: UUID
    book: int
    number: int
    year: int
    serial: str
    method: Method
    amount: int
    at: datetime
    print: UUID
    cancelled_at: datetime | None


class TariffOut(Schema):
    """A fee line of the procedure's version; ``price`` null where nobody knows it."""

    position: int
    code: str
    name: str
    kind: str
    price: int | None
    assumed: bool


class MoneyOut(Schema):
    """What a dossier owes and has paid, in VND, and what may be charged."""

    tariffs: list[TariffOut]
    dues: list[DueOut]
    receipts: list[FeeReceiptOut]
    owed: int
    paid: int
    outstanding: int
    allowed_at: datetime | None


class NoteIn(Strict):
    """A note."""

    text: Text


class ApprovalsIn(Strict):
    """Several dossiers, one confirmation."""

    numbers: Annotated[list[Words], Field(min_length=1, max_length=50)]


class ApprovalsOut(Schema):
    """What was approved, and a sentence for each that was refused."""

    done: list[str]
    refused: dict[str, str]


class DossierOut(Schema):
    """A dossier as it stands."""

    id: UUID
    number: str
    code: str | None
    filing_number: str | None
    procedure: str
    procedure_name: str
    owner: str
    state: int
    state_words: str
    time: str
    unit: UUID
    holder_unit: UUID
    holder: str
    received_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    paused_since: datetime | None
    finished_at: datetime | None
    closed_at: datetime | None
    on_time: bool | None
    provisional: bool
    payment: str
    custody: str
    sync: str
    revision: int
    deeds: list[Deed]


class TaskOut(Schema):
    """What an agency was asked, until when, and its answer."""

    id: UUID
    agency: str
    is_outside: bool
    question: str
    asked_at: datetime
    due_at: datetime | None
    time: str
    answer: str
    answered_at: datetime | None
    may_answer: bool


class DelegationIn(Strict):
    """Who decides at the counter of a unit, about which procedure (national code), by which paper."""

    unit: UUID
    account: UUID
    procedure: Words
    decision: Words


class DelegationOut(Schema):
    """What one official decides at the counter."""

    id: UUID
    account: UUID
    name: str
    procedure: str
    procedure_name: str
    decision: str
    valid_from: date


class DelegationsOut(Schema):
    """A unit's list of who decides what at the counter."""

    delegations: list[DelegationOut]


class PassOnIn(Strict):
    """To whom a request goes inside the agency that was asked: a section by its name, or a post."""

    section: Words | None = None
    post: UUID | None = None


class MeetingIn(StepIn):
    """A council or a check on the spot; ``posts`` are those of the unit that has the dossier, ``guests`` the others, a line each.

    ``applicant``: whoever handed it in is to be there and is told of it by e-mail or SMS.
    """

    kind: MeetingKind = MeetingKind.CHECK
    starts_at: AwareDatetime
    place: Words
    about: Text
    posts: list[UUID] = Field(default_factory=list, max_length=50)
    guests: Text = ""
    applicant: bool = False


class MeetingMoveIn(Strict):
    """Another time, perhaps another place (left out: the same), and why."""

    starts_at: AwareDatetime
    place: Words = ""
    reason: Text


class MeetingEndIn(Strict):
    """Why it is called off."""

    reason: Text


class MinutesIn(Strict):
    """What came of a meeting; ``signers`` a line each."""

    found: Text
    conclusion: Conclusion
    signers: Text


class MeetingOut(Schema):
    """A council or a check on the spot, and its minutes."""

    id: UUID
    kind: MeetingKind
    starts_at: datetime
    place: str
    about: str
    people: list[str]
    applicant: bool
    called_off_at: datetime | None
    recorded_at: datetime | None
    lacks_minutes: bool
    conclusion: Conclusion | None
    found: str
    signers: list[str]
    may_change: bool


class MeetingsOut(Schema):
    """The meetings about a dossier, the latest first."""

    meetings: list[MeetingOut]


class StageOut(Schema):
    """A stage of a dossier on which several agencies work; the moments of one still ahead are planned."""

    no: int
    agency: str
    began_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    is_planned: bool
    is_parallel: bool
    time: str


class AgenciesOut(Schema):
    """The agencies of a dossier."""

    stages: list[StageOut]
    tasks: list[TaskOut]


class RowOut(Schema):
    """A line of a list."""

    id: UUID
    number: str
    owner: str
    procedure: str
    waiting_for: str
    state: int
    due_at: datetime | None
    time: str


class RowsOut(Schema):
    """A page of a list; ``next`` is the cursor of the following one, empty at the end."""

    rows: list[RowOut]
    counts: dict[str, int]
    next: str


class DossierListIn(Schema):
    """What a list of dossiers is narrowed to, how it is sorted, and which of its pages is wanted."""

    text: Words = Field("", description="Mã hồ sơ, hoặc mấy chữ trong tên người, không cần dấu.")
    state: State | None = None
    field: Words = Field("", description="Lĩnh vực.")
    procedure: Words = Field("", description="Mã thủ tục.")
    receiving: UUID | None = Field(None, description="Đơn vị tiếp nhận.")
    channel: Literal[1, 2, 3] | None = Field(None, description="1 tại quầy, 2 trực tuyến, 3 qua bưu chính.")
    lateness: queries.Lateness | None = Field(None, description="Tình trạng so với thời hạn.")
    since: date | None = Field(None, description="Tiếp nhận từ ngày.")
    until: date | None = Field(None, description="Tiếp nhận đến hết ngày.")
    sorting: queries.Sorting = Field(queries.Sorting.NEWEST, description="Xếp theo.")
    page: int = Field(1, ge=1, le=1_000_000)
    limit: int = Field(20, ge=1, le=100)

    def narrowed(self) -> queries.Narrowed:
        """Return it as the query takes it."""
        given = self.model_dump(exclude={"sorting", "page", "limit", "channel"})
        return queries.Narrowed(**given, channel=Channel(self.channel) if self.channel else None)


class DossierListOut(Schema):
    """A page of a list with the exact number of dossiers in the whole of it; pages are numbered from 1."""

    rows: list[RowOut]
    total: int
    page: int
    pages: int


class LineOut(Schema):
    """A line of the story."""

    at: datetime
    sentence: str
    who: str
    post: str
    unit: str
    text: str


class TimelineOut(Schema):
    """The story, newest first."""

    lines: list[LineOut]


class StationOut(Schema):
    """A station on the way."""

    label: str
    state: str
    on: date | None
    detail: str
    place: str


class LookUpOut(Schema):
    """Where a dossier is: no person; places only for the bearer of the receipt."""

    number: str
    state: int
    sentence: str
    advice: str
    stations: list[StationOut]


def papers_in(lines: list[PaperLineIn]) -> tuple[PaperIn, ...]:
    """Turn the API's papers into the services'."""
    return tuple(
        PaperIn(position, line.name, line.originals, line.certified, line.copies, line.scan, line.paper)
        for position, line in enumerate(lines, start=1)
    )
