"""The agencies of one dossier: its stages with their own due moments, and what others were asked beside its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.clocks.time_left import say_time_left, time_left
from motcua.dossiers.deeds import AWAITED, answers, passes_on, recalls
from motcua.dossiers.record import Record, hexed
from motcua.dossiers.rules import is_chain, stages_of, waits_for
from motcua.dossiers.services.coordinate import QUESTION
from motcua.dossiers.speech import DONE, LATE, PAUSED, agency_words, due_of, sign_of
from motcua.dossiers.types import Stage, Task, TaskKind
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation


@dataclass(frozen=True, slots=True)
class TaskLine:
    """What an agency was asked: the words of its time with their sign, the answer, and what this actor may do."""

    id: UUID
    agency: str
    is_outside: bool
    question: str
    asked_at: datetime
    due_at: datetime | None
    time: str
    sign: str
    answer: str
    answered_at: datetime | None
    file: UUID | None
    may_answer: bool
    may_recall: bool
    may_pass_on: bool = False


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage as a page shows it; moments of a stage ahead are planned ones."""

    no: int
    agency: str
    began_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    is_planned: bool
    is_parallel: bool
    time: str
    sign: str


def tasks_of(actor: Actor, record: Record, at: datetime) -> tuple[TaskLine, ...]:
    """Return what other agencies were asked, the latest first."""
    written = {UUID(row["id"]): row for row in record.rows["tasks"]}
    return tuple(_task(actor, record, task, written[task.id], local(at)) for task in reversed(record.life.tasks))


def task_line(actor: Actor, record: Record, task: UUID, at: datetime) -> TaskLine | None:
    """Return one of them; None where there is no such request."""
    return next((line for line in tasks_of(actor, record, at) if line.id == task), None)


def stage_lines(record: Record, at: datetime) -> tuple[StageLine, ...]:
    """Return the stages of a dossier on which several agencies work; empty where one does it all."""
    if not record.has_code:
        return ()
    calendar = organisation.calendar_of(record.life.terms.calendar)
    stages = stages_of(record.life, calendar)
    if not is_chain(stages):
        return ()
    return tuple(_stage(record, stage, local(at)) for stage in stages if stage.hours)


def _task(actor: Actor, record: Record, task: Task, row: dict[str, str], now: datetime) -> TaskLine:
    time, sign = _time(record, task, now)
    return TaskLine(
        id=task.id,
        agency=agency_words(task.unit, task.agency),
        is_outside=task.unit is None,
        question=unseal(hexed(row["question"]), QUESTION),
        asked_at=local(task.at),
        due_at=local(task.due_at) if task.due_at else None,
        time=time,
        sign=sign,
        answer=unseal(hexed(row["answer"]), QUESTION) if row["answer"] else "",
        answered_at=local(task.answered_at) if task.answered_at else None,
        file=UUID(row["answer_file_id"]) if row["answer_file_id"] else None,
        may_answer=answers(actor, record, task) and not waits_for(record.life, task),
        may_pass_on=passes_on(actor, record, task),
        may_recall=task.kind is TaskKind.CONSULT and recalls(actor, record, task),
    )


def _time(record: Record, task: Task, now: datetime) -> tuple[str, str]:
    if task.recalled_at is not None:
        return _("đã rút"), DONE
    if task.is_open and record.standing.state not in AWAITED:
        return _("không cần nữa"), DONE
    late = task.is_late(now)
    if task.answered_at is not None:
        return (_("trả lời quá hạn"), LATE) if late else (_("đã trả lời"), DONE)
    if before := waits_for(record.life, task):
        names = ", ".join(agency_words(each.unit, each.agency) for each in before)
        return _("chờ kết quả của %(agencies)s") % {"agencies": names}, PAUSED
    return _left(record, task.due_at, task.late_at, now)


def _left(record: Record, due_at: datetime | None, late_at: datetime | None, now: datetime) -> tuple[str, str]:
    if due_at is None:
        return _("không có thời hạn"), DONE
    left = time_left(organisation.calendar_of(record.life.terms.calendar).beyond(), now, due_of(due_at, late_at))
    return say_time_left(left), sign_of(left)


def _stage(record: Record, stage: Stage, now: datetime) -> StageLine:
    if stage.is_planned:
        time, sign = _("chưa đến"), DONE
    elif stage.is_late(now):
        time, sign = (_("quá hạn"), LATE) if stage.ended_at else _left(record, stage.due_at, stage.late_at, now)
    elif stage.ended_at:
        time, sign = _("đúng hạn"), DONE
    elif stage.due_at is None:
        time, sign = _("chờ cơ quan khác"), PAUSED
    else:
        time, sign = _left(record, stage.due_at, stage.late_at, now)
    return StageLine(
        stage.no,
        agency_words(stage.unit, stage.agency),
        local(stage.began_at) if stage.began_at else None,
        local(stage.due_at) if stage.due_at else None,
        local(stage.ended_at) if stage.ended_at else None,
        stage.is_planned,
        stage.is_parallel,
        time,
        sign,
    )
