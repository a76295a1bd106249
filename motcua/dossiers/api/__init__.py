"""The dossiers' part of the API."""

from motcua.dossiers.api import acting, reading, receiving, repairing
from motcua.dossiers.api.paths import router

__all__ = ["acting", "reading", "receiving", "repairing", "router"]
