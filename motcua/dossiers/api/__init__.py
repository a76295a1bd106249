"""The dossiers' part of the API."""

from motcua.dossiers.api import (
    acting,
    books,
    carrying,
    guidances,
    meetings,
    originals,
    paper_books,
    reading,
    receiving,
    repairing,
)
from motcua.dossiers.api.paths import router

__all__ = [
    "acting",
    "books",
    "carrying",
    "guidances",
    "meetings",
    "originals",
    "paper_books",
    "reading",
    "receiving",
    "repairing",
    "router",
]
