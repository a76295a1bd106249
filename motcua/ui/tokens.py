"""Colours by meaning: the one place they stand. The build turns them into SCSS, a test checks every pair.

A province may change the brand's colours (``lacquer``, ``gold``, ``link``); the meaning of the states stays.
"""

from __future__ import annotations

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

#: What a province's profile may set.
BRAND: Final = ("lacquer", "lacquer-dark", "gold", "link", "link-dark")

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
        for pair in PAIRS
        if contrast(colours[pair.front], colours[pair.back]) < pair.ratio
    ]


def as_scss(colours: dict[str, str]) -> str:
    """Return the colours as SCSS variables."""
    return "".join(f"${name}: {colour};\n" for name, colour in colours.items())
