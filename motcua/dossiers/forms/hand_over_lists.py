"""What is typed about papers that are carried: which go, what came, how a difference was settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.carrying import Leg, ListLine
from motcua.kernel.refusal import Refusal
from motcua.postal.types import Found, Verdict
from motcua.ui.acting import put

#: What may be said of what stands on the list.
VERDICTS = (Verdict.HERE, Verdict.MISSING, Verdict.DAMAGED)
LONGEST = 20_000


class CarryForm(forms.Form):
    """What these forms share."""

    def typed(self, name: str) -> str:
        """Return what was typed; nothing is empty."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "").strip()

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal's sentences to the fields that it names."""
        put(self, refusal)


class Handing(CarryForm):
    """Which dossiers' papers go to one place, and who carries them."""

    target = forms.CharField(widget=forms.HiddenInput, required=False)
    carrier = forms.CharField(
        label=gettext_lazy("Người mang"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Để trống nếu giao tận tay. Ví dụ: văn thư Nông Thị Hạnh; bưu điện."),
    )

    def __init__(self, *args: Any, legs: Sequence[Leg] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossiers"] = forms.MultipleChoiceField(
            label=_("Hồ sơ giao"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(leg.dossier), f"{leg.number} · {leg.owner} · {leg.procedure}") for leg in legs],
        )

    def chosen(self) -> tuple[UUID, ...]:
        """Return the dossiers that were ticked."""
        self.is_valid()
        return tuple(UUID(one) for one in self.cleaned_data.get("dossiers") or ())


class Confirming(CarryForm):
    """What was found of each line; codes that were scanned count as there."""

    def __init__(self, *args: Any, lines: Sequence[ListLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.fields["scanned"] = forms.CharField(
            label=_("Quét mã từng hồ sơ"),
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
            help_text=_(
                "Mỗi mã một dòng. Hồ sơ đã quét là có đủ; mã không có trong phiếu được ghi là ngoài danh sách."
            ),
        )
        for one in lines:
            self.fields[f"verdict_{one.position}"] = forms.ChoiceField(
                label=one.number,
                required=False,
                widget=forms.RadioSelect,
                choices=[(str(verdict), verdict.words) for verdict in VERDICTS],
            )
            self.fields[f"note_{one.position}"] = forms.CharField(
                label=_("Khác ở chỗ nào, %(number)s") % {"number": one.number}, required=False, max_length=500
            )

    def rows(self) -> list[dict[str, Any]]:
        """Return each line with its fields."""
        return [
            {"line": one, "verdict": self[f"verdict_{one.position}"], "note": self[f"note_{one.position}"]}
            for one in self.lines
        ]

    def found(self) -> dict[UUID, Found]:
        """Return what was marked; what nobody looked at is left out."""
        marked = {}
        for one in self.lines:
            verdict = self.typed(f"verdict_{one.position}")
            if verdict in set(VERDICTS):
                marked[one.id] = Found(Verdict(verdict), self.typed(f"note_{one.position}"))
        return marked

    def codes(self) -> list[str]:
        """Return the scanned codes."""
        return self.typed("scanned").split()


class Settling(CarryForm):
    """How a difference was settled."""

    line = forms.CharField(widget=forms.HiddenInput, required=False)
    how = forms.CharField(label=gettext_lazy("Đã giải quyết thế nào"), required=False, max_length=500)
