"""Propose to erase a dossier's personal data, or a person's."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.kernel.statements import row
from motcua.ledger import services as ledger
from motcua.privacy.models import Line, Proposal
from motcua.privacy.queries.subjects import hindrance, subject_of
from motcua.privacy.sealing import REASON
from motcua.privacy.types import PROPOSAL, CannotErase, Ground, ProposedAlready

LONGEST, LONGEST_PAPER = 2000, 100
OPEN = "select id from privacy_line where subject_id = %s and ended_at is null"


@act
def propose(
    *, actor: Actor, at: datetime, kind: str, subject: UUID, ground: Ground | None, reason: str, paper: str = ""
) -> UUID:
    """Propose to erase what is held of a dossier or a person (kind and id), and return the proposal's id.

    ``paper`` is the document that asks for it, by its number. Nothing is erased before somebody else approves. Refuses with
    NoSuchSubject (also for who may not propose about it), Invalid (no ground, no reason, too long), CannotErase, ProposedAlready.
    """
    found = subject_of(actor, kind, subject, at=at)
    wrong = {}
    if ground is None:
        wrong["ground"] = _("Chọn căn cứ.")
    if not reason.strip():
        wrong["reason"] = _("Ghi vì sao xoá, để người duyệt hiểu.")
    elif len(reason) > LONGEST:
        wrong["reason"] = _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": LONGEST}
    if len(paper.strip()) > LONGEST_PAPER:
        wrong["paper"] = _("Chỉ ghi số và ngày của văn bản, không quá %(most)s chữ cái.") % {"most": LONGEST_PAPER}
    elif ground in {Ground.ASKED, Ground.ORDERED} and not paper.strip():
        wrong["paper"] = _("Ghi số đơn yêu cầu hoặc số quyết định.")
    if wrong or ground is None:
        raise Invalid(wrong)
    if sentence := hindrance(found, ground, local(at).date()):
        raise CannotErase(sentence)
    if row(OPEN, [subject]):
        raise ProposedAlready
    made = Proposal.objects.create(
        id=new_id(),
        at=at,
        by_account=actor.account,
        by_post=actor.post,
        unit_id=found.unit,
        ground=ground,
        reason=seal(reason.strip(), REASON),
        paper=paper.strip(),
    )
    Line.objects.create(id=new_id(), proposal=made, subject_kind=kind, subject_id=subject, label=found.label)
    ledger.write(
        actor,
        "privacy.proposed",
        kind=PROPOSAL,
        stream=made.id,
        seq=1,
        at=at,
        ground=ground,
        subjects=1,
        subject=subject,
    )
    proposal: UUID = made.id
    return proposal
