"""Councils and checks on the spot over the API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from motcua.dossiers import queries, services
from motcua.dossiers.api.acting import ANSWERS, step
from motcua.dossiers.api.once import Key
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import problems
from motcua.dossiers.api.schemas import MeetingEndIn, MeetingIn, MeetingMoveIn, MeetingsOut, MinutesIn
from motcua.kernel.moments import local

TAGS = ["Họp, kiểm tra thực tế"]


@router.get(
    "/dossiers/{number}/meetings", response={200: MeetingsOut, **problems(404)}, operation_id="meetings", tags=TAGS
)
def meetings(request: HttpRequest, number: str) -> dict[str, Any]:
    """Các cuộc họp, kiểm tra thực tế về hồ sơ, mới nhất trước."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    return {"meetings": queries.meetings_of(actor, queries.dossier_for(actor, number, at=at), at)}


@router.post("/dossiers/{number}/meetings", response=ANSWERS, operation_id="call_meeting", tags=TAGS)
def call_meeting(request: HttpRequest, number: str, payload: MeetingIn, key: str | None = Key) -> HttpResponse:
    """Gọi họp hội đồng hoặc hẹn kiểm tra thực tế."""
    return step(
        request,
        key,
        services.call_meeting,
        number=number,
        kind=payload.kind,
        starts_at=local(payload.starts_at),
        place=payload.place,
        about=payload.about,
        posts=payload.posts,
        guests=payload.guests,
        applicant=payload.applicant,
        revision=payload.revision,
    )


@router.post("/dossiers/{number}/meetings/{meeting}/move", response=ANSWERS, operation_id="move_meeting", tags=TAGS)
def move_meeting(
    request: HttpRequest, number: str, meeting: UUID, payload: MeetingMoveIn, key: str | None = Key
) -> HttpResponse:
    """Dời lịch, với lý do."""
    return step(
        request,
        key,
        services.move_meeting,
        number=number,
        meeting=meeting,
        starts_at=local(payload.starts_at),
        place=payload.place,
        reason=payload.reason,
    )


@router.post(
    "/dossiers/{number}/meetings/{meeting}/cancellation",
    response=ANSWERS,
    operation_id="call_off_meeting",
    tags=TAGS,
)
def call_off_meeting(
    request: HttpRequest, number: str, meeting: UUID, payload: MeetingEndIn, key: str | None = Key
) -> HttpResponse:
    """Huỷ lịch, với lý do."""
    return step(request, key, services.call_off_meeting, number=number, meeting=meeting, reason=payload.reason)


@router.post(
    "/dossiers/{number}/meetings/{meeting}/minutes", response=ANSWERS, operation_id="record_minutes", tags=TAGS
)
def record_minutes(
    request: HttpRequest, number: str, meeting: UUID, payload: MinutesIn, key: str | None = Key
) -> HttpResponse:
    """Ghi biên bản: đã thấy gì, kết luận, ai ký."""
    return step(
        request,
        key,
        services.record_minutes,
        number=number,
        meeting=meeting,
        found=payload.found,
        conclusion=payload.conclusion,
        signers=payload.signers,
    )
