"""The dossiers' part of the API."""

from motcua.dossiers.api import (
    acting,
    books,
    carrying,
    delegations,
    files,
    guidances,
    meetings,
    originals,
    paper_books,
    reading,
    receiving,
    repairing,
    results,
    scanning,
)
from motcua.dossiers.api.paths import router

__all__ = [
    "acting",
    "books",
    "carrying",
    "delegations",
    "files",
    "guidances",
    "meetings",
    "originals",
    "paper_books",
    "reading",
    "receiving",
    "repairing",
    "results",
    "router",
    "scanning",
]
