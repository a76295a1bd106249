"""The fonts of the prints, for whoever draws a paper as a picture."""

from __future__ import annotations

from pathlib import Path

from motcua.prints.rendering import FONTS


def font(name: str) -> Path:
    """Return the file of a font by its name, such as «Tinos-Regular.ttf»; set-up builds them."""
    return FONTS / name
