"""Look inside a content before anybody opens it: what acts by itself, what is locked, what would flood a machine.

Recognising a kind (``rules.kind_of``) says what a content claims to be; this says whether it is safe to open. Broken
is not unsafe: a torn page is shown to nobody, but it harms nobody either.
"""

from __future__ import annotations

import re
import warnings
import zlib
from typing import IO

from PIL import Image, UnidentifiedImageError

from motcua.files.types import Finding

#: Names that make a PDF do something by itself, or carry something that does (ISO 32000-1, 12.6.4 and 7.11.4).
ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|ImportData|SubmitForm)(?![A-Za-z0-9])")
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
#: A stream's bytes are pictures and text and hold no objects, but for object streams, which are inflated and read too.
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
OBJECTS = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
#: How far back from a stream its own dictionary can begin.
DICTIONARY = 2000
#: Bytes that all object streams of a file may inflate to; a plain scan has some kilobytes.
INFLATED = 32 * 2**20
#: Points of a picture: A0 at 300 dpi has 139 million, a telephone's camera at most 200.
POINTS = 220_000_000
PICTURES = {"jpg": "JPEG", "png": "PNG"}


def finding_in(content: IO[bytes], kind: str) -> Finding | None:
    """Return what is unsafe about a content of this kind, None where nothing is; moves the position."""
    content.seek(0)
    if kind == "pdf":
        return _in_pdf(content.read())
    return _in_picture(content, PICTURES[kind]) if kind in PICTURES else None


def _in_pdf(text: bytes) -> Finding | None:
    outside, inflated, last = [], 0, 0
    for stream in STREAM.finditer(text):
        outside.append(text[last : stream.start()])
        last = stream.end()
        if OBJECTS.search(_plain(text[max(0, stream.start() - DICTIONARY) : stream.start()].rpartition(b"obj")[2])):
            objects = _inflate(stream[1], INFLATED - inflated)
            if objects is None:
                return Finding.FLOOD
            inflated += len(objects)
            outside.append(objects)
    written = _plain(b"\n".join([*outside, text[last:]]))
    if LOCKED.search(written):
        return Finding.LOCKED
    return Finding.ACTIVE if ACTIVE.search(written) else None


def _plain(written: bytes) -> bytes:
    """Write names as everybody reads them: «/J#53» is «/JS»."""
    return ESCAPED.sub(lambda escaped: bytes([int(escaped[1], 16)]), written)


def _inflate(stream: bytes, most: int) -> bytes | None:
    """Return an object stream's text, empty where it is broken, None where it grows beyond ``most``."""
    inflating = zlib.decompressobj()
    try:
        objects = inflating.decompress(stream, most)
    except zlib.error:
        return b""
    return None if inflating.unconsumed_tail else objects


def _in_picture(content: IO[bytes], form: str) -> Finding | None:
    """Read the head only: how many points it would unfold to."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(content, formats=[form]) as picture:
                width, height = picture.size
        except Image.DecompressionBombError:
            return Finding.FLOOD
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
            return None
    return Finding.FLOOD if width * height > POINTS else None
