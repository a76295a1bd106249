"""Small parts of pages as HTML: signs, buttons, tables, timelines, stations. Called by the template tags and by tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.ui import words
from motcua.ui.types import Cell, Column, Fact, Line, Page, Signal, Station, Tab, Table, TimeLeft

STATION_WORDS = {"done": gettext_lazy("đã qua"), "now": gettext_lazy("đang ở đây"), "next": gettext_lazy("sắp tới")}


@cache
def mark(signal: Signal | str) -> SafeString:
    """Return the shape alone; words must stand beside it."""
    return format_html(
        '<svg class="mc-sign__mark" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("ui/signs.svg"),
        signal,
    )


def sign(signal: Signal | str, sentence: str) -> SafeString:
    """Return a state: shape, colour and word together."""
    return format_html('<span class="mc-sign mc-sign--{}">{}{}</span>', signal, mark(signal), sentence)


def time_left(left: TimeLeft) -> SafeString:
    """Return the cell of time left: the sign with its words, the due moment beneath."""
    beneath = format_html('<span class="mc-sub">{}</span>', left.detail) if left.detail else ""
    return format_html("{}{}", sign(left.signal, left.words), beneath)


def assumed(reason: str = "") -> SafeString:
    """Return the tag «giả định»: the province has still to confirm this."""
    return format_html(
        '<span class="mc-assumed" title="{}">{}</span>',
        reason or _("Chưa có số liệu chính thức; tỉnh cần xác nhận."),
        _("giả định"),
    )


def tabs(choices: Iterable[Tab], label: str) -> SafeString:
    """Return tabs with counts; they are links, so they work without script."""
    rows = format_html_join(
        "",
        '<li><a href="{}"{}>{}{}</a></li>',
        (
            (
                tab.url,
                SafeString(' aria-current="page"') if tab.is_current else "",
                tab.label,
                count(tab.count),
            )
            for tab in choices
        ),
    )
    return format_html('<nav class="mc-tabs" aria-label="{}"><ul>{}</ul></nav>', label, rows)


def count(number: int | None) -> SafeString:
    """Return a number beside a name; nothing for None."""
    return SafeString("") if number is None else format_html(' <span class="mc-count">{}</span>', number)


def table(shown: Table, *, cards: bool = True) -> SafeString:
    """Return a dense table; on a narrow screen rows become cards, or with ``cards=False`` it scrolls in its box."""
    head = format_html_join(
        "", '<th scope="col"{}>{}</th>', ((_column_class(column), column.label) for column in shown.columns)
    )
    rows = format_html_join("", "<tr data-row>{}</tr>", ((_row(shown.columns, row),) for row in shown.rows))
    body = format_html(
        '<table class="mc-table{}"><caption class="mc-hidden">{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
        " mc-table--cards" if cards else "",
        shown.caption,
        head,
        rows,
    )
    return (
        body
        if cards
        else format_html(
            '<div class="mc-scroll" tabindex="0" role="region" aria-label="{}">{}</div>', shown.caption, body
        )
    )


def _row(columns: Sequence[Column], row: Sequence[Cell]) -> SafeString:
    return format_html_join(
        "",
        "<td{}{}>{}{}</td>",
        (
            (
                _column_class(column),
                _card_label(column),
                _cell_words(cell),
                format_html('<span class="mc-sub">{}</span>', cell.sub) if cell.sub else "",
            )
            for column, cell in zip(columns, row, strict=True)
        ),
    )


def _cell_words(cell: Cell) -> str | SafeString:
    spoken = sign(cell.signal, cell.text) if cell.signal else cell.text
    return format_html('<a href="{}">{}</a>', cell.url, spoken) if cell.url else spoken


def _card_label(column: Column) -> SafeString:
    is_named = column.is_named or column.kind == "number"
    return format_html(' data-label="{}"', column.label) if is_named and column.label else SafeString("")


def _column_class(column: Column) -> SafeString:
    css = {"number": "mc-table__number", "code": "mc-code"}.get(column.kind)
    return format_html(' class="{}"', css) if css else SafeString("")


def timeline(lines: Sequence[Line]) -> SafeString:
    """Return the timeline, newest first: short time to read, the exact one on hover and in print."""
    rows = format_html_join(
        "",
        '<li{}><time datetime="{}" title="{}">{}<span class="mc-timeline__exact"> ({})</span></time>{}{}</li>',
        (
            (
                SafeString(' class="is-now"') if index == 0 else "",
                line.at.isoformat(),
                words.moment(line.at),
                words.moment_short(line.at),
                words.day(line.at) + " " + words.clock_to_the_second(line.at),
                line.sentence,
                format_html(' <span class="mc-quiet">{}</span>', line.who) if line.who else "",
            )
            for index, line in enumerate(lines)
        ),
    )
    return format_html('<ol class="mc-timeline" reversed>{}</ol>', rows)


def stations(line: Iterable[Station]) -> SafeString:
    """Return a dossier's way as a line of stations; each says in words whether it is past, here or to come."""
    rows = format_html_join(
        "",
        '<li class="is-{0}"{1}>{2}<span class="mc-hidden"> ({3})</span>{4}</li>',
        (
            (
                station.state,
                SafeString(' aria-current="step"') if station.state == "now" else "",
                format_html("<b>{}</b>", station.label) if station.state == "now" else station.label,
                STATION_WORDS[station.state],
                format_html('<br><span class="mc-quiet">{}</span>', station.detail) if station.detail else "",
            )
            for station in line
        ),
    )
    return format_html('<ol class="mc-stations">{}</ol>', rows)


def facts(pairs: Iterable[Fact], *, box: bool = True) -> SafeString:
    """Return a box of facts; pairs without a value are left out."""
    rows = format_html_join(
        "",
        "<dt>{}</dt><dd>{}{}{}</dd>",
        (
            (
                fact.name,
                fact.value,
                format_html(" {}", assumed()) if fact.assumed else "",
                format_html(' <a class="mc-small" href="{}">{}</a>', fact.url, fact.link) if fact.url else "",
            )
            for fact in pairs
            if fact.value
        ),
    )
    return format_html('<dl class="mc-facts{}">{}</dl>', " mc-facts--box" if box else "", rows)


def pages(page: Page) -> SafeString:
    """Return where the list stands, and the links before and after it."""
    links = [(page.previous_url, "prev", _("Trước")), (page.next_url, "next", _("Tiếp"))]
    shown = format_html_join("", ' · <a href="{}" rel="{}">{}</a>', (link for link in links if link[0]))
    return format_html('<nav class="mc-pages" aria-label="{}">{}{}</nav>', _("Trang của danh sách"), page.words, shown)


def button(label: str, **attrs: object) -> SafeString:
    """Return a button that submits; ``kind`` is «main», «plain» or «link», other words become attributes."""
    return format_html("<button{}>{}</button>", _attributes({"type": "submit", **_button_class(attrs)}), label)


def link_button(label: str, url: str, **attrs: object) -> SafeString:
    """Return a link that looks like a button: for going somewhere, never for changing something."""
    return format_html("<a{}>{}</a>", _attributes({"href": url, **_button_class(attrs)}), label)


def _button_class(attrs: dict[str, object]) -> dict[str, object]:
    kind = str(attrs.pop("kind", "main"))
    css = "mc-button" if kind == "main" else f"mc-button mc-button--{kind}"
    return {"class": css, **attrs}


def _attributes(attrs: dict[str, object]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        (
            (
                format_html(' {}="{}"', name.rstrip("_").replace("_", "-"), value)
                if value is not True
                else format_html(" {}", name.rstrip("_").replace("_", "-")),
            )
            for name, value in attrs.items()
            if value is not False and value is not None
        ),
    )
