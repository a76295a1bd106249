"""The form of the page for guidance without a dossier; the service refuses, in a sentence for the field."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from motcua.dossiers.forms.procedures import OfProcedure
from motcua.dossiers.types import GuidanceWay

WAYS = (
    (GuidanceWay.IN_PERSON, gettext_lazy("Trực tiếp tại quầy")),
    (GuidanceWay.PHONE, gettext_lazy("Điện thoại")),
    (GuidanceWay.ONLINE, gettext_lazy("Trực tuyến")),
    (GuidanceWay.POST, gettext_lazy("Bưu chính")),
    (GuidanceWay.SAMPLE, gettext_lazy("Mẫu điền sẵn, phim hướng dẫn")),
)


class Guidance(OfProcedure):
    """Which way, about which procedure, what was asked and what was said."""

    way = forms.ChoiceField(
        label=gettext_lazy("Hướng dẫn bằng cách nào"), choices=WAYS, required=False, widget=forms.RadioSelect
    )
    question = forms.CharField(
        label=gettext_lazy("Hỏi gì"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Không ghi tên, số giấy tờ của người hỏi."),
    )
    answer = forms.CharField(
        label=gettext_lazy("Đã hướng dẫn gì"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def chosen(self) -> GuidanceWay | None:
        """Return how it was given; none where nothing was chosen."""
        text = self.typed("way")
        return GuidanceWay(text) if text else None
