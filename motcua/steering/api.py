"""Steering over the API: late dossiers, letters of reminder, directions, their answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from motcua.dossiers import queries as dossiers
from motcua.gate import services as gate
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.steering import queries, services
from motcua.steering.types import REMIND, Direction, DirectionTab, Notice, StepKind
from motcua.ui.bodies import Day, Strict, Text, Words, problems

router = Router(tags=["Đôn đốc"])


class ReminderIn(Strict):
    """A letter to each holder of these late dossiers."""

    numbers: Annotated[list[Words], Field(max_length=200)]
    text: Text
    answer_by: Day | None = Field(None, description="Ngày phải trả lời; ngày nghỉ là ngày làm việc kế tiếp.")


class ReminderAnswerIn(Strict):
    """Why one dossier of a letter is late, and the day by which it will be done."""

    dossier: UUID
    reason: Text
    promised_on: Day | None = None


class DirectionIn(Strict):
    """A direction to a unit below, or to another post of the own unit; ``number`` is the dossier that it is about."""

    to_unit: UUID
    to_post: UUID | None = None
    text: Text
    due_on: Day | None = Field(None, description="Hạn trả lời; ngày nghỉ là ngày làm việc kế tiếp.")
    number: Words = ""


class SaidIn(Strict):
    """What is said: the answer to a direction, or the remark with which it is closed."""

    text: Text = ""


class ExtensionIn(Strict):
    """More time for a direction, with its reason."""

    text: Text
    due_on: Day | None = None


class LateDossierOut(Schema):
    """A dossier whose time is over, and where it lies; without a post it lies on the unit's common desk."""

    id: UUID
    number: str
    procedure: str
    due_at: datetime
    unit: UUID
    post: UUID | None


class LateDossiersOut(Schema):
    """The late dossiers of the token's unit, the longest late first; ``count`` is all of them."""

    count: int
    dossiers: list[LateDossierOut]


class RemindedOut(Schema):
    """A dossier on a letter with its holder's answer."""

    dossier: UUID
    number: str
    due_at: datetime
    answered_at: datetime | None
    reason: str
    promised_on: date | None


class ReminderOut(Schema):
    """A letter; ``print_id`` is its form under ``/in/``."""

    id: UUID
    number: int
    year: int
    at: datetime
    unit: UUID
    to_unit: UUID
    to_post: UUID | None
    answer_by: date
    unanswered: int
    print_id: UUID
    dossiers: list[RemindedOut]


class RemindersOut(Schema):
    """Letters, the unanswered and then the newest first."""

    reminders: list[ReminderOut]


class DirectionStepOut(Schema):
    """An answer, an extension with its new day, or the closing."""

    kind: StepKind
    at: datetime
    text: str
    due_on: date | None


class DirectionOut(Schema):
    """A direction and what came of it; ``is_overdue``: an answer is missing after its last day."""

    id: UUID
    at: datetime
    unit: UUID
    to_unit: UUID
    to_post: UUID | None
    number: str
    text: str
    due_on: date
    answered_at: datetime | None
    closed_at: datetime | None
    is_overdue: bool
    steps: list[DirectionStepOut]


class DirectionsOut(Schema):
    """A page of directions, and how many lie under each tab."""

    directions: list[DirectionOut]
    counts: dict[DirectionTab, int]
    next: str


class NoticeOut(Schema):
    """What an agency is told of the official whom it lent to a desk, for a month (its first day); ``figures`` by name.

    ``unit`` is the desk's, ``to_unit`` the agency; ``print_id`` is its form under ``/in/``. The attitude is not known yet.
    """

    id: UUID
    month: date
    account: UUID
    name: str
    post: UUID
    unit: UUID
    to_unit: UUID
    figures: dict[str, int]
    print_id: UUID
    at: datetime


class NoticesOut(Schema):
    """Notices, the newest month first."""

    notices: list[NoticeOut]


@router.get("/late-dossiers", response={200: LateDossiersOut, **problems(403)}, operation_id="late_dossiers")
def late_dossiers(request: HttpRequest) -> dict[str, Any]:
    """Hồ sơ quá hạn của đơn vị, và ai đang giữ."""
    actor, now = request.actor, request.moment  # type: ignore[attr-defined]
    access.require(actor, REMIND, actor.unit)
    return {
        "count": dossiers.late_counts(actor, actor.unit, now)[0],
        "dossiers": dossiers.late_dossiers(actor, actor.unit, now),
    }


@router.get("/reminders", response={200: RemindersOut, **problems()}, operation_id="reminders")
def reminders(request: HttpRequest) -> dict[str, Any]:
    """Văn bản đôn đốc mà đơn vị đã gửi hoặc nhận."""
    return {"reminders": queries.reminders(request.actor)}  # type: ignore[attr-defined]


@router.get("/reminders/{reminder}", response={200: ReminderOut, **problems(404)}, operation_id="reminder")
def reminder(request: HttpRequest, reminder: UUID) -> Any:
    """Một văn bản đôn đốc với các câu trả lời."""
    return queries.reminder_for(request.actor, reminder)  # type: ignore[attr-defined]


@router.post("/reminders", response={201: RemindersOut, **problems(403, 409)}, operation_id="remind")
def remind(request: HttpRequest, payload: ReminderIn, key: str | None = gate.Key) -> HttpResponse:
    """Đôn đốc hồ sơ quá hạn: mỗi người đang giữ nhận một văn bản có số."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def run() -> dict[str, Any]:
        made = services.remind(
            actor=actor, at=at, numbers=payload.numbers, text=payload.text, answer_by=payload.answer_by
        )
        return {"reminders": [queries.reminder_for(actor, each) for each in made]}

    return gate.answered(request, key, RemindersOut, run, status=201)


@router.post(
    "/reminders/{reminder}/answers",
    response={200: ReminderOut, **problems(403, 404, 409)},
    operation_id="answer_reminder",
)
def answer_reminder(
    request: HttpRequest, reminder: UUID, payload: ReminderAnswerIn, key: str | None = gate.Key
) -> HttpResponse:
    """Trả lời về một hồ sơ của văn bản: lý do chậm và ngày sẽ xong."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def run() -> Any:
        services.answer_reminder(
            actor=actor,
            at=at,
            reminder=reminder,
            dossier=payload.dossier,
            reason=payload.reason,
            promised_on=payload.promised_on,
        )
        return queries.reminder_for(actor, reminder)

    return gate.answered(request, key, ReminderOut, run)


@router.get("/directions", response={200: DirectionsOut, **problems()}, operation_id="directions")
def directions(
    request: HttpRequest,
    tab: DirectionTab = Query(DirectionTab.MINE, description="Thẻ của danh sách chỉ đạo."),
    cursor: str = Query("", max_length=100),
) -> dict[str, Any]:
    """Ý kiến chỉ đạo tôi đã cho hoặc được giao."""
    actor, today = request.actor, request.moment.date()  # type: ignore[attr-defined]
    found = queries.directions(actor, tab, today, cursor=cursor)
    return {
        "directions": [_direction(each, today) for each in found.directions],
        "counts": found.counts,
        "next": found.following,
    }


@router.get("/directions/{direction}", response={200: DirectionOut, **problems(404)}, operation_id="direction")
def direction(request: HttpRequest, direction: UUID) -> dict[str, Any]:
    """Một ý kiến chỉ đạo với các câu trả lời."""
    return _read(request.actor, direction, request.moment)  # type: ignore[attr-defined]


@router.post("/directions", response={201: DirectionOut, **problems(403, 404, 409)}, operation_id="direct")
def direct(request: HttpRequest, payload: DirectionIn, key: str | None = gate.Key) -> HttpResponse:
    """Cho ý kiến chỉ đạo đơn vị cấp dưới, hoặc một vị trí trong đơn vị mình."""
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def run() -> dict[str, Any]:
        made = services.direct(
            actor=actor,
            at=at,
            to_unit=payload.to_unit,
            to_post=payload.to_post,
            text=payload.text,
            due_on=payload.due_on,
            number=payload.number,
        )
        return _read(actor, made, at)

    return gate.answered(request, key, DirectionOut, run, status=201)


ANSWERS: dict[Any, Any] = {200: DirectionOut, **problems(403, 404, 409)}


@router.post("/directions/{direction}/answers", response=ANSWERS, operation_id="answer_direction")
def answer_direction(
    request: HttpRequest, direction: UUID, payload: SaidIn, key: str | None = gate.Key
) -> HttpResponse:
    """Trả lời một ý kiến chỉ đạo."""
    return _stepped(request, key, services.answer_direction, direction, text=payload.text)


@router.post("/directions/{direction}/extension", response=ANSWERS, operation_id="extend_direction")
def extend_direction(
    request: HttpRequest, direction: UUID, payload: ExtensionIn, key: str | None = gate.Key
) -> HttpResponse:
    """Gia hạn một ý kiến chỉ đạo; người nhận trả lời lại."""
    return _stepped(request, key, services.extend_direction, direction, text=payload.text, due_on=payload.due_on)


@router.post("/directions/{direction}/closing", response=ANSWERS, operation_id="close_direction")
def close_direction(request: HttpRequest, direction: UUID, payload: SaidIn, key: str | None = gate.Key) -> HttpResponse:
    """Đóng một ý kiến chỉ đạo."""
    return _stepped(request, key, services.close_direction, direction, text=payload.text)


def _stepped(
    request: HttpRequest, key: str | None, service: Callable[..., None], direction: UUID, **values: Any
) -> HttpResponse:
    actor, at = request.actor, request.moment  # type: ignore[attr-defined]

    def run() -> dict[str, Any]:
        service(actor=actor, at=at, direction=direction, **values)
        return _read(actor, direction, at)

    return gate.answered(request, key, DirectionOut, run)


def _read(actor: Actor, direction: UUID, at: datetime) -> dict[str, Any]:
    today = at.date()
    return _direction(queries.direction_for(actor, direction, today), today)


def _direction(found: Direction, today: date) -> dict[str, Any]:
    names = ("id", "at", "unit", "to_unit", "to_post", "number", "text", "due_on", "answered_at", "closed_at", "steps")
    return {name: getattr(found, name) for name in names} | {"is_overdue": found.is_overdue(today)}


@router.get("/lent-notices", response={200: NoticesOut, **problems()}, operation_id="lent_notices")
def lent_notices(request: HttpRequest) -> dict[str, Any]:
    """Thông báo tháng về người biệt phái: của đơn vị tôi lãnh đạo, và về tôi; tháng mới trước, tối đa 200."""
    return {"notices": _named(queries.notices(request.actor))}  # type: ignore[attr-defined]


@router.get("/lent-notices/{notice}", response={200: NoticeOut, **problems(404)}, operation_id="lent_notice")
def lent_notice(request: HttpRequest, notice: UUID) -> dict[str, Any]:
    """Một thông báo tháng về một người biệt phái."""
    return _named([queries.notice_for(request.actor, notice)])[0]  # type: ignore[attr-defined]


def _named(found: Sequence[Notice]) -> list[dict[str, Any]]:
    names = identity.names(each.account for each in found)
    return [asdict(each) | {"name": names.get(each.account, "")} for each in found]
