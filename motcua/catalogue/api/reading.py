"""Procedures over the API."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from motcua.catalogue import pages, queries
from motcua.catalogue.types import Paper, ProcedureVersion, Process
from motcua.ui.bodies import problems

#: Parts of a version that are sent as they are.
_LATER = (
    "online_mode",
    "online_reason",
    "keeping",
    "received_elsewhere",
    "wholly_at_counter",
    "subjects",
    "method",
    "sets",
    "conditions",
)
router = Router(tags=["Thủ tục"])


class ProcedureRow(Schema):
    """A procedure in a list; ``version`` is what a reception names."""

    code: str
    version: UUID
    name: str
    short_name: str
    field: str
    limit: str
    receive_levels: list[str]
    receivable: bool | None = None


class ProcedureRows(Schema):
    """A page of procedures; ``next`` is the cursor of the following one, empty at the end."""

    rows: list[ProcedureRow]
    next: str


class PaperOut(Schema):
    """A paper; ``required`` is yes or conditional."""

    id: UUID
    case: str
    name: str
    short_name: str
    kind: str
    required: str
    originals: int
    certified: int
    copies: int
    scan: str
    form_code: str
    note: str
    assumed: list[str]


class StepOut(Schema):
    """A step; ``hours`` are working hours, null where it takes none of the limit."""

    no: int
    role: str
    action: str
    name: str
    hours: float | None
    parallel_group: str
    needs: list[int]
    unit: str


class ProcessOut(Schema):
    """The internal process of dossiers received at one level."""

    id: UUID
    level: str
    hours: float
    exceeds_limit: bool
    steps: list[StepOut]
    assumed: list[str]


class ExemptionOut(Schema):
    """Who is freed from the fees or pays less: by percent, or by so many đồng off each."""

    who: str
    percent: int
    amount: int | None
    proof: str
    basis: str


class ProcedureOut(ProcedureRow):
    """A procedure whole."""

    valid_from: date
    valid_to: date | None
    decide_levels: list[str]
    decide_unit: str
    fees: list[int | None]
    fee_note: str
    exemptions: list[ExemptionOut]
    result: str
    legal_basis: list[str]
    online_level: int | None
    online_mode: str
    online_reason: str
    keeping: str
    received_elsewhere: bool
    wholly_at_counter: bool
    subjects: str
    method: str
    sets: int | None
    conditions: str
    published_by: str
    cases: list[str]
    papers: list[PaperOut]
    processes: list[ProcessOut]
    assumed: list[str]


@router.get("/procedures", response={200: ProcedureRows, **problems()}, operation_id="procedures")
def procedures(
    request: HttpRequest,
    text: str = Query("", max_length=100, description="Tên không cần dấu, hoặc mã."),
    here: bool = Query(False, description="Chỉ thủ tục nộp tại đơn vị của thẻ này."),  # noqa: FBT001  a parameter of the address
    cursor: str = Query("", max_length=40),
    limit: int = Query(50, ge=1, le=200),
) -> dict[str, Any]:
    """Thủ tục đang áp dụng, theo lĩnh vực và tên; có chữ tìm thì xếp theo độ khớp."""
    on, unit = request.moment.date(), request.actor.unit  # type: ignore[attr-defined]
    found = queries.search(text, unit if here else None, on, limit=10_000)
    codes = [version.code for version in found]
    start = codes.index(cursor) + 1 if cursor in codes else 0
    page = found[start : start + limit]
    more = len(found) > start + limit
    return {"rows": [_row(version, unit, on) for version in page], "next": page[-1].code if more else ""}


@router.get("/procedures/{code}", response={200: ProcedureOut, **problems(404)}, operation_id="procedure")
def procedure(request: HttpRequest, code: str) -> dict[str, Any]:
    """Một thủ tục: giấy tờ theo trường hợp, các bước, phí, căn cứ, và những điều còn giả định."""
    on, unit = request.moment.date(), request.actor.unit  # type: ignore[attr-defined]
    return whole(queries.in_force(code, on), unit, on)


def whole(version: ProcedureVersion, unit: UUID | None, on: date) -> dict[str, Any]:
    """Return a version with all that it says."""
    return _row(version, unit, on) | {
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "decide_levels": version.decide_levels,
        "decide_unit": version.decide_unit,
        "fees": [line.amount for line in version.fees],
        "fee_note": version.fee_note,
        "exemptions": [asdict(line) for line in version.exemptions],
        "result": version.result,
        "legal_basis": version.legal_basis,
        "online_level": version.online_level,
        **{name: getattr(version, name) for name in _LATER},
        "published_by": version.published_by,
        "cases": [case.label for case in version.cases if case.pickable],
        "papers": [_paper(paper) for paper in version.groups],
        "processes": [_process(process) for process in version.processes],
        "assumed": sorted(version.assumed),
    }


def _row(version: ProcedureVersion, unit: UUID | None, on: date) -> dict[str, Any]:
    return {
        "code": version.code,
        "version": version.id,
        "name": version.name,
        "short_name": version.short_name,
        "field": version.field,
        "limit": pages.limit_words(version),
        "receive_levels": version.receive_levels,
        "receivable": not queries.why_not_receivable(version, unit, on) if unit else None,
    }


def _paper(paper: Paper) -> dict[str, Any]:
    names = [name for name in PaperOut.model_fields if name not in {"case", "assumed"}]
    return {name: getattr(paper, name) for name in names} | {
        "case": paper.case_label,
        "assumed": sorted(paper.assumed),
    }


def _process(process: Process) -> dict[str, Any]:
    return {
        "id": process.id,
        "level": process.level,
        "hours": process.hours,
        "exceeds_limit": process.exceeds_limit,
        "assumed": sorted(process.assumed),
        "steps": [
            {
                "no": step.no,
                "role": step.role,
                "action": step.action_code,
                "name": step.name,
                "hours": step.hours,
                "parallel_group": step.parallel_group,
                "needs": list(step.needs),
                "unit": step.unit,
            }
            for step in process.steps
        ],
    }
