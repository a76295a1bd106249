"""The till and the settlement over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import Header, Query, Router, Schema
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from motcua.gate import services as gate
from motcua.gate.types import Answer
from motcua.payments import queries, services
from motcua.payments.rules import quarter_of
from motcua.payments.types import Closing, Method, Till
from motcua.ui.bodies import printable, problems

router = Router(tags=["Phí, lệ phí"])

Key = Header(
    None,
    alias="Idempotency-Key",
    min_length=1,
    max_length=128,
    pattern=r"^[!-~]+$",
    description="Khoá do bên gọi đặt: gửi lại cùng khoá, cùng nội dung thì nhận đúng câu trả lời cũ. Giữ 30 ngày.",
)


PROBLEMS = problems(403, 409)


class EntryOut(Schema):
    """Money in, or out with a minus (VND)."""

    receipt: UUID
    number: int
    book: int
    year: int
    subject: str
    method: Method
    amount: int
    at: datetime
    is_cancellation: bool


class ClosingOut(Schema):
    """How a till was closed (VND)."""

    at: datetime
    cash: int
    transfer: int
    counted: int
    difference: int


class TillOut(Schema):
    """One cashier's till of a day (VND)."""

    account: UUID
    on: date
    cash: int
    transfer: int
    amount: int
    entries: list[EntryOut]
    closing: ClosingOut | None


class TillsOut(Schema):
    """The tills of a unit on a day, the caller's own first."""

    tills: list[TillOut]


class ClosingIn(BaseModel):
    """The notes that were counted: denomination in đồng → how many."""

    model_config = ConfigDict(extra="forbid")

    counted: Annotated[
        dict[Annotated[int, Field(ge=1, le=10**6)], Annotated[int, Field(ge=0, le=10**5)]], Field(max_length=20)
    ]
    explanation: Annotated[str, Field(max_length=1000), AfterValidator(printable)] = ""


class ShareOut(Schema):
    """What one agency gets (VND)."""

    agency: UUID
    receipts: int
    cash: int
    transfer: int
    cancelled: int
    total: int


class SettlementOut(Schema):
    """A quarter of one receiving unit (VND)."""

    unit: UUID
    year: int
    quarter: int
    shares: list[ShareOut]
    open_days: int
    total: int


def _till(till: Till) -> dict[str, Any]:
    return {
        "account": till.account,
        "on": till.on,
        "cash": till.total(Method.CASH),
        "transfer": till.total(Method.TRANSFER),
        "amount": till.amount,
        "entries": till.entries,
        "closing": till.closing,
    }


@router.get("/tills", response={200: TillsOut, **PROBLEMS}, operation_id="tills")
def tills(request: HttpRequest, on: date | None = Query(None, description="Bỏ trống là hôm nay.")) -> dict[str, Any]:
    """Quỹ trong ngày của đơn vị: từng người thu, từng khoản."""
    actor, today = request.actor, request.moment.date()  # type: ignore[attr-defined]
    return {"tills": [_till(till) for till in queries.tills(actor, actor.unit, on or today)]}


@router.post("/tills/{on}/closing", response={200: ClosingOut, **PROBLEMS}, operation_id="close_till")
def close_till(request: HttpRequest, on: date, payload: ClosingIn, key: str | None = Key) -> HttpResponse:
    """Chốt quỹ của tôi trong một ngày, với số tờ đếm được."""

    def run() -> Answer:
        closed: Closing = services.close_till(
            actor=request.actor,  # type: ignore[attr-defined]
            at=request.moment,  # type: ignore[attr-defined]
            on=on,
            counted=payload.counted,
            explanation=payload.explanation,
        )
        return Answer(200, ClosingOut.model_validate(closed, from_attributes=True).model_dump(mode="json"))

    if key is None:
        answer = run()
    else:
        request_hash = gate.request_hash(request.method or "", request.path, request.body)
        answer = gate.once(token=request.auth.token_id, key=key, request_hash=request_hash, run=run)  # type: ignore[attr-defined]
    response = HttpResponse(
        orjson.dumps(answer.body), status=answer.status, content_type="application/json; charset=utf-8"
    )
    if answer.repeated:
        response["Idempotent-Replayed"] = "true"
    return response


@router.get("/settlements", response={200: SettlementOut, **PROBLEMS}, operation_id="settlement")
def settlement(
    request: HttpRequest,
    year: int | None = Query(None, ge=2000, le=2100),
    quarter: int | None = Query(None, ge=1, le=4),
) -> Any:
    """Đối soát một quý theo cơ quan giải quyết; bỏ trống là quý này."""
    actor, now = request.actor, quarter_of(request.moment.date())  # type: ignore[attr-defined]
    return queries.settlement(actor, actor.unit, year or now[0], quarter or now[1])
