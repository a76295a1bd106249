"""Set what an owner owes; allow a result to go out unpaid. Parts of the caller's act, whose line tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel import access
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.statements import run
from motcua.payments import queries
from motcua.payments.rules import due_of
from motcua.payments.sealing import PROOF, REASON
from motcua.payments.services.cancel import check_reason
from motcua.payments.types import (
    ALLOW,
    MOST_OF_ONE,
    MOST_PRICE,
    TAKE,
    Call,
    Due,
    DueIn,
    FeeRules,
    LessThanPaid,
    Money,
    MoneyInvalid,
)
from motcua.payments.writing import as_json, by

LONGEST = 300

SQL = "payments_set(%(setting)s::jsonb)"


@not_an_act("makes the values of the caller's own statement, in whose act the dues are set")
def setting(
    *, actor: Actor, at: datetime, owner_kind: str, owner: UUID, unit: UUID, money: Money, lines: Sequence[DueIn]
) -> tuple[Call, Money]:
    """Return the call that sets what an owner owes, for the caller's statement, and what is known of its money then.

    Lines are chosen ones with quantity, and relief with the proof that was seen. ``money`` is what is known of the
    owner, read under a lock. The call's result is a JSON object with dues, owed (VND), lines (how many).
    Luật Phí và lệ phí 2015 Đ10. Refuses with NotAllowed, MoneyInvalid (a sentence for each field: ``price_1``,
    ``quantity_1``, ``relief_1``, ``proof_1``) and LessThanPaid.
    """
    access.require(actor, TAKE, unit)
    rules = queries.fee_rules(at.date())
    _check(lines, rules)
    dues = tuple(due_of(line, rules) for line in lines)
    _check_paid(money, dues)
    seq = money.times_set + 1
    row = by(actor, at) | {
        "owner_kind": owner_kind,
        "owner_id": owner,
        "seq": seq,
        "total": sum(due.amount for due in dues),
    }
    rows = [_line(row["id"], due, line.proof.strip()) for due, line in zip(dues, lines, strict=True)]
    call = Call(SQL, {"setting": {"dues": row, "lines": rows}})
    return call, Money(dues, seq, money.receipts, money.allowed_at)


def _check_paid(money: Money, dues: Sequence[Due]) -> None:
    """Refuse a line that would be less than what was taken for it."""
    names = {due.position: due.name for due in (*(money.dues or ()), *dues)}
    owed = {due.position: due.amount for due in dues}
    for position in sorted({position for receipt in money.valid for position in receipt.lines}):
        paid = money.paid_for(position)
        if owed.get(position, 0) < paid:
            raise LessThanPaid(names.get(position, _("Phí, lệ phí")), paid)


def _line(dues: UUID, due: Due, proof: str) -> dict[str, object]:
    return {
        "id": new_id(),
        "dues_id": dues,
        "position": due.position,
        "name": due.name,
        "kind": due.kind,
        "price": due.price,
        "quantity": due.quantity,
        "relief": due.relief,
        "percent": due.percent,
        "basis": due.basis,
        "proof": seal(proof, PROOF) if proof else None,
        "amount": due.amount,
        "assumed": due.assumed,
    }


def _check(lines: Sequence[DueIn], rules: FeeRules) -> None:
    wrong: dict[str, str] = {}
    for line in lines:
        place = line.tariff.position
        if not 1 <= line.quantity <= MOST_OF_ONE:
            wrong[f"quantity_{place}"] = _("Số lượng là một số từ 1 đến %(most)s.") % {"most": MOST_OF_ONE}
        if line.tariff.price is None and line.price is None:
            wrong[f"price_{place}"] = _("Ghi mức thu bằng đồng, ví dụ 15.000.")
        elif line.tariff.price is None and not 0 <= (line.price or 0) <= MOST_PRICE:
            wrong[f"price_{place}"] = _("Mức thu là một số đồng từ 0 đến một tỷ.")
        if line.relief and line.relief not in {relief.code for relief in line.tariff.grounds(rules.reliefs)}:
            wrong[f"relief_{place}"] = _("Chọn diện miễn, giảm trong danh sách.")
        if line.relief and not line.proof.strip():
            wrong[f"proof_{place}"] = _("Ghi giấy tờ chứng minh đã xem, ví dụ giấy chứng nhận hộ nghèo số 12.")
        if len(line.proof.strip()) > LONGEST:
            wrong[f"proof_{place}"] = _("Giấy tờ chứng minh ghi không quá %(most)s chữ.") % {"most": LONGEST}
    if wrong:
        raise MoneyInvalid(wrong)


@act
def allow_unpaid(
    *, actor: Actor, at: datetime, owner_kind: str, owner: UUID, unit: UUID, amount: int, reason: str
) -> UUID:
    """Let a result go out although so much (VND) is unpaid, on a leader's word; what is owed stays owed.

    Refuses with NotAllowed and MoneyInvalid (no reason).
    """
    access.require(actor, ALLOW, unit)
    check_reason(reason)
    row = by(actor, at) | {
        "owner_kind": owner_kind,
        "owner_id": owner,
        "amount": amount,
        "reason": seal(reason.strip(), REASON),
    }
    run(
        "insert into payments_allowance select r.* from jsonb_populate_record(null::payments_allowance, %s::jsonb) r",
        [as_json(row)],
    )
    allowed: UUID = row["id"]
    return allowed
