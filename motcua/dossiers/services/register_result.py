"""Register the result: the clock stops (state 9), and the dossier goes back to the counter that received it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.rules import came_early, return_step, standing_of
from motcua.dossiers.services.receiving import move_row
from motcua.dossiers.types import Deed, Move, MoveKind, Outcome, ResultKind, Role
from motcua.dossiers.writing import Change, Row, by, moved_by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation

MAX_NUMBER = 100


@act
def register_result(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    result_number: str,
    signed_on: date | None = None,
    file: UUID | None = None,
    revision: int | None = None,
) -> Record:
    """Enter the signed result: its number, the day of signature, perhaps its file (stored before, owner «dossier»).

    Of a stopped dossier it is the notice that is entered (8 → 9).

    Refuses with Invalid for a number too long or a day in the future, and as ``deeds.begin`` does.
    """
    if wrong := check_result(result_number, signed_on, at):
        raise Invalid(wrong)
    record = begin(actor, number, Deed.REGISTER_RESULT, revision=revision)
    change = registering(record, actor=actor, at=at, result_number=result_number, signed_on=signed_on, file=file)
    return put(record, change, actor=actor, at=at)


def registering(
    record: Record,
    *,
    actor: Actor,
    at: datetime,
    result_number: str,
    signed_on: date | None = None,
    file: UUID | None = None,
) -> Change:
    """Return what entering the result, or the notice of a stop, makes of a dossier."""
    return finishing(
        record,
        actor=actor,
        at=at,
        verb="dossiers.result_registered",
        kind=ResultKind.STOPPED if record.life.stopped_at else ResultKind.GRANTED,
        move=MoveKind.ISSUED,
        number=result_number.strip(),
        signed_on=signed_on,
        file=file,
    )


def check_result(result_number: str, signed_on: date | None, at: datetime) -> dict[str, str]:
    """Return a sentence for a number that is too long, and for a day in the future."""
    wrong = {}
    if len(result_number) > MAX_NUMBER:
        wrong["result_number"] = _("Số kết quả không quá %(most)s chữ.") % {"most": MAX_NUMBER}
    if signed_on and signed_on > at.date():
        wrong["signed_on"] = _("Ngày ký không thể sau hôm nay (%(day)s).") % {"day": f"{at:%d/%m/%Y}"}
    return wrong


def finishing(
    record: Record,
    *,
    actor: Actor,
    at: datetime,
    verb: str,
    kind: ResultKind,
    move: MoveKind,
    number: str = "",
    signed_on: date | None = None,
    file: UUID | None = None,
    more_rows: dict[str, list[Row]] | None = None,
    facts: dict[str, Any] | None = None,
) -> Change:
    """Return what an outcome makes of a dossier: it lies on the receiving counter's desk for return."""
    version = len(record.rows["results"]) + 1
    back = return_step(record.life.route)
    place = Move(len(record.life.moves) + 1, move, at, back.no, record.unit, Role.COUNTER)
    outcome = Outcome(at, kind, version)
    life = replace(record.life, moves=(*record.life.moves, moved_by(actor, place)), outcome=outcome)
    standing = standing_of(life, organisation.calendar_of(life.terms.calendar))
    early = {"early": True} if came_early(life, standing) else {}
    result = by(actor, record.id, at) | {
        "version": version,
        "kind": kind,
        "number": number,
        "signed_on": signed_on or at.date(),
        "file_id": file,
    }
    rows: dict[str, list[Row]] = {
        "dossiers_move": [move_row(actor, record.id, place)],
        "dossiers_result": [result],
        **(more_rows or {}),
    }
    return Change(
        life=life,
        verb=verb,
        rows=rows,
        facts={"result": result["id"], "kind": kind, "version": version, **early, **(facts or {})},
    )
