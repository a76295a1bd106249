"""Proposals to erase, for whoever may see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.counts import NOUGHT, Count
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.statements import row, rows
from motcua.privacy.sealing import REASON
from motcua.privacy.types import APPROVE, LOOK, Ground, Line, NoSuchProposal, Proposal

#: So many are listed.
MOST = 200
SEEN = "(%(all)s or p.unit_id = any(%(units)s))"
LIST = f"select p.* from privacy_proposal p where {SEEN} order by p.decided_at is not null, p.id desc limit {MOST}"
WAITING = f"""
select count(*) as count from privacy_proposal p where {SEEN} and p.decided_at is null and p.by_account <> %(account)s
"""
ONE = "select p.* from privacy_proposal p where p.id = %s"
LINES = "select * from privacy_line where proposal_id = %s order by label, id"
FIRST = """
select first.*, (select count(*) from privacy_line l where l.proposal_id = p.id) as size
from unnest(%s::uuid[]) as p (id)
cross join lateral (select * from privacy_line l where l.proposal_id = p.id order by l.label, l.id limit 1) first
"""


def proposals(actor: Actor) -> tuple[Proposal, ...]:
    """Return the proposals about dossiers of the actor's units, about persons for whoever sees the whole house; undecided first.

    Each with the first of its lines: rounds name hundreds.
    """
    found = rows(LIST, _values(actor, LOOK))
    firsts = {line["proposal_id"]: line for line in rows(FIRST, [[one["id"] for one in found]])} if found else {}
    return tuple(_proposal(one, [first := firsts[one["id"]]], first["size"]) for one in found)


def waiting(actor: Actor) -> Count:
    """Count what waits for this actor's decision: not what the actor proposed."""
    if access.scope(actor, APPROVE).is_empty:
        return NOUGHT
    return Count(WAITING, _values(actor, APPROVE) | {"account": actor.account})


def proposal_for(actor: Actor, proposal: UUID | None) -> Proposal:
    """Return one proposal. Raises NoSuchProposal, also for who may not see it."""
    found = row(ONE, [proposal]) if proposal else None
    if found is None or not _within(actor, LOOK, found["unit_id"]):
        raise NoSuchProposal
    lines = rows(LINES, [found["id"]])
    return _proposal(found, lines, len(lines))


def may_approve(actor: Actor, proposal: Proposal) -> bool:
    """Whether this actor decides about a proposal: within reach, and not the one who made it."""
    return proposal.is_waiting and proposal.by != actor.account and _within(actor, APPROVE, proposal.unit)


def _within(actor: Actor, act: str, unit: UUID | None) -> bool:
    return access.is_everywhere(actor, act) if unit is None else access.judge(actor, act, unit)


def _values(actor: Actor, act: str) -> dict[str, Any]:
    units = access.scope(actor, act).units
    return {"all": units is None, "units": list(units or ())}


def _proposal(found: dict[str, Any], lines: Sequence[dict[str, Any]], size: int) -> Proposal:
    return Proposal(
        id=found["id"],
        unit=found["unit_id"],
        ground=Ground(found["ground"]),
        reason=unseal(found["reason"], REASON),
        paper=found["paper"],
        at=local(found["at"]),
        by=found["by_account"],
        decided_at=local(found["decided_at"]) if found["decided_at"] else None,
        decided_by=found["decided_account"],
        is_approved=found["is_approved"],
        answer=unseal(found["answer"], REASON) if found["answer"] else "",
        decision=found["decision"],
        done_at=local(found["done_at"]) if found["done_at"] else None,
        revision=found["revision"],
        size=size,
        lines=tuple(
            Line(
                line["subject_kind"],
                line["subject_id"],
                line["label"],
                local(line["done_at"]) if line["done_at"] else None,
            )
            for line in lines
        ),
    )
