"""Colours by meaning: the one place they stand. The build turns them into SCSS, a test checks every pair.

A province's profile may change the brand's two colours (``[look]``: brand and accent); the meaning of the states stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

COLOURS: Final[dict[str, str]] = {
    "ink": "#1b1f24",
    "quiet": "#50575e",
    "paper": "#ffffff",
    "desk": "#f5f3ee",
    "line": "#d6d2c8",
    "faint": "#ebe8e0",
    "here": "#fbfaf6",
    "lacquer": "#9b1c1f",
    "lacquer-dark": "#7a1518",
    "gold": "#b98900",
    "link": "#0b4f8a",
    "link-dark": "#083a66",
    "ontime": "#1f6b3a",
    "near": "#8a5a00",
    "late": "#9b1c1f",
    "paused": "#4a4f87",
    "done": "#50575e",
}

#: What a province's profile may set, and the colours that stand for it here.
BRAND: Final = {"brand": "lacquer", "accent": "gold"}
#: A button under the pointer is so much darker.
DARKER: Final = 0.787

TEXT_CONTRAST: Final = 4.5
SIGN_CONTRAST: Final = 3.0
#: Below it, sRGB is linear (WCAG 2.2, relative luminance).
SRGB_LINEAR: Final = 0.04045


class Pair(NamedTuple):
    """A foreground on a background, and the ratio that WCAG 2.2 AA asks for."""

    front: str
    back: str
    ratio: float = TEXT_CONTRAST


PAIRS: Final[tuple[Pair, ...]] = (
    *(
        Pair(front, back)
        for back in ("paper", "desk", "here")
        for front in ("ink", "quiet", "lacquer", "link", "link-dark", "ontime", "near", "late", "paused", "done")
    ),
    Pair("ink", "faint"),
    Pair("quiet", "faint"),
    Pair("paper", "lacquer"),
    Pair("paper", "lacquer-dark"),
    # Not text: the ring round what has the focus, the borders of fields.
    Pair("gold", "paper", SIGN_CONTRAST),
    Pair("quiet", "desk", SIGN_CONTRAST),
)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= SRGB_LINEAR else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front: str, back: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(front), luminance(back)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_weak(colours: dict[str, str]) -> list[str]:
    """Return a line for each pair that people with weak eyes could not read; a profile's colours are checked by it."""
    return [
        f"{pair.front} on {pair.back}: {contrast(colours[pair.front], colours[pair.back]):.2f} < {pair.ratio}"
        for pair in weak_pairs(colours)
    ]


def weak_pairs(colours: dict[str, str]) -> list[Pair]:
    """Return the pairs that are under their ratio."""
    return [pair for pair in PAIRS if contrast(colours[pair.front], colours[pair.back]) < pair.ratio]


def branded(look: Mapping[str, str]) -> dict[str, str]:
    """Return the colours with a province's own ``brand`` and ``accent``."""
    own = {BRAND[name]: colour.lower() for name, colour in look.items() if name in BRAND}
    if own.get("lacquer", COLOURS["lacquer"]) != COLOURS["lacquer"]:
        own["lacquer-dark"] = darker(own["lacquer"])
    return COLOURS | own


def darker(colour: str, by: float = DARKER) -> str:
    """Return the same hue with less light."""
    return "#" + "".join(f"{int(int(colour[start : start + 2], 16) * by):02x}" for start in (1, 3, 5))


def is_colour(text: str) -> bool:
    """Whether it is written ``#rrggbb``."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def as_scss(colours: dict[str, str]) -> str:
    """Return the colours as SCSS variables; the brand's can be changed by a custom property of the page."""
    names = {"brand": "lacquer", "brand-dark": "lacquer-dark", "accent": "gold"}
    own = "".join(f"${name}: var(--mc-{name}, {colours[colour]});\n" for name, colour in names.items())
    return "".join(f"${name}: {colour};\n" for name, colour in colours.items()) + own


def as_css(colours: dict[str, str]) -> str:
    """Return the style sheet of a province whose brand is not the house's."""
    brand, accent = colours["lacquer"], colours["gold"]
    return (
        f":root{{--mc-brand:{brand};--mc-brand-dark:{colours['lacquer-dark']};--mc-accent:{accent};"
        f"--govuk-brand-colour:{brand};--govuk-focus-colour:{accent}}}\n"
    )
