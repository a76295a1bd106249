"""A process as a picture: a lane for each agency, a box for each step, arrows from left to right; SVG made on the server.

The same words and figures stand in a table beneath, so the picture may be left out where it would be too small to read.
Colours come from classes of the style sheet: nothing here is inline style.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

COLUMN, BOX_WIDTH = 70, 60
LANE, BOX_HEIGHT, BOX_TOP = 92, 52, 30
#: Letters that a line of a box holds at its size.
LETTERS = 10


@dataclass(frozen=True, slots=True)
class Box:
    """A step: its number, its work in a few words, its time; boxes of one column are worked on at the same time.

    ``after`` are the numbers of the boxes that lead to it.
    """

    number: str
    words: str
    time: str
    lane: int
    column: int
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """All that the picture shows: lanes with a word beside their names, boxes in order; ``sentence`` says it aloud."""

    lanes: Sequence[tuple[str, str]]
    boxes: Sequence[Box]
    sentence: str


def svg(flow: Flow, *, key: str = "flow") -> SafeString:
    """Return the figure; ``key`` makes the arrow tip's id unique when a page shows several."""
    columns = 1 + max((box.column for box in flow.boxes), default=0)
    width, height = columns * COLUMN + 8, len(flow.lanes) * LANE
    return format_html(
        '<figure class="mc-flow"><svg role="img" aria-label="{}" focusable="false" viewBox="0 0 {} {}" width="{}" height="{}">'
        '<defs><marker id="{}-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path class="fl-tip" d="M0 0 8 4 0 8z"/></marker></defs>{}{}{}</svg></figure>',
        flow.sentence,
        width,
        height,
        width,
        height,
        key,
        format_html_join("", "{}", ((_lane(*lane, number, width),) for number, lane in enumerate(flow.lanes))),
        format_html_join("", "{}", ((_arrow(one, other, key),) for one, other in _arrows(flow.boxes))),
        format_html_join("", "{}", ((_box(box),) for box in flow.boxes)),
    )


def _arrows(boxes: Sequence[Box]) -> list[tuple[Box, Box]]:
    """Return which box leads to which."""
    by_number = {box.number: box for box in boxes}
    return [(by_number[number], box) for box in boxes for number in box.after]


def _lane(name: str, detail: str, number: int, width: int) -> SafeString:
    top = number * LANE
    return format_html(
        '<rect class="fl-lane{}" x="0" y="{}" width="{}" height="{}"/><text class="fl-name" x="8" y="{}">{}'
        '<tspan class="fl-detail" dx="8">{}</tspan></text>',
        " fl-lane--even" if number % 2 else "",
        top,
        width,
        LANE,
        top + 18,
        name,
        detail,
    )


def _corner(box: Box) -> tuple[int, int]:
    return 8 + box.column * COLUMN, box.lane * LANE + BOX_TOP


def _arrow(one: Box, other: Box, key: str) -> SafeString:
    (left, top), (to, end) = _corner(one), _corner(other)
    begins, middle, ends = left + BOX_WIDTH, to - (COLUMN - BOX_WIDTH) // 2, end + BOX_HEIGHT // 2
    return format_html(
        '<path class="fl-arrow" d="M{} {}H{}V{}H{}" marker-end="url(#{}-tip)"/>',
        begins,
        top + BOX_HEIGHT // 2,
        middle,
        ends,
        to - 1,
        key,
    )


def _box(box: Box) -> SafeString:
    left, top = _corner(box)
    lines = _lines(box.words)
    middle = left + BOX_WIDTH // 2
    words = format_html_join(
        "",
        '<text class="fl-words" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((middle, top + 28 + 12 * place - 6 * (len(lines) - 1), line) for place, line in enumerate(lines)),
    )
    return format_html(
        '<rect class="fl-box" x="{}" y="{}" width="{}" height="{}" rx="2"/><text class="fl-number" x="{}" y="{}">{}</text>{}'
        '<text class="fl-time" x="{}" y="{}" text-anchor="middle">{}</text>',
        left,
        top,
        BOX_WIDTH,
        BOX_HEIGHT,
        left + 4,
        top + 11,
        box.number,
        words,
        middle,
        top + 48,
        box.time,
    )


def _lines(words: str) -> list[str]:
    """Break a few words into at most two lines; what is longer ends with «…»."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= LETTERS or not lines[-1]:
            lines[-1] = longer
        elif len(lines) == 1:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1][: LETTERS - 1].rstrip()}…"
            break
    return lines
