"""Stop the work on a dossier: a leader's act with a written notice; the counter enters it into the book and hands it over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from motcua.dossiers import printing
from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.rules import return_step
from motcua.dossiers.services.receiving import move_row
from motcua.dossiers.services.refuse import REASON, check_reason
from motcua.dossiers.types import Deed, Move, MoveKind, Role
from motcua.dossiers.writing import Change, by, moved_by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.parties import queries as parties


@act
def stop(*, actor: Actor, at: datetime, number: str, reason: str, revision: int | None = None) -> Record:
    """Stop processing with a reason (state 8): the clock ends, the notice is kept for print, the dossier goes to its counter.

    There the notice is entered into the book (state 9) and handed over with the papers (state 10), as a result is.
    Refuses with Invalid without a reason, and as ``deeds.begin`` does.
    """
    check_reason(reason)
    record = begin(actor, number, Deed.STOP, revision=revision)
    person = parties.person_for(actor, record.owner, at=at)
    kept = printing.keep(printing.stop_notice(actor=actor, at=at, record=record, person=person, reason=reason))
    return put(record, stopping(record, actor=actor, at=at, reason=reason, kept=kept), actor=actor, at=at)


def stopping(record: Record, *, actor: Actor, at: datetime, reason: str, kept: UUID) -> Change:
    """Return what stopping makes of a dossier; ``kept`` is the print of the notice."""
    back = return_step(record.life.route)
    place = Move(len(record.life.moves) + 1, MoveKind.STOPPED, at, back.no, record.unit, Role.COUNTER)
    row = by(actor, record.id, at) | {"kind": "stopped", "reason": seal(reason.strip(), REASON), "print_id": kept}
    pauses = tuple(replace(pause, ends_at=at) if pause.ends_at is None else pause for pause in record.life.pauses)
    life = replace(record.life, stopped_at=at, pauses=pauses, moves=(*record.life.moves, moved_by(actor, place)))
    return Change(
        life=life,
        verb="dossiers.stopped",
        rows={"dossiers_ending": [row], "dossiers_move": [move_row(actor, record.id, place)]},
        ends_pause=True,
        facts={"ending": row["id"], "print": kept},
    )
