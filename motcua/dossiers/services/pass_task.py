"""A request of another agency is passed on inside the agency: to a section, or to one official (NĐ 61/2018 Đ19.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers.deeds import open_task, passes_on
from motcua.dossiers.record import Record
from motcua.dossiers.services.coordinate import sections_of
from motcua.dossiers.types import Role, Task, desk_of
from motcua.dossiers.writing import write
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation


@act
def pass_task(
    *, actor: Actor, at: datetime, number: str, task: UUID, section: str | None = None, post: UUID | None = None
) -> Record:
    """Lay a request at the desk of a section, or of one official, of the agency that was asked; its due moment stays.

    A leader chooses among all sections and officials, the head of a section among its own. Refuses with Invalid (nobody,
    both, a section or a post of another place, where it lies already), and as ``deeds.open_task`` does.
    """
    record, asked = open_task(actor, number, task, passes_on)
    assert asked.unit is not None, "who may pass on works in the agency that was asked"
    if (section is None) == (post is None):
        raise Invalid({"to": _("Chọn một bộ phận hoặc một người.")})
    known = desks_within(actor, asked, at)
    desk = post if post is not None else desk_of(asked.unit, Role.SPECIALIST, section or "")
    if desk not in known:
        raise Invalid({"to": _("Chọn bộ phận hoặc người của cơ quan được hỏi.")})
    if desk == asked.desk:
        raise Invalid({"to": _("Yêu cầu đang ở chính nơi này. Chọn nơi khác.")})
    tasks = tuple(replace(each, desk=desk) if each.id == task else each for each in record.life.tasks)
    facts = {"passed": task, "unit": asked.unit}
    return write(
        record,
        replace(record.life, tasks=tasks),
        actor=actor,
        at=at,
        verb="dossiers.task_passed_on",
        updates={"dossiers_task": [{"id": task, "desk": desk}]},
        facts=facts if post is None else {**facts, "post": post},
    )


def desks_within(actor: Actor, asked: Task, at: datetime) -> dict[UUID, str]:
    """Return the desks to which this actor can pass a request on, in words: sections first, then officials."""
    assert asked.unit is not None, "who may pass on works in the agency that was asked"
    own = organisation.post(actor.post) if actor.post else None
    within = own.section if own is not None and own.role == Role.SECTION_HEAD else None
    sections = [name for name in sections_of(asked.unit, at) if within is None or name == within]
    staff = organisation.posts(asked.unit, at.date(), role=Role.SPECIALIST)
    desks = {desk_of(asked.unit, Role.SPECIALIST, name): name or _("(không thuộc phòng nào)") for name in sections}
    return desks | {
        post.id: ", ".join(filter(None, (post.name, post.section))) for post in staff if post.section in sections
    }
