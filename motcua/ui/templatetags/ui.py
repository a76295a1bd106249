"""``{% load ui %}``: the parts of pages. The README shows each with its arguments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.kernel import money
from motcua.ui import fields, flow, parts, remembered, timebar, words
from motcua.ui.types import Fact, Line, Page, Signal, Station, Tab, Table, TimeLeft

register = template.Library()

register.simple_tag(fields.field, name="field")
register.simple_tag(fields.error_summary, name="errors")
register.simple_tag(parts.button, name="button")
register.simple_tag(parts.link_button, name="link_button")

register.simple_tag(remembered.drawn, name="drawn")

register.filter("dong", money.dong)

OUR_SCRIPTS = frozenset({"keys", "autosave", "submit-once", "copy", "search-as-you-type", "scan", "sheet"})


@register.simple_tag
def sign(signal: Signal | str, sentence: str) -> SafeString:
    """``{% sign "late" "quá hạn 1 ngày" %}``."""
    return parts.sign(signal, sentence)


@register.simple_tag
def time_left(left: TimeLeft) -> SafeString:
    """``{% time_left row.left %}``."""
    return parts.time_left(left)


@register.simple_tag
def assumed(reason: str = "") -> SafeString:
    """``{% assumed %}``: the tag «giả định»."""
    return parts.assumed(reason)


@register.simple_tag
def tabs(choices: Iterable[Tab], label: str = "") -> SafeString:
    """``{% tabs desk.tabs label=_("Lọc") %}``."""
    return parts.tabs(choices, label or _("Lọc"))


@register.simple_tag
def table(shown: Table, cards: bool = True) -> SafeString:  # noqa: FBT001, FBT002 a template's word
    """``{% table papers %}``, or ``{% table register cards=False %}`` for one that scrolls in its own box."""
    return parts.table(shown, cards=cards)


@register.simple_tag
def timeline(lines: Sequence[Line]) -> SafeString:
    """``{% timeline dossier.lines %}``, newest first."""
    return parts.timeline(lines)


@register.simple_tag
def stations(line: Iterable[Station]) -> SafeString:
    """``{% stations answer.stations %}``."""
    return parts.stations(line)


@register.simple_tag
def facts(pairs: Iterable[Fact], box: bool = True) -> SafeString:  # noqa: FBT001, FBT002 a template's word
    """``{% facts dossier.facts %}``."""
    return parts.facts(pairs, box=box)


@register.simple_tag
def time_bar(bar: timebar.TimeBar, key: str = "tb") -> SafeString:
    """``{% time_bar dossier.bar %}``."""
    return timebar.svg(bar, key=key)


@register.simple_tag
def flow_picture(picture: flow.Flow, number: int = 1) -> SafeString:
    """``{% flow_picture process.flow %}``: a process as lanes, boxes and arrows; a table with the same belongs beneath."""
    return flow.svg(picture, key=f"flow{number}")


@register.simple_tag
def pages(page: Page) -> SafeString:
    """``{% pages page %}``: where a list stands."""
    return parts.pages(page)


@register.simple_tag
def empty(sentence: str) -> SafeString:
    """``{% empty _("Không có việc nào chờ bạn.") %}``."""
    return format_html('<p class="mc-empty">{}</p>', sentence)


@register.simple_tag
def copy_button(text: str, label: str = "") -> SafeString:
    """``{% copy_button dossier.code %}``: shown by its script only; wants ``{% script "copy" %}``."""
    return format_html(
        '<button type="button" class="mc-button mc-button--link mc-small" data-copy="{}" data-copied="{}" hidden>{}</button>',
        text,
        _("Đã chép"),
        label or _("Chép mã"),
    )


@register.simple_tag
def script(name: str) -> SafeString:
    """``{% script "autosave" %}`` in the block ``scripts``: one of our own, or «htmx»."""
    if name == "htmx":
        return format_html('<script src="{}" defer></script>', static("built/htmx.min.js"))
    if name not in OUR_SCRIPTS:
        raise template.TemplateSyntaxError(f"no script {name!r}; there are {sorted(OUR_SCRIPTS)} and 'htmx'")
    return format_html('<script src="{}" defer></script>', static(f"ui/{name}.js"))


@register.filter
def count(number: int | None) -> SafeString:
    """``{{ entry.count|count }}``: a number beside a name, nothing for None."""
    return parts.count(number)


@register.filter
def day(value: date | None) -> str:
    """«18/5/2020»; empty for nothing."""
    return words.day(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """«18/5»; empty for nothing."""
    return words.short_day(value) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """«09:05»; empty for nothing."""
    return words.clock(value) if value else ""


@register.filter
def weekday_day(value: date | None) -> str:
    """«thứ Tư 13/5/2020»; empty for nothing."""
    return words.weekday_day(value) if value else ""


@register.filter
def weekday_short(value: date | None) -> str:
    """«thứ Tư 13/5»; empty for nothing."""
    return words.weekday_short(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """«Thứ Hai, 11/5/2020, 08:12»; empty for nothing."""
    return words.moment(value) if value else ""
