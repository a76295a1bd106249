"""Forms of the post. No field is required here: the service refuses, in a sentence for the field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.kernel.moments import TZ
from motcua.kernel.refusal import Invalid, Refusal
from motcua.postal.rules import arrivals_typed
from motcua.postal.types import Arrival, ArrivalIn, Found, Means, ParcelLine, Verdict
from motcua.ui.acting import put

LONGEST = 20_000
_MOMENT = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\s+(\d{1,2})[:h](\d{2})?")
#: What may be said of what was on the list.
VERDICTS = (Verdict.HERE, Verdict.MISSING, Verdict.DAMAGED)
BY_HAND = (Means.DELIVERED, Means.FAILED, Means.RETURNING)


def moment_typed(day: str, clock: str, field: str) -> datetime | None:
    """Read «15/5/2020» and «16:00» as one moment; nothing at all is None. Refuses with Invalid."""
    if not day.strip() and not clock.strip():
        return None
    found = _MOMENT.fullmatch(f"{day.strip()} {clock.strip()}")
    sentence = _("Ghi cả ngày và giờ, ví dụ 15/5/2020 và 16:00.")
    if found is None:
        raise Invalid({field: sentence})
    try:
        return datetime(int(found[3]), int(found[2]), int(found[1]), int(found[4]), int(found[5] or 0), tzinfo=TZ)
    except ValueError as problem:
        raise Invalid({field: sentence}) from problem


class PostForm(forms.Form):
    """What forms of this module share."""

    def typed(self, name: str) -> str:
        """Return what was typed; nothing is empty."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "").strip()

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal's sentences to the fields that it names."""
        put(self, refusal)


def _line(label: object, hint: object = "", **attrs: object) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget)


class Opening(PostForm):
    """What should be in a bag, a line a parcel."""

    lines = forms.CharField(
        label=gettext_lazy("Bưu gửi trong túi, mỗi bưu gửi một dòng"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Mã bưu gửi; người gửi; trong đó có gì. Không có mã thì bắt đầu bằng dấu chấm phẩy."),
    )

    def arrivals(self) -> tuple[ArrivalIn, ...]:
        """Return the lines."""
        return arrivals_typed(self.typed("lines"))


class Signing(PostForm):
    """What was found of each, what was not on the list, who signs for the post, and when."""

    def __init__(self, *args: Any, arrivals: Sequence[Arrival] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arrivals = arrivals
        for one in arrivals:
            self.fields[f"verdict_{one.position}"] = forms.ChoiceField(
                label=one.sender,
                required=False,
                widget=forms.RadioSelect,
                choices=[(str(verdict), verdict.words) for verdict in VERDICTS],
            )
            self.fields[f"note_{one.position}"] = _line(
                _("Khác ở chỗ nào, %(sender)s") % {"sender": one.sender}, maxlength=500
            )
        self.fields["extra"] = forms.CharField(
            label=_("Bưu gửi có trong túi mà không có trong danh sách"),
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Mỗi bưu gửi một dòng: mã bưu gửi; người gửi; trong đó có gì."),
        )
        self.fields["postman"] = _line(_("Nhân viên bưu điện ký biên bản"))
        self.fields["signed_on"] = _line(_("Ngày ký"), _("Bỏ trống nếu ký lúc này. Thời hạn tính từ lúc ký."))
        self.fields["signed_clock"] = _line(_("Giờ ký"), _("ví dụ 16:00"))

    def rows(self) -> list[dict[str, Any]]:
        """Return each arrival with its fields."""
        return [
            {"arrival": one, "verdict": self[f"verdict_{one.position}"], "note": self[f"note_{one.position}"]}
            for one in self.arrivals
        ]

    def found(self) -> dict[UUID, Found]:
        """Return what was marked; what nobody looked at is left out."""
        marked = {}
        for one in self.arrivals:
            verdict = self.typed(f"verdict_{one.position}")
            if verdict in set(VERDICTS):
                marked[one.id] = Found(Verdict(verdict), self.typed(f"note_{one.position}"))
        return marked

    def signed_at(self) -> datetime | None:
        """Return the moment on the paper; None is now. Refuses with Invalid."""
        return moment_typed(self.typed("signed_on"), self.typed("signed_clock"), "signed_on")


class Handing(PostForm):
    """Which parcels the postman takes, and who it is."""

    def __init__(self, *args: Any, parcels: Sequence[ParcelLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parcels"] = forms.MultipleChoiceField(
            label=_("Bưu gửi bưu tá nhận"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(one.id), one.reference) for one in parcels],
        )
        self.fields["postman"] = _line(_("Nhân viên bưu điện nhận"))

    def chosen(self) -> list[UUID]:
        """Return the parcels."""
        self.is_valid()
        return [UUID(one) for one in self.cleaned_data.get("parcels") or []]


class Tracking(PostForm):
    """The number on the post's paper."""

    tracking = _line(gettext_lazy("Mã bưu gửi"), gettext_lazy("ví dụ BK123456789VN"), maxlength=40)


class Noting(PostForm):
    """What the post's paper says of a parcel."""

    means = forms.ChoiceField(label=gettext_lazy("Bưu điện báo"), required=False, widget=forms.RadioSelect)
    receiver = _line(gettext_lazy("Người ký nhận"), gettext_lazy("Khi đã phát"), maxlength=200)
    on = _line(gettext_lazy("Ngày phát"), gettext_lazy("Bỏ trống nếu là lúc này"))
    clock = _line(gettext_lazy("Giờ phát"), gettext_lazy("ví dụ 09:30"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["means"]
        field.choices = [(str(one), one.words) for one in BY_HAND]

    def meant(self) -> Means:
        """Return what it says. Refuses with Invalid where nothing was chosen."""
        text = self.typed("means")
        if text not in set(BY_HAND):
            raise Invalid({"means": _("Chọn điều bưu điện báo.")})
        return Means(text)

    def when(self) -> datetime | None:
        """Return when; None is now. Refuses with Invalid."""
        return moment_typed(self.typed("on"), self.typed("clock"), "on")
