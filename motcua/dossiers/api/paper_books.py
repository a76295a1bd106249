"""Paper books over the API: draw a block of codes, enter what was received on it, give codes back, close."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Schema

from motcua.dossiers import queries, services
from motcua.dossiers.api.once import Key, answered
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import problems
from motcua.dossiers.api.receiving import body_of, reception_of
from motcua.dossiers.api.schemas import ReceivedOut, ReceptionIn
from motcua.dossiers.fallback import CodeState
from motcua.kernel.refusal import Invalid, NotAllowed

TAGS = ["Sổ giấy"]


class PaperBookIn(Schema):
    """Bao nhiêu mã, dùng từ ngày nào (mặc định hôm nay)."""

    size: int
    day: date | None = None


class PaperCodeOut(Schema):
    """Một mã trong sổ: dòng nào, đã dùng vào đâu."""

    id: UUID
    number: int
    code: str
    state: CodeState
    dossier: UUID | None = None
    at: datetime | None = None
    reason: str = ""


class PaperBookOut(Schema):
    """Một sổ giấy, với từng mã khi xem một sổ."""

    id: UUID
    unit: UUID
    day: date
    size: int
    drawn_at: datetime
    closed_at: datetime | None = None
    first: str
    last: str
    free: int
    entered: int
    returned: int
    spoilt: int
    codes: list[PaperCodeOut] = []


class PaperBooksOut(Schema):
    """Các sổ giấy của đơn vị."""

    books: list[PaperBookOut]


class PaperEntryIn(ReceptionIn):
    """Hồ sơ đã nhận trên giấy, với lúc nhận thật."""

    received_at: datetime


class PaperCodesEndIn(Schema):
    """Mã không dùng (returned) hoặc viết hỏng (spoilt), với lý do."""

    codes: list[UUID] = Field(max_length=100)
    how: CodeState
    reason: str = Field(max_length=2000)


def _shown(request: HttpRequest, book: UUID) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.paper_book(actor, book)
    values = {name: getattr(found, name) for name in PaperBookOut.model_fields if name != "codes"}
    return values | {"codes": queries.paper_codes(actor, book)}


@router.get("/paper-books", response={200: PaperBooksOut, **problems(403)}, operation_id="paper_books", tags=TAGS)
def paper_books(request: HttpRequest) -> Any:
    """Các sổ giấy của đơn vị mình, sổ đang mở trước."""
    actor = request.actor  # type: ignore[attr-defined]
    return {"books": queries.paper_books(actor, actor.unit) if actor.unit else ()}


@router.post(
    "/paper-books", response={201: PaperBookOut, **problems(403, 409)}, operation_id="draw_paper_book", tags=TAGS
)
def draw(request: HttpRequest, payload: PaperBookIn, key: str | None = Key) -> HttpResponse:
    """Lập sổ giấy: lấy trước một dãy mã cho lúc mất điện, mất mạng."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    if actor.unit is None:
        raise NotAllowed(_("Chọn vị trí ở một đơn vị tiếp nhận để lập sổ giấy."))

    def run() -> dict[str, Any]:
        book = services.draw_paper_book(actor=actor, at=at, unit=actor.unit, size=payload.size, day=payload.day)
        return _shown(request, book)

    return answered(request, key, PaperBookOut, run, status=201)


@router.get(
    "/paper-books/{book}", response={200: PaperBookOut, **problems(403, 404)}, operation_id="paper_book", tags=TAGS
)
def paper_book(request: HttpRequest, book: UUID) -> Any:
    """Một sổ giấy và từng mã đã dùng vào đâu."""
    return _shown(request, book)


@router.post(
    "/paper-codes/{code}/reception",
    response={201: ReceivedOut, **problems(403, 404, 409)},
    operation_id="enter_from_book",
    tags=TAGS,
)
def enter(request: HttpRequest, code: UUID, payload: PaperEntryIn, key: str | None = Key) -> HttpResponse:
    """Nhập sau một hồ sơ đã nhận trên giấy, dưới mã của dòng ấy, với lúc nhận thật."""
    if payload.received_at.tzinfo is None:
        raise Invalid({"received_at": _("Ghi lúc nhận thật kèm múi giờ, ví dụ 2020-05-11T08:20:00+07:00.")})
    return answered(
        request,
        key,
        ReceivedOut,
        lambda: body_of(
            services.enter_from_book(
                actor=request.actor,  # type: ignore[attr-defined]
                at=request.moment,  # type: ignore[attr-defined]
                code=code,
                reception=reception_of(request, payload),
                received_at=payload.received_at,
            )
        ),
        status=201,
    )


@router.post(
    "/paper-books/{book}/returned-codes",
    response={200: PaperBookOut, **problems(403, 404, 409)},
    operation_id="end_paper_codes",
    tags=TAGS,
)
def end_codes(request: HttpRequest, book: UUID, payload: PaperCodesEndIn, key: str | None = Key) -> HttpResponse:
    """Trả lại mã không dùng, hoặc bỏ mã viết hỏng, với lý do."""

    def run() -> dict[str, Any]:
        services.end_paper_codes(
            actor=request.actor,  # type: ignore[attr-defined]
            at=request.moment,  # type: ignore[attr-defined]
            book=book,
            codes=payload.codes,
            how=payload.how,
            reason=payload.reason,
        )
        return _shown(request, book)

    return answered(request, key, PaperBookOut, run)


@router.post(
    "/paper-books/{book}/closing",
    response={200: PaperBookOut, **problems(403, 404, 409)},
    operation_id="close_paper_book",
    tags=TAGS,
)
def close(request: HttpRequest, book: UUID, key: str | None = Key) -> HttpResponse:
    """Đóng sổ giấy khi mọi mã đã được ghi."""

    def run() -> dict[str, Any]:
        services.close_paper_book(actor=request.actor, at=request.moment, book=book)  # type: ignore[attr-defined]
        return _shown(request, book)

    return answered(request, key, PaperBookOut, run)
