"""Take money at the counter: a receipt is written by the statement that draws its number."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.kernel import access
from motcua.kernel.act import not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.money import dong
from motcua.kernel.refusal import Refusal
from motcua.organisation import queries as organisation
from motcua.payments.rules import in_words
from motcua.payments.sealing import REFERENCE
from motcua.payments.types import (
    TAKE,
    AlreadyCancelled,
    BookRanOut,
    Call,
    Due,
    Method,
    MoneyInvalid,
    NothingToTake,
    ReceiptIdUsed,
    Taking,
)
from motcua.payments.writing import by
from motcua.prints.services import seal_inputs
from motcua.prints.types import CURRENT, RENDERER, FeeReceiptInputs

#: Bank references have some twenty letters; beyond this it is a story.
LONGEST = 60
SQL = "payments_take(%(taking)s::jsonb)"


@not_an_act("makes the values of the caller's own statement, in whose act the money is taken")
def taking(*, actor: Actor, at: datetime, taken: Taking) -> Call:
    """Return the call that writes a receipt, for the caller's statement; it draws number, book and till's day.

    ``at`` is the business moment (Asia/Ho_Chi_Minh); amounts are VND. NĐ 61/2018 Đ22. The call's result is a JSON object
    with receipt, number, book, year, serial, amount, till. Refuses with NotAllowed, NothingToTake and MoneyInvalid.
    """
    access.require(actor, TAKE, taken.unit)
    reference = taken.reference.strip()
    if not taken.lines:
        raise NothingToTake
    if taken.method is Method.TRANSFER and not reference:
        raise MoneyInvalid({"reference": _("Ghi số giao dịch in trên chứng từ chuyển khoản.")})
    if taken.method is Method.POST and not actor.is_system:
        raise MoneyInvalid({"method": _("Tiền bưu điện thu hộ tự ghi khi bưu điện báo đã phát. Chọn cách nộp khác.")})
    if len(reference) > LONGEST:
        raise MoneyInvalid({"reference": _("Số giao dịch không quá %(most)s chữ.") % {"most": LONGEST}})
    at = local(at)
    receipt = by(actor, at) | {
        "id": taken.id,
        "owner_kind": taken.owner_kind,
        "owner_id": taken.owner,
        "subject": taken.subject,
        "unit_id": taken.unit,
        "competent_unit_id": taken.competent_unit,
        "year": at.year,
        "method": taken.method,
        "amount": taken.amount,
        "reference": seal(reference, REFERENCE) if reference else None,
        "print_id": new_id(),
        "till_on": at.date(),
    }
    lines = [
        {
            "id": new_id(),
            "receipt_id": taken.id,
            "position": due.position,
            "name": due.name,
            "kind": due.kind,
            "price": due.price,
            "quantity": due.quantity if amount == due.amount else 0,
            "amount": amount,
        }
        for due, amount in taken.lines
    ]
    values = {
        "receipt": receipt,
        "lines": lines,
        "template": CURRENT["fee_receipt"],
        "renderer": RENDERER,
        "person": taken.person,
        "inputs": seal_inputs(_inputs(actor, at, taken, reference)),
    }
    return Call(SQL, {"taking": values})


# A printed form is Vietnamese, whatever language the clerk's pages speak.
def _inputs(actor: Actor, at: datetime, taken: Taking, reference: str) -> FeeReceiptInputs:
    return {
        "head": dict(taken.head),  # type: ignore[typeddict-item]  # the caller's own Head
        "dossier": taken.subject,
        "payer": taken.payer.get("name", ""),
        "address": taken.payer.get("address", ""),
        "procedure": taken.procedure,
        "lines": [
            {
                "name": due.name,
                "note": _note(due),
                "quantity": due.quantity if amount == due.amount else 0,
                "price": due.price,
                "amount": amount,
            }
            for due, amount in taken.lines
        ],
        "total": taken.amount,
        "words": in_words(taken.amount),
        "method": _METHODS[taken.method],
        "reference": reference,
        "taken_at": at.isoformat(),
        "clerk": actor.name,
        "texts": organisation.form_texts("fee_receipt", at.date(), unit=taken.unit, person=actor.name),
    }


_METHODS = {Method.CASH: "tiền mặt", Method.TRANSFER: "chuyển khoản", Method.POST: "bưu điện thu hộ"}


def _note(due: Due) -> str:
    if not due.percent and not due.off:
        return ""
    cut = f"giảm {due.percent}%" if due.percent else f"giảm {dong(due.off)}"
    return f"{cut}, {due.basis}" if due.basis else cut


@not_an_act("reads what a violated constraint means; nothing is written")
def meaning_of(problem: Exception) -> Refusal | None:
    """Say what a violated constraint of a published call means; None where it is none of ours."""
    constraint = getattr(getattr(problem.__cause__, "diag", None), "constraint_name", "")
    if constraint == "payments_receipt_pkey":
        return ReceiptIdUsed()
    if constraint == "payments_cancellation_receipt_id_key":
        return AlreadyCancelled()
    if constraint == "payments_book_ran_out":
        return BookRanOut()
    return None
