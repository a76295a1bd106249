"""The voucher of a payment made elsewhere, beside the receipt that was given for it (NĐ 61/2018 Đ22.3; spec H02)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import record as records
from motcua.dossiers.deeds import is_visible
from motcua.dossiers.record import Record
from motcua.dossiers.types import DRAFT, KIND, NoSuchDossier
from motcua.dossiers.writing import Row, by, write
from motcua.files import queries as files
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.payments.types import Method, MoneyInvalid, NoSuchReceipt

PAY = "payments.take"


@act
def attach_voucher(*, actor: Actor, at: datetime, number: str, receipt: UUID, file: UUID) -> Record:
    """Lay a stored file (owner: this dossier) beside a receipt; the one before it stays with its line.

    For whoever takes fees where the dossier was received. Refuses with NoSuchDossier, NotAllowed, NoSuchReceipt,
    MoneyInvalid (no file of this dossier).
    """
    record = records.load(number=number, lock=True)
    if record is None or not is_visible(actor, record):
        raise NoSuchDossier
    access.require(actor, PAY, record.unit, record.field)
    if not any(known.id == receipt for known in record.life.money.receipts):
        raise NoSuchReceipt
    row = voucher_row(actor, record, at, receipt=receipt, file=file)
    return write(
        record,
        record.life,
        actor=actor,
        at=at,
        verb="dossiers.voucher_attached",
        rows={"dossiers_voucher": [row]},
        facts={"voucher": row["id"], "receipt": receipt, "file": file},
    )


def voucher_row(actor: Actor, record: Record, at: datetime, *, receipt: UUID, file: UUID) -> Row:
    """Return a voucher's row. Refuses with MoneyInvalid a file that was not stored for this dossier."""
    own = (known.id for kind in (DRAFT, KIND) for known in files.of_owner(kind, record.id))
    if file not in own:
        raise MoneyInvalid(
            {"voucher": _("Không có tệp nào như vậy của hồ sơ này. Tải tệp lên với đúng mã (id) của hồ sơ.")}
        )
    return by(actor, record.id, at) | {"receipt_id": receipt, "file_id": file}


def check_voucher(method: Method, voucher: UUID | None) -> None:
    """Refuse money that went through a bank without its voucher, with MoneyInvalid: the voucher lies with the dossier."""
    if method is Method.TRANSFER and voucher is None:
        raise MoneyInvalid({"voucher": _("Kèm ảnh hoặc PDF chứng từ chuyển khoản: chứng từ nằm cùng hồ sơ.")})
