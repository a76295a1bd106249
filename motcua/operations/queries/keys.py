"""By which name copies call the key that opens them, and when a key was turned last."""

from __future__ import annotations

from datetime import datetime

from motcua.kernel.keys import KeyRing
from motcua.operations import records
from motcua.operations.sealed import BackupKey


def key_name(ring: KeyRing) -> str:
    """Return the name under which copies say which key opens them: sixteen letters and figures that tell nothing of it."""
    return BackupKey.of(ring.keys[ring.current]).name


def key_turned_at() -> datetime | None:
    """Return the machine's moment at which a key was turned last; None when there is no record of it."""
    last = records.last("rotate")
    return datetime.fromisoformat(last["at"]) if last else None
