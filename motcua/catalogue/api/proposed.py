"""Proposed changes of procedures over the API: the same acts and refusals as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from motcua.catalogue import kept_pages, queries, services
from motcua.catalogue.types import PUBLISH, ChangedPart, Proposal, ProposalState
from motcua.kernel.access import require
from motcua.ui.bodies import Strict, Text, problems

router = Router(tags=["Công bố thủ tục"])


class DifferenceOut(Schema):
    """A line that is not the same before and after; empty where there is none."""

    part: str
    name: str
    old: str
    new: str


class ChangeProposalOut(Schema):
    """A changed version that a second person looks at; ``outdated``: another version came in between."""

    id: UUID
    code: str
    part: ChangedPart
    level: str
    valid_from: date
    proposed_at: datetime
    state: ProposalState
    ended_at: datetime | None
    reason: str
    differences: list[DifferenceOut]


class ChangeProposalsOut(Schema):
    """What waits for a second person, the oldest first; then what was decided, the newest first."""

    proposals: list[ChangeProposalOut]


class PublishedOut(Schema):
    """The version that a proposal was published as."""

    version: UUID
    number: int


class SendingBackIn(Strict):
    """Why a proposal is sent back."""

    reason: Text


@router.get(
    "/procedure-proposals", response={200: ChangeProposalsOut, **problems(403)}, operation_id="procedure_proposals"
)
def proposals(request: HttpRequest) -> dict[str, Any]:
    """Các đề nghị thay đổi thủ tục: đang chờ trước, đã xong sau."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, PUBLISH)
    found = (*queries.open_proposals(actor), *queries.ended_proposals(actor))
    return {"proposals": [proposal_shown(one) for one in found]}


@router.get(
    "/procedure-proposals/{proposal}",
    response={200: ChangeProposalOut, **problems(403, 404)},
    operation_id="procedure_proposal",
)
def proposal(request: HttpRequest, proposal: UUID) -> dict[str, Any]:
    """Một đề nghị thay đổi, kèm những chỗ khác bản trước."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, PUBLISH)
    return proposal_shown(queries.proposal_for(actor, proposal))


@router.post(
    "/procedure-proposals/{proposal}/publication",
    response={201: PublishedOut, **problems(403, 404, 409)},
    operation_id="publish_proposal",
)
def publish(request: HttpRequest, proposal: UUID) -> Any:
    """Công bố thay đổi mà người khác đề nghị."""
    made = queries.version(services.publish_proposal(**_who(request), proposal_id=proposal))
    return Status(201, {"version": made.id, "number": made.number})


@router.post(
    "/procedure-proposals/{proposal}/sending-back",
    response={204: None, **problems(403, 404, 409)},
    operation_id="send_back_proposal",
)
def send_back(request: HttpRequest, proposal: UUID, payload: SendingBackIn) -> Any:
    """Trả lại đề nghị kèm lý do."""
    services.send_back_proposal(**_who(request), proposal_id=proposal, reason=payload.reason)
    return Status(204, None)


@router.post(
    "/procedure-proposals/{proposal}/withdrawal",
    response={204: None, **problems(403, 404, 409)},
    operation_id="withdraw_proposal",
)
def withdraw(request: HttpRequest, proposal: UUID) -> Any:
    """Rút đề nghị của mình."""
    services.withdraw_proposal(**_who(request), proposal_id=proposal)
    return Status(204, None)


def proposal_shown(one: Proposal) -> dict[str, Any]:
    """Return a proposal as ``ChangeProposalOut`` shows it."""
    names = ("id", "code", "part", "level", "valid_from", "proposed_at", "state", "ended_at", "reason")
    found = kept_pages.lines_that_differ(queries.version(one.base), one.version)
    return {name: getattr(one, name) for name in names} | {
        "differences": [{key: getattr(line, key) for key in DifferenceOut.model_fields} for line in found]
    }


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.actor, "at": request.moment}  # type: ignore[attr-defined]
