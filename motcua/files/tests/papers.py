"""Papers as a scanner or a telephone makes them, and some that should not be opened."""

import io
import zlib

import pypdfium2
from PIL import Image, ImageDraw


def photograph(words="Giấy chứng sinh", size=(900, 1200), form="JPEG", **more):
    """A picture of a sheet on a dark table."""
    picture = Image.new("RGB", size, (60, 50, 40))
    pen = ImageDraw.Draw(picture)
    pen.rectangle([size[0] // 12, size[1] // 12, size[0] * 11 // 12, size[1] * 11 // 12], fill=(250, 250, 245))
    pen.text((size[0] // 5, size[1] // 5), words, fill=(20, 20, 20))
    written = io.BytesIO()
    picture.save(written, form, **more)
    return written.getvalue()


def scan(pages=2):
    """A PDF with so many empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _page in range(pages):
        document.new_page(595, 842)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def active(action=b"/S /JavaScript /JS (app.alert\\(1\\))"):
    """A PDF that does something when it is opened."""
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction<<" + action + b">>>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def hidden():
    """The same, its objects deflated, so that the word stands nowhere in the file."""
    objects = zlib.compress(b"1 0 << /S /JavaScript /JS (app.alert(1)) >>")
    return (
        b"%PDF-1.5\n5 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode>>\nstream\n"
        + objects
        + b"\nendstream\nendobj\n%%EOF\n"
    )


def flooding():
    """Objects that unfold to more than a machine should take."""
    return b"%PDF-1.5\n5 0 obj\n<</Type/ObjStm>>\nstream\n" + zlib.compress(bytes(40 * 2**20)) + b"\nendstream\n%%EOF\n"


def vast():
    """A picture of some kilobytes that claims to be a kilometre wide."""
    head = b"\x00\x00\xc3\x50\x00\x00\xc3\x50\x08\x00\x00\x00\x00"
    chunk = b"IHDR" + head
    begun = b"\x00\x00\x00\x04IDAT" + bytes(8)
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\r" + chunk + zlib.crc32(chunk).to_bytes(4, "big") + begun
