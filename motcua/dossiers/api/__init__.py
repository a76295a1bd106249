"""The dossiers' part of the API."""

from motcua.dossiers.api import (
    acting,
    books,
    delegations,
    guidances,
    meetings,
    paper_books,
    reading,
    receiving,
    repairing,
)
from motcua.dossiers.api.paths import router

__all__ = [
    "acting",
    "books",
    "delegations",
    "guidances",
    "meetings",
    "paper_books",
    "reading",
    "receiving",
    "repairing",
    "router",
]
