"""Which register is looked at: unit, year, and what narrows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from motcua.dossiers.books import Wanted
from motcua.dossiers.forms.moments import read_day
from motcua.kernel.refusal import Invalid

#: Years of this house.
FIRST_YEAR, LAST_YEAR = 2000, 2100


class BookFilter(forms.Form):
    """Unit and year of a register; from … to …, state and field. The names are the address's."""

    def __init__(
        self, typed: Any, *, units: Iterable[tuple[str, str]], states: Iterable[tuple[str, str]], fields: Iterable[str]
    ) -> None:
        super().__init__(typed)
        every = ("", _("Tất cả"))
        text = {"required": False, "strip": True}
        self.fields |= {
            "don-vi": forms.ChoiceField(label=_("Đơn vị tiếp nhận"), choices=list(units), required=False),
            "nam": forms.CharField(label=_("Năm"), widget=forms.TextInput(attrs={"inputmode": "numeric"}), **text),
            "tu": forms.CharField(label=_("Nhận từ ngày"), **text),
            "den": forms.CharField(label=_("Đến ngày"), **text),
            "trang-thai": forms.ChoiceField(label=_("Trạng thái"), choices=[every, *states], required=False),
            "linh-vuc": forms.ChoiceField(
                label=_("Lĩnh vực"), choices=[every, *((name, name) for name in fields)], required=False
            ),
        }
        self.narrow: dict[str, date | None] = {"tu": None, "den": None}

    def clean(self) -> dict[str, Any]:
        """Read year and days; each has its own sentence."""
        cleaned: dict[str, Any] = super().clean() or {}
        year = cleaned.get("nam", "")
        if not (year.isascii() and year.isdigit() and FIRST_YEAR <= int(year) <= LAST_YEAR):
            self.add_error("nam", _("Năm là bốn chữ số, như 2020."))
        for name in self.narrow:
            try:
                self.narrow[name] = read_day(cleaned.get(name, ""), name)
            except Invalid as problem:
                self.add_error(name, problem.fields[name])
        since, until = self.narrow["tu"], self.narrow["den"]
        if since and until and since > until:
            self.add_error("den", _("Ngày cuối phải từ ngày đầu trở đi."))
        return cleaned

    def unit(self) -> UUID:
        """Return the unit that was chosen."""
        return UUID(self.cleaned_data["don-vi"])

    def year(self) -> int:
        """Return the year that was typed."""
        return int(self.cleaned_data["nam"])

    def wanted(self) -> Wanted:
        """Return what narrows the register."""
        state = self.cleaned_data["trang-thai"]
        return Wanted(
            self.narrow["tu"], self.narrow["den"], int(state) if state else None, self.cleaned_data["linh-vuc"]
        )
