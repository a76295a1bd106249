"""Return the result to the citizen, take a dossier back, print a lost receipt again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import custody
from motcua.dossiers.charging import unpaid_at_return
from motcua.dossiers.deeds import begin
from motcua.dossiers.receipts import receipts_of
from motcua.dossiers.record import Record
from motcua.dossiers.rules import came_early
from motcua.dossiers.services.refuse import REASON, check_reason
from motcua.dossiers.types import KIND, Deed, EarlyNotTold, Original, OriginalEnd, Person, ProofKind
from motcua.dossiers.writing import Change, as_json, by, put, write
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.refusal import Invalid
from motcua.notices import queries as notices
from motcua.payments.types import Unpaid

RECIPIENT = "dossiers.recipient"
#: The kind of message that says that a result is there.
READY = ("ready", "ready-online")
LONGEST = 300


@act
def return_result(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    recipient: Person,
    originals: Collection[UUID] = (),
    told: str = "",
    revision: int | None = None,
) -> Record:
    """Hand the result over: who received it and on what proof is kept (spec G07). State 10.

    ``told`` says of a result before its day how the applicant was told, where no message went (Đ20.4): EarlyNotTold.
    ``originals`` are kept ones that the same person takes back at once. Refuses with Invalid (no name, no number of the
    proof), with Unpaid while something is owed and no leader has allowed it (a setting of the province), with
    OriginalsOutstanding while the office keeps others, OriginalsElsewhere, and as ``deeds.begin`` does.
    """
    check_recipient(recipient)
    record = begin(actor, number, Deed.RETURN_RESULT, revision=revision)
    check_paid(record, at)
    given = custody.chosen(actor, record, originals) if originals else ()
    custody.check_given_back(record.life, originals)
    said = told.strip()[:LONGEST] if wants_word(record) else ""
    if not said and wants_word(record):
        raise EarlyNotTold
    change = returning(record, actor=actor, at=at, recipient=recipient, given=given, told=said)
    return put(record, change, actor=actor, at=at)


def returning(
    record: Record, *, actor: Actor, at: datetime, recipient: Person, given: Sequence[Original] = (), told: str = ""
) -> Change:
    """Return what handing over the result, and ``given`` originals with it, makes of a dossier."""
    delivery = delivery_row(actor, at, record, recipient, told=told)
    facts = {"delivery": delivery["id"], "proof": recipient.proof}
    return Change(
        life=replace(custody.without(record.life, given, at, OriginalEnd.GIVEN_BACK), returned_at=at),
        verb="dossiers.returned",
        rows={"dossiers_delivery": [delivery]},
        updates=custody.end_rows(
            actor, at, given, OriginalEnd.GIVEN_BACK, recipient=delivery["recipient"], proof=recipient.proof
        ),
        facts=facts | ({"given": [original.id for original in given]} if given else {}),
    )


def wants_word(record: Record) -> bool:
    """Whether an early result waits for somebody to say how the applicant was told: no message went (NĐ 61/2018 Đ20.4)."""
    return came_early(record.life, record.standing) and not any(
        notices.was_told(KIND, record.id, kind) for kind in READY
    )


def check_paid(record: Record, at: datetime) -> None:
    """Refuse with Unpaid while something is owed, unless a leader has allowed it, or the province does."""
    if missing := unpaid_at_return(record.life, at.date()):
        raise Unpaid(missing)


def delivery_row(actor: Actor, at: datetime, record: Record, recipient: Person, *, told: str = "") -> dict[str, Any]:
    """Turn a hand-over of the result into its row; ``told`` is sealed."""
    return by(actor, record.id, at) | {
        "recipient": seal_recipient(recipient),
        "proof": recipient.proof,
        "relation": recipient.relation,
        "told": seal(told, REASON) if told else None,
    }


def seal_recipient(recipient: Person) -> bytes:
    """Seal who it was: name and number of the proof."""
    return seal(as_json({"name": recipient.name.strip(), "number": recipient.proof_number.strip()}), RECIPIENT)


def newest_receipt(record: Record) -> str:
    """Return the print of the receipt that counts: one issued anew replaces those before it."""
    kept, _at = receipts_of(record)[-1]
    return str(kept)


def check_recipient(recipient: Person) -> None:
    """Refuse a recipient without a name, or a proof without its number."""
    wrong = {}
    if not recipient.name.strip():
        wrong["name"] = _("Ghi họ tên người nhận.")
    if recipient.proof is ProofKind.POST:
        wrong["proof"] = _("Ở quầy thì xem giấy hẹn, giấy tờ tuỳ thân hoặc giấy uỷ quyền.")
    if recipient.proof is not ProofKind.RECEIPT and not recipient.proof_number.strip():
        wrong["proof_number"] = _("Ghi số giấy tờ tuỳ thân hoặc giấy uỷ quyền đã xem.")
    if wrong:
        raise Invalid(wrong)


@act
def withdraw(*, actor: Actor, at: datetime, number: str, reason: str, revision: int | None = None) -> Record:
    """Give the dossier back at the applicant's wish (state 7, the clock stops).

    Refuses with Invalid without a reason, OriginalsOutstanding, and as ``deeds.begin`` does.
    """
    check_reason(reason)
    record = begin(actor, number, Deed.WITHDRAW, revision=revision)
    custody.check_given_back(record.life)
    return put(record, withdrawing(record, actor=actor, at=at, reason=reason), actor=actor, at=at)


def withdrawing(record: Record, *, actor: Actor, at: datetime, reason: str) -> Change:
    """Return what the applicant's withdrawal makes of a dossier."""
    row = by(actor, record.id, at) | {"reason": seal(reason.strip(), REASON)}
    pauses = tuple(replace(pause, ends_at=at) if pause.ends_at is None else pause for pause in record.life.pauses)
    return Change(
        life=replace(record.life, withdrawn_at=at, pauses=pauses),
        verb="dossiers.withdrawn",
        rows={"dossiers_withdrawal": [row]},
        ends_pause=True,
        facts={"withdrawal": row["id"]},
    )


@act
def reissue_receipt(
    *, actor: Actor, at: datetime, number: str, recipient: Person, revision: int | None = None
) -> Record:
    """Print a lost receipt again for whoever proves to be the person; the receipt itself never changes.

    The look-up token stays too: what is lost is paper, and the bearer of the old one sees no more than before.
    Refuses with Invalid (no name; a lost receipt is no proof), and as ``deeds.begin`` does.
    """
    check_recipient(recipient)
    if recipient.proof is ProofKind.RECEIPT:
        raise Invalid({"proof": _("Giấy hẹn đã mất thì xem giấy tờ tuỳ thân hoặc giấy uỷ quyền.")})
    record = begin(actor, number, Deed.REISSUE_RECEIPT, revision=revision)
    row = by(actor, record.id, at) | {"recipient": seal_recipient(recipient), "proof": recipient.proof}
    return write(
        record,
        record.life,
        actor=actor,
        at=at,
        verb="dossiers.receipt_reissued",
        rows={"dossiers_reissue": [row]},
        facts={"reissue": row["id"], "proof": recipient.proof, "print": newest_receipt(record)},
    )
