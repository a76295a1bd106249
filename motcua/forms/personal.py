"""What is held of persons here, for the register of processing, erasure and the turning of keys."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.forms.queries import purpose
from motcua.forms.services import erase
from motcua.kernel.personal import Column, Holding, Row


def _purpose(row: Row) -> str:
    return purpose(row["id"])


HOLDING = Holding(
    key="forms",
    label=_("Bản đang gõ dở"),
    aim=_("Không mất chữ đã gõ khi mất điện, rớt mạng."),
    ground=_("NĐ 61/2018, TT 01/2018."),
    seen_by=_("Chỉ người đang gõ."),
    kept=_("60 ngày từ lần gõ cuối."),
    recipients=_("Không gửi ra ngoài."),
    columns=(Column("forms_draft.sealed", _("Chữ đã gõ vào một biểu mẫu"), _purpose),),
    erase=erase,
)
