"""Guidance without a dossier over the API: record it, read the latest and the counts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from motcua.dossiers import queries, services
from motcua.dossiers.api.once import Key, answered
from motcua.dossiers.api.paths import router
from motcua.dossiers.api.reading import problems
from motcua.dossiers.api.schemas import Strict, Text, Words
from motcua.dossiers.types import GuidanceWay
from motcua.kernel import access

TAGS = ["Hướng dẫn"]


class GuidanceIn(Strict):
    """What was asked and said, without anybody's name; ``procedure`` is a national code, empty for none."""

    unit: UUID
    way: GuidanceWay
    question: Text
    answer: Text
    procedure: Words = ""


class GuidanceIdOut(Schema):
    """The guidance that was recorded."""

    id: UUID


class GuidanceOut(Schema):
    """Guidance that was given."""

    id: UUID
    at: datetime
    by: str
    way: GuidanceWay
    procedure: str
    question: str
    answer: str


class GuidancesOut(Schema):
    """A unit's latest guidance, and how often it guided by each way from a day on."""

    guidances: list[GuidanceOut]
    counts: dict[str, int]


@router.post("/guidances", response={200: GuidanceIdOut, **problems(403, 409)}, operation_id="guide", tags=TAGS)
def guide(request: HttpRequest, payload: GuidanceIn, key: str | None = Key) -> HttpResponse:
    """Ghi một lần hướng dẫn chưa có hồ sơ."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]
    return answered(
        request, key, GuidanceIdOut, lambda: {"id": services.guide(actor=actor, at=at, **payload.model_dump())}
    )


@router.get("/guidances", response={200: GuidancesOut, **problems(403)}, operation_id="guidances", tags=TAGS)
def guidances(request: HttpRequest, unit: UUID, since: date) -> dict[str, Any]:
    """Các lần hướng dẫn mới nhất của một đơn vị, và số lần theo từng cách từ một ngày."""
    actor = request.actor  # type: ignore[attr-defined]
    access.require(actor, "dossiers.receive", unit)
    return {
        "guidances": queries.guidances(actor, unit),
        "counts": queries.guidance_counts(actor, unit, since),
    }
