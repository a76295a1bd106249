"""The printed list of what a round took."""

from __future__ import annotations

from datetime import date

from motcua.dossiers import queries as dossiers
from motcua.identity import queries as identity
from motcua.organisation import queries as organisation
from motcua.prints.types import DestructionInputs
from motcua.privacy.types import GROUNDS, Proposal


def inputs_of(found: Proposal, on: date) -> DestructionInputs:
    """Return what is filled into the list: the dossiers that went, by their codes, and who decided."""
    assert found.unit is not None, "a round is a unit's"
    names = identity.names(filter(None, (found.by, found.decided_by)))
    procedures = {kept.id: kept.procedure_name for kept in dossiers.kept_by_ids([line.subject for line in found.lines])}
    return {
        "head": organisation.head_of(found.unit, on),
        "ground": str(GROUNDS[found.ground]),
        "decision": found.decision,
        "proposer": names.get(found.by, ""),
        "approver": names.get(found.decided_by or found.by, ""),
        "dossiers": [
            {"number": line.label, "procedure": procedures.get(line.subject, ""), "erased_at": line.done_at.isoformat()}
            for line in found.lines
            if line.done_at
        ],
    }
