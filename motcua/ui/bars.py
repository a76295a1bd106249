"""Amounts as bars: a row each, its parts beside each other; SVG made on the server.

The same figures stand in a table beneath. Colours come from classes of the style sheet: nothing here is inline style.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from motcua.ui.types import Signal

WIDTH, NAME, ROW, BAR = 720, 260, 26, 14
#: Room behind a bar: for its total, or for words of its own.
TOTAL, WORDS = 60, 130
#: Letters of a name that fit before the bars.
LETTERS = 38


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, its parts with the sign whose colour they wear, and the words behind it (empty: its total)."""

    name: str
    parts: Sequence[tuple[Signal, int]]
    words: str = ""

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(count for _signal, count in self.parts)


def svg(bars: Sequence[Bar], sentence: str, caption: str) -> SafeString:
    """Return the figure, the longest bar as wide as there is room; ``sentence`` says it aloud, ``caption`` its colours."""
    most = max((bar.total for bar in bars), default=0)
    height = max(len(bars), 1) * ROW
    return format_html(
        '<figure class="mc-flow"><svg role="img" aria-label="{}" focusable="false" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>'
        '<figcaption class="mc-quiet mc-small">{}</figcaption></figure>',
        sentence,
        WIDTH,
        height,
        WIDTH,
        height,
        format_html_join("", "{}", ((_row(bar, place, most),) for place, bar in enumerate(bars))),
        caption,
    )


def _row(bar: Bar, place: int, most: int) -> SafeString:
    top, left, parts = place * ROW + (ROW - BAR) // 2, NAME, []
    room = WIDTH - NAME - (WORDS if bar.words else TOTAL)
    for signal, count in bar.parts:
        width = round(room * count / most) if most else 0
        if width:
            parts.append((f"br-{signal}", left, top, width, BAR))
            left += width
    name = bar.name if len(bar.name) <= LETTERS else f"{bar.name[: LETTERS - 1].rstrip()}…"
    return format_html(
        '<text class="fl-words" x="0" y="{}">{}</text>{}<text class="fl-detail" x="{}" y="{}">{}</text>',
        top + BAR - 3,
        name,
        format_html_join("", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', parts),
        left + 6,
        top + BAR - 3,
        bar.words or bar.total,
    )
