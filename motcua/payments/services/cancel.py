"""Cancel a receipt by its counter-entry; the receipt stays."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel import access
from motcua.kernel.act import not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.payments.sealing import REASON
from motcua.payments.types import CANCEL, AlreadyCancelled, Call, Money, MoneyInvalid, NoSuchReceipt
from motcua.payments.writing import by

LONGEST = 1000
SQL = "payments_cancel(%(cancelling)s::jsonb)"


@not_an_act("makes the values of the caller's own statement, in whose act the receipt is cancelled")
def cancelling(*, actor: Actor, at: datetime, unit: UUID, money: Money, receipt: UUID, reason: str) -> Call:
    """Return the call that writes a receipt's counter-entry, for the caller's statement.

    The money goes back the way it came, out of the till of whoever cancels, on this day or, where that till is closed,
    the next. Refuses with NotAllowed, NoSuchReceipt, AlreadyCancelled and MoneyInvalid (no reason).
    """
    access.require(actor, CANCEL, unit)
    check_reason(reason)
    found = next((known for known in money.receipts if known.id == receipt), None)
    if found is None:
        raise NoSuchReceipt
    if found.cancelled_at:
        raise AlreadyCancelled
    at = local(at)
    row = by(actor, at) | {
        "receipt_id": receipt,
        "reason": seal(reason.strip(), REASON),
        "till_on": at.date(),
    }
    return Call(SQL, {"cancelling": row})


def check_reason(reason: str) -> None:
    """Refuse a reason that nobody wrote, or that is a story."""
    if not reason.strip():
        raise MoneyInvalid({"reason": _("Ghi lý do.")})
    if len(reason.strip()) > LONGEST:
        raise MoneyInvalid({"reason": _("Lý do không quá %(most)s chữ.") % {"most": LONGEST}})
