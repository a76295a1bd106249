"""What is held of persons here, for the register of processing, erasure and the turning of keys."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.kernel.personal import Column, Holding
from motcua.payments.sealing import EXPLANATION, PROOF, REASON, REFERENCE

#: The kind of owner whose dues these are is the kind of what is erased.
DOSSIER = "dossiers.dossier"


def _of(condition: str) -> dict[str, str]:
    return {DOSSIER: condition}


DUES = "dues_id in (select id from payments_dues where owner_kind = 'dossiers.dossier' and owner_id = %(id)s)"
OWNED = "owner_kind = 'dossiers.dossier' and owner_id = %(id)s"

HOLDING = Holding(
    key="payments",
    label=_("Phí, lệ phí, biên lai"),
    aim=_("Thu phí, lệ phí, miễn giảm đúng người, quyết toán."),
    ground=_("Luật Phí và lệ phí; Luật Kế toán."),
    seen_by=_("Thủ quỹ, kế toán, lãnh đạo của đơn vị thu."),
    kept=_("Chứng từ thu giữ theo Luật Kế toán: số tiền, số biên lai còn lại sau khi huỷ hồ sơ."),
    recipients=_("Kho bạc, ngân hàng khi chuyển khoản."),
    columns=(
        Column("payments_due_line.proof", _("Giấy tờ để được miễn, giảm"), PROOF, of=_of(DUES), erased=None),
        Column("payments_allowance.reason", _("Lý do cho nợ phí"), REASON, of=_of(OWNED)),
        Column("payments_receipt.reference", _("Số tham chiếu chuyển khoản"), REFERENCE),
        Column("payments_cancellation.reason", _("Lý do huỷ biên lai"), REASON),
        Column("payments_closing.explanation", _("Giải trình chênh lệch quỹ"), EXPLANATION),
    ),
)
