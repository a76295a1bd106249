"""The forms of the paper books' pages; the services refuse, in a sentence for the field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from motcua.dossiers.fallback import CodeState, PaperCode
from motcua.dossiers.forms.acts import ActForm
from motcua.dossiers.forms.moments import read_day

#: One printed sheet after the cover holds five lines.
USUAL_SIZE = 10


class Draw(ActForm):
    """How many codes, and for which day."""

    size = forms.CharField(
        label=gettext_lazy("Số mã"),
        help_text=gettext_lazy("Mỗi trang in 5 mã"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3, "autocomplete": "off"}),
    )
    day = forms.CharField(
        label=gettext_lazy("Dùng từ ngày"),
        help_text=gettext_lazy("Ngày ghi trong mã, ví dụ 11/5/2020; để trống là hôm nay"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def count(self) -> int:
        """Return how many; what is no number is none."""
        text = self.typed("size").strip()
        return int(text) if text.isascii() and text.isdigit() else 0

    def on(self) -> date | None:
        """Return the day; refuses with Invalid what is none."""
        return read_day(self.typed("day"), "day")


class End(ActForm):
    """Which codes are given back, how they ended and why."""

    codes = forms.MultipleChoiceField(label=gettext_lazy("Mã"), required=False, widget=forms.CheckboxSelectMultiple)
    how = forms.ChoiceField(
        label=gettext_lazy("Mã đã chọn"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (CodeState.RETURNED.value, gettext_lazy("Không dùng đến, trả lại")),
            (CodeState.SPOILT.value, gettext_lazy("Viết hỏng, bỏ")),
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), required=False, widget=forms.Textarea(attrs={"rows": 3}), strip=False
    )

    def __init__(self, *args: object, free: Sequence[PaperCode] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["codes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.id), one.code) for one in free]

    def chosen(self) -> list[UUID]:
        """Return the codes that were ticked."""
        self.is_valid()
        return [UUID(one) for one in self.cleaned_data.get("codes") or ()]

    def ending(self) -> CodeState:
        """Return how they ended; nothing chosen is no ending."""
        text = self.typed("how")
        return CodeState(text) if text in set(CodeState) else CodeState.FREE
