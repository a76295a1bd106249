"""Decide on a proposed change of a procedure: publish it, send it back with a reason; or withdraw one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue import queries
from motcua.catalogue.models import ProposalEndRow
from motcua.catalogue.services.bring import latest, publish
from motcua.catalogue.services.change import locked
from motcua.catalogue.services.reach import require_publishing
from motcua.catalogue.types import (
    PROPOSAL_STREAM,
    NotTheProposer,
    OwnProposal,
    Proposal,
    ProposalEnded,
    ProposalLate,
    ProposalOutdated,
    ProposalState,
)
from motcua.kernel.act import act
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor

LONGEST_REASON = 1000


@act
def publish_proposal(*, actor: Actor, at: datetime, proposal_id: UUID) -> UUID:
    """Publish a proposed change as the next version of its procedure, from the day that it says; return the version's id.

    Refuses with OwnProposal whoever proposed it where the province wants four eyes that day, with ProposalOutdated one whose
    procedure changed since, with ProposalLate a day that is past, with ProposalEnded, and as ``bring`` does.
    Raises NotAllowed, ProposalUnknown.
    """
    found = _locked(actor, proposal_id)
    _check_another(actor, found, at)
    if found.state is ProposalState.OUTDATED:
        raise ProposalOutdated
    if found.valid_from < at.date():
        raise ProposalLate(found.valid_from)
    current = latest(found.code)
    days = {name: getattr(current, name) for name in ("id", "procedure_id", "number", "valid_from", "valid_to")}
    made = publish(actor, replace(found.version, **days), found.valid_from, at)
    _end(actor, at, found, ProposalState.PUBLISHED, version_id=made)
    return made


@act
def send_back_proposal(*, actor: Actor, at: datetime, proposal_id: UUID, reason: str) -> None:
    """Send a proposed change back to whoever proposed it; it stays stored and can be proposed anew.

    Refuses with Invalid an empty reason or one over ``LONGEST_REASON`` characters, with OwnProposal, ProposalEnded.
    Raises NotAllowed, ProposalUnknown.
    """
    found = _locked(actor, proposal_id)
    _check_another(actor, found, at)
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise Invalid(
            {"reason": _("Ghi lý do, không quá %(most)s chữ; người đề nghị đọc nó.") % {"most": LONGEST_REASON}}
        )
    _end(actor, at, found, ProposalState.SENT_BACK, reason=reason.strip())


@act
def withdraw_proposal(*, actor: Actor, at: datetime, proposal_id: UUID) -> None:
    """Withdraw one's own proposed change. Refuses with NotTheProposer, ProposalEnded. Raises NotAllowed, ProposalUnknown."""
    found = _locked(actor, proposal_id)
    if found.proposed_by != actor.account:
        raise NotTheProposer
    _end(actor, at, found, ProposalState.WITHDRAWN)


def _locked(actor: Actor, proposal_id: UUID) -> Proposal:
    """Return an open proposal as it stands once nobody else changes its procedure."""
    require_publishing(actor)
    locked(queries.proposal_for(actor, proposal_id).code)
    found = queries.proposal_for(actor, proposal_id)
    if not found.is_open:
        raise ProposalEnded
    return found


def _check_another(actor: Actor, found: Proposal, at: datetime) -> None:
    if found.proposed_by == actor.account and queries.wants_second(actor, at.date()):
        raise OwnProposal


def _end(actor: Actor, at: datetime, found: Proposal, state: ProposalState, **more: object) -> None:
    ProposalEndRow.objects.create(
        proposal_id=found.id,
        state=state,
        at=at,
        by_account=actor.account,
        by_post=actor.post,
        by_unit=actor.unit,
        **more,
    )
    ledger.write(
        actor, f"catalogue.proposal.{state}", kind=PROPOSAL_STREAM, stream=found.id, seq=2, at=at, procedure=found.code
    )  # fmt: skip
