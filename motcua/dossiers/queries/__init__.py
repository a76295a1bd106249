"""What one can ask about dossiers; every question knows who asks."""

from motcua.dossiers.queries.lists import DeskPage, Tab, counts, desk, of_units
from motcua.dossiers.queries.look_up import by_code, by_token
from motcua.dossiers.queries.page import (
    DossierPage,
    dossier_by_id,
    dossier_for,
    page_of,
    printed,
    prints_of,
    results_of,
    timeline,
)
from motcua.dossiers.queries.search import find

__all__ = [
    "DeskPage",
    "DossierPage",
    "Tab",
    "by_code",
    "by_token",
    "counts",
    "desk",
    "dossier_by_id",
    "dossier_for",
    "find",
    "of_units",
    "page_of",
    "printed",
    "prints_of",
    "results_of",
    "timeline",
]
