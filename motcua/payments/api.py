"""The till and the settlement over the API."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from motcua.gate import services as gate
from motcua.kernel import access
from motcua.organisation import queries as organisation
from motcua.payments import queries, services
from motcua.payments.rules import quarter_days, quarter_of
from motcua.payments.types import LOOK, Method, QuarterOfUnit, Till
from motcua.ui.bodies import printable, problems

router = Router(tags=["Phí, lệ phí"])

PROBLEMS = problems(403, 409)


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
    explanation: Annotated[str, Field(max_length=1000), AfterValidator(printable)] = ""


class ReceiptBookIn(BaseModel):
    """The next book; no ``size``: it never runs out."""

    model_config = ConfigDict(extra="forbid")

    serial: Annotated[str, Field(max_length=20), AfterValidator(printable)] = Field(
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


class QuarterOfUnitOut(Schema):
    """A unit's quarter (VND): receipts, money by method, tills, and the total of the last settlement that was drawn up, null for none.

    ``agrees``: the sums by receipt, by method and by till are the same; ``is_behind``: what was drawn up is no longer the total.
    """

    unit: UUID
    name: str
    issued: int
    cancelled: int
    taken: int
    given_back: int
    cash: int
    transfer: int
    post: int
    total: int
    closed_tills: int
    in_closed_tills: int
    open_tills: int
    in_open_tills: int
    difference: int
    version: int | None
    settled: int | None
    agrees: bool
    is_behind: bool


class QuarterOfUnitsOut(Schema):
    """A quarter of all units whose money the token may see, the most money first; days are inclusive, ``total`` is of all (VND)."""

    year: int
    quarter: int
    since: date
    until: date
    total: int
    units: list[QuarterOfUnitOut]


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


@router.get("/settlements/units", response={200: QuarterOfUnitsOut, **PROBLEMS}, operation_id="quarter_of_units")
def quarter_of_units(
    request: HttpRequest,
    year: int | None = Query(None, ge=2000, le=2100),
    quarter: int | None = Query(None, ge=1, le=4),
) -> dict[str, Any]:
    """Đối soát một quý của mọi đơn vị được xem, mỗi tổng nói hai lần; bỏ trống là quý này."""
    actor, now = request.actor, quarter_of(request.moment.date())  # type: ignore[attr-defined]
    access.require(actor, LOOK)
    asked = (year or now[0], quarter or now[1])
    found, (first, last) = queries.quarter_of_units(actor, *asked), quarter_days(*asked)
    return {
        "year": asked[0],
        "quarter": asked[1],
        "since": first,
        "until": last,
        "total": sum(each.total for each in found),
        "units": [_quarter(each) for each in found],
    }


def _quarter(each: QuarterOfUnit) -> dict[str, Any]:
    sums = {"total": each.total, "agrees": each.agrees, "is_behind": each.is_behind}
    return asdict(each) | sums | {"name": organisation.short_name(each.unit)}
