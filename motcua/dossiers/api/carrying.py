"""Papers between counter and agency over the API: what waits, lists, confirmation, differences."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from motcua.dossiers import queries, services
from motcua.dossiers.api.once import Key, answered
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import problems
from motcua.dossiers.api.schemas import Strict, Text, Words
from motcua.dossiers.carrying import HandOverList
from motcua.postal.types import Found, Verdict

TAGS = ["Bàn giao"]


class LegOut(Schema):
    """A dossier whose papers wait to be carried; ``target`` goes into a new list."""

    dossier: UUID
    number: str
    target: str
    due_at: datetime | None


class ReadyOut(Schema):
    """What waits to be carried from the caller's unit."""

    legs: list[LegOut]


class HandingIn(Strict):
    """Which dossiers' papers go where, who carries them."""

    target: Words
    dossiers: Annotated[list[UUID], Field(min_length=1, max_length=200)]
    carrier: Words = ""


class ListLineOut(Schema):
    """A dossier on a list; ``verdict`` null until the receiver confirms."""

    id: UUID
    number: str
    verdict: str | None
    note: str
    settled_at: datetime | None
    settlement: str


class ListOut(Schema):
    """A list with its lines; ``print`` is its form under ``/in/``."""

    id: UUID
    number: str
    unit: UUID
    to_unit: UUID
    handed_at: datetime
    confirmed_at: datetime | None
    differences: int
    print: UUID
    lines: list[ListLineOut]


class LineFoundIn(Strict):
    """What was found of a line."""

    line: UUID
    verdict: Annotated[str, Field(pattern="^(here|missing|damaged)$")]
    note: Words = ""


class ConfirmationIn(Strict):
    """What came: lines by mark, or codes that were scanned."""

    found: Annotated[list[LineFoundIn], Field(max_length=200)] = []
    scanned: Annotated[list[Words], Field(max_length=200)] = []


class SettlementIn(Strict):
    """Which difference, and how it was settled."""

    line: UUID
    how: Text


@router.get("/papers-to-carry", response={200: ReadyOut, **problems()}, operation_id="papers_to_carry", tags=TAGS)
def ready(request: HttpRequest) -> dict[str, Any]:
    """Hồ sơ đã chuyển bước mà giấy tờ còn ở đơn vị."""
    legs = queries.ready_to_carry(request.actor, request.moment)  # type: ignore[attr-defined]
    return {
        "legs": [
            {"dossier": leg.dossier, "number": leg.number, "target": leg.target.key, "due_at": leg.due_at}
            for leg in legs
        ]
    }


@router.post(
    "/hand-over-lists", response={201: ListOut, **problems(403, 409)}, operation_id="hand_over_papers", tags=TAGS
)
def hand_over(request: HttpRequest, payload: HandingIn, key: str | None = Key) -> HttpResponse:
    """Lập phiếu bàn giao và giao giấy tờ."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def made() -> dict[str, Any]:
        listed = services.hand_over_papers(
            actor=actor, at=at, target=payload.target, dossiers=payload.dossiers, carrier=payload.carrier
        )
        return list_out(queries.hand_over_list(actor, listed, at=at, look=False))

    return answered(request, key, ListOut, made, 201)


@router.get(
    "/hand-over-lists/{list_id}", response={200: ListOut, **problems(404)}, operation_id="hand_over_list", tags=TAGS
)
def one(request: HttpRequest, list_id: UUID) -> dict[str, Any]:
    """Một phiếu bàn giao: từng hồ sơ, bên nhận thấy gì."""
    return list_out(queries.hand_over_list(request.actor, list_id, at=request.moment))  # type: ignore[attr-defined]


@router.post(
    "/hand-over-lists/{list_id}/confirmation",
    response={200: ListOut, **problems(403, 404, 409)},
    operation_id="confirm_papers",
    tags=TAGS,
)
def confirm(request: HttpRequest, list_id: UUID, payload: ConfirmationIn, key: str | None = Key) -> HttpResponse:
    """Xác nhận từng hồ sơ của phiếu: có đủ, thiếu, rách hỏng."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def confirmed() -> dict[str, Any]:
        marked = {line.line: Found(Verdict(line.verdict), line.note) for line in payload.found}
        services.confirm_papers(actor=actor, at=at, list_id=list_id, found=marked, scanned=payload.scanned)
        return list_out(queries.hand_over_list(actor, list_id, at=at, look=False))

    return answered(request, key, ListOut, confirmed)


@router.post(
    "/hand-over-lists/{list_id}/settlement",
    response={200: ListOut, **problems(404)},
    operation_id="settle_difference",
    tags=TAGS,
)
def settle(request: HttpRequest, list_id: UUID, payload: SettlementIn, key: str | None = Key) -> HttpResponse:
    """Ghi đã giải quyết một chênh lệch thế nào."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def settled() -> dict[str, Any]:
        services.settle_difference(actor=actor, at=at, list_id=list_id, line=payload.line, how=payload.how)
        return list_out(queries.hand_over_list(actor, list_id, at=at, look=False))

    return answered(request, key, ListOut, settled)


def list_out(found: HandOverList) -> dict[str, Any]:
    """Return a list as the API shows it."""
    return {
        "id": found.id,
        "number": found.number,
        "unit": found.origin.unit,
        "to_unit": found.target.unit,
        "handed_at": found.handed_at,
        "confirmed_at": found.confirmed_at,
        "differences": found.differences,
        "print": found.print,
        "lines": found.lines,
    }
