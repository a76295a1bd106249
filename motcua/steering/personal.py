"""What is held of persons here, for the register of processing, erasure and the turning of keys."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.kernel.personal import Column, Holding
from motcua.steering.sealing import ADDRESS, DIRECTION, REASON

HOLDING = Holding(
    key="steering",
    label=_("Đôn đốc, chỉ đạo, thư của cán bộ"),
    aim=_("Đôn đốc hồ sơ quá hạn, chỉ đạo, báo tin cho lãnh đạo."),
    ground=_("Nghị định 61/2018/NĐ-CP, Điều 8, Điều 9."),
    seen_by=_("Cán bộ của đơn vị gửi và đơn vị nhận; địa chỉ thư chỉ người đó xem."),
    kept=_("Văn bản đôn đốc, ý kiến chỉ đạo giữ cùng hồ sơ; địa chỉ thư giữ đến khi người đó xoá."),
    recipients=_("Không chuyển cho ai."),
    columns=(
        Column("steering_reminded.reason", _("Lý do chậm"), REASON, of={"dossiers.dossier": "dossier_id = %(id)s"}),
        Column(
            "steering_direction.text", _("Ý kiến chỉ đạo"), DIRECTION, of={"dossiers.dossier": "dossier_id = %(id)s"}
        ),
        Column(
            "steering_direction_step.text",
            _("Trả lời, gia hạn ý kiến chỉ đạo"),
            DIRECTION,
            of={"dossiers.dossier": "direction_id in (select id from steering_direction where dossier_id = %(id)s)"},
        ),
        Column("steering_mailbox.address", _("Địa chỉ thư của cán bộ"), ADDRESS, key=("account_id",)),
    ),
)
