"""What is held of persons here, for the register of processing and erasure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.files.services.erase import OWNED, erase
from motcua.kernel.personal import Column, Holding

HOLDING = Holding(
    key="files",
    label=_("Tệp của hồ sơ"),
    aim=_("Giữ bản quét giấy tờ đã nộp, kết quả đã ký, tệp đính kèm."),
    ground=_("NĐ 61/2018 Đ25; NĐ 45/2020: số hoá hồ sơ, giấy tờ."),
    seen_by=_("Người xem được hồ sơ của tệp ấy; mỗi lần mở đều ghi vào nhật ký truy cập."),
    kept=_("Cùng hồ sơ."),
    recipients=_("Cơ quan phối hợp giải quyết."),
    columns=(Column("files_file.name", _("Tên tệp"), of={"dossiers.dossier": OWNED}),),
    erase=erase,
)
