"""The time bar of a dossier as SVG, made on the server: received, done, pauses hatched, now, due.

Places are percentages and sizes of letters fixed, so that the bar is as wide as the page and still legible.
Colours come from classes of the style sheet: nothing here is inline style.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from motcua.ui.types import Signal

#: At 13 px a letter is about 0.75 % of the usual width of the bar (900 px): so much room a label takes.
LETTER = 0.75
GAP = 1.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment with what stands above and below the bar there («Tiếp nhận 6/5» / «08:40 tại quầy»)."""

    at: datetime
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause of the clock; open while ``until`` is None."""

    since: datetime
    until: datetime | None
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TimeBar:
    """All that the bar shows.

    ``received`` and ``now`` always; ``due`` is None while a pause is open; ``ended`` once the result is there: then no
    «now» is drawn. ``was_due`` are earlier due moments that no longer hold, ``excuse`` the last moment to say that it will
    be late. ``sentence`` says all of it in words, for
    those who hear the page and for narrow screens.
    """

    received: Mark
    now: Mark
    due: Mark | None
    signal: Signal
    sentence: str
    pauses: Sequence[Pause] = ()
    ended: Mark | None = None
    was_due: Sequence[datetime] = ()
    excuse: Mark | None = None


@dataclass(frozen=True, slots=True)
class _Label:
    x: float
    words: str
    css: str
    anchor: str
    y: int

    @property
    def reach(self) -> tuple[float, float]:
        width = len(self.words) * LETTER
        start = {"start": self.x, "middle": self.x - width / 2, "end": self.x - width}[self.anchor]
        return start - GAP, start + width + GAP


def svg(bar: TimeBar, *, key: str = "tb") -> SafeString:
    """Return the figure; ``key`` makes the hatching's id unique when a page shows several bars."""
    place = _scale(bar)
    last = bar.ended or bar.now
    reached = place(last.at)
    parts = [
        SafeString('<rect class="tb-rest" x="0" y="26" width="100%" height="10"/>'),
        format_html('<rect class="tb-{}" x="0" y="26" width="{}%" height="10"/>', bar.signal, _number(reached)),
        *(_pause(pause, place, last.at, key) for pause in bar.pauses),
        *(_line(place(at), "tb-was-due", 22, 40) for at in bar.was_due),
        _line(reached, "tb-now", 18, 44),
    ]
    if bar.excuse:
        parts.append(_line(place(bar.excuse.at), "tb-was-due", 22, 40))
    if bar.due:
        parts.append(_line(place(bar.due.at), "tb-due", 18, 44))
    labels = format_html_join(
        "",
        '<text class="tb-words {}" x="{}%" y="{}" text-anchor="{}">{}</text>',
        ((label.css, _number(label.x), label.y, label.anchor, label.words) for label in _labels(bar, place)),
    )
    hatch = format_html(
        '<defs><pattern id="{}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="tb-hatch" width="2" height="6"/></pattern></defs>',
        key,
    )
    return format_html(
        '<figure class="mc-timebar"><svg role="img" aria-label="{}" focusable="false">{}<g class="tb-marks">{}</g>{}</svg>'
        '<figcaption aria-hidden="true">{}</figcaption></figure>',
        bar.sentence,
        hatch,
        format_html_join("", "{}", ((part,) for part in parts)),
        labels,
        bar.sentence,
    )


def _scale(bar: TimeBar):  # noqa: ANN202 a closure over the bar's span
    start = bar.received.at
    moments = [bar.now.at if bar.ended is None else bar.ended.at, *bar.was_due]
    moments += [bar.due.at] if bar.due else []
    span = max(max(moments) - start, timedelta(minutes=1))
    if bar.due is None and bar.ended is None:
        # Nobody knows the end while a pause is open: some room is left behind «now».
        span = span * 4 / 3

    def place(at: datetime) -> float:
        return min(max((at - start) / span * 100, 0.0), 100.0)

    return place


def _pause(pause: Pause, place, last: datetime, key: str) -> SafeString:  # noqa: ANN001 the closure of _scale
    begins, ends = place(pause.since), place(pause.until or last)
    x, width = _number(begins), _number(max(ends - begins, 0.4))
    return format_html(
        '<rect class="tb-pause tb-pause-ground" x="{0}%" y="24" width="{1}%" height="14"/>'
        '<rect x="{0}%" y="24" width="{1}%" height="14" fill="url(#{2}-hatch)"/>',
        x,
        width,
        key,
    )


def _line(x: float, css: str, top: int, bottom: int) -> SafeString:
    at = _number(x)
    return format_html('<line class="{}" x1="{}%" x2="{}%" y1="{}" y2="{}"/>', css, at, at, top, bottom)


def _labels(bar: TimeBar, place) -> list[_Label]:  # noqa: ANN001 the closure of _scale
    """Choose the labels that have room, the important ones first."""
    above, below = 14, 58
    wanted: list[tuple[_Label, ...]] = [(_Label(0, bar.received.words, "", "start", above),)]
    if bar.due:
        at = place(bar.due.at)
        wanted.append(_either(at, bar.due.words, "tb-words-due", above, below))
    last = bar.ended or bar.now
    wanted.append(_either(place(last.at), last.words, "tb-words-now", above, below))
    wanted.extend((_Label(place(p.since), p.words, "tb-words-pause", "start", above),) for p in bar.pauses)
    wanted.append((_Label(0, bar.received.detail, "", "start", below),))
    if bar.due:
        wanted.append((_anchored(place(bar.due.at), bar.due.detail, "", below),))
    wanted.extend((_Label(place(p.since), p.detail, "tb-words-pause", "start", below),) for p in bar.pauses)
    if bar.excuse:
        wanted.append(_either(place(bar.excuse.at), bar.excuse.words, "", below, above))
    taken: list[_Label] = []
    for choices in wanted:
        for label in choices:
            if label.words and _has_room(label, taken):
                taken.append(label)
                break
    return taken


def _either(x: float, words: str, css: str, *rows: int) -> tuple[_Label, ...]:
    return tuple(_anchored(x, words, css, y) for y in rows)


def _anchored(x: float, words: str, css: str, y: int) -> _Label:
    half = len(words) * LETTER / 2
    anchor = "start" if x < half else "end" if x > 100 - half else "middle"
    return _Label(x, words, css, anchor, y)


def _has_room(label: _Label, taken: list[_Label]) -> bool:
    start, end = label.reach
    return end <= 100 + 2 * GAP and all(
        other.y != label.y or end <= other.reach[0] + GAP or start >= other.reach[1] - GAP for other in taken
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
