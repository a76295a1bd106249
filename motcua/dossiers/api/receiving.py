"""Receive over the API: the hot path."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.utils import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import ProcedureVersion
from motcua.dossiers import queries, services
from motcua.dossiers.api.once import Key, answered, as_response, hash_of
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import dossier_out, problems
from motcua.dossiers.api.schemas import (
    DossierOut,
    DuplicatesIn,
    DuplicatesOut,
    IntakeGuidanceIn,
    IntakeRefusalIn,
    ReceivedOut,
    ReceptionIn,
    ReceptionWithResultIn,
    dues_in,
    papers_in,
)
from motcua.dossiers.charging import tariffs_of
from motcua.dossiers.claims import Claim
from motcua.dossiers.queries import reception as receptions
from motcua.dossiers.types import AlreadyReceived, Channel, Received, Reception
from motcua.gate import queries as gate
from motcua.gate.types import Answer, KeyReused
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import Invalid, NotFound
from motcua.payments.types import DueIn

TAGS = ["Tiếp nhận"]


def reception_of(request: HttpRequest, payload: ReceptionIn) -> Reception:
    """Turn the body into a reception; refuses with Invalid for a procedure that is not in force."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    version = _in_force(payload.procedure, at.date())
    unit = payload.unit or actor.unit
    if unit is None:
        raise Invalid({"unit": _("Cho biết đơn vị tiếp nhận.")})
    return Reception(
        id=payload.id or new_id(),
        unit=unit,
        procedure=version.id,
        owner=payload.owner.__dict__,
        submitter=payload.submitter.__dict__ if payload.submitter else None,
        authorisation=payload.authorisation,
        papers=papers_in(payload.papers),
        case=payload.case,
        channel=Channel(payload.channel),
        handed_at=payload.handed_at,
        sets=payload.sets,
        delivery=payload.delivery,
        delivery_address=payload.delivery_address,
        commune=payload.commune,
        dues=_dues_of(payload, version, at),
    )


def _dues_of(payload: ReceptionIn, version: ProcedureVersion, at: datetime) -> tuple[DueIn, ...] | None:
    if payload.dues is None:
        return None
    fare = receptions.fare(at) if payload.delivery == "post" else 0
    return dues_in(payload.dues, tariffs_of(version, fare))


def _in_force(code: str, on: date) -> ProcedureVersion:
    try:
        return catalogue.in_force(code, on)
    except NotFound:
        raise Invalid(
            {"procedure": _("Không có thủ tục nào đang áp dụng mang mã này. Tìm lại trong danh mục thủ tục.")}
        ) from None


@router.post("/dossiers", response={201: ReceivedOut, **problems(403, 409, 422)}, operation_id="receive", tags=TAGS)
def receive(request: HttpRequest, payload: ReceptionIn, key: str | None = Key) -> HttpResponse:
    """Tiếp nhận một hồ sơ: cấp mã, vào sổ, hẹn ngày trả."""
    claim = claim_of(request, key)
    try:
        received = services.receive(
            actor=request.actor,
            at=request.moment,
            reception=reception_of(request, payload),
            claim=claim,  # type: ignore[attr-defined]
        )
    except (AlreadyReceived, IntegrityError) as problem:
        return repeated(claim, problem)
    return as_response(Answer(201, body_of(received)))


@router.post("/duplicates", response={200: DuplicatesOut, **problems(403)}, operation_id="duplicates", tags=TAGS)
def duplicates(request: HttpRequest, payload: DuplicatesIn) -> Any:
    """Người này đã có hồ sơ cùng thủ tục, đang mở hoặc vừa xong? Chỉ để hỏi lại, không cản tiếp nhận."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    version = _in_force(payload.procedure, at.date())
    return {"dossiers": queries.alike(actor, version, payload.owner.__dict__, at=at)}


def claim_of(request: HttpRequest, key: str | None) -> Claim | None:
    """Return the claim that the key makes for this token."""
    return Claim(request.auth.token_id, key, hash_of(request)) if key else None  # type: ignore[attr-defined]


def repeated(claim: Claim | None, problem: AlreadyReceived | IntegrityError) -> HttpResponse:
    """Give the answer that the same key was given before; another body is refused with KeyReused.

    Where the caller names the dossier's id too, its row is met before the key's.
    """
    constraint = getattr(getattr(problem.__cause__, "diag", None), "constraint_name", "")
    is_twin = isinstance(problem, AlreadyReceived) or constraint == "gate_claim_once"
    kept = gate.answer(claim.token, claim.key) if claim and is_twin else None
    if kept is None or claim is None:
        raise problem
    if kept.request != claim.request:
        raise KeyReused from problem
    return as_response(kept.answer)


def body_of(received: Received) -> dict[str, Any]:
    """Return the answer's body; the same values, in the same words, as the stored answer."""
    return {
        "id": str(received.id),
        "code": received.code,
        "book": received.book,
        "ordinal": received.ordinal,
        "received_at": received.received_at.isoformat(),
        "due_at": received.due_at.isoformat() if received.due_at else None,
        "provisional": received.provisional,
        "token": received.token,
        "receipt": str(received.receipt) if received.receipt else None,
    }


@router.post(
    "/immediate-results",
    response={201: ReceivedOut, **problems(403, 409, 422)},
    operation_id="receive_and_return",
    tags=TAGS,
)
def receive_and_return(request: HttpRequest, payload: ReceptionWithResultIn, key: str | None = Key) -> HttpResponse:
    """Tiếp nhận và trả ngay trên một màn hình, với thủ tục trả trong ngày."""
    return answered(
        request,
        key,
        ReceivedOut,
        lambda: services.receive_and_return(
            actor=request.actor,
            at=request.moment,
            reception=reception_of(request, payload.reception),  # type: ignore[attr-defined]
            recipient=payload.recipient.person(),
            result_number=payload.result_number,
            method=payload.payment_method,
            reference=payload.payment_reference,
            voucher=payload.payment_voucher,
        ),
        status=201,
    )


@router.post(
    "/intake-refusals",
    response={201: DossierOut, **problems(403, 409, 422)},
    operation_id="refuse_at_intake",
    tags=TAGS,
)
def refuse_at_intake(request: HttpRequest, payload: IntakeRefusalIn, key: str | None = Key) -> HttpResponse:
    """Từ chối tiếp nhận tại quầy, với lý do (Mẫu 03); không cấp mã hồ sơ."""
    return answered(
        request,
        key,
        DossierOut,
        lambda: dossier_out(
            request,
            services.refuse_at_intake(
                actor=request.actor,
                at=request.moment,
                reception=reception_of(request, payload.reception),
                reason=payload.reason,  # type: ignore[attr-defined]
            ),
        ),
        status=201,
    )


@router.post(
    "/intake-guidances",
    response={201: DossierOut, **problems(403, 409, 422)},
    operation_id="guide_at_intake",
    tags=TAGS,
)
def guide_at_intake(request: HttpRequest, payload: IntakeGuidanceIn, key: str | None = Key) -> HttpResponse:
    """Hướng dẫn bổ sung tại quầy (Mẫu 02) trước khi tiếp nhận."""
    return answered(
        request,
        key,
        DossierOut,
        lambda: dossier_out(
            request,
            services.guide_at_intake(
                actor=request.actor,
                at=request.moment,
                reception=reception_of(request, payload.reception),  # type: ignore[attr-defined]
                papers=papers_in(payload.papers),
                reason=payload.reason,
                ground=payload.ground,
            ),
        ),
        status=201,
    )


@router.post(
    "/dossiers/{number}/reception",
    response={201: ReceivedOut, **problems(403, 404, 409, 422)},
    operation_id="receive_filed",
    tags=TAGS,
)
def receive_filed(request: HttpRequest, number: str, payload: ReceptionIn, key: str | None = Key) -> HttpResponse:
    """Tiếp nhận chính thức hồ sơ đã có số nộp (đã hướng dẫn bổ sung)."""

    def run() -> Received:
        record = queries.dossier_for(request.actor, number, at=request.moment)  # type: ignore[attr-defined]
        payload.id = record.id
        return services.receive_filed(
            actor=request.actor,
            at=request.moment,
            number=number,
            reception=reception_of(request, payload),  # type: ignore[attr-defined]
        )

    return answered(request, key, ReceivedOut, run, status=201)
