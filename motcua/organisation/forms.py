"""What the pages ask with which an administrator keeps units, posts, calendars and settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.rules.calendars import DAY_KINDS
from motcua.organisation.rules.founding import KINDS
from motcua.organisation.rules.settings import SettingKind
from motcua.organisation.types import ROLES_OF_POSTS
from motcua.prints.types import FILLED
from motcua.ui.inputs import Day

ROLE_WORDS = {
    "counter": gettext_lazy("một cửa"),
    "specialist": gettext_lazy("chuyên viên"),
    "section_head": gettext_lazy("trưởng phòng"),
    "leader": gettext_lazy("lãnh đạo"),
    "document_clerk": gettext_lazy("văn thư"),
    "administrator": gettext_lazy("quản trị"),
}
SIGN_WORDS = {
    "no": gettext_lazy("không ký kết quả"),
    "yes": gettext_lazy("ký với tư cách người đứng đầu"),
    "KT.": gettext_lazy("ký thay (KT.)"),
    "TL.": gettext_lazy("ký thừa lệnh (TL.)"),
}
Choices = Sequence[tuple[str, str]]


class Unit(forms.TypedChoiceField):
    """A unit to choose from a list that the page brings."""

    def __init__(self, **kwargs: Any) -> None:
        """Take what a field takes."""
        super().__init__(coerce=UUID, empty_value=None, error_messages={"required": _("Chọn đơn vị.")}, **kwargs)


class Several(forms.TypedMultipleChoiceField):
    """Some units, or none."""

    widget = forms.SelectMultiple(attrs={"size": "8"})

    def __init__(self, **kwargs: Any) -> None:
        """Take what a field takes."""
        super().__init__(coerce=UUID, empty_value=[], **kwargs)


def paper() -> forms.CharField:
    """Return the field of a legal paper."""
    return forms.CharField(
        label=gettext_lazy("Văn bản quyết định"),
        help_text=gettext_lazy("Số, ngày, cơ quan ban hành."),
        required=False,
        max_length=200,
    )


class Deciding(forms.Form):
    """A form whose lists the page brings: ``units`` by the name of their field."""

    def __init__(self, values: Any, lists: dict[str, Choices] | None = None, **kwargs: Any) -> None:
        """Take what was sent, and the lists."""
        super().__init__(values, **kwargs)
        for name, choices in (lists or {}).items():
            empty = [] if isinstance(self.fields[name], Several) else [("", _("Chọn"))]
            self.fields[name].choices = [*empty, *choices]  # type: ignore[attr-defined]


class Founding(Deciding):
    """A new unit."""

    unit_type = forms.ChoiceField(
        label=gettext_lazy("Loại đơn vị"), error_messages={"required": gettext_lazy("Chọn loại đơn vị.")}
    )
    name = forms.CharField(
        label=gettext_lazy("Tên đơn vị"),
        help_text=gettext_lazy("Như trong văn bản, cả loại đơn vị: «Xã Quảng Khê»."),
        required=False,
    )
    code = forms.CharField(
        label=gettext_lazy("Mã đơn vị"),
        help_text=gettext_lazy("Mã riêng của tỉnh, như «BK-01999». Không đổi được về sau."),
        required=False,
    )
    parent_id = Unit(label=gettext_lazy("Trực thuộc"))
    valid_from = Day(label=gettext_lazy("Hoạt động từ ngày"))
    eid = forms.CharField(
        label=gettext_lazy("Mã định danh điện tử"),
        help_text=gettext_lazy("Đứng đầu mã hồ sơ. Để trống nếu chưa được cấp: dùng mã giả định cho đến khi có."),
        required=False,
    )
    like = Unit(
        label=gettext_lazy("Lập vị trí giống đơn vị"),
        help_text=gettext_lazy(
            "Bộ phận, vị trí và quầy tiếp nhận sao theo đơn vị cùng cấp này. Để trống: lập từng vị trí sau."
        ),
        required=False,
    )
    paper = paper()

    def __init__(self, values: Any, lists: dict[str, Choices], **kwargs: Any) -> None:
        """Take what was sent, and the lists."""
        super().__init__(values, lists, **kwargs)
        kinds = [(kind, _(kind)) for kind in KINDS]
        self.fields["unit_type"].choices = [("", _("Chọn")), *kinds]  # type: ignore[attr-defined]


class Renaming(Deciding):
    """A new name."""

    name = forms.CharField(label=gettext_lazy("Tên mới"), required=False)
    valid_from = Day(label=gettext_lazy("Từ ngày"))
    paper = paper()


class Moving(Deciding):
    """Another unit above."""

    parent_id = Unit(label=gettext_lazy("Trực thuộc"))
    valid_from = Day(label=gettext_lazy("Từ ngày"))
    paper = paper()


class Dissolving(Deciding):
    """A last day, and who goes on."""

    last_day = Day(label=gettext_lazy("Ngày hoạt động cuối cùng"))
    successors = Several(
        label=gettext_lazy("Đơn vị kế thừa"),
        help_text=gettext_lazy(
            "Một đơn vị: việc tự chuyển sang. Nhiều đơn vị: chọn nơi nhận từng việc. Không chọn: không ai kế thừa."
        ),
        required=False,
    )
    paper = paper()


class AddingPost(Deciding):
    """A post."""

    section = forms.CharField(
        label=gettext_lazy("Bộ phận, phòng"),
        help_text=gettext_lazy("Để trống nếu không thuộc bộ phận nào."),
        required=False,
    )
    name = forms.CharField(label=gettext_lazy("Tên vị trí"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò"),
        choices=[(role, ROLE_WORDS[role]) for role in ROLES_OF_POSTS],
        help_text=gettext_lazy("Quyết định người giữ vị trí được làm việc gì."),
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Số người"),
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("Số người viết bằng chữ số."),
            "required": gettext_lazy("Nhập số người."),
        },
    )
    signs = forms.ChoiceField(label=gettext_lazy("Cách ký"), choices=list(SIGN_WORDS.items()))
    valid_from = Day(label=gettext_lazy("Từ ngày"))
    paper = paper()


class ClosingPost(Deciding):
    """A last day of a post."""

    last_day = Day(label=gettext_lazy("Ngày cuối cùng của vị trí"))
    paper = paper()


class GivingCode(Deciding):
    """A real code."""

    code = forms.CharField(
        label=gettext_lazy("Mã định danh điện tử"),
        help_text=gettext_lazy("Viết như 000.05.03.H03 (kiểu cũ) hoặc H03.12 (theo QĐ 20/2020/QĐ-TTg)."),
        error_messages={"required": gettext_lazy("Nhập mã định danh.")},
    )
    valid_from = Day(label=gettext_lazy("Từ ngày"))


ROWS = 6
CELLS = ("date", "kind", "name", "swap_with", "sessions")


class Proposing(forms.Form):
    """Calendar days: a file, or a few typed."""

    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách (.xlsx hoặc .csv)"),
        help_text=gettext_lazy(
            "Dòng đầu là tên cột: date, kind, name, swap_with, sessions. Không có tệp thì ghi từng ngày ở dưới."
        ),
        required=False,
    )
    until_year = forms.IntegerField(
        label=gettext_lazy("Đây là lịch nghỉ đầy đủ của năm"),
        help_text=gettext_lazy("Ghi năm khi nạp lịch năm sau; để trống khi chỉ sửa vài ngày."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Ghi năm bằng bốn chữ số, như 2027.")},
    )
    paper = paper()

    def __init__(self, values: Any = None, files: Any = None) -> None:
        """Add the rows of days."""
        super().__init__(values, files)
        kinds = [("", _("Chọn")), *((kind, _(words)) for kind, words in DAY_KINDS.items())]
        for row in range(ROWS):
            self.fields[f"date{row}"] = forms.CharField(label=_("Ngày"), required=False)
            self.fields[f"kind{row}"] = forms.ChoiceField(label=_("Là ngày"), required=False, choices=kinds)
            self.fields[f"name{row}"] = forms.CharField(label=_("Tên gọi"), required=False)
            self.fields[f"swap_with{row}"] = forms.CharField(label=_("Đổi với ngày"), required=False)
            self.fields[f"sessions{row}"] = forms.CharField(label=_("Buổi làm việc"), required=False)

    def rows(self) -> list[list[Any]]:
        """Return the fields of each row of days."""
        return [[self[f"{cell}{row}"] for cell in CELLS] for row in range(ROWS)]

    def lines(self) -> list[tuple[int, dict[str, str]]]:
        """Return the rows that were filled in."""
        given = [{cell: str(self.cleaned_data[f"{cell}{row}"]).strip() for cell in CELLS} for row in range(ROWS)]
        return [(row, cells) for row, cells in enumerate(given) if any(cells.values())]


class Setting(forms.Form):
    """Another value of one setting."""

    valid_from = Day(label=gettext_lazy("Áp dụng từ ngày"))
    reason = forms.CharField(label=gettext_lazy("Lý do, số văn bản"), required=False)
    field_order = ("value", "valid_from", "reason")

    def __init__(self, values: Any, setting: SettingKind, allowed: Choices, value: Any, on: date) -> None:
        """Take what was sent, the setting, what it may be and is."""
        shown = ("yes" if value else "no") if setting.kind == "yesno" else value or setting.usual or value
        super().__init__(values, initial={"value": shown, "valid_from": on})
        self.fields["value"] = self._field(setting, allowed)
        self.order_fields(self.field_order)

    def _field(self, setting: SettingKind, allowed: Choices) -> forms.Field:
        label, help_text = _(setting.label), _(setting.help)
        if setting.kind == "several":
            return forms.MultipleChoiceField(
                label=label, help_text=help_text, required=False, choices=allowed, widget=forms.CheckboxSelectMultiple
            )
        if setting.kind in {"choice", "yesno"}:
            choices = (
                [("yes", _("có")), ("no", _("không"))] if setting.kind == "yesno" else [(c, _(w)) for c, w in allowed]
            )
            return forms.ChoiceField(label=label, help_text=help_text, choices=choices, widget=forms.RadioSelect)
        if setting.kind == "sentence":
            known = ", ".join(f"{{{name}}}" for name in FILLED)
            more = _("Một đoạn chữ thường, không quá %(most)s chữ cái. Chỗ điền: %(known)s.")
            return forms.CharField(
                label=label,
                help_text=f"{help_text} {more % {'most': setting.most, 'known': known}}",
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        return forms.CharField(label=label, help_text=help_text, required=False)
