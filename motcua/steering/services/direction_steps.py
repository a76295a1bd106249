"""What comes of a direction: an answer, more time, the closing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.clocks.calendar import on_or_next_working_day
from motcua.dossiers import services as dossiers
from motcua.kernel import statements
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import services as ledger
from motcua.organisation import queries as organisation
from motcua.steering import queries
from motcua.steering.models import DirectionStep
from motcua.steering.sealing import DIRECTION as SEALED
from motcua.steering.services.direct import LONGEST, said_wrong
from motcua.steering.types import DIRECTION, Direction, DirectionClosed, StepKind
from motcua.ui import words

CHANGES = {
    StepKind.ANSWERED: "answered_at = %(at)s",
    StepKind.EXTENDED: "answered_at = null, due_on = %(due)s",
    StepKind.CLOSED: "closed_at = %(at)s",
}
CHANGE = "update steering_direction set revision = revision + 1, {} where id = %(id)s and closed_at is null returning revision"
Verb = Literal["steering.direction_answered", "steering.direction_extended", "steering.direction_closed"]
VERBS: dict[StepKind, Verb] = {
    StepKind.ANSWERED: "steering.direction_answered",
    StepKind.EXTENDED: "steering.direction_extended",
    StepKind.CLOSED: "steering.direction_closed",
}


@act
def answer_direction(*, actor: Actor, at: datetime, direction: UUID, text: str) -> None:
    """Answer a direction; it may be answered again until it is closed.

    Refuses with NoSuchDirection, NotAllowed (given to somebody else), Invalid (no text), DirectionClosed.
    """
    found = queries.direction_for(actor, direction, local(at).date())
    if not queries.may_answer_direction(actor, found):
        raise NotAllowed(_("Ý kiến này gửi người khác. Người nhận hoặc người đứng đầu đơn vị nhận trả lời."))
    if not text.strip():
        raise Invalid({"text": _("Ghi đã làm gì, hoặc vì sao chưa xong.")})
    if len(text) > LONGEST:
        raise Invalid({"text": _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": LONGEST}})
    _write(actor, at, found, StepKind.ANSWERED, text=text)
    if found.number:
        dossiers.steer(actor=actor, at=at, number=found.number, verb="dossiers.direction_answered")


@act
def extend_direction(*, actor: Actor, at: datetime, direction: UUID, text: str, due_on: date | None) -> None:
    """Give more time, with a reason; an answer is waited for again. On a closed day ``due_on`` means the next working day.

    Refuses with NoSuchDirection, NotAllowed (only the giver's side), Invalid (no reason, no later day), DirectionClosed.
    """
    today = local(at).date()
    found = _given(actor, direction, today)
    wrong = said_wrong(text, due_on, today)
    if "text" in wrong and not text.strip():
        wrong["text"] = _("Ghi vì sao gia hạn, hoặc cần làm gì thêm.")
    if "due_on" not in wrong and due_on is not None and due_on <= found.due_on:
        wrong["due_on"] = _("Hạn mới phải sau %(day)s.") % {"day": words.day(found.due_on)}
    if wrong:
        raise Invalid(wrong)
    assert due_on is not None, "checked above"
    last_day = on_or_next_working_day(organisation.calendar(found.unit, today).beyond(), due_on)
    _write(actor, at, found, StepKind.EXTENDED, text=text, due_on=last_day)


@act
def close_direction(*, actor: Actor, at: datetime, direction: UUID, text: str = "") -> None:
    """Close a direction, perhaps with a remark; also one that was never answered.

    Refuses with NoSuchDirection, NotAllowed (only the giver's side), Invalid (a remark too long), DirectionClosed.
    """
    found = _given(actor, direction, local(at).date())
    if len(text) > LONGEST:
        raise Invalid({"text": _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": LONGEST}})
    _write(actor, at, found, StepKind.CLOSED, text=text)


def _given(actor: Actor, direction: UUID, today: date) -> Direction:
    found = queries.direction_for(actor, direction, today)
    if not queries.may_close_direction(actor, found):
        raise NotAllowed(_("Chỉ người cho ý kiến, hoặc người đứng đầu đơn vị đó, gia hạn và đóng ý kiến."))
    return found


def _write(
    actor: Actor, at: datetime, direction: Direction, kind: StepKind, *, text: str, due_on: date | None = None
) -> None:
    changed = statements.row(CHANGE.format(CHANGES[kind]), {"at": at, "due": due_on, "id": direction.id})
    if changed is None:
        raise DirectionClosed
    DirectionStep.objects.create(
        id=new_id(),
        direction_id=direction.id,
        kind=kind,
        at=at,
        by_account=actor.account,
        by_post=actor.post,
        by_unit=actor.unit,
        text=seal(text.strip(), SEALED),
        due_on=due_on,
    )
    ledger.write(
        actor,
        VERBS[kind],
        kind=DIRECTION,
        stream=direction.id,
        seq=changed["revision"],
        at=at,
        number=direction.number,
        due=due_on or direction.due_on,
    )
