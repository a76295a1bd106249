"""The working calendar over the API: its days, and proposed days with their decision."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from motcua.kernel.access import require
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries, services
from motcua.organisation.queries.drafts import Draft, draft, drafts
from motcua.organisation.rules.proposing import days_of
from motcua.organisation.types import CALENDARS, Verdict
from motcua.ui import spreadsheet
from motcua.ui.bodies import Day, Strict, Words, problems

router = Router(tags=["Lịch làm việc"])
MOST_DAYS = 400


class HoursOut(Schema):
    """Office hours from … to …."""

    begins: time
    ends: time


class DayOut(Schema):
    """A day with its office hours; none: nobody works."""

    on: date
    hours: list[HoursOut]


class DaysOut(Schema):
    """Days of a unit's calendar; ``known_until`` is its last day."""

    days: list[DayOut]
    known_until: date


class ProposalOut(Schema):
    """Proposed days with what became of them."""

    id: UUID
    days: int
    until_year: int | None
    paper: str
    at: datetime
    verdict: Literal["recount", "keep", "drop"] | None
    touched: int


class ProposalsOut(Schema):
    """The proposals, newest first."""

    proposals: list[ProposalOut]


class DayIn(Strict):
    """A proposed day, written as in a list: «2/9/2020», holiday."""

    date: Words
    kind: Words
    name: Words = ""
    swap_with: Words = ""
    sessions: Words = ""


class ProposalIn(Strict):
    """Proposed days; ``until_year``: they are the whole list of that year."""

    days: Annotated[list[DayIn], Field(max_length=MOST_DAYS)]
    until_year: Annotated[int, Field(ge=2000, le=2199)] | None = None
    paper: Words


class VerdictIn(Strict):
    """What becomes of proposed days."""

    verdict: Literal["recount", "keep", "drop"]


class CountedOut(Schema):
    """How many open dossiers were counted anew."""

    recounted: int


@router.get("/calendar", response={200: DaysOut, **problems(404)}, operation_id="calendar")
def calendar(
    request: HttpRequest,
    first: Day = Query(..., description="Ngày đầu."),
    last: Day = Query(..., description="Ngày cuối, không quá 400 ngày sau."),
    unit: str = Query("", description="Mã đơn vị; bỏ trống là lịch chung của tỉnh."),
) -> dict[str, Any]:
    """Giờ làm việc từng ngày theo lịch đang dùng."""
    if not timedelta() <= last - first <= timedelta(days=MOST_DAYS):
        raise Invalid({"last": _("Ngày cuối không sớm hơn ngày đầu và không quá 400 ngày sau.")})
    today = request.moment.date()  # type: ignore[attr-defined]
    of = queries.unit_by_code(unit).id if unit else queries.province(today)
    found = queries.calendar(of, today)
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    known = [day for day in days if day <= found.ends_on]
    return {
        "days": [
            {"on": day, "hours": [{"begins": one.begins, "ends": one.ends} for one in found.sessions_on(day)]}
            for day in known
        ],
        "known_until": found.ends_on,
    }


@router.get("/calendar-proposals", response={200: ProposalsOut, **problems(403)}, operation_id="calendar_proposals")
def proposals(request: HttpRequest) -> dict[str, Any]:
    """Các đề nghị sửa lịch, mới nhất trước."""
    require(request.actor, CALENDARS)  # type: ignore[attr-defined]
    return {"proposals": [_proposal(one) for one in drafts()]}


@router.post("/calendar-proposals", response={201: ProposalOut, **problems(403, 404, 409)}, operation_id="propose_days")
def propose(request: HttpRequest, payload: ProposalIn) -> Any:
    """Đề nghị những ngày nghỉ, làm bù; chưa đổi gì trước khi có quyết định."""
    lines = [(number, day.model_dump()) for number, day in enumerate(payload.days)]
    days, wrong = days_of(lines, spreadsheet.day_of)
    if wrong:
        raise Invalid({f"days.{number}": sentence for number, sentence in wrong.items()})
    made = services.propose_days(**_who(request), days=days, until_year=payload.until_year, paper=payload.paper)
    return Status(201, _proposal(draft(made)))


@router.post(
    "/calendar-proposals/{proposal}/decision",
    response={200: CountedOut, **problems(403, 404, 409)},
    operation_id="decide_days",
)
def decide(request: HttpRequest, proposal: UUID, payload: VerdictIn) -> dict[str, int]:
    """Quyết định về một đề nghị: tính lại ngày hẹn, giữ ngày hẹn, hoặc bỏ."""
    return {"recounted": services.decide_days(**_who(request), draft_id=proposal, verdict=Verdict(payload.verdict))}


@router.post(
    "/calendar-proposals/{proposal}/recounting",
    response={200: CountedOut, **problems(403, 404, 409)},
    operation_id="recount_on",
)
def recount(request: HttpRequest, proposal: UUID) -> dict[str, int]:
    """Tính lại tiếp ngày hẹn của những hồ sơ còn lại."""
    return {"recounted": services.recount_on(**_who(request), draft_id=proposal)}


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.actor, "at": request.moment}  # type: ignore[attr-defined]


def _proposal(one: Draft) -> dict[str, Any]:
    names = ("id", "until_year", "paper", "at", "verdict", "touched")
    return {name: getattr(one, name) for name in names} | {"days": len(one.days)}
