"""Late dossiers of a unit with whoever holds them: for reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.dossiers.deeds import LOOK
from motcua.dossiers.types import State
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.statements import rows

#: So many are shown at once, the longest late first.
MOST = 200
LATE = f"""
select s.dossier_id, coalesce(d.code, d.filing_number) as number, d.procedure_id, s.due_at, s.unit_id, s.post_id
from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id
where s.closed_at is null and s.paused_since is null and s.state in ({State.RECEIVED:d}, {State.PROCESSING:d})
  and s.late_at < %(now)s and (s.receiving_unit_id = %(unit)s or s.competent_unit_id = %(unit)s or s.unit_id = %(unit)s)
order by s.late_at, s.dossier_id limit {MOST}"""


@dataclass(frozen=True, slots=True)
class LateDossier:
    """An open dossier whose time is over; it lies with a post of a unit, or on the unit's common desk."""

    id: UUID
    number: str
    procedure: str
    due_at: datetime
    unit: UUID
    post: UUID | None


def late_dossiers(actor: Actor, unit: UUID, now: datetime) -> tuple[LateDossier, ...]:
    """Return the late dossiers that a unit received, decides or holds, the longest late first; one statement.

    At most ``MOST``; none where the actor may not look at the unit's dossiers.
    """
    scope = access.scope(actor, LOOK)
    if scope.units is not None and unit not in scope.units:
        return ()
    return tuple(map(_late, rows(LATE, {"unit": unit, "now": now})))


def _late(row: dict[str, Any]) -> LateDossier:
    return LateDossier(
        id=row["dossier_id"],
        number=row["number"],
        procedure=catalogue.version(row["procedure_id"]).short_name,
        due_at=local(row["due_at"]),
        unit=row["unit_id"],
        post=row["post_id"],
    )
