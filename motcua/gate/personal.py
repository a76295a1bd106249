"""What is held of persons here, for the register of processing, erasure and the turning of keys."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.gate.queries import purpose
from motcua.kernel.personal import Column, Holding, Row


def _purpose(row: Row) -> str:
    return purpose(row["token"], row["key"])


HOLDING = Holding(
    key="gate",
    label=_("Câu trả lời cho phần mềm khác"),
    aim=_("Một việc gửi hai lần chỉ làm một lần."),
    ground=_("TT 22/2019: kết nối, chia sẻ dữ liệu."),
    seen_by=_("Chỉ phần mềm đã gửi."),
    kept=_("Vài ngày, rồi tự xoá."),
    recipients=_("Phần mềm đã gửi."),
    columns=(Column("gate_answer.answer", _("Câu trả lời đã gửi"), _purpose, key=("token", "key")),),
)
