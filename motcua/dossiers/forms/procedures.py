"""A procedure is searched for as one types, by name or code; without script by a button and a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import ProcedureUnknown, ProcedureVersion
from motcua.dossiers.forms.acts import ActForm
from motcua.kernel.refusal import Refusal
from motcua.ui.acting import put

#: The buttons that look without doing anything: search, and choose from the list.
LOOK, CHOOSE = "tim", "choose"


class OfProcedure(ActForm):
    """An act about a procedure; ``procedure`` holds the code of what was chosen, ``procedure_text`` what is read."""

    procedure_text = forms.CharField(
        label=gettext_lazy("Tên hoặc mã thủ tục"),
        help_text=gettext_lazy("Không cần dấu: «khai sinh», «1.001193»"),
        required=False,
        max_length=600,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    procedure = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, values: Mapping[str, Any] | None, *, on: date, **more: Any) -> None:
        """Take what was sent; what was chosen from the list, or is exactly a code or a name, is the procedure that day."""
        super().__init__(_followed(values, on), **more)

    def code(self) -> str:
        """Return the code of the chosen procedure; where none was chosen what was typed, which is none."""
        return self.typed("procedure") or self.unchosen()

    def unchosen(self) -> str:
        """Return what was typed and is no procedure yet, to be searched for; empty where one is chosen."""
        if not self.is_bound:
            return ""
        return "" if self.typed("procedure") else self.typed("procedure_text").strip()

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal's sentences to the fields that it names, the procedure's to the field that is seen."""
        put(self, refusal, lambda name: "procedure_text" if name == "procedure" else name.replace(".", "_"))


def _followed(values: Mapping[str, Any] | None, on: date) -> dict[str, Any] | None:
    if values is None:
        return None
    typed = {name: values[name] for name in values}
    chosen, text = _in_force(str(typed.get(CHOOSE) or typed.get("procedure") or ""), on), _text(typed)
    if chosen and CHOOSE not in typed and text not in {"", chosen.short_name, chosen.name, chosen.code}:
        chosen = None
    if chosen is None and text:
        chosen = _exactly(text, on)
    if chosen is None:
        return typed | ({"procedure": ""} if text else {})
    return typed | {"procedure": chosen.code, "procedure_text": chosen.short_name}


def _text(typed: Mapping[str, Any]) -> str:
    return str(typed.get("procedure_text") or "").strip()


def _in_force(code: str, on: date) -> ProcedureVersion | None:
    try:
        return catalogue.in_force(code, on) if code else None
    except ProcedureUnknown:
        return None


def _exactly(text: str, on: date) -> ProcedureVersion | None:
    """Return the one procedure whose code or name was typed whole; of several with one name none."""
    if found := _in_force(text, on):
        return found
    named = [
        one
        for one in catalogue.search(text, None, on)
        if text.casefold() in (one.short_name.casefold(), one.name.casefold())
    ]
    return named[0] if len(named) == 1 else None
