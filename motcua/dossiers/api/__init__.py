"""The dossiers' part of the API."""

from motcua.dossiers.api import acting, books, meetings, paper_books, reading, receiving, repairing, scanning
from motcua.dossiers.api.paths import router

__all__ = ["acting", "books", "meetings", "paper_books", "reading", "receiving", "repairing", "router", "scanning"]
