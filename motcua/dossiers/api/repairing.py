"""What goes wrong on an ordinary day, over the API: each act is one service and one POST to a noun."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.dossiers import queries, services
from motcua.dossiers.api.acting import ANSWERS, step
from motcua.dossiers.api.once import Key
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.schemas import ApologyIn, ClosingIn, CorrectionIn, LossIn, ReasonIn, ReassignIn, ResultChangeIn
from motcua.dossiers.queries.page import papers_of
from motcua.dossiers.types import Correction
from motcua.kernel.refusal import Invalid

TAGS = ["Sửa sai"]


@router.post("/dossiers/{number}/correction", response=ANSWERS, operation_id="correct", tags=TAGS)
def correct(request: HttpRequest, number: str, payload: CorrectionIn, key: str | None = Key) -> HttpResponse:
    """Đính chính hồ sơ gõ nhầm; giấy hẹn được cấp bản mới, nội dung cũ được giữ."""
    return step(
        request,
        key,
        services.correct,
        number=number,
        correction=_correction(request, number, payload),
        reason=payload.reason,
        revision=payload.revision,
    )


def _correction(request: HttpRequest, number: str, payload: CorrectionIn) -> Correction:
    papers = ()
    if payload.papers:
        record = queries.dossier_for(request.actor, number, at=request.moment, look=False)  # type: ignore[attr-defined]
        papers = papers_of(record)
        if any(paper.line > len(papers) for paper in payload.papers):
            raise Invalid({"papers": _("Giấy hẹn không có dòng giấy tờ này. Xem lại số thứ tự trên giấy hẹn.")})
    return Correction(
        owner=payload.owner.__dict__ if payload.owner else None,
        submitter=payload.submitter.__dict__ if payload.submitter else None,
        authorisation=payload.authorisation,
        papers={papers[one.line - 1].id: (one.originals, one.certified, one.copies) for one in payload.papers},
        sets=payload.sets,
        delivery=payload.delivery,
        delivery_address=payload.delivery_address,
        case=payload.case,
    )


@router.post("/dossiers/{number}/cancellation", response=ANSWERS, operation_id="cancel_reception", tags=TAGS)
def cancel_reception(request: HttpRequest, number: str, payload: ReasonIn, key: str | None = Key) -> HttpResponse:
    """Huỷ tiếp nhận nhầm, trong ngày tiếp nhận, với lý do."""
    return step(
        request, key, services.cancel_reception, number=number, reason=payload.reason, revision=payload.revision
    )


@router.post("/dossiers/{number}/stop", response=ANSWERS, operation_id="stop", tags=TAGS)
def stop(request: HttpRequest, number: str, payload: ReasonIn, key: str | None = Key) -> HttpResponse:
    """Dừng giải quyết, với lý do; có thông báo để in."""
    return step(request, key, services.stop, number=number, reason=payload.reason, revision=payload.revision)


@router.post("/dossiers/{number}/apology", response=ANSWERS, operation_id="apologise", tags=TAGS)
def apologise(request: HttpRequest, number: str, payload: ApologyIn, key: str | None = Key) -> HttpResponse:
    """Xin lỗi và hẹn lại ngày trả, một lần (Mẫu 04)."""
    return step(
        request,
        key,
        services.apologise,
        number=number,
        until=payload.until,
        cause=payload.cause,
        liable=payload.liable,
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/supplement-allowance", response=ANSWERS, operation_id="allow_supplement", tags=TAGS)
def allow_supplement(request: HttpRequest, number: str, payload: ReasonIn, key: str | None = Key) -> HttpResponse:
    """Lãnh đạo cho yêu cầu bổ sung thêm một lần, với lý do; chỉ số tính hồ sơ này là trễ hạn."""
    return step(
        request, key, services.allow_supplement, number=number, reason=payload.reason, revision=payload.revision
    )


@router.post("/dossiers/{number}/reassignment", response=ANSWERS, operation_id="reassign", tags=TAGS)
def reassign(request: HttpRequest, number: str, payload: ReassignIn, key: str | None = Key) -> HttpResponse:
    """Chuyển việc từ chuyên viên này sang chuyên viên khác, với lý do."""
    return step(
        request,
        key,
        services.reassign,
        number=number,
        post=payload.post,
        reason=payload.reason,
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/result-change", response=ANSWERS, operation_id="change_result", tags=TAGS)
def change_result(request: HttpRequest, number: str, payload: ResultChangeIn, key: str | None = Key) -> HttpResponse:
    """Đính chính, thay hoặc huỷ kết quả sai; mọi bản đều được giữ."""
    return step(
        request,
        key,
        services.change_result,
        number=number,
        change=payload.change,
        reason=payload.reason,
        result_number=payload.number,
        signed_on=payload.signed_on,
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/incident", response=ANSWERS, operation_id="report_loss", tags=TAGS)
def report_loss(request: HttpRequest, number: str, payload: LossIn, key: str | None = Key) -> HttpResponse:
    """Báo giấy tờ bị mất, hỏng: cơ quan chịu trách nhiệm, phiếu xin lỗi."""
    return step(
        request,
        key,
        services.report_loss,
        number=number,
        kind=payload.kind,
        what=payload.what,
        liable=payload.liable,
        originals=payload.originals,
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/incident-closing", response=ANSWERS, operation_id="close_incident", tags=TAGS)
def close_incident(request: HttpRequest, number: str, payload: ClosingIn, key: str | None = Key) -> HttpResponse:
    """Kết thúc sự cố giấy tờ, ghi đã khắc phục thế nào."""
    return step(
        request, key, services.close_incident, number=number, closing=payload.closing, revision=payload.revision
    )
