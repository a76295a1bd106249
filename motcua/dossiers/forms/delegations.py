"""The form of the list of who decides at the counter; the service refuses, in a sentence for the field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from motcua.dossiers.forms.procedures import OfProcedure


class Delegation(OfProcedure):
    """Who decides at the counter, about which procedure, by which paper."""

    person = forms.ChoiceField(label=gettext_lazy("Người được uỷ quyền"), required=False, widget=forms.RadioSelect)
    decision = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản uỷ quyền"),
        required=False,
        help_text=gettext_lazy("Ví dụ 45/QĐ-UBND ngày 4/5/2020."),
    )

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = [(str(account), name) for account, name in people]

    def account(self) -> UUID | None:
        """Return who was chosen."""
        text = self.typed("person")
        return UUID(text) if text else None
