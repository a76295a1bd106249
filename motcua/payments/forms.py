"""Forms of the till. No field is required here: the service refuses, in a sentence for the field."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.kernel.money import dong
from motcua.kernel.refusal import Invalid, Refusal
from motcua.ui.acting import put

#: More figures than any count has.
LONGEST = 6
LONGEST_SERIAL = 20
#: So many denominations stand in a row.
BESIDE = 4


class Opening(forms.Form):
    """The next book: its serial, and how many receipts it holds."""

    serial = forms.CharField(
        label=gettext_lazy("Ký hiệu"),
        required=False,
        max_length=LONGEST_SERIAL,
        help_text=gettext_lazy(
            "Như in trên biên lai, ví dụ BK/20P. Để nguyên nếu mở quyển tiếp theo của ký hiệu đang dùng."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    size = forms.CharField(
        label=gettext_lazy("Số tờ"),
        required=False,
        help_text=gettext_lazy("Ví dụ 50. Bỏ trống nếu quyển không giới hạn số."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": LONGEST + 1, "autocomplete": "off"}),
    )

    def typed(self, name: str) -> str:
        """Return what was typed into a field."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "").strip()

    def size_typed(self) -> int | None:
        """Return how many receipts it holds, None where it never runs out. Refuses with Invalid what is no number."""
        text = self.typed("size").replace(".", "")
        if text and not (text.isascii() and text.isdigit()):
            raise Invalid({"size": _("Số tờ là một số, ví dụ 50.")})
        return int(text) if text else None

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal's sentences to the fields that it names."""
        put(self, refusal)


class Counting(forms.Form):
    """The notes in the till by denomination, and why they differ from the book."""

    on = forms.DateField(widget=forms.HiddenInput, required=False)
    explanation = forms.CharField(
        label=gettext_lazy("Vì sao thừa hoặc thiếu"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        strip=False,
        help_text=gettext_lazy("Chỉ cần khi số đếm khác sổ."),
    )

    def __init__(self, *args: Any, denominations: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.denominations = denominations
        for note in denominations:
            self.fields[f"note_{note}"] = forms.CharField(
                label=dong(note),
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": LONGEST, "autocomplete": "off"}),
            )

    def rows(self) -> list[list[forms.BoundField]]:
        """Return the fields, some beside each other."""
        fields = [self[f"note_{note}"] for note in self.denominations]
        return [fields[start : start + BESIDE] for start in range(0, len(fields), BESIDE)]

    def day(self) -> date | None:
        """Return the day that is closed."""
        self.is_valid()
        return self.cleaned_data.get("on")

    def counted(self) -> dict[int, int]:
        """Return how many notes of each denomination were counted. Refuses with Invalid what is no number."""
        self.is_valid()
        wrong, found = {}, {}
        for note in self.denominations:
            text = str(self.cleaned_data.get(f"note_{note}") or "").strip().replace(".", "")
            if text and not (text.isascii() and text.isdigit()):
                wrong[f"note_{note}"] = _("Số tờ là một số, ví dụ 12.")
            elif text:
                found[note] = int(text)
        if wrong:
            raise Invalid(wrong)
        return found

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal's sentences to the fields that it names."""
        put(self, refusal, lambda name: "" if name == "on" else name)
