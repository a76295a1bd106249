"""What others ask the demo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from motcua.dossiers.types import KIND
from motcua.ledger import queries as ledger


def is_whole(mark: Path) -> bool:
    """Whether the demo that ``mark`` (its clock.json) tells of has been played to its last act in this database."""
    kept = read_mark(mark)
    return bool(kept) and len(ledger.stream(KIND, UUID(kept["last"]))) >= kept["lines"]


def read_mark(mark: Path) -> dict[str, Any]:
    """Return what is known of a demo: ``shift`` of its clock in seconds, ``dossiers``, ``last`` life and its ``lines``."""
    try:
        found: dict[str, Any] = json.loads(mark.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return found if {"shift", "dossiers", "last", "lines"} <= set(found) else {}
