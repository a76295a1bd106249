"""Ratings over the API: a slip by the receipt's token without an account, and what the slips of a quarter say together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from motcua.gate import services as gate
from motcua.gate.queries import client_network
from motcua.kernel import access, moments
from motcua.kernel.actor import ANONYMOUS
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import units_within
from motcua.ratings import queries, services
from motcua.ratings.types import LOOK, Found, Said, Satisfaction, Source
from motcua.ui.bodies import Strict, Words, problems

router = Router(tags=["Đánh giá"])
#: A network may send so many slips; a counter's device sends one after the other.
SLIPS, WINDOW = 60, timedelta(minutes=10)


class RatingIn(Strict):
    """A slip: 2 very satisfied, 1 satisfied, 0 not; ``answers`` by the letters of the questions."""

    token: Words = Field(description="Phần cuối của địa chỉ trong mã QR trên giấy hẹn.")
    overall: Satisfaction
    bodies: int | None = Field(None, ge=0, le=20, description="Số cơ quan phải liên hệ ngoài Bộ phận Một cửa.")
    complains: bool = False
    answers: dict[str, Satisfaction] = Field(default_factory=dict, max_length=20)
    source: Source = Source.ONLINE


class LevelsOut(Schema):
    """How many said what."""

    very: int
    satisfied: int
    not_satisfied: int


class RatedUnitOut(Schema):
    """A unit with at least five ratings; ``answers`` by question, of those with at least five answers."""

    unit: UUID
    name: str
    count: int
    overall: LevelsOut
    answers: dict[str, LevelsOut]


class SatisfactionOut(Schema):
    """What the ratings of a quarter that is over say; units with fewer than ``least`` are left out."""

    least: int
    units: list[RatedUnitOut]


class QuarterAsked(Schema):
    """A quarter."""

    year: int = Field(ge=2010, le=2100)
    quarter: int = Field(ge=1, le=4)


@router.post("/ratings", auth=None, response={204: None, **problems(404, 409, 429)}, operation_id="rate")
def rate(request: HttpRequest, payload: RatingIn) -> Status:
    """Đánh giá việc giải quyết một hồ sơ, không cần thẻ, không ghi người và hồ sơ; mỗi hồ sơ một lần."""
    gate.check(kind="ratings.rate", who=client_network(request), at=moments.machine_now(), limit=SLIPS, window=WINDOW)
    said = Said(payload.overall, payload.bodies, complains=payload.complains, answers=payload.answers)
    services.rate(actor=ANONYMOUS, at=moments.now(), token=payload.token, said=said, source=payload.source)
    return Status(204, None)


@router.get("/satisfaction", response={200: SatisfactionOut, **problems(403)}, operation_id="satisfaction")
def satisfaction(request: HttpRequest, asked: QuarterAsked = Query(...)) -> dict[str, Any]:
    """Mức độ hài lòng của các đơn vị mà thẻ này được xem, trong một quý đã hết."""
    actor, now = request.actor, request.moment  # type: ignore[attr-defined]
    access.require(actor, LOOK)
    units = [unit.id for unit in units_within(actor, LOOK, now.date())]
    found = queries.together(units, asked.year, (asked.quarter,), now)
    return {"least": queries.LEAST, "units": [_unit(unit, each) for unit, each in found.items()]}


def _unit(unit: UUID, found: Found) -> dict[str, Any]:
    return {
        "unit": unit,
        "name": organisation.short_name(unit),
        "count": found.count,
        "overall": _levels(found.overall),
        "answers": {code: _levels(levels) for code, levels in found.answers.items()},
    }


def _levels(levels: Any) -> dict[str, int]:
    return {
        "very": levels[Satisfaction.VERY],
        "satisfied": levels[Satisfaction.SATISFIED],
        "not_satisfied": levels[Satisfaction.NOT],
    }
