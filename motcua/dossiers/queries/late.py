"""Late dossiers of a unit, and those due today, with whoever holds them: for reminders and the morning's summary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.dossiers.deeds import LOOK
from motcua.dossiers.types import State
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import TZ, local
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation

#: So many are shown at once, the longest late first.
MOST = 200
OF_THE_UNIT = f"""
dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id
where s.closed_at is null and s.paused_since is null and s.state in ({State.RECEIVED:d}, {State.PROCESSING:d})
  and (s.receiving_unit_id = any(%(units)s) or s.competent_unit_id = any(%(units)s) or s.unit_id = any(%(units)s))
  and (%(fields)s::text[] is null or s.field = any(%(fields)s))"""
IS_LATE, IS_DUE = "s.late_at < %(now)s", "s.late_at >= %(now)s and s.late_at <= %(today)s"
LATE = f"""
select s.dossier_id, coalesce(d.code, d.filing_number) as number, d.procedure_id, s.due_at, s.unit_id, s.post_id
from {OF_THE_UNIT} and {{when}} order by s.late_at, s.dossier_id limit {MOST}"""
COUNTS = f"""
select count(*) filter (where {IS_LATE}) as late, count(*) filter (where {IS_DUE}) as today
from {OF_THE_UNIT} and s.late_at <= %(today)s"""


@dataclass(frozen=True, slots=True)
class LateDossier:
    """An open dossier whose time is over, or ends today; it lies with a post of a unit, or on the unit's common desk."""

    id: UUID
    number: str
    procedure: str
    due_at: datetime
    unit: UUID
    post: UUID | None


def late_dossiers(actor: Actor, unit: UUID, now: datetime) -> tuple[LateDossier, ...]:
    """Return the late dossiers that a unit received, decides or holds, the longest late first; one statement.

    Those of the units in whose place it stands are its own.

    At most ``MOST``; none where the actor may not look at the unit's dossiers.
    """
    return _found(actor, unit, now, IS_LATE)


def dossiers_due_today(actor: Actor, unit: UUID, now: datetime) -> tuple[LateDossier, ...]:
    """Return the dossiers of a unit whose time ends today, the earliest first; as ``late_dossiers`` does."""
    return _found(actor, unit, now, IS_DUE)


def late_counts(actor: Actor, unit: UUID, now: datetime) -> tuple[int, int]:
    """Return how many dossiers of a unit are late, and how many are due today, all of them; one statement."""
    values = _values(actor, unit, now)
    counted = rows(COUNTS, values)[0] if values else {"late": 0, "today": 0}
    return counted["late"], counted["today"]


def _found(actor: Actor, unit: UUID, now: datetime, when: str) -> tuple[LateDossier, ...]:
    values = _values(actor, unit, now)
    return tuple(map(_late, rows(LATE.format(when=when), values))) if values else ()


def _values(actor: Actor, unit: UUID, now: datetime) -> dict[str, Any]:
    """Return what the statements ask with; nothing where the actor may not look."""
    scope = access.scope(actor, LOOK)
    if scope.units is not None and unit not in scope.units:
        return {}
    return {
        "units": sorted(organisation.with_predecessors(frozenset({unit}), local(now).date())),
        "fields": sorted(scope.fields) if scope.fields is not None else None,
        "now": now,
        "today": datetime.combine(local(now).date(), time.max, TZ),
    }


def _late(row: dict[str, Any]) -> LateDossier:
    return LateDossier(
        id=row["dossier_id"],
        number=row["number"],
        procedure=catalogue.version(row["procedure_id"]).short_name,
        due_at=local(row["due_at"]),
        unit=row["unit_id"],
        post=row["post_id"],
    )
