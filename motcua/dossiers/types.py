"""Words of a dossier: states, deeds, the rows of its life, and the refusals."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.clocks.limits import Limit
from motcua.clocks.options import Options
from motcua.clocks.pauses import Pause
from motcua.files.types import Received as FileIn
from motcua.kernel.refusal import Invalid, NotFound, Refusal, SomebodyWasQuicker
from motcua.parties.types import PersonFields
from motcua.payments.types import NO_MONEY, DueIn, Money
from motcua.postal.types import Parcel
from motcua.prints.types import USUAL_SET

KIND = "dossiers.dossier"  # stream kind in the ledger, owner kind of files and prints
HANDED_IN = "dossiers.handed_in"  # a dossier as its submitter's: what is held of who handed it in for somebody else
DRAFT = "draft"  # owner kind of files that come before the dossier, under the id that it will have
GUIDANCE = "dossiers.guidance"  # stream kind of guidance without a dossier
MONTH = "dossiers.month"  # stream kind of a closed month's figures
DELEGATION = "dossiers.delegation"  # stream kind of who may decide at the counter


class State(IntEnum):
    """Work state; the numbers are the national portal's (spec §4.1)."""

    FILED = 1
    RECEIVED = 2
    REFUSED_AT_INTAKE = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    PAYMENT = 6
    WITHDRAWN = 7
    STOPPED = 8
    FINISHED = 9
    RETURNED = 10
    #: A reception by mistake, cancelled the same day: our own number, never sent to the portal.
    CANCELLED = 90


#: Allowed transitions (spec §4.2); 9 → 9 is a corrected result, never a change of state.
TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.FILED: frozenset({State.RECEIVED, State.REFUSED_AT_INTAKE, State.SUPPLEMENT, State.WITHDRAWN}),
    State.RECEIVED: frozenset({State.PROCESSING, State.SUPPLEMENT, State.WITHDRAWN, State.STOPPED, State.CANCELLED}),
    State.PROCESSING: frozenset(
        {State.SUPPLEMENT, State.PAYMENT, State.WITHDRAWN, State.STOPPED, State.FINISHED, State.CANCELLED}
    ),
    State.SUPPLEMENT: frozenset(
        {State.FILED, State.RECEIVED, State.PROCESSING, State.WITHDRAWN, State.STOPPED, State.CANCELLED}
    ),
    State.PAYMENT: frozenset({State.PROCESSING, State.WITHDRAWN, State.STOPPED}),
    State.STOPPED: frozenset({State.FINISHED}),
    State.FINISHED: frozenset({State.RETURNED}),
    State.REFUSED_AT_INTAKE: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.RETURNED: frozenset(),
    State.CANCELLED: frozenset(),
}
OPEN = frozenset({State.FILED, State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.PAYMENT, State.STOPPED})
CLOSED = frozenset({State.REFUSED_AT_INTAKE, State.WITHDRAWN, State.RETURNED, State.CANCELLED})


class Channel(IntEnum):
    """How it came in (spec D01)."""

    COUNTER = 1
    ONLINE = 2
    POST = 3


class Payment(StrEnum):
    """The payment axis: nothing owed, something owed, all of it paid."""

    NONE = "none"
    DUE = "due"
    PAID = "paid"


class Custody(StrEnum):
    """Where the paper is."""

    COUNTER = "counter"
    AGENCY = "agency"
    RETURNED = "returned"


class Sync(StrEnum):
    """What the national portal has been told."""

    NOT_SENT = "not_sent"
    SENT = "sent"
    FAILED = "failed"


class Role(StrEnum):
    """Who a step waits for; the roles of the profile's posts."""

    COUNTER = "counter"
    SPECIALIST = "specialist"
    SECTION_HEAD = "section_head"
    LEADER = "leader"
    DOCUMENT_CLERK = "document_clerk"


class MoveKind(StrEnum):
    """Why a dossier came to lie where it lies."""

    RECEIVED = "received"
    HANDED_OVER = "handed_over"
    ASSIGNED = "assigned"
    TAKEN_UP = "taken_up"
    PROPOSED = "proposed"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    ISSUED = "issued"
    REFUSED = "refused"
    RELEASED = "released"
    REASSIGNED = "reassigned"
    STOPPED = "stopped"
    BROUGHT_OVER = "brought_over"


class Deed(StrEnum):
    """What can be done with a dossier; the page offers only what I may do now."""

    RECEIVE = "receive"
    HAND_OVER = "hand_over"
    ASSIGN = "assign"
    TAKE_UP = "take_up"
    PROPOSE = "propose"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    REGISTER_RESULT = "register_result"
    RETURN_RESULT = "return_result"
    SEND_BY_POST = "send_by_post"
    COMPLETE_SUPPLEMENT = "complete_supplement"
    ASK_SUPPLEMENT = "ask_supplement"
    SEND_TO_AGENCIES = "send_to_agencies"
    CONSULT = "consult"
    REFUSE = "refuse"
    NOTE = "note"
    ATTACH = "attach"
    WITHDRAW = "withdraw"
    REISSUE_RECEIPT = "reissue_receipt"
    TAKE_FEE = "take_fee"
    SET_DUES = "set_dues"
    CANCEL_FEE_RECEIPT = "cancel_fee_receipt"
    ALLOW_UNPAID = "allow_unpaid"
    ASK_PAYMENT = "ask_payment"
    REASSIGN = "reassign"
    CORRECT = "correct"
    CANCEL_RECEPTION = "cancel_reception"
    STOP = "stop"
    APOLOGISE = "apologise"
    ALLOW_SUPPLEMENT = "allow_supplement"
    CHANGE_RESULT = "change_result"
    CALL_MEETING = "call_meeting"
    DECIDE = "decide"
    REPORT_LOSS = "report_loss"
    CLOSE_INCIDENT = "close_incident"
    KEEP_ORIGINALS = "keep_originals"
    MOVE_ORIGINALS = "move_originals"
    GIVE_BACK_ORIGINALS = "give_back_originals"


class TaskKind(StrEnum):
    """Why another agency works on a dossier beside its way (NĐ 61/2018 Đ19.5-19.6)."""

    #: A step of the process that several agencies do at once; the dossier goes on when all have answered.
    PARALLEL = "parallel"
    #: An opinion that was asked for; the clock runs on, and a late answer holds nobody up.
    CONSULT = "consult"


class ResultKind(StrEnum):
    """What came out."""

    GRANTED = "granted"
    REFUSED = "refused"
    STOPPED = "stopped"
    ANNULLED = "annulled"


class ResultChange(StrEnum):
    """How a wrong result was put right (NĐ 61/2018 Đ21): each is a new version, the old one stays."""

    CORRECTED = "corrected"
    REPLACED = "replaced"
    ANNULLED = "annulled"


class LossKind(StrEnum):
    """What happened to a paper in our hands."""

    LOST = "lost"
    DAMAGED = "damaged"


#: The longest place of an original, in letters.
LONGEST_PLACE = 100


class OriginalEnd(StrEnum):
    """How the office's keeping of an original ended."""

    GIVEN_BACK = "given_back"
    LOST = "lost"


class MeetingKind(StrEnum):
    """Who comes together about a dossier: a council in a room, or a check on the spot (NĐ 61/2018 Đ19.3)."""

    COUNCIL = "council"
    CHECK = "check"


class Conclusion(StrEnum):
    """What a meeting's minutes come to."""

    FAVOURABLE = "favourable"
    UNFAVOURABLE = "unfavourable"
    MORE = "more"


class GuidanceWay(StrEnum):
    """How guidance was given (NĐ 61/2018 Đ15.2)."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    ONLINE = "online"
    POST = "post"
    SAMPLE = "sample"


class ProofKind(StrEnum):
    """On what proof a result, or a lost receipt, was handed over."""

    RECEIPT = "receipt"
    IDENTITY = "identity"
    AUTHORISATION = "authorisation"
    #: The post says to whom it gave it; the number is its tracking number.
    POST = "post"
    #: Taken on the look-up page, with a code sent to the address that the person left.
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class RouteStep:
    """A step of the internal process, resolved to a unit; hours are working hours, None where the law counts none.

    ``needs`` are the numbers of parallel steps whose results this one waits for.
    """

    no: int
    role: Role
    action: str
    unit: UUID
    hours: float | None
    name: str = ""
    parallel: str = ""
    agency: str = ""
    is_outside: bool = False
    counts: bool = True
    needs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules in force at reception, frozen on the dossier."""

    limit: Limit
    options: Options
    pauses: Mapping[str, str]
    calendar: int
    max_supplements: int = 1
    regulation: str = "VN-2018"


@dataclass(frozen=True, slots=True)
class Move:
    """It came to lie at a step with a unit, a desk, perhaps a post."""

    seq: int
    kind: MoveKind
    at: datetime
    step: int
    unit: UUID
    role: Role
    section: str = ""
    post: UUID | None = None
    by_account: UUID | None = None
    by_post: UUID | None = None
    by_unit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result registered or a refusal after appraisal."""

    at: datetime
    kind: ResultKind
    version: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """Something another agency was asked for: when, until when, and when the answer came.

    ``unit`` is None for an agency outside the system: the one that asked records its answer. ``step`` is the process's
    step, 0 for an opinion. ``late_at`` is the boundary with which an answer is compared.
    """

    id: UUID
    kind: TaskKind
    at: datetime
    by_unit: UUID | None
    unit: UUID | None
    agency: str = ""
    step: int = 0
    desk: UUID | None = None
    due_at: datetime | None = None
    late_at: datetime | None = None
    answered_at: datetime | None = None
    recalled_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether an answer is still waited for."""
        return self.answered_at is None and self.recalled_at is None

    def is_late(self, now: datetime) -> bool:
        """Whether the answer came late, or is late now; one that was recalled never is."""
        if self.late_at is None or self.recalled_at is not None:
            return False
        return (self.answered_at or now).replace(microsecond=0) > self.late_at


@dataclass(frozen=True, slots=True)
class Meeting:
    """A council or a check on the spot: when it was called, when it begins, and how it ended.

    ``posts`` are those of the calling unit who take part. What is said in words (where, about what, who else) stays sealed
    in its row.
    """

    id: UUID
    kind: MeetingKind
    at: datetime
    by_unit: UUID | None
    by_post: UUID | None
    step: int
    starts_at: datetime
    posts: tuple[UUID, ...] = ()
    called_off_at: datetime | None = None
    recorded_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it lies ahead or its minutes are waited for."""
        return self.called_off_at is None and self.recorded_at is None

    def lacks_minutes(self, now: datetime) -> bool:
        """Whether it has begun and nobody has recorded what came of it."""
        return self.is_open and self.starts_at <= now


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage (chặng) of a dossier's way: what one agency does in one go, with its own due moment (spec F04-F06).

    ``due_at`` and ``late_at`` count from the stage's own beginning; of a stage still ahead they are planned
    (``is_planned``): as if everybody before it kept to the time. None where the process counts no hours.
    """

    no: int
    unit: UUID | None
    agency: str
    steps: tuple[int, ...]
    hours: float | None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    due_at: datetime | None = None
    late_at: datetime | None = None
    is_planned: bool = False
    is_parallel: bool = False

    def is_late(self, now: datetime) -> bool:
        """Whether this agency was late, or is late now."""
        if self.late_at is None or self.began_at is None:
            return False
        return (self.ended_at or now).replace(microsecond=0) > self.late_at


@dataclass(frozen=True, slots=True)
class Original:
    """An original of the citizen's that the office keeps: of which paper, how many, where and with whom.

    ``post`` is None where nobody keeps it in person: it lies with the unit.
    """

    id: UUID
    paper: UUID
    name: str
    count: int
    unit: UUID
    post: UUID | None
    place: str
    at: datetime
    ended_at: datetime | None = None
    end: OriginalEnd | None = None

    @property
    def words(self) -> str:
        """Return it as a sentence names it."""
        return words_of_original(self.name, self.count)


def words_of_original(name: str, count: int) -> str:
    """Return an original as a sentence names it: «Sổ hộ khẩu (2 bản)»."""
    return name if count == 1 else _("%(paper)s (%(count)s bản)") % {"paper": name, "count": count}


@dataclass(frozen=True, slots=True)
class Promise:
    """What another system had promised when a dossier was brought over from it, at the moment ``at``.

    ``due_at`` is the moment that the applicant was told, None where none was; ``left`` the working days that were left
    while its clock stood, None where it ran or nobody had counted.
    """

    at: datetime
    due_at: datetime | None
    left: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """Everything that happened to one dossier, as rows; standing is a pure function of it."""

    received_at: datetime | None
    starts_at: datetime | None
    unit: UUID
    competent_unit: UUID
    terms: Terms
    route: tuple[RouteStep, ...]
    has_code: bool = True
    #: False also where another body received it and gave its own paper.
    has_receipt: bool = True
    fee: int = 0
    chargeable: bool = False
    money: Money = NO_MONEY
    #: It came by post; the result is wished by post; and the parcels that were made for it.
    came_by_post: bool = False
    goes_by_post: bool = False
    parcels: tuple[Parcel, ...] = ()
    moves: tuple[Move, ...] = ()
    tasks: tuple[Task, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    pauses: tuple[Pause, ...] = ()
    supplements: int = 0
    refused_at: datetime | None = None
    outcome: Outcome | None = None
    returned_at: datetime | None = None
    withdrawn_at: datetime | None = None
    cancelled_at: datetime | None = None
    stopped_at: datetime | None = None
    extensions: tuple[date, ...] = ()
    allowances: int = 0
    incidents: int = 0
    originals: tuple[Original, ...] = ()
    promise: Promise | None = None
    erased_at: datetime | None = None

    @property
    def kept(self) -> tuple[Original, ...]:
        """Return the originals that the office still has."""
        return tuple(original for original in self.originals if original.ended_at is None)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a dossier stands: one row, written in each act's own transaction, recomputable at any time."""

    state: State
    step: int
    unit: UUID
    role: str
    section: str
    post: UUID | None
    desk: UUID
    units: tuple[UUID, ...]
    #: The posts that moved it on, while it is open.
    passed_by: tuple[UUID, ...]
    original_due_at: datetime | None
    due_at: datetime | None
    late_at: datetime | None
    provisional: bool
    paused_since: datetime | None
    days_left: str
    finished_at: datetime | None
    closed_at: datetime | None
    on_time: bool | None
    index_on_time: bool | None
    payment: Payment
    custody: Custody
    sync: Sync = Sync.NOT_SENT

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in OPEN or self.state is State.FINISHED


DESK_SPACE = uuid.UUID("6f8c3d5e-0d7c-5c86-9a8e-0b6f6d6f7463")


@functools.lru_cache(maxsize=16384)
def desk_of(unit: UUID, role: str, section: str = "") -> UUID:
    """Return the key of a unit's common desk for a role (and section): unassigned work lies there."""
    return uuid.uuid5(DESK_SPACE, f"{unit}|{role}|{section}")


@dataclass(frozen=True, slots=True)
class PaperIn:
    """A paper as it was handed in: counts per form, and the scan's file where there is one."""

    position: int
    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0
    scan: UUID | None = None
    paper: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reception:
    """What the clerk (or the API's client) hands in to receive a dossier.

    ``id`` is made before the first key is pressed: sending it twice harms nothing. ``owner`` and
    ``submitter`` are cleaned by ``parties.rules.clean_person``; ``handed_at`` is the moment of the
    post's hand-over minutes (spec D13), from which the limit counts. ``dues`` are the fee lines that are owed, none
    of them: nothing is; None: nobody has set them, the usual fee is owed. ``reused`` are papers of the procedure for which
    earlier ones of the same person stand, linked in the same act.
    """

    id: UUID
    unit: UUID
    procedure: UUID
    owner: Mapping[str, str]
    papers: tuple[PaperIn, ...]
    submitter: Mapping[str, str] | None = None
    authorisation: str = ""
    case: str = ""
    channel: Channel = Channel.COUNTER
    via_agent: bool = False
    handed_at: datetime | None = None
    sets: int = 1
    delivery: str = "counter"
    delivery_address: str = ""
    commune: UUID | None = None
    dues: tuple[DueIn, ...] | None = None
    reused: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a dossier: the common desk of a unit's role (and section), or a post."""

    unit: UUID
    role: Role = Role.COUNTER
    section: str = ""
    post: UUID | None = None


@dataclass(frozen=True, slots=True)
class OldDossier:
    """A dossier as another system says that it stands, every value checked.

    ``id`` is made by whoever reads it. ``unit`` and ``competent_unit`` are those that work on it now, ``received_unit`` the
    one that received it. ``line`` is its place in the file and ``digest`` the SHA-256 of what stood there. ``scans`` are
    bytes that ``files`` has taken in, each with the name of its paper; ``story`` are the sentences of its history.
    """

    id: UUID
    line: int
    digest: bytes
    code: str
    received_unit: UUID
    unit: UUID
    competent_unit: UUID
    procedure: UUID
    process: UUID
    owner: PersonFields
    channel: Channel
    received_at: datetime
    state: State
    due_at: datetime | None = None
    finished_at: datetime | None = None
    ended_at: datetime | None = None
    result_number: str = ""
    paused_since: datetime | None = None
    left: Decimal | None = None
    owed: int = 0
    holder: Holder | None = None
    held_since: datetime | None = None
    submitter_name: str = ""
    asked: str = ""
    story: tuple[tuple[datetime, str], ...] = ()
    scans: tuple[tuple[str, FileIn], ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a dossier came from: which run brought it over when, from which line of the file."""

    run: UUID
    line: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Received:
    """The answer of a reception: code, due moment, and where the receipt lies; None where another body gave one."""

    id: UUID
    code: str
    ordinal: int
    book: int
    received_at: datetime
    due_at: datetime | None
    provisional: bool
    token: str
    receipt: UUID | None


@dataclass(frozen=True, slots=True)
class Person:
    """Who received a result, or asks for a lost receipt, and on what proof."""

    name: str
    proof: ProofKind
    proof_number: str = ""
    relation: str = "self"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a mistyped dossier should say; None leaves as it is.

    ``owner`` and ``submitter`` as ``parties.rules.clean_person`` takes them; ``papers`` the counts (originals, certified
    copies, copies) by the id of the paper's row.
    """

    owner: Mapping[str, str] | None = None
    submitter: Mapping[str, str] | None = None
    authorisation: str | None = None
    papers: Mapping[UUID, tuple[int, int, int]] = field(default_factory=dict)
    sets: int | None = None
    delivery: str | None = None
    delivery_address: str | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed form of a dossier; ``version`` above 1 where it was issued anew, and the day of that; its set of forms."""

    form: str
    id: UUID
    version: int = 1
    on: date | None = None
    form_set: str = USUAL_SET


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """What became of each row of a batch: a sentence where it was refused."""

    done: tuple[str, ...]
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One row of a desk or list, ready to be shown."""

    id: UUID
    number: str
    owner: str
    procedure: str
    waiting_for: str
    state: State
    due_at: datetime | None
    late_at: datetime | None
    time: str
    time_kind: str
    time_detail: str
    channel: Channel
    unit: UUID
    selectable: bool = False


@dataclass(frozen=True, slots=True)
class Station:
    """A station on a dossier's way, as a citizen sees it."""

    label: str
    state: str
    on: date | None = None
    detail: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class PublicState:
    """What anybody who holds the code sees (no person, no place), or the receipt's bearer (places too).

    ``is_online``: the receipt's bearer may take the result online.
    """

    number: str
    sentence: str
    advice: str
    stations: tuple[Station, ...]
    state: State
    is_online: bool = False


class NoSuchDossier(NotFound):
    """No dossier of this number, or none for this actor."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Không có hồ sơ nào mang mã này. Xem lại mã ở đầu giấy hẹn: hai cụm số sau dấu gạch là ngày nhận và số thứ tự."
            ),
        )


class NotNow(Refusal):
    """The dossier's state does not allow this deed."""

    kind = "not-now"


class AlreadyAsked(Refusal):
    """A supplement may be asked as often as the law allows, usually once (NĐ 61/2018 Đ15.3)."""

    kind = "supplement-already-asked"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Hồ sơ này đã được yêu cầu bổ sung một lần; pháp luật chỉ cho hướng dẫn một lần. Giải quyết tiếp, từ chối và nêu rõ lý do, "
                "hoặc trình lãnh đạo cho yêu cầu thêm một lần."
            ),
        )


class NotOnline(Refusal):
    """The result is not given back online: another way was chosen, it is not ready, or there is no electronic copy."""

    kind = "not-online"


class WrongCode(Refusal):
    """The code for taking a result online is mistyped, has ended, or a newer one was sent."""

    kind = "wrong-code"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Mã nhận không đúng hoặc đã hết hạn. Xem lại tin nhắn mới nhất, hoặc bấm «Gửi mã cho tôi» để có mã khác.")
        )


class NotAsked(NotFound):
    """There is no such request to an agency with this dossier, or none that this actor may answer."""

    def __init__(self) -> None:
        super().__init__(
            _("Không có yêu cầu phối hợp nào như vậy với hồ sơ này. Mở hồ sơ để xem các yêu cầu đang chờ.")
        )


class NoSuchDelegation(NotFound):
    """There is no such delegation that still holds, or it is another unit's."""

    def __init__(self) -> None:
        super().__init__(_("Không có uỷ quyền này, hoặc đã thôi. Tải lại danh sách."))


class NoSuchMeeting(NotFound):
    """There is no such meeting about this dossier, or it is another unit's to move and to record."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Không có cuộc họp, kiểm tra nào như vậy với hồ sơ này, hoặc do đơn vị khác gọi. "
                "Mở hồ sơ để xem mục Họp, kiểm tra thực tế."
            )
        )


class NoSuchPaper(NotFound):
    """The dossier has no such paper."""

    def __init__(self) -> None:
        super().__init__(_("Hồ sơ không có giấy tờ này. Mở lại hồ sơ để xem các giấy tờ đã nhận."))


class ScanTooLate(Refusal):
    """A closed dossier's papers stay as they are."""

    kind = "scan-too-late"

    def __init__(self) -> None:
        super().__init__(
            _("Hồ sơ đã kết thúc nên không gắn thêm bản quét được. Để lại ghi chú, hoặc đính kèm tệp vào hồ sơ mới.")
        )


class PaperFromDatabase(Refusal):
    """What the agency takes from a database is not asked of the citizen (NĐ 61/2018 Đ25)."""

    kind = "paper-from-database"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            _(
                "Giấy này cơ quan tự tra trong cơ sở dữ liệu, không yêu cầu người dân nộp nên không tải bản quét lên được."
            ),
            field="file",
        )


@dataclass(frozen=True, slots=True)
class Reuse:
    """Earlier papers that are used again while receiving: pairs of the procedure's paper and the earlier one, with the consent."""

    papers: tuple[tuple[UUID, UUID], ...]
    consent: str
    agreed: bool


class ScansMissing(Invalid):
    """No receipt before the papers that the procedure demands as scans are scanned (NĐ 61/2018 Đ17.1).

    ``papers`` are their places on the reception's list, from 0, with their names: each has a sentence of its own.
    """

    kind = "scans-missing"

    def __init__(self, papers: Mapping[int, str]) -> None:
        sentence = _("Chưa có bản quét của: %(papers)s. Quét hoặc chụp các giấy này rồi tiếp nhận.")
        single = _("Chưa có bản quét của: %(papers)s.")
        fields = {"papers": sentence % {"papers": "; ".join(papers.values())}}
        super().__init__(
            fields | {f"papers.{place}.scan": single % {"papers": name} for place, name in papers.items()},
            fields["papers"],
        )


class PaperNotReusable(Refusal):
    """Not this person's, not this kind of paper, or without a file."""

    kind = "paper-not-reusable"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            _(
                "Giấy cũ này không dùng lại được ở đây: không phải của chủ hồ sơ, khác loại giấy, hoặc không có bản quét."
            ),
            field="origin",
        )


class NoResult(Refusal):
    """There is no result yet to scan."""

    kind = "no-result"

    def __init__(self) -> None:
        super().__init__(_("Hồ sơ này chưa có kết quả. Đăng ký kết quả trước, rồi quét."))


class EarlyNotTold(Refusal):
    """An early result is told before it is handed over (NĐ 61/2018 Đ20.4)."""

    kind = "early-not-told"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            _(
                "Kết quả có trước hẹn mà chưa tin báo nào gửi được. Báo người nộp rồi ghi đã báo thế nào, "
                "ví dụ: gọi 0900000001 lúc 9 giờ, gặp bà Khé."
            ),
            field="told",
        )


class OriginalsOutstanding(Refusal):
    """A dossier does not close while the office keeps originals of the citizen's (NĐ 61/2018 Đ20.2)."""

    kind = "originals-outstanding"

    def __init__(self, originals: Sequence[Original]) -> None:
        super().__init__(
            _(
                "Còn giữ bản chính của người nộp: %(papers)s. Trả bản chính và ghi người nhận trước; "
                "nếu mất thì báo mất giấy tờ."
            )
            % {"papers": "; ".join(original.words for original in originals)},
            field="originals",
        )


class OriginalsElsewhere(Refusal):
    """Whoever keeps the original moves it or gives it back."""

    kind = "originals-elsewhere"

    def __init__(self, original: Original) -> None:
        super().__init__(
            _("Bản chính «%(paper)s» do cơ quan khác đang giữ. Nhờ cơ quan đó chuyển về quầy trước.")
            % {"paper": original.words},
            field="originals",
        )


class TooLateToCancel(Refusal):
    """A mistaken reception is cancelled on the day of receipt; afterwards it has a history to keep."""

    kind = "too-late-to-cancel"

    def __init__(self, day: date) -> None:
        super().__init__(
            _(
                "Chỉ huỷ được trong ngày tiếp nhận (%(day)s). Bây giờ hãy lập thủ tục rút hồ sơ theo yêu cầu của người nộp, "
                "hoặc trình lãnh đạo dừng giải quyết và nêu lý do."
            )
            % {"day": f"{day.day}/{day.month}/{day.year}"},
        )


class NothingToCorrect(Refusal):
    """What was typed is what is recorded."""

    kind = "nothing-to-correct"

    def __init__(self) -> None:
        super().__init__(_("Không có gì khác với hồ sơ đang ghi. Sửa ô bị sai rồi bấm lại."))


class CannotBeReceived(Refusal):
    """Not received here, or nobody has set the procedure's limit."""

    kind = "cannot-be-received"


class HasChanged(SomebodyWasQuicker):
    """Somebody was quicker with this dossier."""


class AlreadyReceived(SomebodyWasQuicker):
    """The same reception was sent before; ``dossier`` leads to it."""

    kind = "already-received"

    def __init__(self, dossier: UUID) -> None:
        super().__init__(_("Hồ sơ này đã gửi rồi và đã được ghi nhận. Không có gì bị ghi hai lần; mở hồ sơ để xem mã."))
        self.dossier = dossier
