"""Forms of steering. No field is required here: the service refuses, in a sentence for the field."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ui.inputs import day_typed


class DayField(forms.CharField):
    """A day as it is typed; one that cannot be read is none."""

    def clean(self, value: object) -> date | None:
        """Read «25/5/2020» or «2020-05-25»."""
        return day_typed(str(value or ""))


def _day(label: object) -> DayField:
    return DayField(
        label=label,
        required=False,
        help_text=_("Ví dụ 25/5/2020."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 10}),
    )


class Draft(forms.Form):
    """A letter of reminder: what it says, and until when to answer. The dossiers are ticked in the list."""

    text = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    answer_by = _day(_("Trả lời trước hết ngày"))
    numbers = forms.Field(required=False)


class Mailbox(forms.Form):
    """Where I get e-mail."""

    address = forms.CharField(
        label=_("Địa chỉ thư"),
        required=False,
        help_text=_("Thư công vụ, ví dụ ten@backan.gov.vn. Để trống là không nhận thư."),
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "maxlength": 100}),
    )
    morning = forms.BooleanField(
        label=_("Nhận tin buổi sáng các ngày làm việc (dành cho lãnh đạo đơn vị)"), required=False
    )


class NewDirection(forms.Form):
    """A direction: to whom, what, until when, perhaps about a dossier. The choices of ``to`` come with the page."""

    to = forms.CharField(label=_("Gửi đến"), required=False, widget=forms.Select)
    text = forms.CharField(label=_("Nội dung chỉ đạo"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    due_on = _day(_("Hạn trả lời"))
    number = forms.CharField(
        label=_("Về hồ sơ (không bắt buộc)"),
        required=False,
        help_text=_("Mã hồ sơ; để trống nếu không về một hồ sơ nào."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 60}),
    )


class DirectionAnswer(forms.Form):
    """The answer to a direction."""

    text = forms.CharField(
        label=_("Đã làm gì, hoặc vì sao chưa xong"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class Extension(forms.Form):
    """More time for a direction."""

    text = forms.CharField(
        label=_("Vì sao gia hạn, cần làm gì thêm"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = _day(_("Hạn mới"))


class Closing(forms.Form):
    """The end of a direction."""

    text = forms.CharField(
        label=_("Nhận xét (không bắt buộc)"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class Answer(forms.Form):
    """The answer for one dossier of a letter."""

    reason = forms.CharField(label=_("Lý do chậm"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    promised_on = _day(_("Ngày sẽ xong"))
