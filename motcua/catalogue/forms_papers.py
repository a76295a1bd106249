"""The papers of a procedure as a form: a row a paper, empty rows for more, the order by numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue.forms_rows import in_order, order_field
from motcua.catalogue.rules import is_authorisation
from motcua.catalogue.types import Paper
from motcua.profile import queries as profile

#: Empty rows offered for further papers, and the most that anybody sends.
SPARE, MOST = 2, 120
_NOTHING = UUID(int=0)


def _copies(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Số bản là một số từ 0 đến 20."),
            "min_value": gettext_lazy("Số bản là một số từ 0 đến 20."),
            "max_value": gettext_lazy("Số bản là một số từ 0 đến 20."),
        },
    )


class PaperRow(forms.Form):
    """One paper; without a name it is left out. ``was`` is its place in the version before."""

    was = forms.IntegerField(required=False, widget=forms.HiddenInput)
    order = order_field()
    name = forms.CharField(
        label=gettext_lazy("Tên giấy tờ"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    case = forms.CharField(label=gettext_lazy("Trường hợp (để trống: giấy tờ chung)"), required=False, max_length=600)
    originals = _copies(gettext_lazy("Bản chính"))
    certified = _copies(gettext_lazy("Bản sao chứng thực"))
    copies = _copies(gettext_lazy("Bản chụp"))
    scan = forms.ChoiceField(
        label=gettext_lazy("Bản chụp điện tử"),
        required=False,
        choices=[
            ("optional", gettext_lazy("nếu có")),
            ("required", gettext_lazy("bắt buộc")),
            ("none", gettext_lazy("không cần")),
        ],
    )
    conditional = forms.BooleanField(label=gettext_lazy("Chỉ nộp khi thuộc trường hợp"), required=False)

    def paper(self, known: Sequence[Paper]) -> Paper:
        """Return the paper: what it was, with what is typed here; a count or scan that was changed is no longer assumed."""
        given = self.cleaned_data
        was = next((paper for paper in known if paper.position == given["was"]), None)
        counts = {name: given[name] or 0 for name in ("originals", "certified", "copies")}
        told = {
            "case_label": given["case"],
            "name": given["name"],
            "required": "conditional" if given["conditional"] else "yes",
            "scan": given["scan"] or "optional",
            **counts,
        }
        short, is_case = profile.short_name(given["name"]), bool(given["case"]) and not is_authorisation(given["case"])
        if was is None:
            return Paper(id=_NOTHING, position=0, is_case=is_case, short_name=short, kind="", **told)
        changed = set()
        if any(getattr(was, name) != count for name, count in counts.items()):
            changed.add("paper_count")
        if was.scan != told["scan"]:
            changed.add("scan")
        if was.name == given["name"]:
            short = was.short_name
        if was.case_label == given["case"]:
            is_case = was.is_case
        return replace(was, is_case=is_case, short_name=short, assumed=was.assumed - changed, **told)


Rows = forms.formset_factory(PaperRow, extra=0, max_num=MOST, absolute_max=MOST)


def rows_of(values: Any, papers: Sequence[Paper]) -> Any:
    """Return the rows of what was sent, or of a version's papers with empty ones behind."""
    return Rows(values, initial=[_shown(paper) for paper in papers] + [{} for _place in range(SPARE)])


def papers_of(rows: Any, known: Sequence[Paper]) -> tuple[Paper, ...]:
    """Return the papers in their order; rows without a name are left out."""
    return tuple(form.paper(known) for form in in_order(rows, "name"))


def wrong_rows() -> str:
    """Say that a row is wrong."""
    return _("Có giấy tờ chưa đúng. Sửa ở các ô được đánh dấu dưới đây.")


def _shown(paper: Paper) -> dict[str, Any]:
    return {
        "was": paper.position,
        "order": paper.position,
        "name": paper.name,
        "case": paper.case_label,
        "originals": paper.originals,
        "certified": paper.certified,
        "copies": paper.copies,
        "scan": paper.scan,
        "conditional": paper.required != "yes",
    }
