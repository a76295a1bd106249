"""Other agencies at work: parallel steps, opinions, their answers (NĐ 61/2018 Đ19.5, Đ19.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.clocks.calendar import on_or_next_working_day
from motcua.clocks.dates import say_day
from motcua.clocks.deadlines import LAST_SECOND, Due
from motcua.dossiers.deeds import answers, begin, open_task, recalls
from motcua.dossiers.record import Record
from motcua.dossiers.rules import SECTION_ROLES, parallel_after, stage_due, step_of, waits_for
from motcua.dossiers.speech import agency_words
from motcua.dossiers.types import Deed, Life, NotNow, Role, RouteStep, Task, TaskKind, desk_of
from motcua.dossiers.writing import Change, Row, by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.moments import TZ, local
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation

QUESTION = "dossiers.question"
MOST_LETTERS = 4000


@act
def send_to_agencies(*, actor: Actor, at: datetime, number: str, revision: int | None = None) -> Record:
    """Send the dossier to all agencies of the next parallel steps at once (Đ19.6b); it stays here until they answer.

    Each gets its own due moment: the hours of its step, counted from now; of one that needs others' results, from when
    it has them. Refuses as ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.SEND_TO_AGENCIES, revision=revision)
    return put(record, sending_to_agencies(record, actor=actor, at=at), actor=actor, at=at)


def sending_to_agencies(record: Record, *, actor: Actor, at: datetime) -> Change:
    """Return what asking all agencies of the next parallel steps makes of a dossier."""
    rows: list[Row] = []
    tasks: list[Task] = []
    for step in parallel_after(record.life.route, record.standing.step):
        promised = None if step.needs else _promised(record, step, at)
        row = _task_row(
            actor, record, at,
            kind=TaskKind.PARALLEL, step=step.no, unit_id=None if step.is_outside else step.unit, agency=step.agency,
            desk=None if step.is_outside else desk_of_step(step, at), question=step.name,
            due_at=promised.due_at if promised else None, late_at=promised.late_at if promised else None,
        )  # fmt: skip
        rows.append(row)
        tasks.append(_task_of(row))
    return Change(
        life=replace(record.life, tasks=(*record.life.tasks, *tasks)),
        verb="dossiers.sent_to_agencies",
        rows={"dossiers_task": rows},
        facts={"count": len(rows), "tasks": [row["id"] for row in rows]},
    )


@act
def ask_opinion(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    question: str,
    answer_by: date | None,
    unit: UUID | None = None,
    agency: str = "",
    section: str = "",
    revision: int | None = None,
) -> Record:
    """Ask another agency's opinion until a day (Đ19.5); the clock runs on, and nobody waits for a late answer.

    ``unit`` is an agency of the province, with ``section`` where its specialists sit in several; ``agency`` names one
    outside the system, whose answer the asking unit records. On a closed day ``answer_by`` means the next working day.
    Refuses with Invalid (nothing asked, nobody, no day, a day gone by, a section to choose), and as ``deeds.begin`` does.
    """
    wrong = _wrong_question(at, question, answer_by, unit, agency)
    desk = None
    if unit is not None and "unit" not in wrong:
        sections = sections_of(unit, at)
        section = section or (sections[0] if len(sections) == 1 else "")
        if sections and section not in sections:
            wrong["section"] = _("Chọn bộ phận trả lời: %(sections)s.") % {
                "sections": "; ".join(filter(None, sections))
            }
        desk = desk_of(unit, Role.SPECIALIST if sections else Role.LEADER, section)
    if wrong:
        raise Invalid(wrong)
    assert answer_by is not None, "checked above"
    record = begin(actor, number, Deed.CONSULT, revision=revision)
    if unit is not None and unit == record.standing.unit:
        raise Invalid({"unit": _("Hồ sơ đang ở chính cơ quan này. Chọn cơ quan khác, hoặc để lại ghi chú.")})
    change = asking_opinion(
        record, actor=actor, at=at, question=question, answer_by=answer_by, unit=unit, agency=agency, desk=desk
    )
    return put(record, change, actor=actor, at=at)


def asking_opinion(
    record: Record,
    *,
    actor: Actor,
    at: datetime,
    question: str,
    answer_by: date,
    unit: UUID | None = None,
    agency: str = "",
    desk: UUID | None = None,
) -> Change:
    """Return what asking an opinion makes of a dossier; ``desk`` is where it lies in an agency of the province."""
    calendar = organisation.calendar(unit or record.unit, at.date()).beyond()
    last_day = on_or_next_working_day(calendar, answer_by)
    row = _task_row(
        actor, record, at,
        kind=TaskKind.CONSULT, step=0, unit_id=unit, agency=agency.strip(), desk=desk, question=question.strip(),
        due_at=calendar.closes_at(last_day), late_at=datetime.combine(last_day, LAST_SECOND, TZ),
    )  # fmt: skip
    facts: dict[str, Any] = {"task": row["id"], "due": row["due_at"]}
    if unit is not None:
        facts["unit"] = unit
    return Change(
        life=replace(record.life, tasks=(*record.life.tasks, _task_of(row))),
        verb="dossiers.opinion_asked",
        rows={"dossiers_task": [row]},
        facts=facts,
    )


@act
def answer_task(
    *, actor: Actor, at: datetime, number: str, task: UUID, answer: str, file: UUID | None = None
) -> Record:
    """Answer what another agency asked, or record the answer of an agency outside the system.

    ``file`` was stored before (owner «dossier»). Refuses with Invalid without an answer, and as ``deeds.open_task`` does.
    """
    if not answer.strip():
        raise Invalid({"answer": _("Ghi câu trả lời, hoặc việc đã làm xong, để nơi hỏi làm tiếp được.")})
    if len(answer) > MOST_LETTERS:
        raise Invalid(
            {"answer": _("Trả lời không quá %(most)s chữ; phần dài hơn gửi bằng tệp.") % {"most": MOST_LETTERS}}
        )
    record, asked = open_task(actor, number, task, answers)
    if before := waits_for(record.life, asked):
        names = ", ".join(agency_words(each.unit, each.agency) for each in before)
        raise NotNow(
            _("Việc này cần kết quả của %(agencies)s trước. Chờ nơi đó trả lời rồi trả lời.") % {"agencies": names}
        )
    return put(record, answering(record, asked, actor=actor, at=at, answer=answer, file=file), actor=actor, at=at)


def answering(
    record: Record, asked: Task, *, actor: Actor, at: datetime, answer: str, file: UUID | None = None
) -> Change:
    """Return what an answer makes of a dossier: who has now all that they need begins."""
    ended = replace(asked, answered_at=at)
    facts: dict[str, Any] = {"answered": asked.id, "late": ended.is_late(local(at))}
    return _ending(
        record, ended, actor=actor, at=at, verb="dossiers.task_answered", text=answer, file=file, facts=facts
    )


@act
def recall_task(*, actor: Actor, at: datetime, number: str, task: UUID) -> Record:
    """Take back an opinion that nobody has given yet. Refuses as ``deeds.open_task`` does."""
    record, asked = open_task(actor, number, task, recalls)
    ended = replace(asked, recalled_at=at)
    change = _ending(record, ended, actor=actor, at=at, verb="dossiers.task_recalled", facts={"task": asked.id})
    return put(record, change, actor=actor, at=at)


def sections_of(unit: UUID, at: datetime) -> tuple[str, ...]:
    """Return the sections in which a unit's specialists sit; empty where it has none."""
    return tuple(sorted({post.section for post in organisation.posts(unit, at.date(), role=Role.SPECIALIST)}))


def desk_of_step(step: RouteStep, at: datetime) -> UUID:
    """Return the desk of a parallel step: its section's where the unit has one, its leader's where it has several."""
    if step.role not in SECTION_ROLES:
        return desk_of(step.unit, step.role)
    sections = {post.section for post in organisation.posts(step.unit, at.date(), role=step.role)}
    return desk_of(step.unit, step.role, sections.pop()) if len(sections) == 1 else desk_of(step.unit, Role.LEADER)


def _wrong_question(
    at: datetime, question: str, answer_by: date | None, unit: UUID | None, agency: str
) -> dict[str, str]:
    wrong = {}
    if not question.strip():
        wrong["question"] = _("Ghi rõ cần ý kiến về việc gì.")
    elif len(question) > MOST_LETTERS:
        wrong["question"] = _("Nội dung không quá %(most)s chữ.") % {"most": MOST_LETTERS}
    if unit is None and not agency.strip():
        wrong["unit"] = _("Chọn cơ quan được hỏi, hoặc ghi tên cơ quan ngoài hệ thống.")
    if unit is not None and agency.strip():
        wrong["unit"] = _("Chỉ chọn một: cơ quan trong danh sách, hoặc tên cơ quan ngoài hệ thống.")
    if answer_by is None:
        wrong["answer_by"] = _("Ghi hạn trả lời, ví dụ 15/5/2020.")
    elif answer_by < at.date():
        wrong["answer_by"] = _("Hạn trả lời phải từ hôm nay (%(day)s) trở đi.") % {"day": say_day(at.date())}
    return wrong


def _task_row(actor: Actor, record: Record, at: datetime, *, question: str, **values: Any) -> dict[str, Any]:
    return by(actor, record.id, at) | {
        **values,
        "question": seal(question, QUESTION),
        **dict.fromkeys(
            ("answered_at", "recalled_at", "answer", "answer_file_id", "ended_account", "ended_post"), None
        ),
    }


def _task_of(row: Row) -> Task:
    return Task(
        id=row["id"],
        kind=row["kind"],
        at=row["at"],
        by_unit=row["by_unit"],
        unit=row["unit_id"],
        agency=row["agency"],
        step=row["step"],
        desk=row["desk"],
        due_at=row["due_at"],
        late_at=row["late_at"],
    )


def _ending(
    record: Record,
    ended: Task,
    *,
    actor: Actor,
    at: datetime,
    verb: str,
    facts: dict[str, Any],
    text: str = "",
    file: UUID | None = None,
) -> Change:
    tasks = tuple(ended if each.id == ended.id else each for each in record.life.tasks)
    life, freed = _freed(record, replace(record.life, tasks=tasks), at)
    end = {
        "id": ended.id,
        "answered_at": ended.answered_at,
        "recalled_at": ended.recalled_at,
        "answer": seal(text.strip(), QUESTION) if text else None,
        "answer_file_id": file,
        "ended_account": actor.account,
        "ended_post": actor.post,
    }
    if ended.unit is not None:
        facts["unit"] = ended.unit
    updates = {"dossiers_task": freed} if freed else {}
    return Change(life=life, verb=verb, task_end=end, updates=updates, facts=facts)


def _promised(record: Record, step: RouteStep, at: datetime) -> Due | None:
    calendar = organisation.calendar_of(record.life.terms.calendar)
    return stage_due(calendar, at, step.hours, (), record.life.terms.options) if step.hours else None


def _freed(record: Record, life: Life, at: datetime) -> tuple[Life, list[Row]]:
    """Return the life in which those who have now all that they need begin, and the rows that say until when."""
    tasks: list[Task] = []
    rows: list[Row] = []
    for task in life.tasks:
        if task.is_open and waits_for(record.life, task) and not waits_for(life, task):
            promised = _promised(record, step_of(life.route, task.step), at)
            begun = replace(task, due_at=promised.due_at, late_at=promised.late_at) if promised else task
            rows.append({"id": task.id, "due_at": begun.due_at, "late_at": begun.late_at})
            tasks.append(begun)
        else:
            tasks.append(task)
    return replace(life, tasks=tuple(tasks)), rows
