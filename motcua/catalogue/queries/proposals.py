"""Changed versions of procedures that a second person looks at."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from motcua.catalogue.queries.reach import may_publish
from motcua.catalogue.rules import version_from
from motcua.catalogue.types import PUBLISH, ChangedPart, Proposal, ProposalState, ProposalUnknown
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.counts import NOUGHT, Count
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation

#: How many of those that are done with are listed.
MOST_ENDED = 100

_PROPOSALS = """
select p.id, c.code, p.part, p.level, p.base_id as base, p.content::text as content, p.valid_from,
  p.at as proposed_at, p.by_account as proposed_by, e.at as ended_at, e.by_account as ended_by,
  coalesce(e.reason, '') as reason,
  coalesce(e.state, case when n.id = p.base_id and n.valid_to is not distinct from p.base_until
    then 'open' else 'outdated' end) as state
from catalogue_proposal p join catalogue_procedure c on c.id = p.procedure_id
left join catalogue_proposal_end e on e.proposal_id = p.id
cross join lateral (select v.id, v.valid_to from catalogue_version v where v.procedure_id = p.procedure_id
  order by (v.valid_to is null or v.valid_to >= v.valid_from) desc, v.number desc limit 1) n
"""
WAITING = """
select count(*) as count from catalogue_proposal p where p.by_account is distinct from %(account)s
  and not exists (select from catalogue_proposal_end e where e.proposal_id = p.id)
"""


def open_proposals(actor: Actor, code: str = "") -> tuple[Proposal, ...]:
    """Return what waits for a second person, the oldest first, of one procedure or all; nothing without the act."""
    if not access.judge(actor, PUBLISH):
        return ()
    found = rows(f"{_PROPOSALS} where e.state is null and (%s = '' or c.code = %s) order by p.at, p.id", [code, code])
    return tuple(_proposal(one) for one in found)


def ended_proposals(actor: Actor) -> tuple[Proposal, ...]:
    """Return what was published, sent back or withdrawn, the newest ``MOST_ENDED`` first; nothing without the act."""
    if not access.judge(actor, PUBLISH):
        return ()
    found = rows(f"{_PROPOSALS} where e.state is not null order by e.at desc, p.id desc limit {MOST_ENDED}")
    return tuple(_proposal(one) for one in found)


def waiting_proposals(actor: Actor) -> Count:
    """Count the changes that others proposed and that wait for this actor; none for whoever may not publish for the province."""
    return Count(WAITING, {"account": actor.account}) if may_publish(actor) else NOUGHT


def proposal_for(actor: Actor, proposal_id: UUID) -> Proposal:
    """Return a proposed change. Raises ProposalUnknown, also without the act."""
    found = rows(f"{_PROPOSALS} where p.id = %s", [proposal_id]) if access.judge(actor, PUBLISH) else []
    if not found:
        raise ProposalUnknown
    return _proposal(found[0])


def wants_second(actor: Actor, on: date) -> bool:
    """Whether what this actor changes is kept as a proposal: the province wants four eyes that day, and a person acts."""
    return not actor.is_system and bool(organisation.settings(on).catalogue["four_eyes"])


def _proposal(found: dict[str, Any]) -> Proposal:
    made = found | {
        "part": ChangedPart(found["part"]),
        "state": ProposalState(found["state"]),
        "version": version_from(json.loads(found["content"])),
    }
    return Proposal(**{name: made[name] for name in Proposal.__slots__})
