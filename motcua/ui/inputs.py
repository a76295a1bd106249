"""Fields of forms that every module asks alike."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

DAY_INPUTS = ["%Y-%m-%d", "%d/%m/%Y"]


class Day(forms.DateField):
    """A day, as the browser's own calendar gives it or typed «11/5/2020»."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        """Take what a field takes."""
        words = _("Viết ngày như 11/5/2020.")
        super().__init__(
            input_formats=DAY_INPUTS, error_messages={"invalid": words, "required": _("Chọn ngày.")}, **kwargs
        )
