"""Papers between counter and agency over the API: what waits, lists, confirmation, differences."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import AwareDatetime, Field

from motcua.dossiers import queries, services
from motcua.dossiers.api.once import Key, answered
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import problems
from motcua.dossiers.api.schemas import Strict, Text, Words
from motcua.dossiers.carrying import HandOverList, Signature
from motcua.kernel.moments import local
from motcua.postal.types import Found, Verdict

TAGS = ["Bàn giao"]


class CarriedOriginalOut(Schema):
    """An original that goes with papers; ``came`` null until the list is confirmed."""

    id: UUID
    words: str
    came: bool | None


class LegOut(Schema):
    """A dossier whose papers wait to be carried; ``target`` goes into a new list.

    ``way`` is between, or out to an agency outside the system, or back from there.
    """

    dossier: UUID
    number: str
    target: str
    way: str
    due_at: datetime | None
    originals: list[CarriedOriginalOut]


class ReadyOut(Schema):
    """What waits to be carried from the caller's unit."""

    legs: list[LegOut]


class HandingIn(Strict):
    """Which dossiers' papers go where, who carries them; without ``originals`` all that lie here go with them."""

    target: Words
    dossiers: Annotated[list[UUID], Field(min_length=1, max_length=200)]
    originals: Annotated[list[UUID], Field(max_length=400)] | None = None
    carrier: Words = ""


class ListLineOut(Schema):
    """A dossier on a list; ``verdict`` null until the receiver confirms."""

    id: UUID
    number: str
    verdict: str | None
    note: str
    settled_at: datetime | None
    settlement: str
    originals: list[CarriedOriginalOut]


class ListOut(Schema):
    """A list with its lines; ``print`` is its form under ``/in/``.

    ``way`` is between, out or back; then one of the units is null, and ``agency`` the name of the one outside the system.
    """

    id: UUID
    number: str
    way: str
    unit: UUID | None
    to_unit: UUID | None
    agency: str
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


class OutsideIn(Strict):
    """Who signed for the agency outside the system, and when."""

    name: Words
    at: AwareDatetime


class ConfirmationIn(Strict):
    """What came: lines by mark, or codes that were scanned; which originals did not, and where the others lie now.

    Of an agency outside the system ``outside`` says who signed for it.
    """

    found: Annotated[list[LineFoundIn], Field(max_length=200)] = []
    scanned: Annotated[list[Words], Field(max_length=200)] = []
    lacking: Annotated[list[UUID], Field(max_length=400)] = []
    place: Words = ""
    outside: OutsideIn | None = None


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
            {
                "dossier": leg.dossier,
                "number": leg.number,
                "target": leg.key,
                "way": leg.way,
                "due_at": leg.due_at,
                "originals": leg.originals,
            }
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
            actor=actor,
            at=at,
            target=payload.target,
            dossiers=payload.dossiers,
            originals=payload.originals,
            carrier=payload.carrier,
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
        outside = payload.outside
        services.confirm_papers(
            actor=actor,
            at=at,
            list_id=list_id,
            found=marked,
            scanned=payload.scanned,
            lacking=payload.lacking,
            place=payload.place,
            outside=Signature(outside.name, local(outside.at)) if outside else None,
        )
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
        "way": found.way,
        "unit": found.origin.unit,
        "to_unit": found.target.unit,
        "agency": next((place.office for place in (found.origin, found.target) if place.unit is None), ""),
        "handed_at": found.handed_at,
        "confirmed_at": found.confirmed_at,
        "differences": found.differences,
        "print": found.print,
        "lines": found.lines,
    }
