"""What the profile says of a procedure on a day, and what in it is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from motcua.clocks.limits import Limit
from motcua.clocks.speech import _, gettext_noop


class Assumed(StrEnum):
    """What a province must still confirm; shown as «giả định»."""

    PAPERS = "papers"
    RESULT = "result"
    RECEIVING_LEVEL = "receiving_level"
    COMPETENT_LEVEL = "competent_level"
    PROCESS = "process"
    PROCESS_OF_ELSEWHERE = "process_of_elsewhere"
    PROCESS_VARIANT = "process_variant"
    STEP_AGENCY = "step_agency"
    ONLINE_LEVEL = "online_level"
    LIMIT = "limit"
    PAPER_COUNT = "paper_count"
    SCAN = "scan"
    LATER_LAW = "later_law"


_ASSUMED_SENTENCES = {
    Assumed.PAPERS: gettext_noop("Chưa có danh mục giấy tờ."),
    Assumed.RESULT: gettext_noop("Chưa ghi kết quả giải quyết."),
    Assumed.RECEIVING_LEVEL: gettext_noop("Cấp tiếp nhận là giả định."),
    Assumed.COMPETENT_LEVEL: gettext_noop("Cơ quan có thẩm quyền là giả định."),
    Assumed.PROCESS: gettext_noop("Chưa có quy trình nội bộ: dùng quy trình chuẩn, giả định."),
    Assumed.PROCESS_OF_ELSEWHERE: gettext_noop("Quy trình nội bộ lấy của nơi khác, năm khác."),
    Assumed.PROCESS_VARIANT: gettext_noop("Có nhiều phương án quy trình, phương án này là giả định."),
    Assumed.STEP_AGENCY: gettext_noop("Đơn vị thực hiện một số bước là giả định."),
    Assumed.ONLINE_LEVEL: gettext_noop("Chưa biết mức độ dịch vụ trực tuyến."),
    Assumed.LIMIT: gettext_noop("Thời hạn thiếu đơn vị tính: tính theo ngày làm việc, giả định."),
    Assumed.PAPER_COUNT: gettext_noop("Số bản của giấy tờ là giả định."),
    Assumed.SCAN: gettext_noop("Yêu cầu bản chụp điện tử là giả định."),
    Assumed.LATER_LAW: gettext_noop("Giấy tờ viện dẫn quy định có sau ngày này."),
}


_LEVELS = {
    "commune": gettext_noop("cấp xã"),
    "district": gettext_noop("cấp huyện"),
    "province": gettext_noop("cấp tỉnh"),
    "department": gettext_noop("sở, ban, ngành"),
    "service_centre": gettext_noop("trung tâm phục vụ hành chính công"),
}


def say_level(level: str) -> str:
    """Name a level: «cấp xã»."""
    return _(_LEVELS[level])


def say_assumed(mark: Assumed) -> str:
    """Put a mark into a sentence."""
    return _(_ASSUMED_SENTENCES[mark])


@dataclass(frozen=True, slots=True)
class Period:
    """From … to, both days included; an open end is None."""

    valid_from: date
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return self.valid_from <= day <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class Reception:
    """The levels whose counters receive: commune, district, province; empty where nobody knows."""

    levels: tuple[str, ...]
    assumed: frozenset[Assumed] = frozenset()


@dataclass(frozen=True, slots=True)
class Competence:
    """Who decides: a level, or one department by its unit code.

    Several levels mean: the one that received. ``levels`` may hold «department» where a department decides.
    """

    levels: tuple[str, ...]
    unit_code: str | None = None
    assumed: frozenset[Assumed] = frozenset()


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The limit of a procedure; None where nobody set one: shown, but not received until somebody does."""

    limit: Limit | None
    note: str | None = None
    assumed: frozenset[Assumed] = frozenset()


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of a process version.

    ``role`` is one of leader, section_head, specialist, counter, document_clerk; ``unit`` a unit's code,
    ``rule:receiving_counter``, ``rule:competent_commune``, ``outside``, or None: the competent agency itself.
    ``hours`` are working hours, None where the step takes none of the limit. Steps of one ``parallel_group`` run together.
    """

    step_no: int
    role: str
    action_code: str
    hours: Decimal | None
    action: str | None = None
    agency: str | None = None
    unit: str | None = None
    counts: bool = True
    parallel_group: str | None = None


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    """The internal process for dossiers received at one level. ``process_id`` is None for the standard process.

    ``exceeds_limit``: its steps take longer than the limit; a published one is kept with this flag.
    """

    level: str
    steps: tuple[PlannedStep, ...]
    hours: Decimal
    process_id: str | None = None
    variant: str | None = None
    exceeds_limit: bool = False
    assumed: frozenset[Assumed] = frozenset()


class Scan(StrEnum):
    """Whether a paper is scanned at reception."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"
    #: The agency looks it up in a database and asks nobody for it.
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a procedure version: what is wanted of it, and what about that is assumed."""

    position: int
    name: str
    short_name: str
    kind: str | None
    demanded: bool
    originals: int
    certified: int
    copies: int
    scan: Scan = Scan.OPTIONAL
    form_code: str | None = None
    note: str | None = None
    assumed: frozenset[Assumed] = frozenset()


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Papers under one published heading; ``is_case`` where the person picks it, else it is for everybody."""

    label: str | None
    is_case: bool
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class ProcedureOnDay:
    """A procedure as the profile knows it on a day."""

    code: str
    name: str
    field: str | None
    period: Period
    reception: Reception
    competence: Competence
    limit: TimeLimit
    #: By level that receives.
    processes: Mapping[str, ProcessPlan]
    papers: tuple[PaperGroup, ...]
    result: str | None
    legal_basis: tuple[str, ...]
    fee_vnd: tuple[int | None, ...]
    fee_note: str | None
    online_level: int | None
    assumed: frozenset[Assumed]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the folder does not know and the product assumes; ``key`` is counted by `motcua profile doubts`."""

    key: str
    subject: str
    sentence: str
    file: str
    line: int | None = None
    column: str | None = None
