"""What is typed about papers that are carried: which go, what came, how a difference was settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.carrying import HandOverList, Leg, ListWay, Signature
from motcua.dossiers.forms.moments import read_moment
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
    """Which dossiers' papers go to one place, which originals with them, and who carries them."""

    target = forms.CharField(widget=forms.HiddenInput, required=False)
    carrier = forms.CharField(
        label=gettext_lazy("Người mang"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Để trống nếu giao tận tay. Ví dụ: văn thư Nông Thị Hạnh; bưu điện."),
    )

    def __init__(self, *args: Any, legs: Sequence[Leg] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lying = {one.id: leg.dossier for leg in legs for one in leg.originals}
        self.fields["dossiers"] = forms.MultipleChoiceField(
            label=_("Hồ sơ giao"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(leg.dossier), f"{leg.number} · {leg.owner} · {leg.procedure}") for leg in legs],
        )
        if self.lying:
            self.fields["originals"] = forms.MultipleChoiceField(
                label=_("Bản chính giao cùng"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(str(one.id), f"{one.words} · {leg.number}") for leg in legs for one in leg.originals],
                initial=[str(one) for one in self.lying],
            )

    def chosen(self) -> tuple[UUID, ...]:
        """Return the dossiers that were ticked."""
        self.is_valid()
        return tuple(UUID(one) for one in self.cleaned_data.get("dossiers") or ())

    def originals(self) -> tuple[UUID, ...]:
        """Return the originals that were ticked, of dossiers that were."""
        ticked = (UUID(one) for one in self.cleaned_data.get("originals") or ())
        chosen = set(self.chosen())
        return tuple(one for one in ticked if self.lying[one] in chosen)


class Confirming(CarryForm):
    """What was found of each line; codes that were scanned count as there.

    Of each original whether it came, and where it lies now; of an agency outside the system who signed, and when.
    """

    def __init__(self, *args: Any, listed: HandOverList, shelves: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = listed
        self.fields["scanned"] = forms.CharField(
            label=_("Quét mã từng hồ sơ"),
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
            help_text=_(
                "Mỗi mã một dòng. Hồ sơ đã quét là có đủ; mã không có trong phiếu được ghi là ngoài danh sách."
            ),
        )
        for one in listed.lines:
            self.fields[f"verdict_{one.position}"] = forms.ChoiceField(
                label=one.number,
                required=False,
                widget=forms.RadioSelect,
                choices=[(str(verdict), verdict.words) for verdict in VERDICTS],
            )
            self.fields[f"note_{one.position}"] = forms.CharField(
                label=_("Khác ở chỗ nào, %(number)s") % {"number": one.number}, required=False, max_length=500
            )
            if one.originals:
                self.fields[f"came_{one.position}"] = forms.MultipleChoiceField(
                    label=_("Bản chính có trong bì"),
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    choices=[(str(original.id), original.words) for original in one.originals],
                    initial=[str(original.id) for original in one.originals],
                    help_text=_("Bỏ đánh dấu bản không thấy: bản đó vẫn do bên giao giữ."),
                )
        if listed.lays:
            self.fields["place"] = forms.CharField(
                label=_("Để bản chính ở đâu"),
                required=False,
                max_length=100,
                initial=shelves[0] if shelves else "",
                help_text=_("Nơi đang dùng: %(shelves)s.") % {"shelves": "; ".join(shelves)}
                if shelves
                else _("Ví dụ: tủ 2, ngăn 3."),
            )
        if listed.is_outside:
            self._ask_signature()

    def _ask_signature(self) -> None:
        gives = self.listed.way is ListWay.BACK
        self.fields["signer"] = forms.CharField(
            label=_("Người ký bên giao") if gives else _("Người ký bên nhận"),
            required=False,
            max_length=500,
            help_text=_("Tên người của cơ quan ngoài hệ thống, như ký trên phiếu."),
        )
        self.fields["signed_on"] = forms.CharField(label=_("Ký ngày"), required=False, max_length=12)
        self.fields["signed_at"] = forms.CharField(
            label=_("Ký lúc"), required=False, max_length=8, help_text=_("Ví dụ: 14:30.")
        )

    def rows(self) -> list[dict[str, Any]]:
        """Return each line with its fields."""
        return [
            {
                "line": one,
                "verdict": self[f"verdict_{one.position}"],
                "note": self[f"note_{one.position}"],
                "came": self[f"came_{one.position}"] if one.originals else None,
            }
            for one in self.listed.lines
        ]

    def found(self) -> dict[UUID, Found]:
        """Return what was marked; what nobody looked at is left out."""
        marked = {}
        for one in self.listed.lines:
            verdict = self.typed(f"verdict_{one.position}")
            if verdict in set(VERDICTS):
                marked[one.id] = Found(Verdict(verdict), self.typed(f"note_{one.position}"))
        return marked

    def lacking(self) -> tuple[UUID, ...]:
        """Return the originals whose tick was taken away."""
        self.is_valid()
        return tuple(
            original.id
            for one in self.listed.lines
            for original in one.originals
            if str(original.id) not in self.cleaned_data.get(f"came_{one.position}", ())
        )

    def signature(self) -> Signature | None:
        """Return who signed outside the system and when; None within it. Refuses with Invalid what is no moment."""
        if not self.listed.is_outside:
            return None
        sentence = _("Ghi cả ngày và giờ ký trên phiếu.")
        at = read_moment(self.typed("signed_on"), self.typed("signed_at"), "signed_at", sentence)
        return Signature(self.typed("signer"), at)

    def codes(self) -> list[str]:
        """Return the scanned codes."""
        return self.typed("scanned").split()


class Settling(CarryForm):
    """How a difference was settled."""

    line = forms.CharField(widget=forms.HiddenInput, required=False)
    how = forms.CharField(label=gettext_lazy("Đã giải quyết thế nào"), required=False, max_length=500)
