"""Sweep away what never became a file."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.files import drawing
from motcua.files.storage import storage
from motcua.kernel import statements
from motcua.kernel.act import not_an_act
from motcua.kernel.actor import Actor

#: A body may take an hour over a mountain line; a day is beyond any doubt.
ON_ITS_WAY = timedelta(hours=6)
UNCLAIMED = timedelta(days=1)
AT_A_TIME = 500
#: What somebody makes a file of at this very moment is locked, and stays.
FORGET = """
DELETE FROM files_content WHERE sha256 IN (SELECT sha256 FROM files_content c WHERE sha256 = ANY(%s)
 AND NOT EXISTS (SELECT FROM files_file f WHERE f.sha256 = c.sha256) FOR UPDATE SKIP LOCKED)
"""


@not_an_act("nobody's: what it removes was never part of anything")
def sweep(*, actor: Actor, at: datetime) -> int:
    """Remove bytes whose sender or process died before the row was written, and those whose last file was taken away; return how many.

    The pictures of their pages go with them.
    ``at`` is the machine's moment. Runs at start-up and every night. What is on its way, or was put
    in its place within a day, stays.
    """
    del actor
    place = storage()
    removed = place.left_behind((at - ON_ITS_WAY).timestamp())
    unclaimed_before = (at - UNCLAIMED).timestamp()
    batch: list[bytes] = []
    for sha256 in [*place.contents(unclaimed_before), b""]:
        if sha256:
            batch.append(sha256)
        if batch and (not sha256 or len(batch) >= AT_A_TIME):
            statements.run(FORGET, (batch,))
            rows = statements.rows("SELECT sha256 FROM files_content WHERE sha256 = ANY(%s)", (batch,))
            known = {bytes(row["sha256"]) for row in rows}
            for unclaimed in set(batch) - known:
                if place.remove(unclaimed, unclaimed_before):
                    drawing.forget(unclaimed)
                    removed += 1
            batch = []
    return removed
