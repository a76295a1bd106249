"""Money of a dossier: set what is owed, take it, cancel a receipt, let a result go out unpaid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.utils import IntegrityError

from motcua.clocks.pauses import Pause, Policy
from motcua.dossiers import printing
from motcua.dossiers.charging import usual_dues
from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.rules import is_paid_up
from motcua.dossiers.services.attach_voucher import check_voucher, voucher_row
from motcua.dossiers.types import KIND, Deed, Life
from motcua.dossiers.writing import Change, Row, by, put, write
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.parties import queries as parties
from motcua.payments import services as payments
from motcua.payments.types import AlreadyTaken, Call, DueIn, Method, Money, Receipt, Taking

#: The reason of a pause, and the setting that says how the clock stands meanwhile.
PAYMENT = "payment"


@act
def set_dues(*, actor: Actor, at: datetime, number: str, lines: Sequence[DueIn], revision: int | None = None) -> Record:
    """Set what a dossier owes: chosen lines of the version's fees, each with quantity, relief and its proof.

    The newest setting counts; none at all means that nothing is owed. Amounts are VND. Refuses with MoneyInvalid,
    LessThanPaid, and as ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.SET_DUES, revision=revision)
    call, money = payments.setting(
        actor=actor,
        at=at,
        owner_kind=KIND,
        owner=record.id,
        unit=record.unit,
        money=record.life.money,
        lines=lines,
    )
    life, ends = going_on(replace(record.life, money=money), at)
    return write(
        record,
        life,
        actor=actor,
        at=at,
        verb="dossiers.dues_set",
        facts={},
        ends_pause=ends,
        with_due=ends,
        draws=call,
    )


@act
def ask_payment(*, actor: Actor, at: datetime, number: str, revision: int | None = None) -> Record:
    """Let the work stand still until what is owed is paid (state 6); the clock stands by the frozen policy.

    The policy is the province's setting ``pauses.payment``, assumed. It goes on by itself when all is paid, when the
    dues are set so, or when a leader allows the result to go out unpaid. Refuses as ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.ASK_PAYMENT, revision=revision)
    life = record.life
    policy = Policy(life.terms.pauses.get(PAYMENT, Policy.SUSPEND_RESUME))
    pause = by(actor, record.id, at) | {"ended_at": None, "reason": PAYMENT, "policy": policy}
    return write(
        record,
        replace(life, pauses=(*life.pauses, Pause(at, None, PAYMENT, policy))),
        actor=actor,
        at=at,
        verb="dossiers.payment_asked",
        rows={"dossiers_pause": [pause]},
        facts={"owed": life.money.outstanding(life.fee), "policy": policy},
    )


def going_on(life: Life, at: datetime) -> tuple[Life, bool]:
    """Return a life whose wait for payment has ended where nothing is left to wait for, and whether it has."""
    waits = any(pause.ends_at is None and pause.reason == PAYMENT for pause in life.pauses)
    if not waits or not is_paid_up(life):
        return life, False
    ended = tuple(replace(pause, ends_at=at) if pause.ends_at is None else pause for pause in life.pauses)
    return replace(life, pauses=ended), True


@act
def take_fee(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    receipt: UUID,
    method: Method,
    reference: str = "",
    voucher: UUID | None = None,
    revision: int | None = None,
) -> Record:
    """Take all that is still owed, and give a numbered receipt (biên lai) for it.

    ``receipt`` is made before the button is pressed: sent twice, the second is refused with AlreadyTaken, which leads
    to the receipt. ``reference`` is the transfer's number, ``voucher`` its scan, stored before for this dossier.
    NĐ 61/2018 Đ22. Refuses with NothingToTake, MoneyInvalid (also a transfer without its voucher), ReceiptIdUsed, and as
    ``deeds.begin`` does.
    """
    record = begin(
        actor, number, Deed.TAKE_FEE, revision=revision, first=lambda found: _check_twin(found.life.money, receipt)
    )
    payer = printing.payer(parties.person_for(actor, payer_of(record), at=at))
    change = taking_fee(
        record, actor=actor, at=at, payer=payer, receipt=receipt, method=method, reference=reference, voucher=voucher
    )
    check_voucher(method, voucher)
    return _written(record, change, actor=actor, at=at)


def taking_fee(
    record: Record,
    *,
    actor: Actor,
    at: datetime,
    payer: Mapping[str, str],
    receipt: UUID,
    method: Method,
    reference: str = "",
    voucher: UUID | None = None,
) -> Change:
    """Return what taking all that is owed makes of a dossier; ``payer`` is who stands on the receipt."""
    call, money = taking(record, actor=actor, at=at, payer=payer, receipt=receipt, method=method, reference=reference)
    rows: dict[str, list[Row]] = {}
    if voucher:
        rows["dossiers_voucher"] = [voucher_row(actor, record, at, receipt=receipt, file=voucher)]
    return _of_money(record, money, call, at=at, verb="dossiers.fee_taken", facts={"method": method}, rows=rows)


def payer_of(record: Record) -> UUID:
    """Return the person who pays: whoever hands in, else whom the dossier is about."""
    return UUID(record.facts["submitter_id"]) if record.facts["submitter_id"] else record.owner


def _check_twin(money: Money, receipt: UUID) -> None:
    found = next((known for known in money.receipts if known.id == receipt), None)
    if found is not None:
        raise AlreadyTaken(found)


def taking(
    record: Record,
    *,
    actor: Actor,
    at: datetime,
    payer: Mapping[str, str],
    receipt: UUID,
    method: Method,
    reference: str = "",
) -> tuple[Call, Money]:
    """Return the call that takes what a dossier still owes, and what is known of its money then."""
    life = record.life
    lines = life.money.open_lines(usual_dues(record.procedure, life.fee))
    taken = Taking(
        id=receipt,
        owner_kind=KIND,
        owner=record.id,
        subject=record.number,
        unit=actor.unit or record.unit,  # the till and the book of whoever takes it; the post has none of its own
        competent_unit=life.competent_unit,
        lines=lines,
        method=method,
        payer=payer,
        head={name: str(words) for name, words in printing.head(record.unit, at).items()},
        procedure=record.procedure.name,
        person=payer_of(record),
        reference=reference,
    )
    call = payments.taking(actor=actor, at=at, taken=taken)
    given = Receipt(
        id=receipt,
        book=0,
        number=0,
        year=local(at).year,
        method=method,
        amount=taken.amount,
        at=at,
        print=receipt,
        lines={due.position: amount for due, amount in lines},
    )
    return call, replace(life.money, receipts=(*life.money.receipts, given))


@act
def cancel_fee_receipt(
    *, actor: Actor, at: datetime, number: str, receipt: UUID, reason: str, revision: int | None = None
) -> Record:
    """Cancel a receipt by its counter-entry: the money goes back, the receipt stays, and the sum is owed again.

    Refuses with NoSuchReceipt, AlreadyCancelled, MoneyInvalid (no reason), and as ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.CANCEL_FEE_RECEIPT, revision=revision)
    change = cancelling_fee_receipt(record, actor=actor, at=at, receipt=receipt, reason=reason)
    return _written(record, change, actor=actor, at=at)


def cancelling_fee_receipt(record: Record, *, actor: Actor, at: datetime, receipt: UUID, reason: str) -> Change:
    """Return what cancelling a receipt makes of a dossier."""
    money = record.life.money
    call = payments.cancelling(actor=actor, at=at, unit=record.unit, money=money, receipt=receipt, reason=reason)
    receipts = tuple(replace(one, cancelled_at=at) if one.id == receipt else one for one in money.receipts)
    return _of_money(
        record,
        replace(money, receipts=receipts),
        call,
        at=at,
        verb="dossiers.fee_receipt_cancelled",
        facts={"cancelled": receipt},
    )


@act
def allow_unpaid(*, actor: Actor, at: datetime, number: str, reason: str, revision: int | None = None) -> Record:
    """Let the result go out before what is owed is paid: a leader of the receiving unit, with the reason.

    Refuses with MoneyInvalid (no reason), and as ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.ALLOW_UNPAID, revision=revision)
    life = record.life
    amount = life.money.outstanding(life.fee)
    allowance = payments.allow_unpaid(
        actor=actor, at=at, owner_kind=KIND, owner=record.id, unit=record.unit, amount=amount, reason=reason
    )
    life, ends = going_on(replace(life, money=replace(life.money, allowed_at=at)), at)
    return write(
        record,
        life,
        actor=actor,
        at=at,
        verb="dossiers.return_allowed_unpaid",
        facts={"allowance": allowance, "amount": amount},
        ends_pause=ends,
        with_due=ends,
    )


def _of_money(
    record: Record,
    money: Money,
    call: Call,
    *,
    at: datetime,
    verb: str,
    facts: dict[str, object],
    rows: dict[str, list[Row]] | None = None,
) -> Change:
    """Return what an act of money makes of a dossier; a wait for payment ends where nothing is left to wait for."""
    life, ends = going_on(replace(record.life, money=money), at)
    return Change(life=life, verb=verb, facts=facts, ends_pause=ends, with_due=ends, rows=rows or {}, draws=call)


def _written(record: Record, change: Change, *, actor: Actor, at: datetime) -> Record:
    """Write an act of money in one statement; say what a violated constraint of payments means."""
    try:
        return put(record, change, actor=actor, at=at)
    except IntegrityError as problem:
        refusal = payments.meaning_of(problem)
        if refusal is None:
            raise
        raise refusal from problem
