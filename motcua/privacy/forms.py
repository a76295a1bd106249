"""Forms of this module. No field is required here: the service refuses, in a sentence for the field."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.privacy.types import GROUNDS, Ground


class Ask(forms.Form):
    """A person asks about the own data: the number on the card, and why."""

    what = forms.ChoiceField(
        label=_("Đưa gì"),
        required=False,
        initial="everything",
        choices=[
            ("everything", _("Mọi dữ liệu đang giữ về người ấy (ZIP)")),
            ("looks", _("Ai đã xem dữ liệu của người ấy (tờ in)")),
        ],
        widget=forms.RadioSelect,
    )
    number = forms.CharField(
        label=_("Số giấy tờ trên thẻ người ấy đưa"),
        required=False,
        help_text=_("Xem thẻ, so ảnh với người trước mặt rồi gõ số."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 20}),
    )
    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        help_text=_("Người ấy đọc được câu này khi xem ai đã xem dữ liệu của mình."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Find(forms.Form):
    """What is to be erased."""

    cho = forms.CharField(
        label=_("Mã hồ sơ, hoặc số giấy tờ, số điện thoại của một người"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 60}),
    )


class Draft(forms.Form):
    """A proposal."""

    ground = forms.ChoiceField(
        label=_("Căn cứ"), required=False, choices=list(GROUNDS.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Lý do"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    paper = forms.CharField(
        label=_("Số đơn hoặc số văn bản đề nghị"),
        required=False,
        help_text=_("Cần khi người có dữ liệu yêu cầu, hoặc toà án, cơ quan có thẩm quyền quyết định."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 100}),
    )

    def chosen(self) -> Ground | None:
        """Return the ground that was chosen."""
        self.is_valid()
        said = self.cleaned_data.get("ground")
        return Ground(said) if said else None


class Round(forms.Form):
    """A proposal about dossiers whose time of keeping is over; they are ticked in the list."""

    reason = forms.CharField(label=_("Lý do"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    paper = forms.CharField(
        label=_("Số văn bản đề nghị"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 100}),
    )
    dossiers = forms.Field(required=False)


class Approval(forms.Form):
    """The deciding document."""

    decision = forms.CharField(
        label=_("Số văn bản quyết định"),
        required=False,
        help_text=_("Ví dụ 45/QĐ-UBND ngày 11/5/2020, hoặc số biên bản của hội đồng."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 100}),
    )


class Refusal(forms.Form):
    """Why it is not approved."""

    answer = forms.CharField(label=_("Vì sao không duyệt"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
