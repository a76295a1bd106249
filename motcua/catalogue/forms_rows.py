"""A list as a form: a row a line, empty rows for more, the order by numbers. Papers and steps are asked for like this."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


def order_field() -> forms.DecimalField:
    """Return the field for a row's place; 3.5 puts it between 3 and 4."""
    return forms.DecimalField(
        label=gettext_lazy("Thứ tự"),
        required=False,
        max_digits=6,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Thứ tự là một số, ví dụ 3 hoặc 3.5 để chen giữa 3 và 4.")},
    )


def in_order(rows: Any, key: str) -> list[Any]:
    """Return the rows that have something under ``key``, in the order of their numbers, those without one last."""
    kept = [form for form in rows.forms if form.cleaned_data.get(key)]
    return sorted(kept, key=lambda form: (form.cleaned_data["order"] is None, form.cleaned_data["order"] or 0))


def with_more(values: Any, spare: int, most: int, prefix: str = "form") -> Any:
    """Return what was sent with so many empty rows behind, ``most`` in all."""
    more = values.copy()
    try:
        total = int(values.get(f"{prefix}-TOTAL_FORMS", "0"))
    except ValueError:
        return more
    more[f"{prefix}-TOTAL_FORMS"] = str(min(total + spare, most))
    return more
