"""To whom a parcel goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.forms.acts import ActForm
from motcua.kernel.money import dong
from motcua.postal.types import Address


class Parcel(ActForm):
    """Name, address, telephone: the postman sees them, nobody else."""

    receiver = forms.CharField(label=gettext_lazy("Họ và tên người nhận"), required=False)
    address = forms.CharField(
        label=gettext_lazy("Địa chỉ nhận"),
        required=False,
        help_text=gettext_lazy("Số nhà, đường hoặc thôn, xã, huyện, tỉnh."),
    )
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"),
        required=False,
        help_text=gettext_lazy("Bưu tá gọi trước khi phát."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, owed: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if owed:
            self.fields["collect"] = forms.BooleanField(
                label=_("Bưu điện thu hộ %(amount)s khi phát") % {"amount": dong(owed)},
                required=False,
                help_text=_("Kết quả chỉ gửi đi khi đã nộp đủ, hoặc bưu điện thu của người nhận."),
            )

    def collects(self) -> bool:
        """Return whether the post takes what is owed."""
        return bool(self.typed("collect"))

    def to(self) -> Address:
        """Return to whom it goes."""
        return Address(self.typed("receiver"), self.typed("address"), self.typed("phone"))
