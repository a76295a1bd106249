"""Take the files of something away that is itself taken away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from motcua.files.types import FILE
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.statements import rows
from motcua.ledger import services as ledger

GO = "delete from files_file where owner_kind = %s and owner_id = any(%s) returning id, owner_id"


@act
def take_away(*, actor: Actor, at: datetime, owner_kind: str, owners: Collection[UUID]) -> int:
    """Take away every file of these owners, with a line each; return how many. ``at`` is the business moment.

    A content that is no other file's goes with its bytes in the sweep of the night after. Whether the actor may, the
    owner's act has asked.
    """
    gone = rows(GO, (owner_kind, list(owners)))
    lines = [
        ("files.taken_away", file["id"], 2, {"owner_kind": owner_kind, "owner": file["owner_id"]}) for file in gone
    ]
    ledger.write_all(actor, lines, kind=FILE, at=at)
    return len(gone)
