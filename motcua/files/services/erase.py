"""Take away the files of something whose time of keeping is over, with their bytes and the pictures drawn from them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from motcua.files import drawing
from motcua.files.storage import storage
from motcua.kernel import moments
from motcua.kernel.act import not_an_act
from motcua.kernel.statements import rows

#: Files of a dossier: its own, and those that came before it, under the id that it got.
OWNED = "owner_kind in ('dossiers.dossier', 'draft') and owner_id = %(id)s"
#: Equal bytes put in their place so lately may be on their way to somebody else's file: then the sweep decides.
JUST_PUT = timedelta(hours=1)

GONE = f"delete from files_file where {OWNED} returning id, sha256"
UNCLAIMED = """
delete from files_content c where sha256 = any(%s) and not exists (select from files_file f where f.sha256 = c.sha256)
returning sha256
"""


@not_an_act("a part of the act that erases their owner")
def erase(kind: str, subject: UUID) -> int:
    """Remove every file of a dossier, and return how many; only dossiers have any.

    Bytes that nobody else's file refers to go from the storage once the act is written, with every picture of their pages.
    """
    if kind != "dossiers.dossier":
        return 0
    gone = rows(GONE, {"id": subject})
    unclaimed = rows(UNCLAIMED, [list({bytes(one["sha256"]) for one in gone})]) if gone else []
    before = (moments.machine_now() - JUST_PUT).timestamp()
    for one in unclaimed:
        transaction.on_commit(partial(_remove, bytes(one["sha256"]), before))
    return len(gone)


def _remove(sha256: bytes, before: float) -> None:
    drawing.forget(sha256)
    storage().remove(sha256, before)
