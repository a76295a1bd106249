"""The steps of a process as a form: a row a step, empty rows for more, the order by numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue import pages
from motcua.catalogue.forms_rows import in_order, order_field
from motcua.catalogue.rules import NAMES, step_name
from motcua.catalogue.types import OUTSIDE, ProcedureVersion, Step
from motcua.clocks.limits import LONGEST, say_amount
from motcua.organisation import queries as organisation

#: Empty rows offered for further steps, and the most that anybody sends.
SPARE, MOST = 3, 60
_NAMED = frozenset({"province", "department", "service_centre", "district"})


class StepRow(forms.Form):
    """One step; without a kind of work it is left out."""

    order = order_field()
    action = forms.ChoiceField(label=gettext_lazy("Loại việc"), required=False)
    name = forms.CharField(label=gettext_lazy("Nội dung công việc"), required=False, max_length=300)
    role = forms.ChoiceField(label=gettext_lazy("Người làm"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Nơi làm"), required=False)
    agency = forms.CharField(label=gettext_lazy("Tên cơ quan ngoài hệ thống"), required=False, max_length=200)
    hours = forms.CharField(
        label=gettext_lazy("Giờ làm việc"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    group = forms.CharField(label=gettext_lazy("Nhóm làm song song"), required=False, max_length=10)
    needs = forms.CharField(label=gettext_lazy("Cần kết quả của dòng thứ"), required=False, max_length=30)
    uncounted = forms.BooleanField(label=gettext_lazy("Không tính vào thời hạn"), required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """Take the units to choose from."""
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [
            ("", _("Bỏ bước này")),
            *((code, _(words)) for code, words in NAMES.items()),
        ]  # type: ignore[attr-defined]
        self.fields["role"].choices = [(code, _(words)) for code, words in pages.ROLES.items()]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [*((code, _(words)) for code, words in pages.PLACES.items()), *units]  # type: ignore[attr-defined]

    def clean_hours(self) -> Decimal | None:
        """Read hours with comma or point."""
        given = str(self.cleaned_data["hours"]).strip().replace(",", ".")
        if not given:
            return None
        try:
            hours = Decimal(given)
        except InvalidOperation:
            hours = Decimal(-1)
        if not (hours.is_finite() and 0 <= hours <= LONGEST):
            raise forms.ValidationError(_("Giờ làm việc là một số từ 0, ví dụ 4 hoặc 1,5."))
        return hours

    def clean_needs(self) -> tuple[Decimal, ...]:
        """Read the order numbers of other rows, apart by commas."""
        try:
            return tuple(Decimal(part.strip()) for part in self.cleaned_data["needs"].split(",") if part.strip())
        except InvalidOperation:
            raise forms.ValidationError(
                _("Ghi thứ tự của các dòng cần trước, cách nhau bằng dấu phẩy, ví dụ 3, 4.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """Ask for the agency where it is outside, for hours where they count."""
        given = super().clean() or {}
        if given.get("action"):
            if given.get("unit") == OUTSIDE and not given.get("agency"):
                self.add_error("agency", _("Ghi tên cơ quan ngoài hệ thống làm bước này."))
            if given.get("hours") is None and "hours" not in self.errors and not given.get("uncounted"):
                self.add_error("hours", _("Ghi giờ làm việc, hoặc chọn «Không tính vào thời hạn»."))
        return given

    def step(self, no: int, places: Mapping[Decimal | None, int]) -> Step:
        """Return the step at its place; ``places`` has the step of each row's order number."""
        given = self.cleaned_data
        return Step(
            no,
            given["role"] or "counter",
            given["action"],
            given["name"] or step_name(given["action"]),
            given["hours"],
            counts=not given["uncounted"],
            parallel_group=given["group"],
            unit=given["unit"],
            agency=given["agency"],
            # A row that is not there: the step itself, which nobody accepts.
            needs=tuple(sorted({places.get(order, no) for order in given["needs"]})),
        )


Rows = forms.formset_factory(StepRow, extra=0, max_num=MOST, absolute_max=MOST)


def rows_of(values: Any, version: ProcedureVersion, level: str, on: date) -> Any:
    """Return the rows of what was sent, or of a version's process with empty ones behind."""
    process = next((each for each in version.processes if each.level == level), None)
    shown = [_shown(step) for step in (process.steps if process else ())] + [{} for _place in range(SPARE)]
    units = [(unit.code, organisation.short_name(unit.id)) for unit in organisation.units(on) if unit.level in _NAMED]
    known = {code for code, _words in units} | set(pages.PLACES)
    for step in process.steps if process else ():
        if step.unit not in known:
            units.append((step.unit, pages.place_of(step)))
            known.add(step.unit)
    return Rows(values, initial=shown, form_kwargs={"units": units})


def steps_of(rows: Any) -> tuple[Step, ...]:
    """Return the steps in their order, numbered anew; rows without a kind of work are left out."""
    kept = in_order(rows, "action")
    places = {form.cleaned_data["order"]: no for no, form in enumerate(kept, start=1)}
    return tuple(form.step(no, places) for no, form in enumerate(kept, start=1))


def wrong_rows() -> str:
    """Say that a row is wrong."""
    return _("Có bước chưa đúng. Sửa ở các ô được đánh dấu dưới đây.")


def _shown(step: Step) -> dict[str, Any]:
    return {
        "order": step.no,
        "action": step.action_code,
        "name": step.name,
        "role": step.role,
        "unit": step.unit,
        "agency": step.agency,
        "hours": "" if step.hours is None else say_amount(step.hours),
        "group": step.parallel_group,
        "needs": ", ".join(map(str, step.needs)),
        "uncounted": not step.counts,
    }
