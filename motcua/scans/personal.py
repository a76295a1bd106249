"""What is held of persons here, for the register of processing, erasure and the turning of keys."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.kernel.personal import Column, Holding
from motcua.scans.reading import PURPOSE
from motcua.scans.services.found import REASON
from motcua.scans.services.take_picture import PIECE

HOLDING = Holding(
    key="scans",
    label=_("Chụp, quét giấy tờ"),
    aim=_("Đưa giấy tờ của hồ sơ thành tệp."),
    ground=_("NĐ 61/2018, TT 01/2018."),
    seen_by=_("Người đang chụp, và đơn vị giữ máy quét."),
    kept=_("Phần ảnh đang gửi mất khi ảnh đã trọn; tệp quét chưa ai nhận giữ đến khi có người nhận hoặc bỏ."),
    recipients=_("Không gửi ra ngoài."),
    columns=(
        Column("scans_sitting.token", _("Mã mở máy chụp"), PURPOSE),
        Column("scans_piece.content", _("Phần ảnh giấy tờ đang gửi"), PIECE),
        Column("scans_found.reason", _("Lý do bỏ tệp quét"), REASON),
        Column("scans_found.name", _("Tên tệp máy quét đặt")),
    ),
)
