"""Draws the papers that the demo's people bring as files: a bank's slip, a signed result. The same values, the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from motcua.prints import queries as prints

#: In points of the picture: half an A5 page, enough to be read.
SIZE, MARGIN, LINE = (720, 500), 48, 40
WARNING = "Bản thử, không có giá trị"


def sheet(title: str, lines: Sequence[str]) -> bytes:
    """Return a picture (PNG) of a paper with a title and its lines."""
    picture = Image.new("L", SIZE, 250)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((8, 8, SIZE[0] - 9, SIZE[1] - 9), outline=120, width=2)
    pen.text((MARGIN, MARGIN), title, font=_font("Tinos-Bold.ttf", 30), fill=20)
    for place, line in enumerate(lines, start=2):
        pen.text((MARGIN, MARGIN + place * LINE), line, font=_font("Tinos-Regular.ttf", 24), fill=30)
    pen.text((MARGIN, SIZE[1] - MARGIN), WARNING, font=_font("Tinos-Italic.ttf", 20), fill=130)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


@lru_cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(prints.font(name)), size)
