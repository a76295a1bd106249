"""What a rating may know of a dossier: the unit and the post that did the work, and how it came out in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.dossiers.record import Record
from motcua.dossiers.types import MoveKind, State
from motcua.kernel.moments import local
from motcua.kernel.statements import row

RATEABLE = f"""
select d.id, s.receiving_unit_id as receiving, s.competent_unit_id as unit, d.procedure_id as version,
  s.state, s.finished_at, s.closed_at, s.on_time, s.due_at,
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
    found = row(RATEABLE.format(where), {"key": token or number})
    if found is None:
        return None
    return Rateable(
        dossier=found["id"],
        receiving=found["receiving"],
        unit=found["unit"],
        version=found["version"],
        post=found["post"],
        ended_at=_ended_at(State(found["state"]), found["finished_at"], found["closed_at"]),
        in_time=_in_time(on_time=found["on_time"], finished_at=found["finished_at"], due_at=found["due_at"]),
    )


def rateable_from(record: Record) -> Rateable:
    """Return a dossier that was read already as it may be rated; pure."""
    standing = record.standing
    # By the rows: a life that was not read anew does not know by whom its last moves were made.
    proposed = [move["by_post"] for move in record.rows["moves"] if move["kind"] == MoveKind.PROPOSED]
    return Rateable(
        dossier=record.id,
        receiving=record.unit,
        unit=record.life.competent_unit,
        version=record.procedure.id,
        post=UUID(str(proposed[-1])) if proposed and proposed[-1] else None,
        ended_at=_ended_at(standing.state, standing.finished_at, standing.closed_at),
        in_time=_in_time(on_time=standing.on_time, finished_at=standing.finished_at, due_at=standing.due_at),
    )


def _ended_at(state: State, finished_at: datetime | None, closed_at: datetime | None) -> datetime | None:
    if state is State.REFUSED_AT_INTAKE:
        return closed_at
    return finished_at if state in {State.FINISHED, State.RETURNED} else None


def _in_time(*, on_time: bool | None, finished_at: datetime | None, due_at: datetime | None) -> int | None:
    if on_time is None:
        return None
    if not on_time:
        return 0
    early = finished_at is not None and due_at is not None and local(finished_at).date() < local(due_at).date()
    return 2 if early else 1
