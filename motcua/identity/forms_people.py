"""What the pages ask with which an administrator keeps people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.identity.types import Role
from motcua.organisation import queries as organisation
from motcua.organisation.types import Post
from motcua.ui.inputs import Day

REACHES = (
    ("unit", gettext_lazy("Chỉ đơn vị này")),
    ("subtree", gettext_lazy("Đơn vị này và các đơn vị trực thuộc")),
    ("everywhere", gettext_lazy("Toàn tỉnh")),
)


def post_choices(groups: Iterable[tuple[str, Sequence[Post]]]) -> list[Any]:
    """Return posts to choose from, under their units' names."""
    return [
        ("", _("Chọn vị trí")),
        *(
            (name, [(str(post.id), f"{post.name}, {post.section}" if post.section else post.name) for post in posts])
            for name, posts in groups
        ),
    ]


class Appointing(forms.Form):
    """A post with a role, from one day to another."""

    post = forms.ChoiceField(label=gettext_lazy("Vị trí"), error_messages={"required": gettext_lazy("Chọn vị trí.")})
    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò"),
        help_text=gettext_lazy("Vai trò quyết định được làm việc gì. Để trống: theo vị trí."),
        required=False,
        choices=[("", gettext_lazy("Theo vị trí")), *((role.value, role) for role in Role)],
    )
    reach = forms.ChoiceField(
        label=gettext_lazy("Phạm vi"),
        help_text=gettext_lazy("Không ai giao được rộng hơn phạm vi mình quản trị."),
        choices=REACHES,
        initial="unit",
        error_messages={"required": gettext_lazy("Chọn phạm vi.")},
    )
    valid_from = Day(label=gettext_lazy("Từ ngày"))
    valid_to = Day(
        label=gettext_lazy("Đến hết ngày"),
        help_text=gettext_lazy("Để trống: đến khi có quyết định khác."),
        required=False,
    )

    def __init__(self, values: Any, groups: Iterable[tuple[str, Sequence[Post]]], today: date) -> None:
        """Take what was sent, the posts to choose from, and the day."""
        super().__init__(values, initial={"valid_from": today, "reach": "unit"})
        self.fields["post"].choices = post_choices(groups)  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("Theo vị trí")), *((role.value, role.words) for role in Role)]  # type: ignore[attr-defined]

    def words(self) -> dict[str, Any]:
        """Return what the services take."""
        given = self.cleaned_data
        return {
            "post": UUID(given["post"]),
            "roles": [given["role"]] if given["role"] else None,
            "reach": given["reach"],
            "valid_from": given["valid_from"],
            "valid_to": given["valid_to"],
        }


class Employing(Appointing):
    """A new account with its first post."""

    name = forms.CharField(
        label=gettext_lazy("Họ và tên"), max_length=120, error_messages={"required": gettext_lazy("Nhập họ và tên.")}
    )
    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        help_text=gettext_lazy("Chữ thường không dấu, ví dụ «hanh.nt». Không đổi được về sau."),
        max_length=60,
        error_messages={"required": gettext_lazy("Nhập tên đăng nhập.")},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    field_order = ("name", "username", "post", "role", "reach", "valid_from", "valid_to")

    def clean_username(self) -> str:
        """Take letters, figures, dot, hyphen."""
        given = str(self.cleaned_data["username"]).strip().lower()
        if not given.isascii() or not given.replace(".", "").replace("-", "").replace("_", "").isalnum():
            raise forms.ValidationError(_("Tên đăng nhập chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch ngang."))
        return given


class Ending(forms.Form):
    """The last day of an appointment."""

    last_day = Day(label=gettext_lazy("Ngày cuối cùng giữ vị trí"))


class ListOfPeople(forms.Form):
    """A list from a spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách (.xlsx hoặc .csv)"),
        help_text=gettext_lazy("Không quá 2 MB, 2.000 dòng. Dòng đầu là tên cột."),
        error_messages={
            "required": gettext_lazy("Chọn tệp danh sách."),
            "empty": gettext_lazy("Tệp rỗng."),
        },
    )


class StandIn(forms.Form):
    """Who stands in for whom, and when."""

    appointment = forms.ChoiceField(
        label=gettext_lazy("Người vắng"), error_messages={"required": gettext_lazy("Chọn người vắng.")}
    )
    substitute = forms.ChoiceField(
        label=gettext_lazy("Người trực thay"), error_messages={"required": gettext_lazy("Chọn người trực thay.")}
    )
    valid_from = Day(label=gettext_lazy("Từ ngày"))
    valid_to = Day(label=gettext_lazy("Đến hết ngày"))

    def __init__(self, values: Any, holders: list[tuple[str, str]], people: list[tuple[str, str]], today: date) -> None:
        """Take what was sent, and whom to choose from."""
        super().__init__(values, initial={"valid_from": today, "valid_to": today})
        self.fields["appointment"].choices = [("", _("Chọn người vắng")), *holders]  # type: ignore[attr-defined]
        self.fields["substitute"].choices = [("", _("Chọn người trực thay")), *people]  # type: ignore[attr-defined]


class Seconding(forms.Form):
    """Somebody lent to a one-stop desk for a term."""

    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập của người được cử"),
        error_messages={"required": gettext_lazy("Nhập tên đăng nhập của người được cử.")},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    post = forms.ChoiceField(
        label=gettext_lazy("Vị trí tại bộ phận một cửa"), error_messages={"required": gettext_lazy("Chọn vị trí.")}
    )
    from_unit = forms.ChoiceField(
        label=gettext_lazy("Cơ quan cử"), error_messages={"required": gettext_lazy("Chọn cơ quan cử.")}
    )
    valid_from = Day(label=gettext_lazy("Từ ngày"))
    valid_to = Day(label=gettext_lazy("Đến hết ngày"))

    def __init__(self, values: Any, groups: Iterable[tuple[str, Sequence[Post]]], today: date) -> None:
        """Take what was sent, the posts to choose from, and the day."""
        super().__init__(values, initial={"valid_from": today})
        self.fields["post"].choices = post_choices(groups)  # type: ignore[attr-defined]
        units = [(str(unit.id), organisation.full_name(unit.id, today)) for unit in organisation.units(today)]
        self.fields["from_unit"].choices = [("", _("Chọn cơ quan cử")), *units]  # type: ignore[attr-defined]


class StandBy(forms.Form):
    """Whom an agency keeps ready for a desk."""

    lending = forms.ChoiceField(
        label=gettext_lazy("Cơ quan cử, nơi có quầy"), error_messages={"required": gettext_lazy("Chọn cơ quan cử.")}
    )
    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập của người dự phòng"),
        error_messages={"required": gettext_lazy("Nhập tên đăng nhập của người dự phòng.")},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, values: Any, lendings: list[tuple[str, str]]) -> None:
        """Take what was sent, and the agencies that lend people with their desks."""
        super().__init__(values)
        self.fields["lending"].choices = [("", _("Chọn cơ quan cử")), *lendings]  # type: ignore[attr-defined]

    def units(self) -> tuple[UUID, UUID]:
        """Return the agency and the unit of the desk."""
        from_unit, _sep, in_unit = self.cleaned_data["lending"].partition("|")
        return UUID(from_unit), UUID(in_unit)


class Leaving(forms.Form):
    """To whom the work goes."""

    to = forms.ChoiceField(
        label=gettext_lazy("Bàn giao công việc cho"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn nơi nhận bàn giao.")},
    )

    def __init__(self, values: Any, colleagues: list[tuple[str, str]]) -> None:
        """Take what was sent, and the colleagues' posts."""
        super().__init__(values)
        self.fields["to"].choices = [("common", _("Bàn chung của bộ phận")), *colleagues]  # type: ignore[attr-defined]


class Phone(forms.Form):
    """A desk's telephone."""

    phone = forms.CharField(
        label=gettext_lazy("Điện thoại của bộ phận một cửa"),
        help_text=gettext_lazy("Số của cơ quan, không phải số riêng của ai. Để trống: không hiện số."),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class NewPassword(forms.Form):
    """One's own password, in the place of the printed one."""

    new = forms.CharField(
        label=gettext_lazy("Mật khẩu mới của bạn"),
        help_text=gettext_lazy("Ít nhất 12 ký tự. Một câu dài dễ nhớ tốt hơn một từ khó."),
        strip=False,
        error_messages={"required": gettext_lazy("Nhập mật khẩu mới.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("Nhập lại mật khẩu mới"),
        strip=False,
        error_messages={"required": gettext_lazy("Nhập lại mật khẩu mới.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        given = super().clean() or {}
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", _("Hai lần nhập không giống nhau. Nhập lại."))
        return given
