"""Fields of forms that every module asks alike."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

DAY_INPUTS = ["%Y-%m-%d", "%d/%m/%Y"]
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")


def day_typed(text: str) -> date | None:
    """Read «11/5/2020» or «2020-05-11»; None where it is no day."""
    text = text.strip()
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        return None


def number_typed(text: str, least: int, most: int) -> int | None:
    """Read a whole number between two bounds, both inclusive; None where it is none, or longer than any that would do."""
    fits = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    return int(text) if fits and least <= int(text) <= most else None


class Day(forms.DateField):
    """A day, as the browser's own calendar gives it or typed «11/5/2020»."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        """Take what a field takes."""
        words = _("Viết ngày như 11/5/2020.")
        super().__init__(
            input_formats=DAY_INPUTS, error_messages={"invalid": words, "required": _("Chọn ngày.")}, **kwargs
        )
