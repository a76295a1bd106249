"""How the list of dossiers is narrowed and sorted, and which of its pages is opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.forms.moments import read_day
from motcua.dossiers.queries import Lateness, Narrowed, Sorting
from motcua.dossiers.queries.search import SHORTEST
from motcua.dossiers.types import Channel, State
from motcua.kernel.refusal import Invalid
from motcua.ui.widgets import RememberedSelect

CHANNELS = (
    (Channel.COUNTER, gettext_lazy("Tại quầy")),
    (Channel.ONLINE, gettext_lazy("Trực tuyến")),
    (Channel.POST, gettext_lazy("Qua bưu chính")),
)
LATENESS = (
    (Lateness.IN_TIME, gettext_lazy("Đang giải quyết, còn hạn")),
    (Lateness.OVERDUE, gettext_lazy("Đang giải quyết, quá hạn")),
    (Lateness.ON_TIME, gettext_lazy("Đã xong, đúng hạn")),
    (Lateness.LATE, gettext_lazy("Đã xong, trễ hạn")),
)
SORTINGS = (
    (Sorting.NEWEST, gettext_lazy("Mới nhất trước")),
    (Sorting.DEADLINE, gettext_lazy("Hạn gần nhất trước")),
    (Sorting.OLDEST, gettext_lazy("Cũ nhất trước")),
)


class ListFilter(forms.Form):
    """Words, state, field, procedure, unit, way of coming in, time limit, days; sorting and page. The names are the address's."""

    def __init__(
        self,
        typed: Any,
        *,
        states: Iterable[tuple[str, str]],
        fields: Iterable[str],
        procedures: Iterable[tuple[str, str]],
        units: Iterable[tuple[str, str]],
    ) -> None:
        super().__init__(typed)
        every = ("", _("Tất cả"))
        text: dict[str, Any] = {"required": False, "strip": True}

        def choice(label: str, choices: Iterable[tuple[Any, Any]]) -> forms.ChoiceField:
            return forms.ChoiceField(label=label, choices=[every, *choices], required=False, widget=RememberedSelect)

        self.fields |= {
            "q": forms.CharField(label=_("Mã hồ sơ hoặc tên, không cần dấu"), max_length=200, **text),
            "trang-thai": choice(_("Trạng thái"), states),
            "linh-vuc": choice(_("Lĩnh vực"), ((name, name) for name in fields)),
            "thu-tuc": choice(_("Thủ tục"), procedures),
            "don-vi": choice(_("Nơi tiếp nhận"), units),
            "kenh": choice(_("Cách nộp"), ((str(int(channel)), words) for channel, words in CHANNELS)),
            "han": choice(_("Thời hạn"), LATENESS),
            "tu": forms.CharField(label=_("Nhận từ ngày"), **text),
            "den": forms.CharField(label=_("Đến ngày"), **text),
            "xep": forms.ChoiceField(label=_("Xếp theo"), choices=SORTINGS, required=False, widget=RememberedSelect),
            "trang": forms.CharField(label=_("Trang"), max_length=9, **text),
        }
        self.days: dict[str, Any] = {"tu": None, "den": None}

    def clean(self) -> dict[str, Any]:
        """Read days and page; each has its own sentence."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.days:
            try:
                self.days[name] = read_day(cleaned.get(name, ""), name)
            except Invalid as problem:
                self.add_error(name, problem.fields[name])
        if self.days["tu"] and self.days["den"] and self.days["tu"] > self.days["den"]:
            self.add_error("den", _("Ngày cuối phải từ ngày đầu trở đi."))
        if 0 < len(cleaned.get("q", "")) < SHORTEST:
            self.add_error("q", _("Gõ từ ba chữ cái trở lên của mã hồ sơ hoặc tên."))
        page = cleaned.get("trang", "")
        if page and not (page.isascii() and page.isdigit()):
            self.add_error("trang", _("Số trang là một số, như 500."))
        return cleaned

    def narrowed(self) -> Narrowed:
        """Return what the list is narrowed to."""
        given = self.cleaned_data
        return Narrowed(
            text=given["q"],
            state=State(int(given["trang-thai"])) if given["trang-thai"] else None,
            field=given["linh-vuc"],
            procedure=given["thu-tuc"],
            receiving=UUID(given["don-vi"]) if given["don-vi"] else None,
            channel=Channel(int(given["kenh"])) if given["kenh"] else None,
            lateness=Lateness(given["han"]) if given["han"] else None,
            since=self.days["tu"],
            until=self.days["den"],
        )

    def sorting(self) -> Sorting:
        """Return how the list is sorted; newest first where nothing was chosen."""
        return Sorting(self.cleaned_data["xep"] or Sorting.NEWEST)

    def page(self) -> int:
        """Return the page that is asked for; the first where none was."""
        return int(self.cleaned_data["trang"] or 1)
