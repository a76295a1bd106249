"""Forms of a dossier's money: how it was paid, what is owed, which receipt is cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.charging import POSTAGE
from motcua.dossiers.forms.acts import ActForm, Reason
from motcua.kernel.ids import new_id
from motcua.kernel.money import dong
from motcua.kernel.refusal import Invalid
from motcua.payments.types import Due, DueIn, Method, Receipt, Relief, Tariff

METHODS = ((Method.CASH, gettext_lazy("Tiền mặt")), (Method.TRANSFER, gettext_lazy("Chuyển khoản")))


class Taking(ActForm):
    """How all that is owed was paid; the receipt's id is made with the page."""

    receipt = forms.UUIDField(widget=forms.HiddenInput, required=False)
    method = forms.ChoiceField(
        label=gettext_lazy("Hình thức nộp"), required=False, widget=forms.RadioSelect, choices=METHODS
    )
    reference = forms.CharField(
        label=gettext_lazy("Số giao dịch"),
        required=False,
        help_text=gettext_lazy("Chỉ khi chuyển khoản: số in trên chứng từ."),
    )
    voucher = forms.FileField(
        label=gettext_lazy("Chứng từ chuyển khoản"),
        required=False,
        help_text=gettext_lazy(
            "Chỉ khi chuyển khoản: ảnh hoặc PDF của chứng từ, nằm cùng biên lai trong hồ sơ. Không quá 20 MB."
        ),
    )

    def chosen(self) -> Method:
        """Return how it was paid. Refuses with Invalid where nobody said it."""
        try:
            return Method(self.typed("method"))
        except ValueError as problem:
            raise Invalid({"method": _("Chọn tiền mặt hoặc chuyển khoản.")}) from problem

    def receipt_id(self) -> UUID:
        """Return the id that the page was made with; a new one where it was torn off."""
        self.is_valid()
        found: UUID = self.cleaned_data.get("receipt") or new_id()
        return found


class Cancelling(Reason):
    """Which receipt, and why."""

    receipt = forms.ChoiceField(label=gettext_lazy("Biên lai"), required=False, widget=forms.RadioSelect)
    field_order = ("receipt", "reason")

    def __init__(self, *args: Any, receipts: Sequence[Receipt] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["receipt"]
        field.choices = [(str(one.id), f"{one.words}: {dong(one.amount)}") for one in receipts]
        if len(receipts) == 1:
            field.initial = str(receipts[0].id)

    def chosen(self) -> UUID:
        """Return the receipt. Refuses with Invalid where none was chosen."""
        text = self.typed("receipt")
        if not text:
            raise Invalid({"receipt": _("Chọn biên lai phải huỷ.")})
        return UUID(text)


class Dues(ActForm):
    """The version's fee lines: which are owed, how many, on which ground less."""

    def __init__(
        self,
        *args: Any,
        tariffs: Sequence[Tariff] = (),
        reliefs: Sequence[Relief] = (),
        set_before: Sequence[Due] = (),
        proofs: dict[int, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tariffs = tariffs
        known = {due.position: due for due in set_before}
        for tariff in tariffs:
            grounds = [("", _("không miễn, giảm"))]
            grounds += [(one.code, _relief_words(one)) for one in tariff.grounds(reliefs)]
            place, due = tariff.position, known.get(tariff.position)
            self.fields[f"owed_{place}"] = forms.BooleanField(
                label=tariff.name, required=False, initial=due is not None
            )
            self.fields[f"quantity_{place}"] = forms.CharField(
                label=_("Số lượng"), required=False, initial=due.quantity if due else 1, widget=_figures()
            )
            if tariff.price is None:
                self.fields[f"price_{place}"] = forms.CharField(
                    label=_("Mức thu (đ)"),
                    required=False,
                    initial=f"{due.price:,}".replace(",", ".") if due else "",
                    help_text=_("Danh mục chưa có số; ghi theo nghị quyết của HĐND tỉnh."),
                    widget=_figures(),
                )
            self.fields[f"relief_{place}"] = forms.ChoiceField(
                label=_("Miễn, giảm"), required=False, choices=grounds, initial=due.relief if due else ""
            )
            self.fields[f"proof_{place}"] = forms.CharField(
                label=_("Giấy tờ chứng minh đã xem"), required=False, initial=(proofs or {}).get(place, "")
            )

    def rows(self) -> list[dict[str, Any]]:
        """Return each line with its fields, ready to be shown."""
        return [
            {
                "tariff": tariff,
                "is_postage": tariff.position == POSTAGE,
                "price_words": dong(tariff.price) if tariff.price is not None else "",
                "owed": self[f"owed_{tariff.position}"],
                "quantity": self[f"quantity_{tariff.position}"],
                "price": self[f"price_{tariff.position}"] if tariff.price is None else None,
                "relief": self[f"relief_{tariff.position}"],
                "proof": self[f"proof_{tariff.position}"],
            }
            for tariff in self.tariffs
        ]

    def lines(self) -> list[DueIn]:
        """Return the chosen lines. Refuses with Invalid what is no number."""
        self.is_valid()
        wrong: dict[str, str] = {}
        found = []
        for tariff in self.tariffs:
            place = tariff.position
            if not self.cleaned_data.get(f"owed_{place}"):
                continue
            quantity = _number(self.typed(f"quantity_{place}"))
            price = _number(self.typed(f"price_{place}")) if tariff.price is None else None
            if quantity is None:
                wrong[f"quantity_{place}"] = _("Số lượng là một số, ví dụ 2.")
            if tariff.price is None and price is None:
                wrong[f"price_{place}"] = _("Ghi mức thu bằng đồng, ví dụ 15.000.")
            relief = str(self.data.get(self.add_prefix(f"relief_{place}")) or "")
            found.append(DueIn(tariff, quantity or 0, price, relief, self.typed(f"proof_{place}")))
        if wrong:
            raise Invalid(wrong)
        return found


def _relief_words(relief: Relief) -> str:
    if relief.amount is not None:
        return _("%(name)s: giảm %(amount)s") % {"name": relief.name, "amount": dong(relief.amount)}
    if relief.percent == 100:  # noqa: PLR2004 - percent
        return _("%(name)s: miễn") % {"name": relief.name}
    return _("%(name)s: giảm %(percent)s%%") % {"name": relief.name, "percent": relief.percent}


def _figures() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 14, "autocomplete": "off"})


def _number(text: str) -> int | None:
    """Read «15.000» or «15000 đ»; None where it is no number of whole đồng."""
    bare = text.strip().removesuffix("đ").strip().replace(".", "").replace(" ", "")
    return int(bare) if bare.isascii() and bare.isdigit() else None
