"""Pages as pictures: rendered once, kept beside the contents, thrown away without harm."""

from __future__ import annotations

import os
import warnings
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pypdfium2
from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from motcua.files.storage import storage
from motcua.files.types import PageMissing, PageUnreadable
from motcua.kernel import ids, pdfium

#: The longer side of a page on the screen, and of a thumbnail, in points.
PAGE, THUMBNAIL = 1600, 240
QUALITY = 78
#: Pages of one file that are offered; more is no paper that somebody handed in.
MOST_PAGES = 500


def pages_of(sha256: bytes, kind: str) -> int:
    """Return how many pages a content has; a picture has one. Raises PageUnreadable where it cannot be read."""
    if kind != "pdf":
        return 1
    with pdfium.lock:
        document = _opened(storage().place(sha256))
        try:
            return min(len(document), MOST_PAGES)
        finally:
            document.close()


def forget(sha256: bytes) -> None:
    """Throw away every picture drawn of a content."""
    for kept in (Path(settings.FILES_FOLDER) / "pages" / sha256.hex()[:2]).glob(f"{sha256.hex()}-*"):
        kept.unlink(missing_ok=True)


def page_of(sha256: bytes, kind: str, page: int, longest: int) -> bytes:
    """Return a page (from 1) as JPEG, its longer side so many points; from the cache where it was drawn before.

    Raises PageMissing, PageUnreadable.
    """
    kept = Path(settings.FILES_FOLDER) / "pages" / sha256.hex()[:2] / f"{sha256.hex()}-{page}-{longest}.jpg"
    with suppress(FileNotFoundError):
        return kept.read_bytes()
    drawn = _from_pdf(sha256, page, longest) if kind == "pdf" else _from_picture(sha256, page, longest)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    coming = kept.with_suffix(f".{ids.new_id()}")
    coming.write_bytes(drawn)
    os.replace(coming, kept)  # noqa: PTH105 - the same call in one word
    return drawn


def _from_pdf(sha256: bytes, page: int, longest: int) -> bytes:
    with pdfium.lock:
        document = _opened(storage().place(sha256))
        try:
            if not 1 <= page <= min(len(document), MOST_PAGES):
                raise PageMissing
            drawn = document[page - 1]
            scale = longest / max(1.0, *drawn.get_size())
            return _jpeg(drawn.render(scale=scale, may_draw_forms=False).to_pil(), longest)
        except pypdfium2.PdfiumError as problem:
            raise PageUnreadable from problem
        finally:
            document.close()


def _opened(place: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(place)
    except (pypdfium2.PdfiumError, FileNotFoundError) as problem:
        raise PageUnreadable from problem


def _from_picture(sha256: bytes, page: int, longest: int) -> bytes:
    if page != 1:
        raise PageMissing
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(storage().place(sha256), formats=["JPEG", "PNG"]) as picture:
                picture.draft("RGB", (longest, longest))
                return _jpeg(ImageOps.exif_transpose(picture), longest)
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
            raise PageUnreadable from problem


def _jpeg(picture: Image.Image, longest: int) -> bytes:
    plain = picture.convert("RGB")
    plain.thumbnail((longest, longest))
    written = BytesIO()
    plain.save(written, "JPEG", quality=QUALITY, progressive=True)
    return written.getvalue()
