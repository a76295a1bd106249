"""What is asked of a wholly new procedure, part by part; what is not known yet stays empty until it is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue import pages
from motcua.catalogue.forms import FeeLines, Words, limit_field, read_limit, shown_words
from motcua.catalogue.types import OnlineScale, ProcedureVersion
from motcua.clocks.limits import NO_LIMIT, Limit, describe_limit
from motcua.profile import queries as profile

#: Whoever received it decides; else a level, or the code of a department.
RECEIVER = "receiver"


class Beginning(forms.Form):
    """The code and the name with which a draft begins."""

    code = forms.CharField(
        label=gettext_lazy("Mã thủ tục"),
        help_text=gettext_lazy("Mã quốc gia như 1.001193; chưa có thì mã riêng của tỉnh. Không đổi được về sau."),
        max_length=30,
        error_messages={"required": gettext_lazy("Nhập mã thủ tục.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Tên thủ tục"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Nhập tên thủ tục.")},
    )


class Part(forms.Form):
    """What every part has: the revision of the draft that was looked at."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class Particulars(Part, Words):
    """Everything that a procedure says in words, who receives and decides, and the limit."""

    receive_levels = forms.MultipleChoiceField(
        label=gettext_lazy("Nộp tại"),
        required=False,
        choices=[(level, gettext_lazy(words)) for level, words in pages.COUNTERS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    decider = forms.ChoiceField(label=gettext_lazy("Cơ quan giải quyết"), required=False)
    limit = limit_field(required=False)
    limit_note = forms.CharField(label=gettext_lazy("Ghi chú về thời hạn"), required=False, max_length=500)
    published_by = forms.CharField(
        label=gettext_lazy("Quyết định công bố"),
        help_text=gettext_lazy("Số, ngày, cơ quan ban hành."),
        required=False,
        max_length=300,
    )

    def __init__(
        self,
        values: Any,
        version: ProcedureVersion,
        revision: int,
        *,
        units: Sequence[tuple[str, str]],
        scale: OnlineScale,
    ) -> None:
        """Take what was sent, what the draft says, the departments that may decide, and the scale of online services."""
        super().__init__(values, initial={"revision": revision, **_shown(version)})
        self.in_scale(scale)
        for name in ("field", "legal_basis"):
            self.fields[name].required = False
        levels = [(level, _(words)) for level, words in pages.LEVELS.items() if level != "department"]
        choices = [("", _("chưa ghi")), (RECEIVER, _("nơi nhận hồ sơ")), *levels, *units]
        self.fields["decider"].choices = choices  # type: ignore[attr-defined]

    def clean_limit(self) -> Limit:
        """Read the limit; none is none yet."""
        given = self.cleaned_data["limit"]
        return read_limit(given) if given else NO_LIMIT

    def put_into(self, version: ProcedureVersion) -> ProcedureVersion:
        """Return the draft with what was typed."""
        given = dict(self.cleaned_data)
        del given["revision"]
        levels, decider = tuple(given.pop("receive_levels")), given.pop("decider")
        unit = decider if decider not in {"", RECEIVER, *pages.LEVELS} else ""
        deciding = levels if decider == RECEIVER else ("department",) if unit else (decider,) if decider else ()
        return replace(
            version,
            **given,
            short_name=profile.short_name(given["name"]),
            receive_levels=levels,
            decide_levels=deciding,
            decide_unit=unit,
        )


def _shown(version: ProcedureVersion) -> dict[str, Any]:
    shown = shown_words(version) | {"limit_note": version.limit_note, "published_by": version.published_by}
    several = len(version.decide_levels) > 1 or (
        version.decide_levels and version.decide_levels == version.receive_levels
    )
    return shown | {
        "receive_levels": list(version.receive_levels),
        "decider": version.decide_unit or (RECEIVER if several else version.decide_level),
        "limit": describe_limit(version.limit) if version.has_limit else "",
    }


class Fees(Part, FeeLines):
    """The fee lines of a draft."""

    def __init__(self, values: Any, version: ProcedureVersion, revision: int) -> None:
        """Offer the lines that the draft has and some empty ones."""
        super().__init__(values, initial={"revision": revision, "note": version.fee_note})
        self.offer(version.fees, version.exemptions)
