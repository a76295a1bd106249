"""Refuse: at the counter before any code is drawn, or after appraisal within the limit (Mẫu 03; NĐ 61/2018 Đ17.1.b, Đ19.8)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import printing
from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.services.register_result import finishing
from motcua.dossiers.types import Deed, MoveKind, ResultKind
from motcua.dossiers.writing import Change, by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.refusal import Invalid
from motcua.parties import queries as parties

REASON = "dossiers.reason"


@act
def refuse(*, actor: Actor, at: datetime, number: str, reason: str, revision: int | None = None) -> Record:
    """Refuse after appraisal: the written reason is the result, it counts for «on time», and goes back by the counter.

    Refuses with Invalid without a reason, and as ``deeds.begin`` does.
    """
    check_reason(reason)
    record = begin(actor, number, Deed.REFUSE, revision=revision)
    person = parties.person_for(actor, record.owner, at=at)
    kept = printing.keep(printing.refusal(actor=actor, at=at, record=record, person=person, reason=reason))
    return put(record, refusing(record, actor=actor, at=at, reason=reason, kept=kept), actor=actor, at=at)


def refusing(record: Record, *, actor: Actor, at: datetime, reason: str, kept: UUID) -> Change:
    """Return what refusing makes of a dossier; ``kept`` is the print of the reason."""
    refusal = by(actor, record.id, at) | {
        "stage": "appraisal",
        "reason": seal(reason.strip(), REASON),
        "print_id": kept,
    }
    return finishing(
        record,
        actor=actor,
        at=at,
        verb="dossiers.refused",
        kind=ResultKind.REFUSED,
        move=MoveKind.REFUSED,
        more_rows={"dossiers_refusal": [refusal]},
        facts={"refusal": refusal["id"]},
    )


def check_reason(reason: str) -> None:
    """Refuse an empty reason."""
    if not reason.strip():
        raise Invalid({"reason": _("Ghi rõ lý do và căn cứ, để người nộp biết phải làm gì tiếp.")})
