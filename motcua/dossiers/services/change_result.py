"""Put a wrong result right: corrected, replaced or annulled as a new version; every version stays (NĐ 61/2018 Đ21; spec G05)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.services.refuse import REASON
from motcua.dossiers.services.register_result import check_result
from motcua.dossiers.types import Deed, ResultChange, ResultKind
from motcua.dossiers.writing import Change, by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.refusal import Invalid


@act
def change_result(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    change: ResultChange,
    reason: str,
    result_number: str,
    signed_on: date | None = None,
    file: UUID | None = None,
    revision: int | None = None,
) -> Record:
    """Enter what puts a wrong result right as its next version: a corrected one, another one, or the decision that annuls it.

    The state stays, and whether it was on time is the first version's. From now on the new version counts; the citizen is
    told so. Refuses with Invalid (no reason, no number, a day in the future), and as ``deeds.begin`` does.
    """
    wrong = check_result(result_number, signed_on, at)
    if not reason.strip():
        wrong["reason"] = _("Ghi kết quả sai ở đâu, để người nhận và người sau hiểu.")
    if not result_number.strip():
        wrong["result_number"] = _("Ghi số, ký hiệu của văn bản sửa, thay hoặc huỷ kết quả.")
    if wrong:
        raise Invalid(wrong)
    record = begin(actor, number, Deed.CHANGE_RESULT, revision=revision)
    changed = changing(
        record,
        actor=actor,
        at=at,
        change=change,
        reason=reason,
        result_number=result_number,
        signed_on=signed_on,
        file=file,
    )
    return put(record, changed, actor=actor, at=at)


def changing(
    record: Record,
    *,
    actor: Actor,
    at: datetime,
    change: ResultChange,
    reason: str,
    result_number: str,
    signed_on: date | None = None,
    file: UUID | None = None,
) -> Change:
    """Return what another version of the result makes of a dossier."""
    outcome = record.life.outcome
    assert outcome is not None, "the deed is offered only where there is a result"
    version = outcome.version + 1
    result = by(actor, record.id, at) | {
        "version": version,
        "kind": ResultKind.ANNULLED if change is ResultChange.ANNULLED else outcome.kind,
        "number": result_number.strip(),
        "signed_on": signed_on or at.date(),
        "file_id": file,
    }
    repair = by(actor, record.id, at) | {
        "version": version,
        "kind": change,
        "reason": seal(reason.strip(), REASON),
    }
    return Change(
        life=replace(record.life, outcome=replace(outcome, version=version)),
        verb=f"dossiers.result_{change}",
        rows={"dossiers_result": [result], "dossiers_result_repair": [repair]},
        facts={"result": result["id"], "repair": repair["id"], "version": version, "before": outcome.version},
    )
