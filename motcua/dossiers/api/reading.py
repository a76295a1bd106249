"""Read over the API: a dossier, its story, lists, look-up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema

from motcua.dossiers import queries, services
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.schemas import (
    AgenciesOut,
    DossierListIn,
    DossierListOut,
    DossierOut,
    LookUpOut,
    MoneyOut,
    RowsOut,
    TimelineOut,
    Words,
)
from motcua.dossiers.charging import code_of, usual_dues
from motcua.dossiers.queries.owed import tariffs_for
from motcua.dossiers.queries.page import holder_words
from motcua.dossiers.record import Record
from motcua.gate.queries import client_network
from motcua.kernel import moments
from motcua.kernel.refusal import NotFound
from motcua.payments.types import Due
from motcua.prints import queries as prints

TAGS = ["Hồ sơ"]


class Problem(Schema):
    """A problem as RFC 9457 has it, in Vietnamese or English."""

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, str] = {}


def problems(*statuses: int) -> dict[int, type[Schema]]:
    """Return the problems that an operation may answer with; every one may say 400, 401 and 422."""
    return dict.fromkeys((400, 401, 422, *statuses), Problem)


def dossier_out(request: HttpRequest, record: Record) -> dict[str, Any]:
    """Return a dossier as the API shows it."""
    page = queries.page_of(request.actor, record, at=request.moment, story=False)  # type: ignore[attr-defined]
    standing, facts = record.standing, record.facts
    return {
        "id": record.id,
        "number": record.number,
        "code": facts["code"],
        "filing_number": facts["filing_number"],
        "procedure": page.procedure.code,
        "procedure_name": page.procedure.name,
        "owner": facts["owner_name"],
        "state": int(standing.state),
        "state_words": page.waiting_for,
        "time": page.time,
        "unit": record.unit,
        "holder_unit": standing.unit,
        "holder": holder_words(record, request.moment),  # type: ignore[attr-defined]
        "received_at": record.life.received_at,
        "due_at": standing.due_at,
        "original_due_at": standing.original_due_at,
        "paused_since": standing.paused_since,
        "finished_at": standing.finished_at,
        "closed_at": standing.closed_at,
        "on_time": standing.on_time,
        "provisional": standing.provisional,
        "payment": standing.payment,
        "custody": standing.custody,
        "sync": standing.sync,
        "revision": record.revision,
        "deeds": [deed for deed, _words in page.deeds],
    }


@router.get("/dossiers", response={200: RowsOut, **problems()}, operation_id="desk", tags=TAGS)
def desk(
    request: HttpRequest,
    tab: queries.Tab = Query(queries.Tab.MINE, description="Thẻ của bàn làm việc."),
    cursor: str = Query("", max_length=200),
    limit: int = Query(20, ge=1, le=100),
) -> dict[str, Any]:
    """Bàn làm việc: hồ sơ chờ tôi, hôm nay, sắp hạn, quá hạn, …"""
    page = queries.desk(request.actor, tab, request.moment, cursor=cursor, limit=limit)  # type: ignore[attr-defined]
    return {"rows": page.rows, "counts": page.counts, "next": page.following}


@router.get("/dossiers/search", response={200: RowsOut, **problems()}, operation_id="find", tags=TAGS)
def find(request: HttpRequest, text: Words = Query(..., min_length=3)) -> dict[str, Any]:
    """Tìm hồ sơ theo mã, tên, điện thoại, số giấy tờ."""
    return {"rows": queries.find(request.actor, text, at=request.moment), "counts": {}, "next": ""}  # type: ignore[attr-defined]


@router.get("/dossiers/list", response={200: DossierListOut, **problems()}, operation_id="list_dossiers", tags=TAGS)
def listed(request: HttpRequest, asked: Query[DossierListIn]) -> queries.Listed:
    """Hồ sơ của các đơn vị tôi được xem: lọc, xếp, mở trang bất kỳ, tổng số đúng đến từng hồ sơ."""
    return queries.listed(
        request.actor,  # type: ignore[attr-defined]
        asked.narrowed(),
        request.moment,  # type: ignore[attr-defined]
        sorting=asked.sorting,
        page=asked.page,
        limit=asked.limit,
    )


@router.get("/dossiers/{number}", response={200: DossierOut, **problems(404)}, operation_id="dossier", tags=TAGS)
def dossier(request: HttpRequest, number: str) -> dict[str, Any]:
    """Một hồ sơ: trạng thái, hạn, đang ở đâu, tôi làm được gì."""
    return dossier_out(request, queries.dossier_for(request.actor, number, at=request.moment))  # type: ignore[attr-defined]


@router.get(
    "/dossiers/{number}/timeline", response={200: TimelineOut, **problems(404)}, operation_id="timeline", tags=TAGS
)
def timeline(request: HttpRequest, number: str) -> dict[str, Any]:
    """Diễn biến của hồ sơ, mới nhất trước."""
    record = queries.dossier_for(request.actor, number, at=request.moment)  # type: ignore[attr-defined]
    return {"lines": queries.timeline(record)}


@router.get(
    "/dossiers/{number}/payments", response={200: MoneyOut, **problems(404)}, operation_id="payments", tags=TAGS
)
def payments(request: HttpRequest, number: str) -> dict[str, Any]:
    """Khoản phải nộp, đã nộp, biên lai của hồ sơ."""
    record = queries.dossier_for(request.actor, number, at=request.moment)  # type: ignore[attr-defined]
    money, fee = record.life.money, record.life.fee
    dues = usual_dues(record.procedure, fee) if money.dues is None else money.dues
    return {
        "tariffs": tariffs_for(record, request.moment.date()),
        "dues": [_due_out(record, due) for due in dues],
        "receipts": money.receipts,
        "owed": money.owed(fee),
        "paid": money.paid,
        "outstanding": money.outstanding(fee),
        "allowed_at": money.allowed_at,
    }


def _due_out(record: Record, due: Due) -> dict[str, Any]:
    return {
        "position": due.position,
        "code": code_of(record.procedure, due.position),
        "name": due.name,
        "kind": due.kind,
        "collection": record.life.money.collected_by(due.position),
        "price": due.price,
        "quantity": due.quantity,
        "percent": due.percent,
        "amount": due.amount,
        "assumed": due.assumed,
    }


@router.get(
    "/dossiers/{number}/agencies", response={200: AgenciesOut, **problems(404)}, operation_id="agencies", tags=TAGS
)
def agencies(request: HttpRequest, number: str) -> dict[str, Any]:
    """Các chặng của hồ sơ và các cơ quan được hỏi, mỗi nơi một thời hạn."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    record = queries.dossier_for(actor, number, at=at)
    return {"stages": queries.stage_lines(record, at), "tasks": queries.tasks_of(actor, record, at)}


@router.get("/dossiers/{number}/receipt", response={200: Any, **problems(404)}, operation_id="receipt", tags=TAGS)
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (PDF, A5)."""
    record = queries.dossier_for(request.actor, number, at=request.moment)  # type: ignore[attr-defined]
    kept = dict(queries.prints_of(record)).get("receipt")
    if kept is None:
        raise NotFound(_no_receipt(record))
    return HttpResponse(prints.pdf(kept), content_type="application/pdf")


def _no_receipt(record: Record) -> str:
    from django.utils.translation import gettext as _

    if record.has_code:
        return _("Hồ sơ này nhận ngoài bộ phận một cửa, nên giấy của nơi nhận thay giấy hẹn.")
    return _("Hồ sơ này chưa được tiếp nhận nên chưa có giấy hẹn.")


@router.get(
    "/look-up/{code}", auth=None, response={200: LookUpOut, **problems(404, 429)}, operation_id="look_up", tags=TAGS
)
def look_up(request: HttpRequest, code: str) -> Any:
    """Hồ sơ của tôi ở đâu: theo mã, không cần đăng nhập, không có tên người và nơi."""
    services.count_look_up(client_network(request))
    return queries.by_code(code, now=moments.now())
