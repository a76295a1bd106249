"""«MẪU» across every page of a PDF that was made elsewhere."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from motcua.prints.rendering import STAMP, render_page
from motcua.prints.types import CannotBeStamped

#: Sheets of other sizes than this many are rendered again when they come again.
SIZES = 64


def stamped(content: bytes) -> bytes:
    """Return a PDF with «MẪU» diagonally across every page, as a reader shows it: turned pages too. Raises CannotBeStamped."""
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted or not reader.pages:
            raise CannotBeStamped
        writer = PdfWriter(clone_from=reader)
        for page in writer.pages:
            page.transfer_rotation_to_content()
            box = page.cropbox
            mark = PdfReader(BytesIO(_mark(round(float(box.width), 1), round(float(box.height), 1)))).pages[0]
            page.merge_transformed_page(mark, Transformation().translate(float(box.left), float(box.bottom)))
        into = BytesIO()
        writer.write(into)
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as problem:
        # What a broken file makes the reader say is of many kinds.
        raise CannotBeStamped from problem
    return into.getvalue()


@lru_cache(maxsize=SIZES)
def _mark(width: float, height: float) -> bytes:
    return render_page(STAMP, {"width": width, "height": height})
