"""Cancel a reception by mistake on its own day: the code stays used, the ledger's line explains the gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from motcua.dossiers import custody
from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.rules import may_still_cancel
from motcua.dossiers.services.refuse import REASON, check_reason
from motcua.dossiers.types import Deed, TooLateToCancel
from motcua.dossiers.writing import Change, by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal


@act
def cancel_reception(*, actor: Actor, at: datetime, number: str, reason: str, revision: int | None = None) -> Record:
    """Cancel what was received by mistake, with a reason: it counts nowhere as received or late, and has no due moment.

    The code, the book and the ordinal stay used. Only on the day of receipt (Asia/Ho_Chi_Minh). Refuses with Invalid
    without a reason, TooLateToCancel, OriginalsOutstanding, and as ``deeds.begin`` does.
    """
    check_reason(reason)
    record = begin(actor, number, Deed.CANCEL_RECEPTION, revision=revision)
    if not may_still_cancel(record.life, at):
        raise too_late(record)
    custody.check_given_back(record.life)
    return put(record, cancelling(record, actor=actor, at=at, reason=reason), actor=actor, at=at)


def cancelling(record: Record, *, actor: Actor, at: datetime, reason: str) -> Change:
    """Return what cancelling makes of a dossier: its numbers stay used, and the line names them."""
    row = by(actor, record.id, at) | {"kind": "cancelled", "reason": seal(reason.strip(), REASON), "print_id": None}
    pauses = tuple(replace(pause, ends_at=at) if pause.ends_at is None else pause for pause in record.life.pauses)
    facts = record.facts
    return Change(
        life=replace(record.life, cancelled_at=at, pauses=pauses),
        verb="dossiers.reception_cancelled",
        rows={"dossiers_ending": [row]},
        ends_pause=True,
        facts={"ending": row["id"], "code": facts["code"], "book": facts["book"], "ordinal": facts["ordinal"]},
    )


def too_late(record: Record) -> TooLateToCancel:
    """Return the refusal that says what to do instead."""
    assert record.life.received_at is not None, "only what was received can be cancelled"
    return TooLateToCancel(record.life.received_at.date())
