"""Open a telephone for one paper, and close it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from motcua.kernel import moments
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.statements import rows, run
from motcua.ledger import services as ledger
from motcua.scans.reading import new_token, of_clerk, target_of
from motcua.scans.types import SITTING, Sitting

#: Minutes that a telephone's code runs, unless ``settings.SCANS_MINUTES`` says otherwise.
MINUTES = 15


@act
def open_sitting(*, actor: Actor, at: datetime, kind: str, owner: UUID, part: UUID) -> UUID:
    """Open a telephone for one paper of one owner: a token for this clerk, this paper, some minutes; return its id.

    The clerk's earlier open codes for the same paper end with it. ``at`` is the business moment; the token runs by the
    machine's clock. Refuses with NothingToScan.
    """
    target_of(actor, kind, owner, part)
    now = moments.machine_now()
    earlier = rows(
        "select id from scans_sitting where account = %s and owner_kind = %s and owner_id = %s and part_id = %s"
        " and closed_at is null for update",
        [actor.account, kind, owner, part],
    )
    for found in earlier:
        _close(actor, at, found["id"], now)
    sitting = new_id()
    _token, digest, sealed = new_token()
    ends_at = now + timedelta(minutes=getattr(settings, "SCANS_MINUTES", MINUTES))
    run(
        "insert into scans_sitting (id, token_hash, token, owner_kind, owner_id, part_id, account, post, opened_at, ends_at)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [sitting, digest, sealed, kind, owner, part, actor.account, actor.post, now, ends_at],
    )
    ledger.write(actor, "scans.opened", kind=SITTING, stream=sitting, seq=1, at=at, owner=owner, part=part)
    return sitting


@act
def close_sitting(*, actor: Actor, at: datetime, sitting: UUID) -> Sitting:
    """Close a telephone's code before its time; closing twice harms nothing. Refuses with NothingToScan."""
    found = of_clerk(actor, sitting, lock=True)
    if found.closed_at is None:
        _close(actor, at, sitting, moments.machine_now())
    return found


def _close(actor: Actor, at: datetime, sitting: UUID, now: datetime) -> None:
    run("update scans_sitting set closed_at = %s where id = %s", [now, sitting])
    run(
        "delete from scans_piece p using scans_picture c where p.picture_id = c.id and c.sitting_id = %s",
        [sitting],
    )
    ledger.write(actor, "scans.closed", kind=SITTING, stream=sitting, seq=2, at=at)
