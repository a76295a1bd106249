"""Allow papers to be asked for once more than the law's number: a leader's reasoned act (spec D04)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.services.refuse import REASON, check_reason
from motcua.dossiers.types import Deed
from motcua.dossiers.writing import Change, by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal


@act
def allow_supplement(*, actor: Actor, at: datetime, number: str, reason: str, revision: int | None = None) -> Record:
    """Allow one more request for papers, with the reason and its legal ground; the index counts such a dossier as late.

    Who works on the dossier then asks as the first time. Refuses with Invalid without a reason, and as ``deeds.begin``
    does: while a request is left, there is nothing to allow.
    """
    check_reason(reason)
    record = begin(actor, number, Deed.ALLOW_SUPPLEMENT, revision=revision)
    return put(record, allowing(record, actor=actor, at=at, reason=reason), actor=actor, at=at)


def allowing(record: Record, *, actor: Actor, at: datetime, reason: str) -> Change:
    """Return what allowing one more request makes of a dossier."""
    row = by(actor, record.id, at) | {"reason": seal(reason.strip(), REASON)}
    return Change(
        life=replace(record.life, allowances=record.life.allowances + 1),
        verb="dossiers.supplement_allowed",
        rows={"dossiers_allowance": [row]},
        facts={"allowance": row["id"]},
    )
