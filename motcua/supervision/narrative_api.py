"""Reports in words over the API: those issued and in hand, the draft of a period, saving and issuing it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field

from motcua.gate import services as gate
from motcua.kernel import access
from motcua.supervision import narratives, queries, services
from motcua.supervision.periods import Span
from motcua.supervision.services.save_narrative import LONGEST
from motcua.supervision.types import WRITE
from motcua.ui.bodies import Day, Strict, printable, problems

router = Router(tags=["Báo cáo thuyết minh"])

Spans = Literal[Span.MONTH, Span.QUARTER, Span.YEAR]


class NarrativeAsked(Schema):
    """Which draft: of the token's unit, by the period's length and a day in it."""

    span: Spans = Field(Span.QUARTER, description="Độ dài của kỳ.")
    on: Day = Field(description="Một ngày trong kỳ.")


class NarrativeIn(Strict):
    """The items of a report by key, with places in braces; ``revision`` is that of the draft that was read, 0 where there was none."""

    span: Spans
    on: Day
    texts: Annotated[
        dict[str, Annotated[str, Field(max_length=LONGEST), AfterValidator(printable)]], Field(max_length=20)
    ]
    revision: int = Field(0, ge=0, le=10**6)


class NarrativeOut(Schema):
    """A report; not issued it is a draft, its texts have places, and it has neither figures nor digest nor print.

    ``saved_by`` and ``issued_by`` are accounts; ``print_id`` is its form under ``/in/``.
    """

    id: UUID
    unit: UUID
    since: date
    until: date
    ordinal: int
    template: str
    texts: dict[str, str]
    figures: dict[str, str]
    revision: int
    saved_at: datetime
    saved_by: UUID
    issued_at: datetime | None
    issued_by: UUID | None
    digest: str
    print_id: UUID | None


class NarrativesOut(Schema):
    """Reports, the latest saved first."""

    narratives: list[NarrativeOut]


class NarrativeItemOut(Schema):
    """An item of a draft: its title, and its words, the usual ones where nothing was saved."""

    key: str
    title: str
    text: str


class NarrativeDraftOut(Schema):
    """The draft of a period; ``revision`` 0: nothing was saved yet. ``places`` are what would fill the braces now."""

    unit: UUID
    since: date
    until: date
    template: str
    revision: int
    items: list[NarrativeItemOut]
    places: dict[str, str]


@router.get("/narratives", response={200: NarrativesOut, **problems()}, operation_id="narratives")
def narrative_list(request: HttpRequest) -> dict[str, Any]:
    """Báo cáo thuyết minh của các đơn vị được xem, cả bản soạn; mới ghi trước, tối đa 100."""
    return {"narratives": queries.narratives(request.actor)}  # type: ignore[attr-defined]


@router.get("/narratives/draft", response={200: NarrativeDraftOut, **problems(403)}, operation_id="narrative_draft")
def narrative_draft(request: HttpRequest, asked: NarrativeAsked = Query(...)) -> dict[str, Any]:
    """Bản soạn của đơn vị tôi trong một kỳ, hoặc lời thường dùng nếu chưa ai ghi; kèm số liệu lúc này."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    access.require(actor, WRITE, actor.unit)
    assert actor.unit is not None, "required above"
    period = narratives.question(actor.unit, asked.span, asked.on).cut.period
    template = narratives.template_on(period.until)
    draft = queries.draft_for(actor, actor.unit, period)
    texts = draft.texts if draft else narratives.usual_texts(template)
    return {
        "unit": actor.unit,
        "since": period.since,
        "until": period.until,
        "template": template.name,
        "revision": draft.revision if draft else 0,
        "items": [{"key": item.key, "title": item.title, "text": texts[item.key]} for item in template.items],
        "places": narratives.figures_of(actor, actor.unit, period, at),
    }


@router.post("/narratives/draft", response={200: NarrativeOut, **problems(403, 409)}, operation_id="save_narrative")
def save_narrative(request: HttpRequest, payload: NarrativeIn, key: str | None = gate.Key) -> HttpResponse:
    """Ghi bản soạn báo cáo thuyết minh của đơn vị tôi; mục không gửi là mục trống."""
    return gate.answered(
        request,
        key,
        NarrativeOut,
        lambda: services.save_narrative(
            actor=request.actor,  # type: ignore[attr-defined]
            at=request.moment,  # type: ignore[attr-defined]
            span=payload.span,
            on=payload.on,
            texts=payload.texts,
            revision=payload.revision,
        ),
    )


@router.post("/narratives", response={201: NarrativeOut, **problems(403, 409)}, operation_id="issue_narrative")
def issue_narrative(request: HttpRequest, payload: NarrativeIn, key: str | None = gate.Key) -> HttpResponse:
    """Ban hành báo cáo thuyết minh: số liệu lúc này được điền vào, lời và số không đổi nữa, có mã kiểm và bản in."""
    return gate.answered(
        request,
        key,
        NarrativeOut,
        lambda: services.issue_narrative(
            actor=request.actor,  # type: ignore[attr-defined]
            at=request.moment,  # type: ignore[attr-defined]
            span=payload.span,
            on=payload.on,
            texts=payload.texts,
            revision=payload.revision,
        ),
        status=201,
    )


@router.get("/narratives/{narrative}", response={200: NarrativeOut, **problems(404)}, operation_id="narrative")
def narrative_whole(request: HttpRequest, narrative: UUID) -> Any:
    """Một báo cáo thuyết minh hoặc bản soạn."""
    return queries.narrative_for(request.actor, narrative)  # type: ignore[attr-defined]
