"""Messages over the API: the outbox, and a person's word on what was refused or unknown."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from motcua.kernel import access
from motcua.notices import queries, services
from motcua.notices.types import LOOK, Channel, Fate, Line, Report

router = Router(tags=["Tin báo"])


class Problem(Schema):
    """A problem as RFC 9457 has it, in Vietnamese or English."""

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, str] = {}


class MessageOut(Schema):
    """A message; ``address`` is masked, ``fate_at`` when it came to its fate."""

    id: UUID
    kind: str
    dossier: str
    channel: Channel
    address: str
    made_at: datetime
    fate: Fate
    fate_at: datetime
    report: Report | None = Field(description="Tổng đài báo gì sau khi nhận tin nhắn.")


class MessagesOut(Schema):
    """A page of the outbox with how many there are of each fate; ``next`` is the cursor of the following page."""

    rows: list[MessageOut]
    counts: dict[Fate, int]
    next: UUID | None


class DecisionIn(Schema):
    """What was looked at: the message's revision, if somebody may have been quicker."""

    revision: int | None = None


def problems(*statuses: int) -> dict[int, type[Schema]]:
    """Return the problems that an operation may answer with."""
    return dict.fromkeys((400, 401, 422, *statuses), Problem)


DECIDED: dict[Any, Any] = {200: MessageOut, **problems(403, 404, 409)}


@router.get("/messages", response={200: MessagesOut, **problems(403)}, operation_id="messages")
def messages(
    request: HttpRequest,
    fate: Fate | None = Query(None, description="Chỉ tin có kết quả gửi này."),
    cursor: UUID | None = Query(None, description="«next» của trang trước."),
) -> dict[str, Any]:
    """Tin đã báo của đơn vị, mới nhất trước."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    access.require(actor, LOOK, actor.unit)
    found = queries.outbox(actor, at=at, fate=fate, before=cursor)
    return {"rows": [_out(line) for line in found.lines], "counts": dict(found.counts), "next": found.following}


@router.post("/messages/{message}/resend", response=DECIDED, operation_id="resend_message")
def resend(request: HttpRequest, message: UUID, payload: DecisionIn) -> dict[str, Any]:
    """Gửi lại tin không gửi được, hoặc chưa rõ đã đến chưa."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    services.resend(actor=actor, at=at, message=message, revision=payload.revision)
    return _out(queries.message_for(actor, message, at=at, look=False).line)


@router.post("/messages/{message}/settlement", response=DECIDED, operation_id="settle_message")
def settle(request: HttpRequest, message: UUID, payload: DecisionIn) -> dict[str, Any]:
    """Coi như đã báo."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    services.settle(actor=actor, at=at, message=message, revision=payload.revision)
    return _out(queries.message_for(actor, message, at=at, look=False).line)


def _out(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "kind": line.kind,
        "dossier": line.label,
        "channel": line.channel,
        "address": line.address,
        "made_at": line.made_at,
        "fate": line.fate,
        "fate_at": line.fate_at,
        "report": line.report,
    }
