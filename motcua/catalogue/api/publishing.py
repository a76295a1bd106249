"""Publishing procedures over the API: the same acts and refusals as the pages, and drafts of new ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from motcua.catalogue import pages, queries, services
from motcua.catalogue.api.reading import ProcedureOut, whole
from motcua.catalogue.rules import is_authorisation, step_name, with_process
from motcua.catalogue.types import (
    PUBLISH,
    Draft,
    DraftPart,
    Exemption,
    FeeLine,
    OnlineMode,
    Paper,
    Particulars,
    ProcedureUnknown,
    ProcedureVersion,
    Step,
)
from motcua.clocks.limits import NO_LIMIT, Limit, parse_limit
from motcua.clocks.refusals import LimitUnreadable
from motcua.kernel.access import require
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation
from motcua.profile import queries as profile
from motcua.ui.bodies import Day, Strict, Text, Words, problems

router = Router(tags=["Công bố thủ tục"])
_NOBODY = UUID(int=0)

Amount = Annotated[int, Field(ge=0, le=10**12)]
Count = Annotated[int, Field(ge=0, le=20)]
Hours = Annotated[float, Field(ge=0, le=10_000)]
Level = Literal["commune", "district", "province"]
Action = Literal[
    "receive", "assign", "process", "consult", "inspect", "council", "review", "approve", "issue", "forward", "return"
]
Role = Literal["counter", "specialist", "section_head", "leader", "document_clerk"]


class FaultOut(Schema):
    """What a version lacks or says against itself; ``blocks``: a mandatory part is blank."""

    key: str
    sentence: str
    blocks: bool


class VersionOut(Schema):
    """A version of a procedure; ``is_void`` where it was taken back or superseded before it began."""

    id: UUID
    number: int
    valid_from: date
    valid_to: date | None
    is_void: bool
    faults: list[FaultOut]


class VersionsOut(Schema):
    """Every version of a procedure, newest first."""

    versions: list[VersionOut]


class FeeIn(Strict):
    """A fee in đồng, and for whom."""

    amount: Amount
    note: Words = ""


class ExemptionIn(Strict):
    """Who is freed or pays less: by percent, or by so many đồng off each; on which proof."""

    who: Words
    percent: Annotated[int, Field(ge=0, le=100)] = 0
    amount: Annotated[int, Field(ge=1, le=10**12)] | None = None
    proof: Words
    basis: Words = ""


class FeesIn(Strict):
    """The fee lines of a version; without ``exemptions`` those of before stay."""

    fees: Annotated[list[FeeIn], Field(max_length=40)]
    exemptions: Annotated[list[ExemptionIn], Field(max_length=40)] | None = None
    note: Text = ""


class ParticularsIn(Strict):
    """What a version says in words and marks."""

    name: Annotated[Words, Field(min_length=1)]
    field: Words
    result: Words = ""
    legal_basis: list[Words] = Field(default_factory=list, max_length=60)
    online_level: Annotated[int, Field(ge=1, le=4)] | None = None
    subjects: Words = ""
    method: Words = ""
    sets: Annotated[int, Field(ge=1, le=20)] | None = None
    conditions: Text = ""
    received_elsewhere: bool = False
    wholly_at_counter: bool = False
    online_mode: OnlineMode | Literal[""] = ""
    online_reason: Words = ""

    def said(self) -> Particulars:
        """Return what was sent as the service takes it."""
        return Particulars(**{**self.model_dump(mode="json"), "legal_basis": tuple(self.legal_basis)})


class PaperIn(Strict):
    """A paper, under its case where it has one."""

    name: Annotated[Words, Field(min_length=1)]
    case: Words = ""
    required: Literal["yes", "conditional"] = "yes"
    originals: Count = 0
    certified: Count = 0
    copies: Count = 0
    scan: Literal["optional", "required", "none"] = "optional"


class PapersIn(Strict):
    """The papers of a version, in their order."""

    papers: Annotated[list[PaperIn], Field(max_length=120)]


class LimitIn(Strict):
    """A time limit in the law's words: «5 ngày làm việc»."""

    limit: Words
    note: Words = ""


class ProcessStepIn(Strict):
    """A step; ``unit`` is a unit's code, a rule as in ``GET /procedures/{code}``, or empty: the competent agency.

    ``needs`` are the numbers (from 1) of earlier steps of the same parallel group whose results this one waits for.
    """

    action: Action
    role: Role
    name: Words = ""
    hours: Hours | None = None
    counts: bool = True
    parallel_group: Annotated[Words, Field(max_length=10)] = ""
    needs: Annotated[list[int], Field(max_length=60)] = []
    unit: Words = ""
    agency: Words = ""


class ProcessIn(Strict):
    """The steps for what one level receives, in their order."""

    level: Level
    steps: Annotated[list[ProcessStepIn], Field(max_length=60)]


class FromIn(Strict):
    """The day from which it holds."""

    valid_from: Day


class FeesFromIn(FeesIn, FromIn):
    """Fee lines from a day on."""


class ParticularsFromIn(ParticularsIn, FromIn):
    """Words and marks from a day on."""


class PapersFromIn(PapersIn, FromIn):
    """Papers from a day on."""


class LimitFromIn(LimitIn, FromIn):
    """A limit from a day on."""


class ProcessFromIn(ProcessIn, FromIn):
    """Steps from a day on."""


class DraftOut(Schema):
    """A new procedure that is being drafted; ``revision`` is sent with what is written into it."""

    id: UUID
    revision: int
    code: str
    name: str
    begun_at: datetime
    changed_at: datetime
    faults: list[FaultOut]


class DraftsOut(Schema):
    """The open drafts, the one written last first."""

    drafts: list[DraftOut]


class BeginningIn(Strict):
    """The code and the name with which a draft begins."""

    code: Words
    name: Annotated[str, Field(max_length=600)]


class DraftIn(Strict):
    """A part of a draft, or several: what is left out stays as it is."""

    revision: int
    particulars: ParticularsIn | None = None
    receive_levels: Annotated[list[Level], Field(max_length=3)] | None = None
    decide_levels: (
        Annotated[list[Literal["commune", "district", "province", "department"]], Field(max_length=4)] | None
    ) = None
    decide_unit: Words | None = None
    limit: LimitIn | None = None
    published_by: Words | None = None
    papers: PapersIn | None = None
    process: ProcessIn | None = None
    fees: FeesIn | None = None


class RevisionIn(Strict):
    """The revision that was looked at."""

    revision: int


class PublishingIn(RevisionIn, FromIn):
    """Publish from a day on."""


PUBLISHED = {201: VersionOut, **problems(403, 404, 409)}


@router.get("/procedures/{code}/versions", response={200: VersionsOut, **problems(403, 404)}, operation_id="versions")
def versions(request: HttpRequest, code: str) -> dict[str, Any]:
    """Các bản công bố của một thủ tục, kèm điều còn thiếu của từng bản."""
    require(request.actor, PUBLISH)  # type: ignore[attr-defined]
    return {"versions": [_version(one) for one in reversed(_known(code))]}


@router.post("/procedures/{code}/fees", response=PUBLISHED, operation_id="set_fees")
def set_fees(request: HttpRequest, code: str, payload: FeesFromIn) -> Any:
    """Công bố bản mới chỉ khác về phí và miễn, giảm."""
    made = services.set_fees(
        **_who(request),
        code=code,
        fees=_fees(payload),
        exemptions=_exemptions(payload),
        note=payload.note,
        valid_from=payload.valid_from,
    )
    return Status(201, _version(queries.version(made)))


@router.post("/procedures/{code}/particulars", response=PUBLISHED, operation_id="set_particulars")
def set_particulars(request: HttpRequest, code: str, payload: ParticularsFromIn) -> Any:
    """Công bố bản mới với nội dung, dấu hiệu khác."""
    said = ParticularsIn(**payload.model_dump(exclude={"valid_from"})).said()
    made = services.set_particulars(**_who(request), code=code, said=said, valid_from=payload.valid_from)
    return Status(201, _version(queries.version(made)))


@router.post("/procedures/{code}/papers", response=PUBLISHED, operation_id="set_papers")
def set_papers(request: HttpRequest, code: str, payload: PapersFromIn) -> Any:
    """Công bố bản mới với danh mục giấy tờ khác."""
    made = services.set_papers(**_who(request), code=code, papers=_papers(payload), valid_from=payload.valid_from)
    return Status(201, _version(queries.version(made)))


@router.post("/procedures/{code}/limit", response=PUBLISHED, operation_id="set_limit")
def set_limit(request: HttpRequest, code: str, payload: LimitFromIn) -> Any:
    """Công bố bản mới với thời hạn khác."""
    made = services.set_limit(
        **_who(request), code=code, limit=_limit(payload.limit), note=payload.note, valid_from=payload.valid_from
    )
    return Status(201, _version(queries.version(made)))


@router.post("/procedures/{code}/process", response=PUBLISHED, operation_id="publish_process")
def publish_process(request: HttpRequest, code: str, payload: ProcessFromIn) -> Any:
    """Công bố bản mới với quy trình khác ở một cấp nhận hồ sơ."""
    _known(code)
    made = services.publish_process(
        **_who(request), code=code, level=payload.level, steps=_steps(payload), valid_from=payload.valid_from
    )
    return Status(201, _version(queries.version(made)))


@router.post("/procedures/{code}/abolition", response={204: None, **problems(403, 404, 409)}, operation_id="abolish")
def abolish(request: HttpRequest, code: str, payload: FromIn) -> Any:
    """Bãi bỏ thủ tục từ một ngày."""
    services.abolish(**_who(request), code=code, from_day=payload.valid_from)
    return Status(204, None)


@router.post(
    "/procedures/{code}/versions/{number}/withdrawal",
    response={204: None, **problems(403, 404, 409)},
    operation_id="withdraw_version",
)
def withdraw_version(request: HttpRequest, code: str, number: int) -> Any:
    """Thu hồi bản chưa đến ngày áp dụng."""
    services.withdraw_version(**_who(request), code=code, number=number)
    return Status(204, None)


@router.get("/procedure-drafts", response={200: DraftsOut, **problems()}, operation_id="procedure_drafts")
def drafts(request: HttpRequest) -> dict[str, Any]:
    """Dự thảo thủ tục mới đang soạn."""
    return {"drafts": [_draft(request, one) for one in queries.drafts(request.actor)]}  # type: ignore[attr-defined]


@router.get(
    "/procedure-drafts/{draft}", response={200: ProcedureOut, **problems(403, 404)}, operation_id="procedure_draft"
)
def draft(request: HttpRequest, draft: UUID) -> dict[str, Any]:
    """Một dự thảo, như thủ tục sẽ được công bố."""
    found = queries.draft_for(request.actor, draft)  # type: ignore[attr-defined]
    return whole(found.version, None, request.moment.date())  # type: ignore[attr-defined]


@router.post("/procedure-drafts", response={201: DraftOut, **problems(403, 404, 409)}, operation_id="begin_draft")
def begin(request: HttpRequest, payload: BeginningIn) -> Any:
    """Bắt đầu soạn một thủ tục mới."""
    made = services.begin_draft(**_who(request), code=payload.code, name=payload.name)
    return Status(201, _draft(request, queries.draft_for(request.actor, made)))  # type: ignore[attr-defined]


@router.put(
    "/procedure-drafts/{draft}", response={200: DraftOut, **problems(403, 404, 409)}, operation_id="write_draft"
)
def write(request: HttpRequest, draft: UUID, payload: DraftIn) -> dict[str, Any]:
    """Ghi một hay nhiều phần của dự thảo."""
    found = queries.draft_for(request.actor, draft)  # type: ignore[attr-defined]
    services.write_draft(
        **_who(request),
        draft_id=draft,
        revision=payload.revision,
        part=_part(payload),
        version=_rewritten(found.version, payload),
    )
    return _draft(request, queries.draft_for(request.actor, draft))  # type: ignore[attr-defined]


@router.post(
    "/procedure-drafts/{draft}/publication",
    response={201: VersionOut, **problems(403, 404, 409)},
    operation_id="publish_draft",
)
def publish(request: HttpRequest, draft: UUID, payload: PublishingIn) -> Any:
    """Công bố dự thảo từ một ngày; người soạn không tự công bố nếu tỉnh quy định vậy."""
    made = services.publish_draft(
        **_who(request), draft_id=draft, revision=payload.revision, valid_from=payload.valid_from
    )
    return Status(201, _version(queries.version(made)))


@router.post(
    "/procedure-drafts/{draft}/dropping", response={204: None, **problems(403, 404, 409)}, operation_id="drop_draft"
)
def drop(request: HttpRequest, draft: UUID, payload: RevisionIn) -> Any:
    """Bỏ dự thảo."""
    services.drop_draft(**_who(request), draft_id=draft, revision=payload.revision)
    return Status(204, None)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.actor, "at": request.moment}  # type: ignore[attr-defined]


def _known(code: str) -> tuple[ProcedureVersion, ...]:
    found = queries.versions_of(code)
    if not found:
        raise ProcedureUnknown
    return found


def _version(one: ProcedureVersion) -> dict[str, Any]:
    names = ("id", "number", "valid_from", "valid_to", "is_void")
    return {name: getattr(one, name) for name in names} | {"faults": list(queries.faults(one, one.valid_from))}


def _draft(request: HttpRequest, one: Draft) -> dict[str, Any]:
    on = request.moment.date()  # type: ignore[attr-defined]
    return {
        "id": one.id,
        "revision": one.revision,
        "code": one.version.code,
        "name": one.version.name,
        "begun_at": one.begun_at,
        "changed_at": one.changed_at,
        "faults": list(queries.faults(one.version, on)),
    }


def _part(payload: DraftIn) -> DraftPart:
    """Return the part that is written, for the ledger; of several the first."""
    parts = ((payload.papers, DraftPart.PAPERS), (payload.process, DraftPart.PROCESS), (payload.fees, DraftPart.FEES))
    return next((part for given, part in parts if given is not None), DraftPart.PARTICULARS)


def _rewritten(version: ProcedureVersion, payload: DraftIn) -> ProcedureVersion:
    changes: dict[str, Any] = {}
    if payload.particulars is not None:
        said = payload.particulars.said()
        changes |= {name: getattr(said, name) for name in Particulars.__slots__}
        changes["short_name"] = profile.short_name(said.name)
    for name in ("receive_levels", "decide_levels"):
        if (given := getattr(payload, name)) is not None:
            changes[name] = tuple(dict.fromkeys(given))
    for name in ("decide_unit", "published_by"):
        if (given := getattr(payload, name)) is not None:
            changes[name] = given
    if payload.decide_unit:
        organisation.unit_by_code(payload.decide_unit)
    if payload.limit is not None:
        changes |= {"limit": _limit(payload.limit.limit), "limit_note": payload.limit.note}
    if payload.papers is not None:
        changes["groups"] = _papers(payload.papers)
    if payload.fees is not None:
        exemptions = _exemptions(payload.fees)
        changes |= {"fees": _fees(payload.fees), "fee_note": payload.fees.note}
        changes |= {} if exemptions is None else {"exemptions": exemptions}
    changed = replace(version, **changes)
    return changed if payload.process is None else with_process(changed, payload.process.level, _steps(payload.process))


def _limit(words: str) -> Limit:
    try:
        return parse_limit(words) if words else NO_LIMIT
    except LimitUnreadable as refusal:
        raise Invalid({"limit": str(refusal)}) from refusal


def _fees(payload: FeesIn) -> tuple[FeeLine, ...]:
    return tuple(FeeLine(line.amount, line.note) for line in payload.fees)


def _exemptions(payload: FeesIn) -> tuple[Exemption, ...] | None:
    if payload.exemptions is None:
        return None
    return tuple(Exemption(**line.model_dump()) for line in payload.exemptions)


def _papers(payload: PapersIn) -> tuple[Paper, ...]:
    return tuple(
        Paper(
            id=_NOBODY,
            position=place,
            case_label=one.case,
            is_case=bool(one.case) and not is_authorisation(one.case),
            name=one.name,
            short_name=profile.short_name(one.name),
            kind="",
            **one.model_dump(exclude={"name", "case"}),
        )
        for place, one in enumerate(payload.papers, start=1)
    )


def _steps(payload: ProcessIn) -> tuple[Step, ...]:
    for one in payload.steps:
        if one.unit not in pages.PLACES:
            organisation.unit_by_code(one.unit)
    return tuple(
        Step(
            no,
            one.role,
            one.action,
            one.name or step_name(one.action),
            None if one.hours is None else round(Decimal(str(one.hours)), 3),
            counts=one.counts,
            parallel_group=one.parallel_group,
            unit=one.unit,
            agency=one.agency,
            needs=tuple(sorted(set(one.needs))),
        )
        for no, one in enumerate(payload.steps, start=1)
    )
