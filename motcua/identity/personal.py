"""What is held of persons here, for the register of processing, erasure and the turning of keys."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.identity.adapters import PURPOSE
from motcua.kernel.personal import Column, Holding

HOLDING = Holding(
    key="identity",
    label=_("Tài khoản cán bộ"),
    aim=_("Biết ai làm việc gì, chặn người lạ."),
    ground=_("TT 32/2017 Đ10; NĐ 85/2016."),
    seen_by=_("Người quản trị tài khoản; tên hiện cho đồng nghiệp."),
    kept=_("Lâu như nhật ký, vì nhật ký nói tài khoản nào đã làm."),
    recipients=_("Không gửi ra ngoài."),
    columns=(
        Column("identity_account.name", _("Họ tên cán bộ")),
        Column("mfa_authenticator.data", _("Khoá của mã điện thoại"), PURPOSE, within="secret"),
        Column("mfa_authenticator.data", _("Mã dự phòng"), PURPOSE, within="seed"),
    ),
)
