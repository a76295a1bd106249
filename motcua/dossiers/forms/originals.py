"""What is typed about the citizen's originals: which, how many, where, with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.forms.acts import ActForm, Recipient
from motcua.dossiers.queries.papers import PaperScan
from motcua.dossiers.types import Original, ProofKind

#: The posts of several offices, as a select shows them: office, then post and words.
Keepers = Sequence[tuple[str, Sequence[tuple[UUID, str]]]]


class Shelf(ActForm):
    """Where it lies and with whom."""

    place = forms.CharField(label=gettext_lazy("Để ở đâu"), required=False, max_length=100)
    post = forms.ChoiceField(label=gettext_lazy("Người giữ"), required=False)

    def __init__(self, *args: Any, keepers: Keepers = (), shelves: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["post"]
        field.choices = [
            ("", _("để chung ở cơ quan, không giao riêng ai")),
            *((office, [(str(post), words) for post, words in posts]) for office, posts in keepers),
        ]
        usual = "; ".join(shelves)
        self.fields["place"].help_text = (
            _("Nơi đang dùng: %(shelves)s.") % {"shelves": usual} if usual else _("Ví dụ: tủ 2, ngăn 3.")
        )

    def keeper(self) -> UUID | None:
        """Return who keeps it; None where it lies with the office."""
        text = self.typed("post")
        return UUID(text) if text else None


class Keeping(Shelf):
    """How many originals of which paper are kept."""

    def __init__(self, *args: Any, papers: Sequence[PaperScan] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = tuple(papers)
        post: Any = self.fields["post"]
        post.choices = post.choices[1:]
        for index, paper in enumerate(papers):
            self.fields[f"count{index}"] = forms.CharField(
                label=_("%(paper)s: giữ mấy bản chính") % {"paper": paper.name},
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 2}),
            )
        self.fields["papers"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.order_fields(["revision", *(f"count{index}" for index in range(len(papers))), "place", "post"])

    def papers(self) -> dict[UUID, int]:
        """Return the counts by paper; what is no number is none, and refused by the service."""
        typed = {paper.id: self.typed(f"count{index}").strip() for index, paper in enumerate(self.listed)}
        return {paper: int(text) if text.isdecimal() else 0 for paper, text in typed.items() if text not in {"", "0"}}


def originals_field(originals: Sequence[Original], label: object) -> forms.MultipleChoiceField:
    """Return the ticks for kept originals: each with the shelf where it lies."""
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(one.id), f"{one.words} · {one.place}") for one in originals],
    )


def ticked(form: forms.Form) -> tuple[UUID, ...]:
    """Return the originals that were ticked."""
    form.is_valid()
    return tuple(UUID(text) for text in form.cleaned_data.get("originals") or ())


class Laying(Shelf):
    """Which originals are laid elsewhere."""

    def __init__(self, *args: Any, originals: Sequence[Original] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["originals"] = originals_field(originals, _("Bản chính"))
        self.order_fields(["revision", "originals", "place", "post"])


class GivingBack(Recipient):
    """Who takes which originals back, on what proof."""

    def __init__(
        self, *args: Any, originals: Sequence[Original] = (), goes_by_post: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["originals"] = originals_field(originals, _("Bản chính trả lại"))
        if goes_by_post:
            field: Any = self.fields["proof"]
            field.choices = [*self.PROOFS, (ProofKind.POST, _("Gửi kèm kết quả qua bưu điện"))]
