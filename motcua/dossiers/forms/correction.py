"""The form in which a mistyped dossier is put right: everything that may be corrected, as it is recorded now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.forms.acts import COUNTS, ActForm, add_counts, counts_of
from motcua.dossiers.forms.reception import DELIVERIES, PERSON, person_fields
from motcua.dossiers.queries.page import PaperLine
from motcua.dossiers.types import Correction as Wanted
from motcua.dossiers.types import PaperIn

TYPED = ("phone", "email")
#: What a person of a kind does not have.
NOT_OF = {"citizen": ("representative",), "organisation": ("birth", "sex", "ethnic")}


class Correction(ActForm):
    """Persons, papers' counts, sets, the way back, the case; and why."""

    def __init__(
        self,
        *args: Any,
        communes: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (),
        papers: Sequence[PaperLine] = (),
        cases: Sequence[tuple[str, str]] = (),
        kinds: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.papers, self.kinds = tuple(papers), dict(kinds)
        for who, kind in kinds.items():
            self.fields |= person_fields(who)
            for name in ("kind", *NOT_OF[kind]):
                del self.fields[f"{who}_{name}"]
            commune: Any = self.fields[f"{who}_commune_id"]
            commune.choices = [("", _("chưa ghi")), *communes]
            self.fields[f"{who}_phone"] = forms.CharField(label=gettext_lazy("Điện thoại"), required=False)
            self.fields[f"{who}_email"] = forms.CharField(label=gettext_lazy("Thư điện tử"), required=False)
        if "submitter" in kinds:
            self.fields["authorisation"] = forms.CharField(
                label=gettext_lazy("Giấy uỷ quyền hoặc quan hệ"), required=False
            )
        for paper in papers:
            counts = PaperIn(0, paper.name, paper.originals, paper.certified, paper.copies)
            add_counts(self, f"paper_{paper.id.hex}", counts)
        if cases:
            self.fields["case"] = forms.ChoiceField(label=gettext_lazy("Trường hợp"), choices=cases, required=False)
        self.fields["sets"] = forms.CharField(label=gettext_lazy("Số bộ hồ sơ"), required=False)
        self.fields["delivery"] = forms.ChoiceField(
            label=gettext_lazy("Nhận kết quả"), choices=DELIVERIES, required=False, widget=forms.RadioSelect
        )
        self.fields["delivery_address"] = forms.CharField(label=gettext_lazy("Địa chỉ nhận kết quả"), required=False)
        self.fields["reason"] = forms.CharField(
            label=gettext_lazy("Lý do đính chính"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=gettext_lazy("Ví dụ: gõ nhầm họ tên so với căn cước. Nội dung cũ được giữ lại."),
        )

    def people(self) -> list[dict[str, Any]]:
        """Return each person's fields, ready to be shown."""
        titles = {"owner": _("Chủ hồ sơ"), "submitter": _("Người nộp")}
        return [
            {
                "title": titles[who],
                "fields": [self[f"{who}_{name}"] for name in (*PERSON, *TYPED) if f"{who}_{name}" in self.fields],
            }
            for who in self.kinds
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of the papers' table."""
        return [{"name": paper.name, "counts": counts_of(self, f"paper_{paper.id.hex}")} for paper in self.papers]

    def wanted(self) -> Wanted:
        """Return what was typed."""
        self.is_valid()
        sets = self.typed("sets").strip()
        return Wanted(
            owner=self._person("owner"),
            submitter=self._person("submitter") if "submitter" in self.kinds else None,
            authorisation=self.typed("authorisation") if "submitter" in self.kinds else None,
            papers={paper.id: self._counts(paper.id) for paper in self.papers},
            sets=int(sets) if sets.isascii() and sets.isdigit() else 0,
            delivery=self.typed("delivery") or None,
            delivery_address=self.typed("delivery_address"),
            case=self.typed("case") if "case" in self.fields else None,
        )

    def _person(self, who: str) -> dict[str, str]:
        names = [name for name in (*PERSON, *TYPED) if name != "kind"]
        return {name: self.typed(f"{who}_{name}") for name in names}

    def _counts(self, paper: UUID) -> tuple[int, int, int]:
        first, second, third = (int(self.typed(f"paper_{paper.hex}_{name}") or 0) for name in COUNTS)
        return first, second, third


def typed_of(values: dict[str, str], papers: Sequence[PaperLine]) -> dict[str, Any]:
    """Return what is recorded as the form's initial values; ``values`` as a reception of the same people begins."""
    counts = {f"paper_{paper.id.hex}_{name}": getattr(paper, name) or None for paper in papers for name in COUNTS}
    return values | counts
