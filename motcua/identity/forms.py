"""What the account pages ask."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PasswordStep(forms.Form):
    """First: name and password."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        error_messages={"required": _("Nhập tên đăng nhập.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=256,
        strip=False,
        error_messages={"required": _("Nhập mật khẩu.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeStep(forms.Form):
    """Second: the code that the telephone shows, or a spare one."""

    code = forms.CharField(
        label=_("Mã một lần"),
        help_text=_("Sáu chữ số trên ứng dụng xác thực trong điện thoại, hoặc một mã dự phòng."),
        max_length=20,
        error_messages={"required": _("Nhập mã đang hiện trên điện thoại.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PasswordChange(forms.Form):
    """A new password, with the old one."""

    old = forms.CharField(
        label=_("Mật khẩu hiện tại"),
        strip=False,
        error_messages={"required": _("Nhập mật khẩu hiện tại.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=_("Ít nhất 12 ký tự. Một câu dài dễ nhớ tốt hơn một từ khó."),
        strip=False,
        error_messages={"required": _("Nhập mật khẩu mới.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class TokenLabel(forms.Form):
    """A token's name."""

    label = forms.CharField(
        label=_("Tên thẻ"),
        help_text=_("Để sau này biết thẻ dùng ở đâu, ví dụ «Máy quét tầng 1»."),
        max_length=80,
        error_messages={"required": _("Đặt cho thẻ một tên ngắn.")},
    )
