"""Pure decisions about files: which kind a content is, under which name it is kept."""

from __future__ import annotations

import unicodedata
import zipfile
from typing import IO

import filetype

#: kind → (media type, ending); the only kinds taken.
KINDS = {
    "pdf": ("application/pdf", ".pdf"),
    "jpg": ("image/jpeg", ".jpg"),
    "png": ("image/png", ".png"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}

#: As a citizen's telephone writes them, so that the ending stays as the person knows it.
SAME_ENDING = {"jpg": (".jpg", ".jpeg", ".jpe")}

_PARTS = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_CONTENT_TYPES_MOST = 256 * 1024
NAME_MOST = 150


def kind_of(content: IO[bytes]) -> str | None:
    """Return the kind of a content («pdf», «jpg», «png», «docx», «xlsx»), None for any other; moves the position."""
    content.seek(0)
    start = content.read(262)
    if start[:4] == b"PK\x03\x04":
        return _office_kind(content)
    guessed = filetype.guess(start)
    return guessed.extension if guessed is not None and guessed.extension in {"pdf", "jpg", "png"} else None


def _office_kind(content: IO[bytes]) -> str | None:
    """Look into the archive: only what declares itself a plain document or workbook, without macros, is one."""
    try:
        with zipfile.ZipFile(content) as archive, archive.open("[Content_Types].xml") as part:
            types = part.read(_CONTENT_TYPES_MOST)
            names = set(archive.namelist())
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, EOFError):
        return None
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((kind for mark, kind in _PARTS.items() if mark in types), None)


def kept_name(name: str, kind: str) -> str:
    """Return the name a file is kept under: no folders, no control characters, the ending of its kind."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(letter for letter in plain if unicodedata.category(letter)[0] != "C").strip(" .")
    ending = KINDS[kind][1]
    stem, dot, last = plain.rpartition(".")
    if dot and f".{last.lower()}" in SAME_ENDING.get(kind, (ending,)):
        ending = f".{last}"
    else:
        stem = plain
    return f"{stem.strip(' .')[:NAME_MOST] or 'tệp'}{ending}"
