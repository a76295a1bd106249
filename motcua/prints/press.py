"""One rendering in a process of its own: ``python -m motcua.prints.press FORM VERSION MOMENT FILE``, inputs as JSON on stdin.

The renderer keeps what it has laid out for the next document; over a book of hundreds of sheets that grows without end
(measured: 80 MB for every 400 lines). A process that ends gives it all back. Tags would be lost when the parts are
joined, and are nine tenths of a part's bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import orjson

from motcua.prints.rendering import render


def main(words: Sequence[str]) -> None:
    """Render what stdin holds into the file."""
    form, version, moment, into = words
    inputs = orjson.loads(sys.stdin.buffer.read())
    part = render(form, int(version), inputs, datetime.fromisoformat(moment), tagged=False)
    Path(into).write_bytes(part)


if __name__ == "__main__":
    main(sys.argv[1:])
