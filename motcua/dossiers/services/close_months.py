"""Close the months that are over: their figures are counted once, and a line in the ledger seals them."""

from __future__ import annotations

from datetime import date, datetime

from motcua.dossiers import months
from motcua.dossiers.types import MONTH
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import machine_now
from motcua.kernel.statements import rows, run
from motcua.ledger import services as ledger

CHANGED = "select id, month, revision, digest from dossiers_closed_month where changed order by month for update"
INSERT = "insert into dossiers_closed_month (id, month, revision, digest, changed, counted_at) values (%s, %s, 1, %s, false, %s)"
SEAL = "update dossiers_closed_month set revision = %s, digest = %s, changed = false where id = %s"


@act
def close_month(*, actor: Actor, at: datetime, month: date) -> None:
    """Count a month that is over and seal its figures in the ledger; twice without effect.

    ``month`` is its first day, ``at`` the business moment. Nobody's act: the night's job does it for everybody.
    """
    began = machine_now()
    months.hold()
    if month in months.closed_months() or month not in months.months_to_close(at):
        return
    months.count_month(month)
    digest, stream = months.digest_of(month), new_id()
    run(INSERT, [stream, month, digest, began])
    ledger.write(
        actor, "dossiers.month_closed", kind=MONTH, stream=stream, seq=1, at=at, month=f"{month:%Y-%m}", digest=digest
    )


@act
def seal_months(*, actor: Actor, at: datetime) -> int:
    """Seal anew the closed months whose figures an act changed afterwards; return how many differ from what was sealed."""
    months.hold()
    count = 0
    for found in rows(CHANGED):
        digest = months.digest_of(found["month"])
        differs = digest != found["digest"]
        revision = found["revision"] + differs
        run(SEAL, [revision, digest, found["id"]])
        if differs:
            count += 1
            ledger.write(
                actor, "dossiers.month_changed", kind=MONTH, stream=found["id"], seq=revision, at=at,
                month=f"{found['month']:%Y-%m}", digest=digest,
            )  # fmt: skip
    return count
