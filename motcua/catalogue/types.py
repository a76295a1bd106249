"""Procedures as they were published: frozen values that a dossier keeps for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from motcua.clocks.limits import Limit, LimitKind
from motcua.kernel.refusal import Invalid, NotFound, Refusal, SomebodyWasQuicker

STREAM = "catalogue.procedure"
#: The kind under which uploaded samples are owners of files.
SAMPLE = "catalogue.sample"
DRAFT_STREAM = "catalogue.draft"

LOAD = "catalogue.load"
PUBLISH = "catalogue.publish"
DRAFT = "catalogue.draft"
ACTS: tuple[tuple[str, str], ...] = (
    (LOAD, gettext_noop("Nạp danh mục thủ tục")),
    (PUBLISH, gettext_noop("Công bố quy trình, thời hạn của thủ tục")),
    (DRAFT, gettext_noop("Soạn thủ tục mới")),
)
ROLES: Mapping[str, frozenset[str]] = {"administrator": frozenset({LOAD, PUBLISH, DRAFT})}

#: Dossiers that are kept for ever, and the years that may be said otherwise.
FOREVER = "forever"
KEEPING_YEARS = (5, 10, 15, 20, 30, 50, 70)
#: What a step's unit may be besides a unit's code; empty means the competent agency itself.
RECEIVING_COUNTER = "rule:receiving_counter"
COMPETENT_COMMUNE = "rule:competent_commune"
OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a procedure version. ``required`` is «yes» or «conditional» (offered, not demanded)."""

    id: UUID
    position: int
    case_label: str
    is_case: bool
    name: str
    short_name: str
    kind: str
    required: str
    originals: int
    certified: int
    copies: int
    scan: str
    form_code: str = ""
    note: str = ""
    assumed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration form (tờ khai) as the folder has it: ``content`` with its sections and fields, lists of choices in place."""

    form_id: str
    codes: tuple[str, ...]
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class UploadedSample:
    """A filled sample that the province uploaded in place of the one made by rule."""

    id: UUID
    file: UUID
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True)
class Case:
    """A case that the clerk or citizen picks, with its own papers; the common list comes first and has an empty label.

    The common list is part of every case. It is itself ``pickable`` (the ordinary case) unless it holds only papers of
    an authorised person beside cases one of which must be picked.
    """

    label: str
    name: str
    papers: tuple[Paper, ...]
    pickable: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an internal process.

    ``role`` is one of counter, specialist, section_head, leader, document_clerk; ``hours`` are working hours, None where
    the step takes none of the limit; steps of one ``parallel_group`` run together, but for what ``needs`` the results of
    others of the group: numbers of steps before it (NĐ 61/2018 Đ19.6b). ``unit`` is a unit's code, one of the rules above,
    or empty: the competent agency. ``agency`` is what the published process calls it.
    """

    no: int
    role: str
    action_code: str
    name: str
    hours: Decimal | None
    counts: bool = True
    parallel_group: str = ""
    unit: str = ""
    agency: str = ""
    needs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Process:
    """The internal process of dossiers received at one level; ``source_id`` is empty for the standard one."""

    id: UUID
    level: str
    steps: tuple[Step, ...]
    hours: Decimal
    source_id: str = ""
    variant: str = ""
    exceeds_limit: bool = False
    assumed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A fee in VND; None where the amount is not known. Several lines differ by case."""

    amount: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """Who is freed from a version's fees or pays less: by so many percent, or so many VND off each; on which proof.

    Either ``percent`` is 1 to 100 (100: nothing is paid) or ``amount`` is set. Luật Phí và lệ phí 2015 Đ10.
    """

    who: str
    percent: int = 0
    amount: int | None = None
    proof: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ProcedureVersion:
    """A procedure as published in one version; never changed once written.

    ``receive_levels`` are the levels whose counters take it (commune, district, province), ``decide_levels`` who decides
    (several: the one that received), ``decide_unit`` the code of the department that decides, if one does. ``assumed``
    names what the province has still to confirm (``profile.types.Assumed``). Days are inclusive. ``subjects`` says who may
    ask for it, ``method`` how it is handed in, ``sets`` how many sets of papers, ``conditions`` what must hold (NĐ 63/2010 Đ8.2).
    ``received_elsewhere``: on the spot or by a mobile team, yet tracked (NĐ 61/2018 Đ14.5); ``wholly_at_counter``: from receipt
    to result (TT 01/2018 Đ6). ``online_level`` is 1 to 4, ``online_mode`` one of ``OnlineMode`` or empty in the later scale,
    ``online_reason`` why it is not wholly online. ``keeping``: for how many years its dossiers are kept, ``FOREVER``, or empty:
    as usual in the province (TT 01/2018 Đ10.3).
    """

    id: UUID
    procedure_id: UUID
    code: str
    number: int
    valid_from: date
    valid_to: date | None
    name: str
    short_name: str
    field: str
    limit: Limit
    limit_note: str
    receive_levels: tuple[str, ...]
    decide_levels: tuple[str, ...]
    decide_unit: str
    groups: tuple[Paper, ...]
    processes: tuple[Process, ...]
    fees: tuple[FeeLine, ...]
    fee_note: str
    result: str
    legal_basis: tuple[str, ...]
    online_level: int | None
    linked_agencies: str
    published_by: str
    assumed: frozenset[str]
    cases: tuple[Case, ...] = ()
    subjects: str = ""
    method: str = ""
    sets: int | None = None
    conditions: str = ""
    exemptions: tuple[Exemption, ...] = ()
    received_elsewhere: bool = False
    wholly_at_counter: bool = False
    online_mode: str = ""
    online_reason: str = ""
    keeping: str = ""

    @property
    def is_void(self) -> bool:
        """Whether it was superseded or taken back before it began, and so is never in force."""
        return self.valid_to is not None and self.valid_to < self.valid_from

    @property
    def same_day(self) -> bool:
        """Whether the result is given on the day of reception."""
        return self.limit.kind is LimitKind.SAME_DAY

    @property
    def has_limit(self) -> bool:
        """Whether a limit is set; without one nothing is received."""
        return self.limit.kind is not LimitKind.NONE

    @property
    def receive_level(self) -> str:
        """The lowest level that receives; empty where nobody knows."""
        return self.receive_levels[0] if self.receive_levels else ""

    @property
    def decide_level(self) -> str:
        """The first level that decides; empty where nobody knows."""
        return self.decide_levels[0] if self.decide_levels else ""

    @property
    def process_id(self) -> UUID:
        """The process of the first level; of several levels ask ``queries.process_for``."""
        return self.processes[0].id

    @property
    def fee(self) -> int | None:
        """The one fee in VND; None where it is not known or differs by case."""
        amounts = {line.amount for line in self.fees}
        return amounts.pop() if len(amounts) == 1 else None

    @property
    def has_later_law(self) -> bool:
        """Whether a paper cites law of after the profile's day."""
        return any("later_law" in paper.assumed for paper in self.groups)

    def papers(self, case: str = "") -> tuple[Paper, ...]:
        """Return the papers of a case: the common ones, then those of the case itself."""
        return tuple(paper for paper in self.groups if not paper.is_case or paper.case_label == case)


@dataclass(frozen=True, slots=True)
class ProcedureDoubt:
    """What the province has still to confirm about a procedure: a key and its sentence."""

    key: str
    sentence: str


class OnlineScale(StrEnum):
    """How online services are graded: levels 1 to 4 (TT 32/2017 Đ5), later by what can be done online (NĐ 42/2022)."""

    LEVELS = "1234"
    MODES = "full_partial"


class OnlineMode(StrEnum):
    """What can be done online: nothing but reading, a part, everything."""

    INFORMATION = "information"
    PARTIAL = "partial"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a version says in words and marks; see ``ProcedureVersion``."""

    name: str
    field: str
    result: str = ""
    legal_basis: tuple[str, ...] = ()
    online_level: int | None = None
    subjects: str = ""
    method: str = ""
    sets: int | None = None
    conditions: str = ""
    received_elsewhere: bool = False
    wholly_at_counter: bool = False
    online_mode: str = ""
    online_reason: str = ""
    keeping: str = ""


class DraftPart(StrEnum):
    """The parts in which a new procedure is drafted."""

    PARTICULARS = "particulars"
    PAPERS = "papers"
    PROCESS = "process"
    FEES = "fees"


@dataclass(frozen=True, slots=True)
class Draft:
    """A wholly new procedure that is not published yet; ``writers`` are the accounts that wrote any part of it."""

    id: UUID
    revision: int
    version: ProcedureVersion
    begun_at: datetime
    begun_by: UUID
    changed_at: datetime
    writers: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What a version lacks or says against itself; ``blocks``: a mandatory part, named by ``key``, is blank."""

    key: str
    sentence: str
    blocks: bool = False


class ProcedureUnknown(NotFound):
    """There is no such procedure, or none in force that day."""

    kind: ClassVar[str] = "procedure-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có thủ tục này trong danh mục. Tìm lại theo tên hoặc mã thủ tục."))


class LaterPublished(Refusal):
    """A version that has not begun stands in the way of one from an earlier day."""

    kind: ClassVar[str] = "later-version-published"
    status: ClassVar[int] = 422

    def __init__(self, number: int, since: date) -> None:
        super().__init__(
            _("Bản số %(number)s đã công bố, áp dụng từ %(day)s. Chọn ngày không sớm hơn, hoặc thu hồi bản ấy trước.")
            % {"number": number, "day": f"{since.day}/{since.month}/{since.year}"},
            field="valid_from",
        )


class AlreadyBegun(Refusal):
    """Only a version that has not begun can be taken back."""

    kind: ClassVar[str] = "version-already-begun"

    def __init__(self) -> None:
        super().__init__(_("Chỉ thu hồi được bản chưa đến ngày áp dụng. Muốn đổi bản đang dùng, công bố bản mới."))


class CompetentUnknown(Refusal):
    """Who decides cannot be told from what is known of the dossier."""

    kind: ClassVar[str] = "competent-unknown"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            _("Chưa biết cơ quan giải quyết. Chọn xã, phường, thị trấn nơi cư trú của chủ hồ sơ."), field="commune"
        )


class StepsExceedLimit(Refusal):
    """The steps of a new process take longer than the procedure's limit."""

    kind: ClassVar[str] = "steps-exceed-limit"
    status: ClassVar[int] = 422

    def __init__(self, hours: str, most: str) -> None:
        super().__init__(
            _("Các bước cộng lại %(hours)s giờ, quá thời hạn %(most)s giờ. Giảm giờ của các bước rồi công bố lại.")
            % {"hours": hours, "most": most},
            field="steps",
        )


class ProcessInvalid(Invalid):
    """A process that nobody could work by."""

    kind: ClassVar[str] = "process-invalid"


class VersionUnfit(Invalid):
    """A version lacks mandatory parts (NĐ 63/2010 Đ8.2); ``fields`` names each by its key."""

    kind: ClassVar[str] = "version-unfit"


class DraftUnknown(NotFound):
    """There is no such draft, it has ended, or it is not for this actor."""

    kind: ClassVar[str] = "procedure-draft-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có dự thảo này, hoặc đã công bố, đã bỏ. Mở lại danh sách dự thảo."))


class DraftChanged(SomebodyWasQuicker):
    """Somebody wrote in the draft since the page was opened."""

    kind: ClassVar[str] = "procedure-draft-changed"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Có người vừa sửa dự thảo này sau khi bạn mở trang. Mở dự thảo ở trang khác để xem, rồi ghi lại phần của bạn."
            )
        )


class OwnDraft(Refusal):
    """Whoever wrote a draft does not publish it, where the province wants four eyes."""

    kind: ClassVar[str] = "own-draft"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            _("Bạn đã soạn dự thảo này, nên người khác có quyền công bố phải xem và công bố. Nhờ người ấy mở dự thảo.")
        )


class CodeTaken(Refusal):
    """A procedure or another draft has the code already."""

    kind: ClassVar[str] = "procedure-code-taken"
    status: ClassVar[int] = 422

    def __init__(self, code: str) -> None:
        super().__init__(
            _("Mã %(code)s đã có trong danh mục hoặc trong dự thảo khác. Tìm thủ tục ấy, hoặc ghi mã khác.")
            % {"code": code},
            field="code",
        )
