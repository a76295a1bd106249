"""Who may decide at the counter of a unit, about which procedures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from motcua.dossiers.deeds import DELEGATE
from motcua.dossiers.queries.guidances import procedure_words
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.statements import rows


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """One procedure that one official decides at the counter, by which paper, since when."""

    id: UUID
    account: UUID
    name: str
    procedure: str
    procedure_name: str
    decision: str
    valid_from: date


def delegations(actor: Actor, unit: UUID) -> tuple[DelegationLine, ...]:
    """Return what holds today in a unit, by name and procedure; none for who does not lead there."""
    if not access.judge(actor, DELEGATE, unit):
        return ()
    found = rows("select * from dossiers_delegation where unit_id = %s and valid_to is null", [unit])
    names = identity.names({row["account_id"] for row in found})
    lines = [
        DelegationLine(
            row["id"],
            row["account_id"],
            names.get(row["account_id"], ""),
            row["procedure"],
            procedure_words(row["procedure"]),
            row["decision"],
            row["valid_from"],
        )
        for row in found
    ]
    return tuple(sorted(lines, key=lambda line: (line.name, line.procedure)))
