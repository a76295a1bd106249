"""What tells one content of a procedure from another."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from motcua.catalogue.types import ProcedureVersion

_NOT_CONTENT = frozenset({"id", "procedure_id", "number", "valid_from", "valid_to", "cases"})


def mark_of(version: ProcedureVersion) -> str:
    """Return a digest of everything that a version says, without its ids, number and days."""
    return hashlib.sha256(json.dumps(_plain(asdict(version)), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items() if name not in _NOT_CONTENT}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return str(value.normalize())
    return value
