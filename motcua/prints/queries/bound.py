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

from motcua.prints.joining import Joined


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

    Every part is rendered by a process of its own and written behind the others at once, so that the memory needed is
    that of one part, however long the book. It gets ``first_page``, the number of its first sheet. ``moment`` stands
    in the document: the same parts give the same bytes. ``told`` hears after every part how many are done, and may raise to stop.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-book-") as folder, into.open("wb") as file:
        book, sheet = Joined(file), Path(folder) / "part.pdf"
        for number, inputs in enumerate(parts, start=1):
            _press(form, version, {**inputs, "first_page": book.pages + 1}, moment, sheet)
            book.add(sheet)
            told(number)
        book.close()
        return book.pages


def _press(form: str, version: int, inputs: Mapping[str, Any], moment: datetime, into: Path) -> None:
    words = [sys.executable, "-m", "motcua.prints.press", form, str(version), moment.isoformat(), str(into)]
    done = subprocess.run(words, input=orjson.dumps(inputs), capture_output=True, check=False)  # noqa: S603 - our own program
    if done.returncode:
        message = f"a part of {form} was not rendered: {done.stderr.decode(errors='replace')[-2000:]}"
        raise RuntimeError(message)
