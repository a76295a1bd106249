"""profile.toml, [look]: colours that people with weak eyes could not read."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.clocks.folder.findings import Finding, fault
from motcua.clocks.folder.reader import ProfileFolder
from motcua.clocks.folder.settings import FILE
from motcua.clocks.speech import _
from motcua.ui import tokens


def check_look(folder: ProfileFolder) -> Iterator[Finding]:
    """Refuse a brand under 4.5:1 and an accent under 3:1 on the grounds where they stand (WCAG 2.2 AA)."""
    look = folder.settings.look if folder.settings else {}
    colours = tokens.branded({key: colour.value for key, colour in look.items()})
    weak = tokens.weak_pairs(colours)
    for key, colour in look.items():
        own = tokens.BRAND[key]
        ratios = [
            (tokens.contrast(colours[pair.front], colours[pair.back]), pair.ratio)
            for pair in weak
            if own in (pair.front, pair.back)
        ]
        if not ratios:
            continue
        reached, wanted = min(ratios)
        sentence = _(
            "Màu %(colour)s chỉ tương phản %(reached)s:1 với nền hoặc chữ đi cùng, cần ít nhất %(wanted)s:1. "
            "Chọn màu đậm hơn, ví dụ %(instead)s."
        )
        words = {
            "colour": colour.value,
            "reached": _decimal(reached),
            "wanted": _decimal(wanted),
            "instead": _dark_enough(key, colour.value),
        }
        yield fault("contrast", sentence % words, FILE, colour.line, key)


def _dark_enough(key: str, colour: str) -> str:
    """Return the nearest darker tone that can be read."""
    for share in range(99, -1, -1):
        tone = tokens.darker(colour, share / 100)
        if not any(
            tokens.BRAND[key] in (pair.front, pair.back) for pair in tokens.weak_pairs(tokens.branded({key: tone}))
        ):
            return tone
    return tokens.COLOURS[tokens.BRAND[key]]


def _decimal(ratio: float) -> str:
    # Rounded down: 4.499 is not 4.5.
    return f"{int(ratio * 100) / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")
