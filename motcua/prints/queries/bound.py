"""A book of many sheets: rendered part by part with running page numbers, joined into one PDF."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from pypdf import PdfReader, PdfWriter


def bound(
    form: str,
    version: int,
    parts: Iterable[Mapping[str, Any]],
    *,
    moment: datetime,
    into: Path,
    told: Callable[[int], None] = lambda _part: None,
) -> int:
    """Render the parts one after the other and join them into the file ``into``; return how many pages it has.

    Every part is rendered by a process of its own, so that the memory needed is that of one part. It gets
    ``first_page``, the number of its first sheet. ``moment`` stands in the document: the same parts give the same
    bytes. ``told`` hears after every part how many are done, and may raise to stop.
    """
    book = PdfWriter()
    with tempfile.TemporaryDirectory(prefix="motcua-book-") as folder:
        for number, inputs in enumerate(parts, start=1):
            sheet = Path(folder) / f"{number}.pdf"
            _press(form, version, {**inputs, "first_page": len(book.pages) + 1}, moment, sheet)
            book.append(PdfReader(sheet), import_outline=False)
            told(number)
        with into.open("wb") as file:
            book.write(file)
        return len(book.pages)


def _press(form: str, version: int, inputs: Mapping[str, Any], moment: datetime, into: Path) -> None:
    words = [sys.executable, "-m", "motcua.prints.press", form, str(version), moment.isoformat(), str(into)]
    done = subprocess.run(words, input=orjson.dumps(inputs), capture_output=True, check=False)  # noqa: S603 - our own program
    if done.returncode:
        message = f"a part of {form} was not rendered: {done.stderr.decode(errors='replace')[-2000:]}"
        raise RuntimeError(message)
