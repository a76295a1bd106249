"""Count open dossiers by another calendar, as was decided."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from motcua.dossiers import record as records
from motcua.dossiers.queries.recounting import to_recount
from motcua.dossiers.record import Record
from motcua.dossiers.types import Life, Standing
from motcua.dossiers.writing import by, write
from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.organisation.types import CALENDARS, CalendarChange


@act
def recount(*, actor: Actor, at: datetime, change: CalendarChange, most: int) -> int:
    """Count at most so many open dossiers by the calendars of a decision; return how many. Twice without effect.

    Each keeps what had been promised, and has its own line, which the citizen reads too (spec 5.2.6). Raises NotAllowed.
    """
    count = 0
    for record, life, standing in islice(to_recount(change, at), most):
        require(actor, CALENDARS, record.unit)
        held = records.load(dossier_id=record.id, lock=True)
        if held is not None and held.revision == record.revision:
            _count_anew(held, life, standing, change, actor=actor, at=at)
            count += 1
    return count


def _count_anew(
    record: Record, life: Life, standing: Standing, change: CalendarChange, *, actor: Actor, at: datetime
) -> None:
    row = by(actor, record.id, at) | {
        "decision_id": change.draft,
        "calendar": life.terms.calendar,
        "old_due_at": record.standing.due_at,
        "new_due_at": standing.due_at,
    }
    paused = standing.due_at is None
    write(
        record,
        life,
        actor=actor,
        at=at,
        verb="dossiers.recounted_paused" if paused else "dossiers.recounted",
        rows={"dossiers_recount": [row]},
        facts={"calendar": life.terms.calendar, "recount": row["id"], "was_due": record.standing.due_at},
        with_due=not paused,
    )
