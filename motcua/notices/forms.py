"""What is typed on the pages of messages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.notices.types import Channel, Text

LONGEST = 8000


class TextForm(forms.Form):
    """A text and the day from which it holds."""

    subject = forms.CharField(label=_("Tiêu đề thư"), required=False, max_length=LONGEST)
    body = forms.CharField(
        label=_("Nội dung"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 14})
    )
    valid_from = forms.DateField(
        label=_("Dùng từ ngày"),
        help_text=_("ví dụ 18/5/2020"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Ghi ngày như 18/5/2020."), "required": _("Chọn ngày bắt đầu dùng.")},
    )

    def __init__(self, channel: Channel, values: object = None, initial: dict[str, object] | None = None) -> None:
        super().__init__(values, initial=initial)  # type: ignore[arg-type]
        if channel is Channel.SMS:
            del self.fields["subject"]
            self.fields["body"].widget.attrs["rows"] = 5

    def text(self) -> Text:
        """Return the text as it stands in the form, typed or not yet."""
        return Text(
            str(self["subject"].value() or "") if "subject" in self.fields else "", str(self["body"].value() or "")
        )


class WishesForm(forms.Form):
    """By which channels a person wants to be told."""

    channels = forms.MultipleChoiceField(
        label=_("Báo tin qua"),
        choices=[(channel.value, channel.words) for channel in Channel],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
