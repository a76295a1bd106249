"""Procedures as they were published: frozen values that a dossier keeps for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from motcua.clocks.limits import Limit, LimitKind
from motcua.kernel.refusal import Invalid, NotFound, Refusal

STREAM = "catalogue.procedure"
#: The kind under which uploaded samples are owners of files.
SAMPLE = "catalogue.sample"

LOAD = "catalogue.load"
PUBLISH = "catalogue.publish"
ACTS: tuple[tuple[str, str], ...] = (
    (LOAD, gettext_noop("Nạp danh mục thủ tục")),
    (PUBLISH, gettext_noop("Công bố quy trình, thời hạn của thủ tục")),
)
ROLES: Mapping[str, frozenset[str]] = {"administrator": frozenset({LOAD, PUBLISH})}

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
    the step takes none of the limit; steps of one ``parallel_group`` run together. ``unit`` is a unit's code, one of the
    rules above, or empty: the competent agency. ``agency`` is what the published process calls it.
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
class ProcedureVersion:
    """A procedure as published in one version; never changed once written.

    ``receive_levels`` are the levels whose counters take it (commune, district, province), ``decide_levels`` who decides
    (several: the one that received), ``decide_unit`` the code of the department that decides, if one does. ``assumed``
    names what the province has still to confirm (``profile.types.Assumed``). Days are inclusive.
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
