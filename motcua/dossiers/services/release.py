"""Lay the work of a post that nobody holds any more elsewhere: on a colleague's desk, or back on the common one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from motcua.dossiers import record as records
from motcua.dossiers.record import Record
from motcua.dossiers.services.hand_over import moving
from motcua.dossiers.types import Move, MoveKind, Role
from motcua.dossiers.writing import put
from motcua.identity.types import Acts
from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation


@act
def release(*, actor: Actor, at: datetime, posts: Collection[UUID], to: UUID | None = None) -> int:
    """Move the open dossiers that lie with these posts to the post ``to``; return how many moved.

    Without it, and where ``to`` is of another unit or role than the step, a dossier goes back to the common desk of
    its step. Step and due moment stay. For whoever administers the unit's accounts. Raises NotAllowed.
    """
    found = rows(
        "select dossier_id from dossiers_standing where desk = any(%s) and closed_at is null order by dossier_id",
        [list(posts)],
    )
    for one in found:
        record = records.load(dossier_id=one["dossier_id"], lock=True)
        assert record is not None, "a standing has its dossier"
        require(actor, Acts.ACCOUNTS, record.standing.unit)
        _moved_on(record, actor, at, to)
    return len(found)


def _moved_on(record: Record, actor: Actor, at: datetime, to: UUID | None) -> Record:
    here, post = record.standing, None if to is None else organisation.post(to)
    fits = post is not None and post.unit_id == here.unit and post.role == here.role
    move = Move(
        len(record.life.moves) + 1,
        MoveKind.ASSIGNED if fits else MoveKind.RELEASED,
        at,
        here.step,
        here.unit,
        Role(here.role),
        post.section if fits and post else here.section,
        to if fits else None,
    )
    change = moving(record, move, actor=actor, verb="dossiers.assigned" if fits else "dossiers.released")
    return put(record, change, actor=actor, at=at)
