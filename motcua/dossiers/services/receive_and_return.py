"""Receive and return on one screen, where the result is ready at once (NĐ 61/2018 Đ17.4; spec D06)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.clocks.limits import LimitKind
from motcua.dossiers.claims import Claim
from motcua.dossiers.record import load
from motcua.dossiers.services.fees import take_fee
from motcua.dossiers.services.receive_with_earlier import use_earlier, with_reused
from motcua.dossiers.services.receiving import receive
from motcua.dossiers.services.register_result import registering
from motcua.dossiers.services.return_result import check_recipient, returning
from motcua.dossiers.types import CannotBeReceived, Person, Received, Reception, Reuse
from motcua.dossiers.writing import put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.money import dong
from motcua.payments import queries as payments
from motcua.payments.types import Method, MoneyInvalid


@act
def receive_and_return(
    *,
    actor: Actor,
    at: datetime,
    reception: Reception,
    recipient: Person,
    result_number: str = "",
    method: Method | None = None,
    reference: str = "",
    voucher: UUID | None = None,
    claim: Claim | None = None,
    reuse: Reuse | None = None,
) -> Received:
    """Receive a same-day procedure, register its signed result and hand it over in one go; a Mẫu 01 only if asked for.

    ``reuse``: earlier papers of the same person, used again. Where a fee is owed, ``method``, ``reference`` and
    ``voucher`` say how it was paid: a receipt is given in the same act.
    Refuses with MoneyInvalid where it is owed and nobody says how it was paid, with CannotBeReceived where the result is
    not due the same day, and as ``receive`` and ``return_result`` do.
    """
    check_recipient(recipient)
    if catalogue.version(reception.procedure).limit.kind is not LimitKind.SAME_DAY:
        raise CannotBeReceived(_("Thủ tục này không trả kết quả ngay. Tiếp nhận và in giấy hẹn cho người nộp."))
    received = receive(actor=actor, at=at, reception=with_reused(reception, reuse), claim=claim)
    use_earlier(actor, at, received, reuse)
    record = load(dossier_id=received.id, lock=True)
    assert record is not None, "it was written in this transaction"
    fee = record.life.money.outstanding(record.life.fee)
    if fee and method is None and not payments.fee_rules(at.date()).returns_unpaid:
        sentence = _("Thủ tục này thu %(amount)s. Chọn cách nộp rồi trả kết quả.") % {"amount": dong(fee)}
        raise MoneyInvalid({"payment_method": sentence})
    result = registering(record, actor=actor, at=at, result_number=result_number)
    record = put(record, result, actor=actor, at=at)
    if fee and method:
        record = take_fee(
            actor=actor,
            at=at,
            number=record.number,
            receipt=new_id(),
            method=method,
            reference=reference,
            voucher=voucher,
        )
    put(record, returning(record, actor=actor, at=at, recipient=recipient), actor=actor, at=at)
    return received
