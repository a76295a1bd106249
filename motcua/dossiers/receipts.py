"""A dossier's receipts (Mẫu 01): the one of the reception, and those issued anew after it; none where another body gave one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.dossiers.record import moment_of

if TYPE_CHECKING:
    from motcua.dossiers.record import Record


def receipts_of(record: Record) -> tuple[tuple[UUID, datetime | None], ...]:
    """Return the print of every receipt with the moment when it was issued anew, None for the first; the newest last."""
    first = record.facts["receipt_id"]
    if first is None:
        return ()
    anew = {row["print_id"]: row["at"] for row in (*record.rows["corrections"], *record.rows["originals"])}
    issued = sorted((moment_of(at), kept) for kept, at in anew.items() if kept)
    return ((UUID(first), None), *((UUID(kept), at) for at, kept in issued))
