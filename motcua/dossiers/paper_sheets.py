"""What a paper book prints: drawn up from its rows whenever somebody asks; it holds codes, no person."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from motcua.dossiers import printing
from motcua.dossiers.fallback import PaperBook, PaperCode
from motcua.identity import queries as identity
from motcua.organisation import queries as organisation
from motcua.prints.types import PaperBookInputs


def paper_book(book: PaperBook, codes: Sequence[PaperCode]) -> PaperBookInputs:
    """Return the inputs of a book's print: the cover, one line and one slip a code."""
    site = f"{settings.PUBLIC_URL}/tra-cuu"
    return {
        "head": printing.head(book.unit, book.drawn_at),
        "codes": [{"number": one.number, "code": one.code} for one in codes],
        "first": book.first,
        "last": book.last,
        "day": book.day.isoformat(),
        "drawn_at": book.drawn_at.isoformat(),
        "clerk": identity.names([book.by_account]).get(book.by_account, ""),
        "counter": printing.counter_of(book.unit),
        "look_up_site": site.rsplit("//", maxsplit=1)[-1],
        "hotline": organisation.settings(book.drawn_at.date()).contact.get("hotline", ""),
        "scans": [text for one in codes for text in (one.code, f"{site}?ma={one.code}")],
    }
