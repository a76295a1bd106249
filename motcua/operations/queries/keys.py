"""By which name copies call the key that opens them."""

from __future__ import annotations

from motcua.kernel.keys import KeyRing
from motcua.operations.sealed import BackupKey


def key_name(ring: KeyRing) -> str:
    """Return the name under which copies say which key opens them: sixteen letters and figures that tell nothing of it."""
    return BackupKey.of(ring.keys[ring.current]).name
