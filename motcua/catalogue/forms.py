"""What the pages ask with which an administrator changes a procedure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue.pages import ONLINE_MODES
from motcua.catalogue.types import Exemption, FeeLine, OnlineScale, ProcedureVersion
from motcua.catalogue.types import Particulars as Said
from motcua.clocks.limits import Limit, parse_limit
from motcua.clocks.refusals import LimitUnreadable

#: Empty lines offered for further fees.
SPARE = 2
FULL = 100
_AMOUNT = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d{1,12}")


_PERCENT = re.compile(r"(\d{1,3}) ?%")
#: What is asked of whoever pays less: label and longest text.
_RELIEF = {
    "who": (gettext_lazy("Đối tượng miễn, giảm %(place)s"), 200),
    "cut": (gettext_lazy("Mức giảm %(place)s"), 20),
    "proof": (gettext_lazy("Giấy chứng minh %(place)s"), 300),
    "basis": (gettext_lazy("Căn cứ %(place)s"), 300),
}


def read_cut(text: str) -> tuple[int, int | None]:
    """Read how much less is paid: «miễn», «50%» or «5.000»; return percent and VND, of which one is nothing."""
    words = text.strip().removesuffix("đ").strip()
    if words.casefold() == _("miễn").casefold():
        return FULL, None
    if found := _PERCENT.fullmatch(words):
        percent = int(found[1])
        return (percent if percent <= FULL else 0), None
    return 0, int(re.sub(r"\D", "", words)) if _AMOUNT.fullmatch(words) else None


def cut_words(line: Exemption) -> str:
    """Write how much less is paid, as ``read_cut`` reads it."""
    if line.amount is not None:
        return str(line.amount)
    return _("miễn") if line.percent == FULL else f"{line.percent}%"


class Starting(forms.Form):
    """The day from which a change holds."""

    valid_from = forms.DateField(
        label=gettext_lazy("Áp dụng từ ngày"),
        help_text=gettext_lazy("Hồ sơ nhận trước ngày này giữ bản cũ."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={
            "invalid": gettext_lazy("Viết ngày như 11/5/2020."),
            "required": gettext_lazy("Chọn ngày áp dụng."),
        },
    )

    def __init__(self, values: Any, today: date, **kwargs: Any) -> None:
        """Take what was sent, and the day."""
        super().__init__(values, **kwargs)
        self.today = today

    def clean_valid_from(self) -> date:
        """Take no day that is past: what was received then keeps what held then."""
        given: date = self.cleaned_data["valid_from"]
        if given < self.today:
            raise forms.ValidationError(_("Ngày áp dụng phải từ hôm nay trở đi."))
        return given


class FeeLines(forms.Form):
    """The fee lines, each an amount and whom it is for; a line without both is dropped."""

    note = forms.CharField(
        label=gettext_lazy("Ghi chú về phí, đối tượng miễn giảm và giấy chứng minh"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def offer(self, lines: Sequence[FeeLine], exemptions: Sequence[Exemption]) -> None:
        """Offer these lines and some empty ones."""
        self.offer_exemptions(exemptions)
        self.places = range(1, len(lines) + SPARE + 1)
        for place in self.places:
            line = lines[place - 1] if place <= len(lines) else FeeLine(None)
            self.fields[f"amount_{place}"] = forms.CharField(
                label=_("Mức phí %(place)s (đồng)") % {"place": place},
                required=False,
                max_length=20,
                initial="" if line.amount is None else str(line.amount),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )
            self.fields[f"words_{place}"] = forms.CharField(
                label=_("Trường hợp của mức phí %(place)s") % {"place": place},
                required=False,
                max_length=200,
                initial=line.note,
            )

    def offer_exemptions(self, lines: Sequence[Exemption]) -> None:
        """Offer these lines of who pays less and some empty ones."""
        self.reliefs = range(1, len(lines) + SPARE + 1)
        for place in self.reliefs:
            line = lines[place - 1] if place <= len(lines) else Exemption("")
            told = {
                "who": line.who,
                "cut": cut_words(line) if line.who else "",
                "proof": line.proof,
                "basis": line.basis,
            }
            for name, (label, most) in _RELIEF.items():
                self.fields[f"{name}_{place}"] = forms.CharField(
                    label=label % {"place": place},
                    required=False,
                    max_length=most,
                    initial=told[name],
                    widget=forms.TextInput(attrs={"autocomplete": "off"}),
                )

    def clean(self) -> dict[str, Any]:
        """Read amounts in whole đồng, and who pays less."""
        given = super().clean() or {}
        self.exemptions = tuple(filter(None, (self._exemption(given, place) for place in self.reliefs)))
        self.lines: list[FeeLine] = []
        for place in self.places:
            amount, note = given.get(f"amount_{place}", "").strip(), given.get(f"words_{place}", "").strip()
            if amount and not _AMOUNT.fullmatch(amount):
                self.add_error(
                    f"amount_{place}", _("Viết số đồng không lẻ, ví dụ 8000 hoặc 8.000; không thu thì viết 0.")
                )
            elif amount:
                self.lines.append(FeeLine(int(re.sub(r"\D", "", amount)), note))
            elif note:
                self.add_error(f"amount_{place}", _("Ghi mức phí cho trường hợp này, hoặc xoá tên trường hợp."))
        return given

    def _exemption(self, given: dict[str, Any], place: int) -> Exemption | None:
        told = {name: given.get(f"{name}_{place}", "").strip() for name in _RELIEF}
        if not any(told.values()):
            return None
        for name in ("who", "proof"):
            if not told[name]:
                self.add_error(f"{name}_{place}", _("Ghi mục này, hoặc xoá cả dòng."))
        percent, amount = read_cut(told["cut"])
        if not percent and not amount:
            self.add_error(f"cut_{place}", _("Viết «miễn», số phần trăm như 50%, hoặc số đồng được giảm như 5.000."))
            return None
        return Exemption(told["who"], percent, amount, told["proof"], told["basis"])

    def relief_rows(self) -> list[list[forms.BoundField]]:
        """Return the fields of who pays less, line by line."""
        return [[self[f"{name}_{place}"] for name in _RELIEF] for place in self.reliefs]

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the fields line by line."""
        return [(self[f"amount_{place}"], self[f"words_{place}"]) for place in self.places]


class Fees(Starting, FeeLines):
    """The fee lines from a day on."""

    def __init__(self, values: Any, today: date, version: ProcedureVersion) -> None:
        """Offer the lines in force and some empty ones."""
        super().__init__(values, today, initial={"note": version.fee_note})
        self.offer(version.fees, version.exemptions)


def limit_field(*, required: bool) -> forms.CharField:
    """Return the field of a time limit in the law's words."""
    return forms.CharField(
        label=gettext_lazy("Thời hạn giải quyết"),
        help_text=gettext_lazy("Ví dụ: 5 ngày làm việc, 4 giờ làm việc, 15 ngày, trong ngày."),
        required=required,
        max_length=80,
        error_messages={"required": gettext_lazy("Nhập thời hạn giải quyết.")},
    )


def read_limit(words: str) -> Limit:
    """Read a limit. Refuses with ValidationError what is none."""
    try:
        return parse_limit(words)
    except LimitUnreadable as refusal:
        raise forms.ValidationError(str(refusal)) from refusal


class SettingLimit(Starting):
    """A time limit in the law's words."""

    limit = limit_field(required=True)
    note = forms.CharField(label=gettext_lazy("Ghi chú về thời hạn"), required=False, max_length=500)

    def clean_limit(self) -> Limit:
        """Read the limit."""
        return read_limit(self.cleaned_data["limit"])


class Words(forms.Form):
    """What a version says in words."""

    name = forms.CharField(
        label=gettext_lazy("Tên thủ tục"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Nhập tên thủ tục.")},
    )
    field = forms.CharField(
        label=gettext_lazy("Lĩnh vực"),
        max_length=200,
        error_messages={"required": gettext_lazy("Nhập lĩnh vực.")},
    )
    result = forms.CharField(label=gettext_lazy("Kết quả"), required=False, max_length=600)
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ pháp lý"),
        help_text=gettext_lazy("Mỗi văn bản một dòng."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=6000,
        error_messages={"required": gettext_lazy("Ghi ít nhất một căn cứ pháp lý.")},
    )
    online_level = forms.TypedChoiceField(
        label=gettext_lazy("Mức độ trực tuyến"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("Chưa biết")), *((str(level), str(level)) for level in range(1, 5))],
    )

    subjects = forms.CharField(
        label=gettext_lazy("Đối tượng thực hiện"),
        help_text=gettext_lazy("Ai được làm thủ tục này: công dân, hộ kinh doanh, tổ chức…"),
        required=False,
        max_length=600,
    )
    method = forms.CharField(
        label=gettext_lazy("Cách thức thực hiện"),
        help_text=gettext_lazy("Nộp trực tiếp, qua bưu chính, trực tuyến."),
        required=False,
        max_length=600,
    )
    sets = forms.IntegerField(
        label=gettext_lazy("Số bộ hồ sơ"),
        required=False,
        min_value=1,
        max_value=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Số bộ là một số từ 1 đến 20."),
            "min_value": gettext_lazy("Số bộ là một số từ 1 đến 20."),
            "max_value": gettext_lazy("Số bộ là một số từ 1 đến 20."),
        },
    )
    conditions = forms.CharField(
        label=gettext_lazy("Yêu cầu, điều kiện"),
        help_text=gettext_lazy("Để trống nếu không có."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    received_elsewhere = forms.BooleanField(
        label=gettext_lazy("Nhận ngoài bộ phận một cửa (lưu động, tại chỗ), vẫn theo dõi trên hệ thống"), required=False
    )
    wholly_at_counter = forms.BooleanField(
        label=gettext_lazy("Làm trọn tại bộ phận một cửa: nhận, thẩm định, ký duyệt, trả kết quả"), required=False
    )
    online_mode = forms.ChoiceField(
        label=gettext_lazy("Dịch vụ công trực tuyến"),
        required=False,
        choices=[("", gettext_lazy("Chưa biết")), *ONLINE_MODES.items()],
    )
    online_reason = forms.CharField(
        label=gettext_lazy("Vì sao chưa làm trọn trực tuyến"),
        help_text=gettext_lazy("Công bố cho người dân. Để trống nếu làm trọn trực tuyến."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def in_scale(self, scale: OnlineScale) -> None:
        """Ask how far online in the scale of the day only."""
        del self.fields["online_level" if scale is OnlineScale.MODES else "online_mode"]

    def said(self, version: ProcedureVersion) -> Said:
        """Return what was typed; what was not asked is as the version says."""
        asked = {name: self.cleaned_data[name] for name in Said.__slots__ if name in self.cleaned_data}
        return Said(**{name: getattr(version, name) for name in Said.__slots__} | asked)

    def clean_legal_basis(self) -> tuple[str, ...]:
        """Take a document a line."""
        return tuple(line.strip() for line in self.cleaned_data["legal_basis"].splitlines() if line.strip())


class Particulars(Starting, Words):
    """Other words from a day on."""

    def __init__(self, values: Any, today: date, version: ProcedureVersion, scale: OnlineScale) -> None:
        """Offer what the version says, in the scale of the day."""
        super().__init__(values, today, initial=shown_words(version))
        self.in_scale(scale)


def shown_words(version: ProcedureVersion) -> dict[str, Any]:
    """Return what the form of words begins with."""
    shown = {name: getattr(version, name) for name in Said.__slots__}
    return shown | {"legal_basis": "\n".join(version.legal_basis), "online_level": version.online_level or ""}
