"""The till and the settlement over the API."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from motcua.gate import services as gate
from motcua.payments import queries, services
from motcua.payments.rules import quarter_of
from motcua.payments.types import Method, Till

router = Router(tags=["Phí, lệ phí"])

#: What no database keeps: the NUL sign and halves of letters.
UNPRINTABLE = re.compile("[\0\ud800-\udfff]")


def _printable(text: str) -> str:
    if UNPRINTABLE.search(text):
        message = "unprintable"
        raise ValueError(message)
    return text


class Problem(Schema):
    """A problem as RFC 9457 has it, in Vietnamese or English."""

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, str] = {}


PROBLEMS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 409, 422), Problem)


class EntryOut(Schema):
    """Money in, or out with a minus (VND)."""

    receipt: UUID
    number: int
    book: int
    year: int
    serial: str
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


class TillClosingIn(BaseModel):
    """The notes that were counted: denomination in đồng → how many."""

    model_config = ConfigDict(extra="forbid")

    counted: Annotated[
        dict[Annotated[int, Field(ge=1, le=10**6)], Annotated[int, Field(ge=0, le=10**5)]], Field(max_length=20)
    ]
    explanation: Annotated[str, Field(max_length=1000), AfterValidator(_printable)] = ""


class ReceiptBookIn(BaseModel):
    """The next book; no ``size``: it never runs out."""

    model_config = ConfigDict(extra="forbid")

    serial: Annotated[str, Field(max_length=20), AfterValidator(_printable)] = Field(
        "", description="Ký hiệu, ví dụ BK/20P."
    )
    size: Annotated[int, Field(ge=1, le=9_999_999)] | None = None


class ReceiptBookOut(Schema):
    """A book of receipts; ``left`` null where it never runs out."""

    id: UUID
    year: int
    book: int
    serial: str
    first: int
    last: int
    until: int | None
    left: int | None
    opened_at: datetime
    closed_at: datetime | None


class ReceiptBooksOut(Schema):
    """A unit's books of a year, in order."""

    books: list[ReceiptBookOut]


class ShareOut(Schema):
    """What one agency gets (VND)."""

    agency: UUID
    receipts: int
    cash: int
    transfer: int
    post: int
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
def close_till(request: HttpRequest, on: date, payload: TillClosingIn, key: str | None = gate.Key) -> HttpResponse:
    """Chốt quỹ của tôi trong một ngày, với số tờ đếm được."""
    return gate.answered(
        request,
        key,
        ClosingOut,
        lambda: services.close_till(
            actor=request.actor,  # type: ignore[attr-defined]
            at=request.moment,  # type: ignore[attr-defined]
            on=on,
            counted=payload.counted,
            explanation=payload.explanation,
        ),
    )


@router.get("/receipt-books", response={200: ReceiptBooksOut, **PROBLEMS}, operation_id="receipt_books")
def receipt_books(request: HttpRequest, year: int | None = Query(None, ge=2000, le=2100)) -> dict[str, Any]:
    """Các quyển biên lai của đơn vị trong năm; bỏ trống là năm nay."""
    actor, today = request.actor, request.moment.date()  # type: ignore[attr-defined]
    return {"books": queries.books(actor, actor.unit, year or today.year)}


@router.post("/receipt-books", response={201: ReceiptBookOut, **PROBLEMS}, operation_id="open_receipt_book")
def open_receipt_book(request: HttpRequest, payload: ReceiptBookIn, key: str | None = gate.Key) -> HttpResponse:
    """Mở quyển biên lai tiếp theo: quyển đang dùng hết số, hoặc bắt đầu ký hiệu mới."""
    return gate.answered(
        request,
        key,
        ReceiptBookOut,
        lambda: services.open_book(
            actor=request.actor,  # type: ignore[attr-defined]
            at=request.moment,  # type: ignore[attr-defined]
            serial=payload.serial,
            size=payload.size,
        ),
        status=201,
    )


@router.get("/settlements", response={200: SettlementOut, **PROBLEMS}, operation_id="settlement")
def settlement(
    request: HttpRequest,
    year: int | None = Query(None, ge=2000, le=2100),
    quarter: int | None = Query(None, ge=1, le=4),
) -> Any:
    """Đối soát một quý theo cơ quan giải quyết; bỏ trống là quý này."""
    actor, now = request.actor, quarter_of(request.moment.date())  # type: ignore[attr-defined]
    return queries.settlement(actor, actor.unit, year or now[0], quarter or now[1])
