"""Decide about a proposal to erase: somebody else than who made it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.kernel.statements import row, run
from motcua.ledger import services as ledger
from motcua.privacy.queries.proposals import may_approve, proposal_for
from motcua.privacy.sealing import REASON
from motcua.privacy.services.erase import erase_some
from motcua.privacy.services.propose import LONGEST, LONGEST_PAPER
from motcua.privacy.types import PROPOSAL, DecidedAlready, OwnProposal, Proposal

DECIDE = """
update privacy_proposal set decided_at = %s, decided_account = %s, decided_post = %s, is_approved = %s, answer = %s,
  decision = %s, revision = revision + 1
where id = %s and decided_at is null returning revision
"""
END = "update privacy_line set ended_at = %s where proposal_id = %s"


@act
def approve(*, actor: Actor, at: datetime, proposal: UUID, decision: str) -> None:
    """Approve a proposal under the number of the deciding document; one subject is erased in the same transaction.

    The subjects of a round go in the next minutes, part by part (``carry_out``). Refuses with NoSuchProposal, DecidedAlready,
    OwnProposal, NotAllowed, Invalid (no document), and with CannotErase where something hinders by now; then nothing is erased.
    """
    found = _open(actor, proposal)
    if not decision.strip():
        raise Invalid({"decision": _("Ghi số văn bản quyết định, ví dụ 45/QĐ-UBND ngày 11/5/2020.")})
    if len(decision.strip()) > LONGEST_PAPER:
        raise Invalid(
            {"decision": _("Chỉ ghi số và ngày của văn bản, không quá %(most)s chữ cái.") % {"most": LONGEST_PAPER}}
        )
    revision = _decided(actor, at, found, is_approved=True, answer=None, decision=decision.strip())
    ledger.write(actor, "privacy.approved", kind=PROPOSAL, stream=found.id, seq=revision, at=at)
    if len(found.lines) == 1:
        erase_some(actor=actor, at=at, proposal=found.id, strict=True)


@act
def decline(*, actor: Actor, at: datetime, proposal: UUID, answer: str) -> None:
    """Decline a proposal with a reason; nothing is erased, and it may be proposed anew.

    Refuses with NoSuchProposal, DecidedAlready, OwnProposal, NotAllowed, Invalid (no reason, too long).
    """
    found = _open(actor, proposal)
    if not answer.strip():
        raise Invalid({"answer": _("Ghi vì sao không duyệt.")})
    if len(answer) > LONGEST:
        raise Invalid({"answer": _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": LONGEST}})
    revision = _decided(actor, at, found, is_approved=False, answer=seal(answer.strip(), REASON), decision="")
    run(END, [at, found.id])
    ledger.write(actor, "privacy.declined", kind=PROPOSAL, stream=found.id, seq=revision, at=at)


def _open(actor: Actor, proposal: UUID) -> Proposal:
    found = proposal_for(actor, proposal)
    if not found.is_waiting:
        raise DecidedAlready
    if found.by == actor.account:
        raise OwnProposal
    if not may_approve(actor, found):
        raise NotAllowed(_("Đề nghị này do lãnh đạo đơn vị tiếp nhận, hoặc người quản trị của tỉnh quyết định."))
    return found


def _decided(
    actor: Actor, at: datetime, found: Proposal, *, is_approved: bool, answer: bytes | None, decision: str
) -> int:
    decided = row(DECIDE, [at, actor.account, actor.post, is_approved, answer, decision, found.id])
    if decided is None:
        raise DecidedAlready
    revision: int = decided["revision"]
    return revision
