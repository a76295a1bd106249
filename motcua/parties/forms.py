"""The form in which a person's record is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.kernel.refusal import Invalid
from motcua.parties.rules import clean_person
from motcua.parties.types import Person, PersonFields
from motcua.ui.acting import put

SEXES = (("", _("chưa ghi")), ("male", _("Nam")), ("female", _("Nữ")))
OF_CITIZENS = ("birth", "sex", "ethnic")
OF_ORGANISATIONS = ("representative",)
LONGEST = 400


class CorrectionForm(forms.Form):
    """What is recorded, to be compared with the paper; ``fields_of`` says it cleaned."""

    name = forms.CharField(label=_("Họ và tên, hoặc tên tổ chức"), max_length=LONGEST, required=False)
    birth = forms.CharField(
        label=_("Ngày sinh"), help_text=_("5/9/1980; chỉ biết năm thì ghi 1980"), max_length=LONGEST, required=False
    )
    sex = forms.ChoiceField(label=_("Giới tính"), choices=SEXES, required=False)
    ethnic = forms.CharField(label=_("Dân tộc"), max_length=LONGEST, required=False)
    number = forms.CharField(
        label=_("Số giấy tờ"), help_text=_("căn cước, CMND, hộ chiếu; mã số thuế"), max_length=LONGEST, required=False
    )
    representative = forms.CharField(label=_("Người đại diện"), max_length=LONGEST, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=LONGEST, required=False)
    email = forms.CharField(label=_("Thư điện tử"), max_length=LONGEST, required=False)
    address = forms.CharField(
        label=_("Địa chỉ"), help_text=_("thôn, tổ, đường, số nhà"), max_length=LONGEST, required=False
    )
    commune_id = forms.ChoiceField(label=_("Xã, phường, thị trấn"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        kind: str,
        communes: Sequence[tuple[str, object]],
        values: dict[str, object] | None,
        initial: dict[str, object],
    ) -> None:
        super().__init__(values, initial=initial)
        self.kind = kind
        communes_field: forms.ChoiceField = self.fields["commune_id"]  # type: ignore[assignment]
        communes_field.choices = [("", _("chưa ghi")), *communes]
        for name in OF_ORGANISATIONS if kind == "citizen" else OF_CITIZENS:
            del self.fields[name]

    def fields_of(self, on: date) -> PersonFields | None:
        """Return what was typed, cleaned; None after putting a sentence to each field that cannot be taken."""
        try:
            return clean_person({**self.cleaned_data, "kind": self.kind}, on)
        except Invalid as refusal:
            put(self, refusal)
            return None


def initial_of(person: Person) -> dict[str, object]:
    """Return what is recorded, as people write it."""
    kept = {name: getattr(person, name) for name in PersonFields.__slots__}
    return {
        **kept,
        "birth": written(person.birth),
        "commune_id": str(person.commune_id or ""),
        "revision": person.revision,
    }


def written(birth: str) -> str:
    """Return «1980-09-05» as «5/9/1980», «1980-09» as «9/1980»."""
    return "/".join(part.lstrip("0") for part in reversed(birth.split("-")))
