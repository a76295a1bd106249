"""What tells one content of a procedure from another."""

from __future__ import annotations

import hashlib
import json

from motcua.catalogue.rules.plain import plain_of
from motcua.catalogue.types import ProcedureVersion

#: Parts that no folder has said yet: left out while empty, so that a folder loaded before they came is still the same.
_LATER = (
    "subjects",
    "method",
    "sets",
    "conditions",
    "exemptions",
    "received_elsewhere",
    "wholly_at_counter",
    "online_mode",
    "online_reason",
)


def mark_of(version: ProcedureVersion) -> str:
    """Return a digest of everything that a version says, without its ids, number and days."""
    plain = {name: said for name, said in plain_of(version).items() if said or name not in _LATER}
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
