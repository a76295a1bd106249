"""Acts on a dossier over the API: each is one service and one POST to a noun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from motcua.dossiers import queries, services
from motcua.dossiers.api.once import Key, answered
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import dossier_out, problems
from motcua.dossiers.api.schemas import (
    AnswerIn,
    ApprovalsIn,
    ApprovalsOut,
    AssignIn,
    ConsultationIn,
    DeliveryIn,
    DossierOut,
    DuesIn,
    FeeCancellationIn,
    HandOverIn,
    NoteIn,
    ParcelIn,
    PassOnIn,
    ReasonIn,
    ResultIn,
    StepIn,
    SupplementCompletionIn,
    SupplementIn,
    TakingIn,
    dues_in,
    papers_in,
)
from motcua.dossiers.queries.owed import tariffs_for
from motcua.dossiers.record import Record
from motcua.kernel.ids import new_id
from motcua.postal.types import Address

TAGS = ["Giải quyết"]
ANSWERS: dict[Any, Any] = {200: DossierOut, **problems(403, 404, 409)}


def step(request: HttpRequest, key: str | None, service: Callable[..., Record], **values: Any) -> HttpResponse:
    """Run an act of a service and answer with the dossier as it stands."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    return answered(request, key, DossierOut, lambda: dossier_out(request, service(actor=actor, at=at, **values)))


@router.post("/dossiers/{number}/hand-over", response=ANSWERS, operation_id="hand_over", tags=TAGS)
def hand_over(request: HttpRequest, number: str, payload: HandOverIn, key: str | None = Key) -> HttpResponse:
    """Chuyển hồ sơ sang bước tiếp."""
    return step(request, key, services.hand_over, number=number, section=payload.section, revision=payload.revision)


@router.post("/dossiers/{number}/assignment", response=ANSWERS, operation_id="assign", tags=TAGS)
def assign(request: HttpRequest, number: str, payload: AssignIn, key: str | None = Key) -> HttpResponse:
    """Giao người giải quyết."""
    return step(request, key, services.assign, number=number, post=payload.post, revision=payload.revision)


@router.post("/dossiers/{number}/take-up", response=ANSWERS, operation_id="take_up", tags=TAGS)
def take_up(request: HttpRequest, number: str, payload: StepIn, key: str | None = Key) -> HttpResponse:
    """Nhận việc."""
    return step(request, key, services.take_up, number=number, revision=payload.revision)


@router.post("/dossiers/{number}/proposal", response=ANSWERS, operation_id="propose", tags=TAGS)
def propose(request: HttpRequest, number: str, payload: HandOverIn, key: str | None = Key) -> HttpResponse:
    """Trình ký, hoặc chuyển bước tiếp."""
    return step(request, key, services.propose, number=number, section=payload.section, revision=payload.revision)


@router.post("/dossiers/{number}/approval", response=ANSWERS, operation_id="approve", tags=TAGS)
def approve(request: HttpRequest, number: str, payload: HandOverIn, key: str | None = Key) -> HttpResponse:
    """Ký duyệt."""
    return step(request, key, services.approve, number=number, section=payload.section, revision=payload.revision)


@router.post("/approvals", response={200: ApprovalsOut, **problems(403)}, operation_id="approve_many", tags=TAGS)
def approve_many(request: HttpRequest, payload: ApprovalsIn) -> Any:
    """Ký duyệt nhiều hồ sơ một lần; hồ sơ nào không được thì có lý do riêng."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    return services.approve_many(actor=actor, at=at, numbers=payload.numbers)


@router.post("/dossiers/{number}/send-back", response=ANSWERS, operation_id="send_back", tags=TAGS)
def send_back(request: HttpRequest, number: str, payload: ReasonIn, key: str | None = Key) -> HttpResponse:
    """Trả lại bước trước, với lý do."""
    return step(request, key, services.send_back, number=number, reason=payload.reason, revision=payload.revision)


@router.post("/dossiers/{number}/coordination", response=ANSWERS, operation_id="send_to_agencies", tags=TAGS)
def send_to_agencies(request: HttpRequest, number: str, payload: StepIn, key: str | None = Key) -> HttpResponse:
    """Gửi hồ sơ cho các cơ quan phối hợp cùng lúc."""
    return step(request, key, services.send_to_agencies, number=number, revision=payload.revision)


@router.post("/dossiers/{number}/consultations", response=ANSWERS, operation_id="ask_opinion", tags=TAGS)
def ask_opinion(request: HttpRequest, number: str, payload: ConsultationIn, key: str | None = Key) -> HttpResponse:
    """Lấy ý kiến một cơ quan, có hạn trả lời."""
    return step(request, key, services.ask_opinion, number=number, **payload.model_dump())


@router.post("/dossiers/{number}/tasks/{task}/answer", response=ANSWERS, operation_id="answer_task", tags=TAGS)
def answer_task(
    request: HttpRequest, number: str, task: UUID, payload: AnswerIn, key: str | None = Key
) -> HttpResponse:
    """Trả lời cơ quan đã hỏi, hoặc ghi trả lời của cơ quan ngoài hệ thống."""
    return step(request, key, services.answer_task, number=number, task=task, answer=payload.answer)


@router.post("/dossiers/{number}/tasks/{task}/recall", response=ANSWERS, operation_id="recall_task", tags=TAGS)
def recall_task(request: HttpRequest, number: str, task: UUID, key: str | None = Key) -> HttpResponse:
    """Rút yêu cầu lấy ý kiến chưa có trả lời."""
    return step(request, key, services.recall_task, number=number, task=task)


@router.post("/dossiers/{number}/tasks/{task}/passing-on", response=ANSWERS, operation_id="pass_task", tags=TAGS)
def pass_task(request: HttpRequest, number: str, task: UUID, payload: PassOnIn, key: str | None = Key) -> HttpResponse:
    """Chuyển yêu cầu phối hợp cho một bộ phận hoặc một người của cơ quan được hỏi."""
    return step(request, key, services.pass_task, number=number, task=task, section=payload.section, post=payload.post)


@router.post("/dossiers/{number}/supplement", response=ANSWERS, operation_id="ask_supplement", tags=TAGS)
def ask_supplement(request: HttpRequest, number: str, payload: SupplementIn, key: str | None = Key) -> HttpResponse:
    """Yêu cầu bổ sung giấy tờ, một lần (Mẫu 02)."""
    return step(
        request,
        key,
        services.ask_supplement,
        number=number,
        papers=papers_in(payload.papers),
        reason=payload.reason,
        ground=payload.ground,
        revision=payload.revision,
    )


@router.post(
    "/dossiers/{number}/supplement-completion", response=ANSWERS, operation_id="complete_supplement", tags=TAGS
)
def complete_supplement(
    request: HttpRequest, number: str, payload: SupplementCompletionIn, key: str | None = Key
) -> HttpResponse:
    """Đã bổ sung đủ: thời hạn chạy tiếp hoặc tính lại."""
    return step(
        request,
        key,
        services.complete_supplement,
        number=number,
        papers=papers_in(payload.papers),
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/refusal", response=ANSWERS, operation_id="refuse", tags=TAGS)
def refuse(request: HttpRequest, number: str, payload: ReasonIn, key: str | None = Key) -> HttpResponse:
    """Từ chối giải quyết sau thẩm định, với lý do (Mẫu 03)."""
    return step(request, key, services.refuse, number=number, reason=payload.reason, revision=payload.revision)


@router.post("/dossiers/{number}/result", response=ANSWERS, operation_id="register_result", tags=TAGS)
def register_result(request: HttpRequest, number: str, payload: ResultIn, key: str | None = Key) -> HttpResponse:
    """Đăng ký kết quả đã ký."""
    return step(
        request,
        key,
        services.register_result,
        number=number,
        result_number=payload.number,
        signed_on=payload.signed_on,
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/delivery", response=ANSWERS, operation_id="return_result", tags=TAGS)
def return_result(request: HttpRequest, number: str, payload: DeliveryIn, key: str | None = Key) -> HttpResponse:
    """Trả kết quả: ai nhận, theo giấy gì."""
    return step(
        request,
        key,
        services.return_result,
        number=number,
        recipient=payload.recipient.person(),
        originals=payload.originals,
        told=payload.told,
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/withdrawal", response=ANSWERS, operation_id="withdraw", tags=TAGS)
def withdraw(request: HttpRequest, number: str, payload: ReasonIn, key: str | None = Key) -> HttpResponse:
    """Người nộp rút hồ sơ."""
    return step(request, key, services.withdraw, number=number, reason=payload.reason, revision=payload.revision)


@router.post("/dossiers/{number}/receipt-reissue", response=ANSWERS, operation_id="reissue_receipt", tags=TAGS)
def reissue_receipt(request: HttpRequest, number: str, payload: DeliveryIn, key: str | None = Key) -> HttpResponse:
    """Cấp lại giấy hẹn bị mất cho người chứng minh được mình là người nộp."""
    return step(
        request,
        key,
        services.reissue_receipt,
        number=number,
        recipient=payload.recipient.person(),
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/payments", response=ANSWERS, operation_id="take_fee", tags=TAGS)
def take_fee(request: HttpRequest, number: str, payload: TakingIn, key: str | None = Key) -> HttpResponse:
    """Thu khoản còn phải nộp, cấp biên lai có số."""
    return step(
        request,
        key,
        services.take_fee,
        number=number,
        receipt=payload.receipt or new_id(),
        method=payload.method,
        reference=payload.reference,
        voucher=payload.voucher,
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/dues", response=ANSWERS, operation_id="set_dues", tags=TAGS)
def set_dues(request: HttpRequest, number: str, payload: DuesIn, key: str | None = Key) -> HttpResponse:
    """Ghi khoản phải nộp: mức nào, mấy lần, miễn giảm theo diện nào."""
    record = queries.dossier_for(request.actor, number, at=request.moment, look=False)  # type: ignore[attr-defined]
    lines = dues_in(payload.lines, tariffs_for(record, request.moment.date()))  # type: ignore[attr-defined]
    return step(request, key, services.set_dues, number=number, lines=lines, revision=payload.revision)


@router.post("/dossiers/{number}/receipt-cancellation", response=ANSWERS, operation_id="cancel_fee_receipt", tags=TAGS)
def cancel_fee_receipt(
    request: HttpRequest, number: str, payload: FeeCancellationIn, key: str | None = Key
) -> HttpResponse:
    """Huỷ một biên lai bằng bút toán huỷ, với lý do; tiền trả lại người nộp."""
    return step(
        request,
        key,
        services.cancel_fee_receipt,
        number=number,
        receipt=payload.receipt,
        reason=payload.reason,
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/payment-request", response=ANSWERS, operation_id="ask_payment", tags=TAGS)
def ask_payment(request: HttpRequest, number: str, payload: StepIn, key: str | None = Key) -> HttpResponse:
    """Chờ nộp phí: hồ sơ đứng lại, thời hạn theo quy định của tỉnh."""
    return step(request, key, services.ask_payment, number=number, revision=payload.revision)


@router.post("/dossiers/{number}/unpaid-return", response=ANSWERS, operation_id="allow_unpaid", tags=TAGS)
def allow_unpaid(request: HttpRequest, number: str, payload: ReasonIn, key: str | None = Key) -> HttpResponse:
    """Lãnh đạo cho trả kết quả trước khi nộp phí, với lý do."""
    return step(request, key, services.allow_unpaid, number=number, reason=payload.reason, revision=payload.revision)


@router.post("/dossiers/{number}/notes", response=ANSWERS, operation_id="note", tags=TAGS)
def note(request: HttpRequest, number: str, payload: NoteIn, key: str | None = Key) -> HttpResponse:
    """Ghi chú cho người cùng giải quyết."""
    return step(request, key, services.note, number=number, text=payload.text)


@router.post("/dossiers/{number}/parcel", response=ANSWERS, operation_id="send_by_post", tags=TAGS)
def send_by_post(request: HttpRequest, number: str, payload: ParcelIn, key: str | None = Key) -> HttpResponse:
    """Gửi kết quả, hoặc phiếu, qua bưu điện; bưu điện thu hộ khoản còn nợ nếu muốn."""
    to = Address(payload.to.name, payload.to.address, payload.to.phone) if payload.to else None
    values = {"to": to, "collect": payload.collect, "revision": payload.revision}
    return step(request, key, services.send_by_post, number=number, **values)
