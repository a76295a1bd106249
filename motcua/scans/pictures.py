"""Pictures as bytes: what a camera made becomes a page, pages become one PDF, a code on a page becomes text."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import IO

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from motcua.kernel import pdfium
from motcua.scans.types import NotAPicture

#: The longer side of a page in points: A4 at some 200 dpi, enough to read; and how hard it is compressed.
LONGEST, QUALITY = 2340, 80
#: A picture that unfolds to more is no photograph of a paper.
POINTS = 220_000_000
#: The longer side of a bound page on paper: A4.
A4 = 842.0
FORMS = ("JPEG", "PNG", "TIFF")
BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def as_page(content: IO[bytes]) -> bytes:
    """Return a camera's picture as a page: upright, no larger than is needed to read it, without what a camera adds.

    Place and time of the shot, the telephone's name: none of it belongs to the paper. Raises NotAPicture.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(content, formats=FORMS[:2]) as picture:
                if picture.width * picture.height > POINTS:
                    raise NotAPicture
                return _jpeg(ImageOps.exif_transpose(picture))
        except BROKEN as problem:
            raise NotAPicture from problem


def pages_of_tiff(content: IO[bytes]) -> list[bytes]:
    """Return the pages of an office scanner's TIFF. Raises NotAPicture."""
    pages = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(content, formats=FORMS[2:]) as picture:
                for place in range(getattr(picture, "n_frames", 1)):
                    picture.seek(place)
                    if picture.width * picture.height > POINTS:
                        raise NotAPicture
                    pages.append(_jpeg(picture))
        except BROKEN as problem:
            raise NotAPicture from problem
    return pages


def _jpeg(picture: Image.Image) -> bytes:
    plain = picture.convert("RGB")
    plain.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    written = BytesIO()
    plain.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def bind(pages: Sequence[bytes]) -> bytes:
    """Return one PDF of JPEG pages, each as it is, none compressed a second time."""
    with pdfium.lock:
        document = pypdfium2.PdfDocument.new()
        try:
            for page in pages:
                _add(document, page)
            written = BytesIO()
            document.save(written)
            return written.getvalue()
        finally:
            document.close()


def _add(document: pypdfium2.PdfDocument, page: bytes) -> None:
    picture = pypdfium2.PdfImage.new(document)
    picture.load_jpeg(BytesIO(page), inline=True, autoclose=True)
    width, height = picture.get_px_size()
    scale = A4 / max(width, height)
    sheet = document.new_page(width * scale, height * scale)
    picture.set_matrix(pypdfium2.PdfMatrix().scale(width * scale, height * scale))
    sheet.insert_obj(picture)
    sheet.gen_content()
    sheet.close()


def codes_on_first_page(content: bytes, kind: str) -> tuple[str, ...]:
    """Return the texts of all bar codes and QR codes on the first page; none where it cannot be drawn."""
    try:
        picture = _first_page(content) if kind == "pdf" else _picture(content)
    except (*BROKEN, pypdfium2.PdfiumError):
        return ()
    return tuple(found.text for found in zxingcpp.read_barcodes(picture) if found.valid)


def _picture(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content), formats=FORMS) as picture:
        plain = picture.convert("L")
    plain.thumbnail((LONGEST, LONGEST))
    return plain


def _first_page(content: bytes) -> Image.Image:
    with pdfium.lock:
        document = pypdfium2.PdfDocument(content)
        try:
            page = document[0]
            return page.render(scale=LONGEST / max(1.0, *page.get_size()), grayscale=True).to_pil().convert("L")
        finally:
            document.close()


def is_whole(content: bytes, kind: str) -> bool:
    """Whether a scanner has written a file to its end: a PDF that closes, a picture that decodes."""
    if kind == "pdf":
        if b"%%EOF" not in content[-1024:]:
            return False
        with pdfium.lock:
            try:
                document = pypdfium2.PdfDocument(content)
            except pypdfium2.PdfiumError:
                return False
            pages = len(document)
            document.close()
            return pages > 0
    try:
        with Image.open(BytesIO(content), formats=FORMS) as picture:
            picture.load()
    except BROKEN:
        return False
    return True
