"""What a rating may know of a dossier: the unit and the post that did the work, and how it came out in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.dossiers.types import MoveKind, State
from motcua.kernel.moments import TZ
from motcua.kernel.statements import row

_DAY = "({} at time zone %(zone)s)::date"
RATEABLE = f"""
select d.id, s.receiving_unit_id as receiving, s.competent_unit_id as unit, d.procedure_id as version,
  case when s.state in ({State.FINISHED:d}, {State.RETURNED:d}) then s.finished_at
    when s.state = {State.REFUSED_AT_INTAKE:d} then s.closed_at end as ended_at,
  case when s.on_time is null then null when not s.on_time then 0
    when {_DAY.format("s.finished_at")} < {_DAY.format("s.due_at")} then 2 else 1 end as in_time,
  (select m.by_post from dossiers_move m where m.dossier_id = d.id and m.kind = '{MoveKind.PROPOSED}'
    order by m.seq desc limit 1) as post
from dossiers_dossier d join dossiers_standing s on s.dossier_id = d.id where {{}}"""


@dataclass(frozen=True, slots=True)
class Rateable:
    """A dossier as it may be rated: ``ended_at`` is empty before its result or refusal; ``in_time`` is 2 before its day, 1 on it, 0 after it."""

    dossier: UUID
    receiving: UUID
    unit: UUID
    version: UUID
    post: UUID | None
    ended_at: datetime | None
    in_time: int | None


def rateable(*, token: str = "", number: str = "") -> Rateable | None:
    """Return the dossier of a receipt's token, or of a code or filing number; None where there is none. For rating alone: it names nobody."""
    where = "d.token = %(key)s" if token else "(d.code = %(key)s or d.filing_number = %(key)s)"
    found = row(RATEABLE.format(where), {"key": token or number, "zone": TZ.key})
    if found is None:
        return None
    return Rateable(
        dossier=found["id"],
        receiving=found["receiving"],
        unit=found["unit"],
        version=found["version"],
        post=found["post"],
        ended_at=found["ended_at"],
        in_time=found["in_time"],
    )
