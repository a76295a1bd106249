"""Propose to erase the personal data of a dossier, of a person, or of dossiers whose time of keeping is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from motcua.dossiers.types import KIND
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.kernel.statements import row
from motcua.ledger import services as ledger
from motcua.privacy.models import Line, Proposal
from motcua.privacy.queries.due import MOST
from motcua.privacy.queries.subjects import hindrance, subject_of
from motcua.privacy.sealing import REASON
from motcua.privacy.types import PROPOSAL, CannotErase, Ground, NoSuchSubject, ProposedAlready, Subject

LONGEST, LONGEST_PAPER = 2000, 100
OPEN = "select id from privacy_line where subject_id = any(%s) and ended_at is null limit 1"


@act
def propose(
    *, actor: Actor, at: datetime, kind: str, subject: UUID, ground: Ground | None, reason: str, paper: str = ""
) -> UUID:
    """Propose to erase what is held of a dossier or a person (kind and id), and return the proposal's id.

    ``paper`` is the document that asks for it, by its number. Nothing is erased before somebody else approves. Refuses with
    NoSuchSubject (also for who may not propose about it), Invalid (no ground, no reason, too long), CannotErase, ProposedAlready.
    """
    found = subject_of(actor, kind, subject, at=at)
    wrong = _wrong(reason, paper)
    if ground is None:
        wrong["ground"] = _("Chọn căn cứ.")
    elif ground in {Ground.ASKED, Ground.ORDERED} and not paper.strip():
        wrong["paper"] = _("Ghi số đơn yêu cầu hoặc số quyết định.")
    if wrong or ground is None:
        raise Invalid(wrong)
    return _write(actor, at, [found], ground, said=(reason, paper))


@act
def propose_round(
    *, actor: Actor, at: datetime, unit: UUID, dossiers: Sequence[UUID], reason: str, paper: str = ""
) -> UUID:
    """Propose to erase these dossiers of a unit, whose time of keeping is over, in one round; return the proposal's id.

    Refuses with Invalid (none chosen, more than ``due.MOST``, no reason), NoSuchSubject, and with CannotErase, naming it, where one
    is not over or hindered; then nothing is proposed.
    """
    wrong = _wrong(reason, paper)
    if not dossiers:
        wrong["dossiers"] = _("Chọn ít nhất một hồ sơ.")
    elif len(dossiers) > MOST:
        wrong["dossiers"] = _("Mỗi đợt không quá %(most)s hồ sơ.") % {"most": MOST}
    if wrong:
        raise Invalid(wrong)
    found = [subject_of(actor, KIND, each, at=at) for each in dict.fromkeys(dossiers)]
    if any(each.unit != unit for each in found):
        raise NoSuchSubject
    return _write(actor, at, found, Ground.KEEPING_OVER, said=(reason, paper))


def _wrong(reason: str, paper: str) -> dict[str, str]:
    wrong = {}
    if not reason.strip():
        wrong["reason"] = _("Ghi vì sao xoá, để người duyệt hiểu.")
    elif len(reason) > LONGEST:
        wrong["reason"] = _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": LONGEST}
    if len(paper.strip()) > LONGEST_PAPER:
        wrong["paper"] = _("Chỉ ghi số và ngày của văn bản, không quá %(most)s chữ cái.") % {"most": LONGEST_PAPER}
    return wrong


def _write(actor: Actor, at: datetime, found: Sequence[Subject], ground: Ground, *, said: tuple[str, str]) -> UUID:
    reason, paper = said
    today = local(at).date()
    for each in found:
        if sentence := hindrance(each, ground, today):
            raise CannotErase(sentence)
    if row(OPEN, [[each.id for each in found]]):
        raise ProposedAlready
    made = Proposal.objects.create(
        id=new_id(),
        at=at,
        by_account=actor.account,
        by_post=actor.post,
        unit_id=found[0].unit,
        ground=ground,
        reason=seal(reason.strip(), REASON),
        paper=paper.strip(),
    )
    try:
        Line.objects.bulk_create(
            Line(id=new_id(), proposal=made, subject_kind=each.kind, subject_id=each.id, label=each.label)
            for each in found
        )
    except IntegrityError as problem:  # somebody proposed the same at this very moment
        raise ProposedAlready from problem
    subject = {"subject": found[0].id} if len(found) == 1 else {}
    ledger.write(
        actor,
        "privacy.proposed",
        kind=PROPOSAL,
        stream=made.id,
        seq=1,
        at=at,
        ground=ground,
        subjects=len(found),
        **subject,
    )
    proposal: UUID = made.id
    return proposal
