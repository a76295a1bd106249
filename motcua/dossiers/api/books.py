"""The register over the API: its lines, its printings, its closing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from motcua.dossiers import queries, services
from motcua.dossiers.api.once import Key, answered
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import problems
from motcua.dossiers.api.schemas import Strict, Words
from motcua.dossiers.books import Edition, Line, Wanted
from motcua.dossiers.types import State
from motcua.prints.types import RegisterLine

TAGS = ["Sổ theo dõi"]
Year = Annotated[int, Field(ge=2000, le=2100)]


class BookLineOut(RegisterLine):
    """A line of the register, words as they are printed; ``later`` came after the closing."""

    later: list[str]


class BookOut(Schema):
    """A register: how far it is numbered, whether it is closed, a page of its lines; ``following`` goes into ``after``."""

    unit: UUID
    year: int
    last: int
    cancelled: int
    open: int
    closed_at: datetime | None
    lines: list[BookLineOut]
    following: int | None


class WantedIn(Schema):
    """Which lines: received from … to …, in a state, of a field; those after a number."""

    since: date | None = Field(None, description="Nhận từ ngày.")
    until: date | None = Field(None, description="Nhận đến ngày.")
    state: State | None = Field(None, description="Trạng thái.")
    field: Words = Field("", description="Lĩnh vực.")
    after: int = Field(0, ge=0, le=2_000_000_000, description="Các dòng sau số này.")
    limit: int = Field(50, ge=1, le=200)


class PrintingIn(Strict):
    """What is printed: the whole book, or what belongs to one field."""

    field: Words = ""


class PrintingOut(Schema):
    """A printing: ``percent`` says how far it is, ``pdf`` and ``sheet`` are its files when it is done."""

    id: UUID
    unit: UUID
    year: int
    field: str
    last: int
    is_closing: bool
    at: datetime
    percent: int
    pages: int | None
    pdf: UUID | None
    sheet: UUID | None
    finished_at: datetime | None
    failed_at: datetime | None


@router.get("/books/{unit}/{year}", response={200: BookOut, **problems(403)}, operation_id="book", tags=TAGS)
def book(request: HttpRequest, unit: UUID, year: Year, wanted: Query[WantedIn]) -> dict[str, Any]:
    """Sổ theo dõi hồ sơ của một đơn vị trong một năm."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    found = queries.book_for(actor, unit, year)
    narrowed = Wanted(wanted.since, wanted.until, int(wanted.state) if wanted.state else None, wanted.field)
    lines = queries.book_lines(actor, found, narrowed, at=at, after=wanted.after, limit=wanted.limit + 1)
    shown = lines[: wanted.limit]
    return {
        "unit": found.unit,
        "year": found.year,
        "last": found.last,
        "cancelled": found.cancelled,
        "open": found.open,
        "closed_at": found.closing.at if found.closing else None,
        "lines": [_line(line) for line in shown],
        "following": shown[-1].ordinal if len(lines) > wanted.limit else None,
    }


@router.post(
    "/books/{unit}/{year}/printings",
    response={201: PrintingOut, **problems(403, 409)},
    operation_id="print_book",
    tags=TAGS,
)
def print_book(
    request: HttpRequest, unit: UUID, year: Year, payload: PrintingIn, key: str | None = Key
) -> HttpResponse:
    """Lập bản in và bảng tính của sổ; việc chạy phía sau."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def begin() -> Edition:
        made = services.print_book(actor=actor, at=at, unit=unit, year=year, field=payload.field)
        return queries.edition_for(actor, made)

    return answered(request, key, PrintingOut, begin, 201)


@router.get(
    "/book-printings/{edition}", response={200: PrintingOut, **problems(404)}, operation_id="book_printing", tags=TAGS
)
def book_printing(request: HttpRequest, edition: UUID) -> Edition:
    """Một bản in của sổ: đang lập đến đâu, tệp nào."""
    return queries.edition_for(request.actor, edition)  # type: ignore[attr-defined]


@router.post(
    "/books/{unit}/{year}/closing",
    response={201: PrintingOut, **problems(403, 409)},
    operation_id="close_book",
    tags=TAGS,
)
def close_book(request: HttpRequest, unit: UUID, year: Year, key: str | None = Key) -> HttpResponse:
    """Khoá sổ của một năm đã hết."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def close() -> Edition:
        made = services.close_book(actor=actor, at=at, unit=unit, year=year)
        return queries.edition_for(actor, made)

    return answered(request, key, PrintingOut, close, 201)


def _line(line: Line) -> BookLineOut:
    return {**line.says, "later": [note.text for note in line.later]}
