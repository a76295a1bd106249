"""The citizen's originals over the API: kept, laid elsewhere, given back; what a unit keeps."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from motcua.dossiers import queries, services
from motcua.dossiers.api.acting import ANSWERS, step
from motcua.dossiers.api.once import Key
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import problems
from motcua.dossiers.api.schemas import RecipientIn, StepIn, Strict, Words
from motcua.dossiers.queries.originals import PAGE

TAGS = ["Bản chính"]
Chosen = Annotated[list[UUID], Field(min_length=1, max_length=60)]


class KeptPaperIn(Strict):
    """A paper of the dossier, and how many of its originals are kept."""

    paper: UUID
    count: Annotated[int, Field(ge=1, le=99)] = 1


class KeepingIn(StepIn):
    """Which originals are kept, on what shelf, with whom; left out, with the caller."""

    papers: Annotated[list[KeptPaperIn], Field(min_length=1, max_length=60)]
    place: Words
    post: UUID | None = None


class LayingIn(StepIn):
    """Which originals are laid where; without ``post`` they lie with the office."""

    originals: Chosen
    place: Words
    post: UUID | None = None


class GivingBackIn(StepIn):
    """Which originals are given back, to whom."""

    originals: Chosen
    recipient: RecipientIn


class OriginalOut(Schema):
    """An original of a dossier; ``end`` is given_back or lost."""

    id: UUID
    paper: UUID
    name: str
    count: int
    unit: UUID
    place: str
    keeper: str
    at: datetime
    ended_at: datetime | None
    end: str | None
    is_left_behind: bool


class OriginalsOut(Schema):
    """The originals that were taken in with a dossier."""

    originals: list[OriginalOut]


class KeptOut(Schema):
    """A line of a unit's list."""

    id: UUID
    number: str
    name: str
    count: int
    unit: UUID
    place: str
    keeper: str
    at: datetime
    is_left_behind: bool


class KeptListOut(Schema):
    """A page of the list; ``next`` goes into ``after``."""

    rows: list[KeptOut]
    next: UUID | None


@router.get("/originals", response={200: KeptListOut, **problems()}, operation_id="kept_originals", tags=TAGS)
def kept(
    request: HttpRequest,
    text: Words = Query(""),
    after: UUID | None = Query(None, description="Các dòng sau dòng này."),
) -> dict[str, Any]:
    """Bản chính mà đơn vị đang giữ, lâu nhất trước."""
    found = queries.originals_kept(request.actor, request.moment, text=text, after=after)  # type: ignore[attr-defined]
    return {"rows": found[:PAGE], "next": found[PAGE - 1].id if len(found) > PAGE else None}


@router.get(
    "/dossiers/{number}/originals", response={200: OriginalsOut, **problems(404)}, operation_id="originals", tags=TAGS
)
def originals(request: HttpRequest, number: str) -> dict[str, Any]:
    """Bản chính của người nộp: đang để ở đâu, ai giữ, đã trả chưa."""
    record = queries.dossier_for(request.actor, number, at=request.moment)  # type: ignore[attr-defined]
    return {"originals": queries.originals_of(record, request.moment)}  # type: ignore[attr-defined]


@router.post("/dossiers/{number}/originals", response=ANSWERS, operation_id="keep_originals", tags=TAGS)
def keep(request: HttpRequest, number: str, payload: KeepingIn, key: str | None = Key) -> HttpResponse:
    """Giữ bản chính của người nộp để đối chiếu."""
    return step(
        request,
        key,
        services.keep_originals,
        number=number,
        papers={line.paper: line.count for line in payload.papers},
        place=payload.place,
        post=payload.post,
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/originals-move", response=ANSWERS, operation_id="move_originals", tags=TAGS)
def move(request: HttpRequest, number: str, payload: LayingIn, key: str | None = Key) -> HttpResponse:
    """Chuyển chỗ giữ bản chính: nơi để, người giữ."""
    return step(
        request,
        key,
        services.move_originals,
        number=number,
        originals=payload.originals,
        place=payload.place,
        post=payload.post,
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/originals-return", response=ANSWERS, operation_id="give_back_originals", tags=TAGS)
def give_back(request: HttpRequest, number: str, payload: GivingBackIn, key: str | None = Key) -> HttpResponse:
    """Trả bản chính, ghi người nhận."""
    return step(
        request,
        key,
        services.give_back_originals,
        number=number,
        originals=payload.originals,
        recipient=payload.recipient.person(),
        revision=payload.revision,
    )
