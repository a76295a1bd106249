"""Papers that were lost or damaged in our hands: an incident with the liable unit and an apology (NĐ 61/2018 Đ21; spec G05)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import custody, printing
from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.services.refuse import REASON
from motcua.dossiers.types import Deed, LossKind, Original, OriginalEnd
from motcua.dossiers.writing import Change, by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.refusal import Invalid
from motcua.parties import queries as parties


@act
def report_loss(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    kind: LossKind,
    what: str,
    liable: UUID | None = None,
    originals: Collection[UUID] = (),
    revision: int | None = None,
) -> Record:
    """Open an incident: which papers, lost or damaged, and the unit that answers for it; an apology is kept for print.

    ``liable`` is by default the unit where the dossier lies. ``originals`` are kept ones that were lost: the office keeps
    them no more, and they are named where ``what`` is empty. One incident at a time; the work goes on. Refuses with
    Invalid (nothing named, a unit that never had the dossier, a damaged original that is there), and as ``deeds.begin``
    does.
    """
    if not what.strip() and not originals:
        raise Invalid({"what": _("Ghi giấy tờ nào bị mất hoặc hỏng, mấy bản.")})
    if originals and kind is not LossKind.LOST:
        raise Invalid({"originals": _("Chỉ đánh dấu bản chính đã mất. Bản bị hỏng vẫn giữ và trả lại người nộp.")})
    record = begin(actor, number, Deed.REPORT_LOSS, revision=revision)
    lost = custody.chosen(actor, record, originals) if originals else ()
    what = what.strip() or "; ".join(original.words for original in lost)
    unit = liable or record.standing.unit
    if unit not in record.standing.units:
        raise Invalid({"liable": _("Chọn một trong các cơ quan đã giữ hồ sơ này.")})
    person = parties.person_for(actor, record.owner, at=at)
    damaged = kind is LossKind.DAMAGED
    slip = printing.loss(actor=actor, at=at, record=record, person=person, damaged=damaged, what=what, liable=unit)
    change = reporting(
        record, actor=actor, at=at, kind=kind, what=what, liable=unit, lost=lost, kept=printing.keep(slip)
    )
    return put(record, change, actor=actor, at=at)


def reporting(
    record: Record,
    *,
    actor: Actor,
    at: datetime,
    kind: LossKind,
    what: str,
    liable: UUID,
    lost: Sequence[Original] = (),
    kept: UUID,
) -> Change:
    """Return what an incident makes of a dossier; ``kept`` is the print of the apology."""
    row = by(actor, record.id, at) | {
        "kind": kind,
        "what": seal(what, REASON),
        "liable_unit": liable,
        "print_id": kept,
        "closed_at": None,
        "closing": None,
    }
    return Change(
        life=replace(custody.without(record.life, lost, at, OriginalEnd.LOST), incidents=record.life.incidents + 1),
        verb=f"dossiers.paper_{kind}",
        rows={"dossiers_incident": [row]},
        updates=custody.end_rows(actor, at, lost, OriginalEnd.LOST),
        facts={"incident": row["id"], "unit": liable, "print": kept},
    )


@act
def close_incident(*, actor: Actor, at: datetime, number: str, closing: str, revision: int | None = None) -> Record:
    """Close the open incident with what was done: found, made again, paid. Refuses with Invalid, and as ``deeds.begin`` does."""
    if not closing.strip():
        raise Invalid({"closing": _("Ghi đã khắc phục thế nào: tìm thấy, làm lại, hay bồi hoàn.")})
    record = begin(actor, number, Deed.CLOSE_INCIDENT, revision=revision)
    return put(record, closing_incident(record, at=at, closing=closing), actor=actor, at=at)


def closing_incident(record: Record, *, at: datetime, closing: str) -> Change:
    """Return what the end of the open incident makes of a dossier."""
    incident = next(row for row in record.rows["incidents"] if row["closed_at"] is None)
    return Change(
        life=replace(record.life, incidents=record.life.incidents - 1),
        verb="dossiers.incident_closed",
        updates={
            "dossiers_incident": [{"id": incident["id"], "closed_at": at, "closing": seal(closing.strip(), REASON)}]
        },
        facts={"closed": incident["id"]},
    )
