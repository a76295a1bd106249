"""The slip as a form. No field is required here: the service refuses, in a sentence for the field."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ratings.rules import questions
from motcua.ratings.types import Said, Satisfaction, Source

LEVELS = (
    (str(int(Satisfaction.VERY)), _("Rất hài lòng")),
    (str(int(Satisfaction.SATISFIED)), _("Hài lòng")),
    (str(int(Satisfaction.NOT)), _("Chưa hài lòng")),
)
SOURCES = (
    (Source.SLIP.value, _("Phiếu giấy")),
    (Source.MAILBOX.value, _("Hòm thư góp ý")),
    (Source.SURVEY.value, _("Khảo sát")),
    (Source.DEVICE.value, _("Thiết bị tại quầy")),
    (Source.CAMERA.value, _("Qua camera")),
    (Source.OTHER.value, _("Cách khác")),
)


class Slip(forms.Form):
    """What somebody says of how a dossier was handled; the questions are those of the day."""

    overall = forms.ChoiceField(
        label=_("Nhìn chung, ông, bà"), required=False, choices=LEVELS, widget=forms.RadioSelect
    )
    bodies = forms.IntegerField(
        label=_("Ngoài Bộ phận Một cửa, phải liên hệ mấy cơ quan"),
        required=False,
        help_text=_("Ghi 0 nếu không cơ quan nào; để trống nếu không nhớ."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3, "autocomplete": "off"}),
    )
    complains = forms.BooleanField(label=_("Tôi không bằng lòng về thái độ phục vụ"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Ask the questions of a day."""
        super().__init__(*args, **kwargs)
        self.codes = [question.code for question in questions(on)]
        for question in questions(on):
            self.fields[f"q_{question.code}"] = forms.ChoiceField(
                label=question.text,
                required=False,
                choices=(("", _("không trả lời")), *LEVELS),
                widget=forms.Select,
            )

    @property
    def said(self) -> Said:
        """What was said, of a form that is valid."""
        found = self.cleaned_data
        given = {code: found[f"q_{code}"] for code in self.codes if found[f"q_{code}"]}
        return Said(
            overall=Satisfaction(int(found["overall"])) if found["overall"] else None,
            bodies=found["bodies"],
            complains=found["complains"],
            answers={code: Satisfaction(int(level)) for code, level in given.items()},
        )

    @property
    def questions(self) -> list[forms.BoundField]:
        """The questions, for the page."""
        return [self[f"q_{code}"] for code in self.codes]


class PaperSlip(Slip):
    """A slip on paper: with the dossier's code and how it came."""

    number = forms.CharField(
        label=_("Mã hồ sơ trên phiếu"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 60}),
    )
    source = forms.ChoiceField(label=_("Thu bằng cách nào"), choices=SOURCES, initial=Source.SLIP.value)
