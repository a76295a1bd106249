"""Propose, approve, send back: the way to a signature (NĐ 61/2018 Đ19.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.rules import approval_ends_it, came_from, next_step, return_step
from motcua.dossiers.services.hand_over import arriving, moving
from motcua.dossiers.services.register_result import finishing
from motcua.dossiers.types import BatchAnswer, Deed, MoveKind, ResultKind
from motcua.dossiers.writing import Change, put
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Invalid, Refusal

#: A leader goes through so many with one confirmation.
BATCH = 50


@act(one_statement=True)
def propose(*, actor: Actor, at: datetime, number: str, section: str = "", revision: int | None = None) -> Record:
    """Propose the appraised dossier to the next step's desk, usually for signature.

    ``section`` names the desk where the unit has several for that step. Refuses with Invalid when a section must be
    chosen, and as ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.PROPOSE, revision=revision)
    return put(record, proposing(record, actor=actor, at=at, section=section), actor=actor, at=at)


def proposing(record: Record, *, actor: Actor, at: datetime, section: str = "") -> Change:
    """Return what proposing makes of a dossier. Refuses with Invalid when a section must be chosen."""
    following = next_step(record.life.route, record.standing.step) or return_step(record.life.route)
    move = arriving(record, MoveKind.PROPOSED, following, at, section=section)
    return moving(record, move, actor=actor, verb="dossiers.proposed")


@act(one_statement=True)
def approve(*, actor: Actor, at: datetime, number: str, section: str = "", revision: int | None = None) -> Record:
    """Approve: the dossier goes on; where nobody works after it, this is the result and the clock stops.

    ``section`` as for ``propose``. Refuses as ``propose`` does.
    """
    record = begin(actor, number, Deed.APPROVE, revision=revision)
    return put(record, approving(record, actor=actor, at=at, section=section), actor=actor, at=at)


def approving(record: Record, *, actor: Actor, at: datetime, section: str = "") -> Change:
    """Return what approving makes of a dossier: the next desk's work, or the result. Refuses as ``proposing`` does."""
    if approval_ends_it(record.life.route, record.standing.step):
        return finishing(
            record, actor=actor, at=at, verb="dossiers.approved", kind=ResultKind.GRANTED, move=MoveKind.APPROVED
        )
    following = next_step(record.life.route, record.standing.step) or return_step(record.life.route)
    move = arriving(record, MoveKind.APPROVED, following, at, section=section)
    return moving(record, move, actor=actor, verb="dossiers.agreed")


@not_an_act("each approval is an act of its own, so that one refusal undoes nothing else")
def approve_many(*, actor: Actor, at: datetime, numbers: Sequence[str]) -> BatchAnswer:
    """Approve many with one confirmation; each is its own act, so that one refusal undoes nothing else.

    Returns which were done, and a sentence for each that was refused. Refuses with Invalid above fifty.
    """
    if len(numbers) > BATCH:
        raise Invalid({"numbers": _("Chọn không quá %(most)s hồ sơ một lần.") % {"most": BATCH}})
    done, refused = [], {}
    for number in dict.fromkeys(numbers):
        try:
            approve(actor=actor, at=at, number=number)
        except Refusal as refusal:
            refused[number] = refusal.sentence
        else:
            done.append(number)
    return BatchAnswer(tuple(done), refused)


@act(one_statement=True)
def send_back(*, actor: Actor, at: datetime, number: str, reason: str, revision: int | None = None) -> Record:
    """Send the dossier back to the desk it came from, with a reason.

    Refuses with Invalid without a reason, and as ``deeds.begin`` does.
    """
    if not reason.strip():
        raise Invalid({"reason": _("Ghi rõ cần làm lại gì, để người nhận không phải hỏi.")})
    record = begin(actor, number, Deed.SEND_BACK, revision=revision)
    return put(record, sending_back(record, actor=actor, at=at, reason=reason), actor=actor, at=at)


def sending_back(record: Record, *, actor: Actor, at: datetime, reason: str) -> Change:
    """Return what sending back makes of a dossier."""
    origin = came_from(record.life)
    assert origin is not None, "the deed is offered only where there is a step behind"
    move = replace(origin, seq=len(record.life.moves) + 1, kind=MoveKind.SENT_BACK, at=at)
    return moving(record, move, actor=actor, verb="dossiers.sent_back", reason=reason.strip())
