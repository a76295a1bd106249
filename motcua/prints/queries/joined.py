"""Papers that are handed over together, as one PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence

from motcua.prints.joining import Joined


def joined(papers: Sequence[bytes]) -> bytes:
    """Return these PDFs one behind the other; the title is the first one's. The caller has asked who looks at each."""
    file = io.BytesIO()
    book = Joined(file)
    for paper in papers:
        book.add(io.BytesIO(paper))
    book.close()
    return file.getvalue()
