"""Steering over the API: late dossiers, letters of reminder, their answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from motcua.dossiers import queries as dossiers
from motcua.gate import services as gate
from motcua.kernel import access
from motcua.steering import queries, services
from motcua.steering.types import REMIND
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
