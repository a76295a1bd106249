"""Rendering by typst: our templates, our fonts, a fixed moment; nothing of the machine."""

from __future__ import annotations

import io
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import segno
import typst

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "templates_typ"
FONTS = HERE / "fonts" / "built"
PREVIEW = TEMPLATES / "parts" / "4" / "preview.typ"
STAMP = TEMPLATES / "parts" / "4" / "stamp.typ"
#: The moment of what is put on other pages: theirs counts.
NO_MOMENT = datetime(2018, 1, 1, tzinfo=UTC)

_lock = threading.Lock()


@cache
def fonts() -> typst.Fonts:
    """Return the fonts of the prints; without them a print would look different on every machine."""
    if not any(FONTS.glob("*.ttf")):
        message = f"no fonts in {FONTS}: run «make setup»"
        raise FileNotFoundError(message)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def render(
    form: str,
    version: int,
    inputs: Mapping[str, Any],
    moment: datetime,
    *,
    as_png: bool = False,
    tagged: bool = True,
    previewed: bool = False,
) -> bytes:
    """Return the PDF of a form with its inputs; ``moment`` is the document's own, so that bytes never depend on now.

    With ``as_png`` the first page as a picture, for those who look at templates; ``tagged`` for screen readers;
    ``previewed`` with «BẢN XEM TRƯỚC» across every page.
    """
    source = TEMPLATES / form / str(version) / f"{form}.typ"
    values = {"inputs": orjson.dumps(inputs).decode()}
    if previewed:
        source, values["form"] = PREVIEW, f"/{source.relative_to(TEMPLATES)}"
    if scanned := inputs.get("look_up") or inputs.get("scan"):
        values["qr"] = _qr(str(scanned))
    if many := inputs.get("scans"):
        values["qrs"] = orjson.dumps([_qr(str(one)) for one in many]).decode()
    with _lock:
        return _compile(source, values, moment, as_png=as_png, tagged=tagged)


def render_page(source: Path, inputs: Mapping[str, Any]) -> bytes:
    """Return the PDF of a part that is no form: a page to be put on pages made elsewhere, untagged."""
    with _lock:
        return _compile(source, {"inputs": orjson.dumps(inputs).decode()}, NO_MOMENT, as_png=False, tagged=False)


def _compile(source: Path, values: dict[str, str], moment: datetime, *, as_png: bool, tagged: bool) -> bytes:
    made: bytes | list[bytes] = typst.compile(
        str(source),
        root=str(TEMPLATES),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs=values,
        format="png" if as_png else "pdf",
        ppi=150.0 if as_png else None,
        timestamp=int(moment.timestamp()),
        pdf_tags=tagged,
    )
    return made[0] if isinstance(made, list) else made


def _qr(text: str) -> str:
    """Return the QR code as SVG, without the quiet zone that the template leaves white."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", border=0, xmldecl=False, svgns=True)
    return picture.getvalue().decode()
