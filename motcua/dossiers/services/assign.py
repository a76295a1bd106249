"""Give work to somebody, move it to somebody else, or take it: assign, reassign, take up (NĐ 61/2018 Đ19.1)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.rules import next_step, step_of
from motcua.dossiers.services.hand_over import moving
from motcua.dossiers.types import Deed, Move, MoveKind, Role, RouteStep
from motcua.dossiers.writing import Change, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation
from motcua.organisation.types import Post


@act(one_statement=True)
def assign(*, actor: Actor, at: datetime, number: str, post: UUID, revision: int | None = None) -> Record:
    """Assign a dossier that is nobody's yet to a post of its section.

    Refuses with Invalid when the post is not one of those that may get it, and as ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.ASSIGN, revision=revision)
    return put(record, assigning(record, actor=actor, at=at, post=post), actor=actor, at=at)


def assigning(record: Record, *, actor: Actor, at: datetime, post: UUID) -> Change:
    """Return what assigning makes of a dossier. Refuses with Invalid a post that may not get it."""
    if post not in {choice.id for choice in assignable(record, at)}:
        raise Invalid({"post": _("Chọn một người trong bộ phận đang giữ hồ sơ.")})
    here = step_of(record.life.route, record.standing.step)
    step = _work_after(record.life.route, here) if here.action == "assign" else here
    section = organisation.post(post).section
    move = Move(
        len(record.life.moves) + 1, MoveKind.ASSIGNED, at, step.no, record.standing.unit, step.role, section, post
    )
    return moving(record, move, actor=actor, verb="dossiers.assigned")


@act(one_statement=True)
def reassign(
    *, actor: Actor, at: datetime, number: str, post: UUID, reason: str, revision: int | None = None
) -> Record:
    """Move work from one specialist to another of the same section, with a reason: it leaves the old one's desk at once.

    Refuses with Invalid (no reason, a post that may not get it, the one that has it), and as ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.REASSIGN, revision=revision)
    return put(record, reassigning(record, actor=actor, at=at, post=post, reason=reason), actor=actor, at=at)


def reassigning(record: Record, *, actor: Actor, at: datetime, post: UUID, reason: str) -> Change:
    """Return what reassigning makes of a dossier. Refuses with Invalid (no reason, a post that may not get it)."""
    wrong = {}
    if not reason.strip():
        wrong["reason"] = _("Ghi vì sao phải chuyển việc, để hai người cùng rõ.")
    if post == record.standing.post:
        wrong["post"] = _("Hồ sơ đang ở chính người này. Chọn người khác.")
    elif post not in {choice.id for choice in assignable(record, at)}:
        wrong["post"] = _("Chọn một người trong bộ phận đang giữ hồ sơ.")
    if wrong:
        raise Invalid(wrong)
    here = record.standing
    section = organisation.post(post).section
    move = Move(
        len(record.life.moves) + 1, MoveKind.REASSIGNED, at, here.step, here.unit, Role(here.role), section, post
    )
    return moving(
        record, move, actor=actor, verb="dossiers.reassigned", reason=reason.strip(), more={"from": here.post}
    )


def _work_after(route: tuple[RouteStep, ...], here: RouteStep) -> RouteStep:
    """Return the specialist's step that a head or leader assigns: the next one in this unit."""
    work = (step for step in route if step.no > here.no and step.role is Role.SPECIALIST and step.unit == here.unit)
    return next(work, next_step(route, here.no) or here)


def assignable(record: Record, at: datetime) -> tuple[Post, ...]:
    """Return the posts that a head may give this dossier to."""
    posts = organisation.posts(record.standing.unit, at.date(), role=Role.SPECIALIST)
    section = record.standing.section
    return tuple(post for post in posts if post.section == section) or posts


@act(one_statement=True)
def take_up(*, actor: Actor, at: datetime, number: str, revision: int | None = None) -> Record:
    """Take unassigned work: from now on it lies on the own desk. Refuses as ``deeds.begin`` does."""
    record = begin(actor, number, Deed.TAKE_UP, revision=revision)
    return put(record, taking_up(record, actor=actor, at=at), actor=actor, at=at)


def taking_up(record: Record, *, actor: Actor, at: datetime) -> Change:
    """Return what taking up makes of a dossier."""
    here = record.standing
    move = Move(
        len(record.life.moves) + 1,
        MoveKind.TAKEN_UP,
        at,
        here.step,
        here.unit,
        Role(here.role),
        here.section,
        actor.post,
    )
    return moving(record, move, actor=actor, verb="dossiers.taken_up")
