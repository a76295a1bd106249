"""Take a whole run back: its dossiers go, the history of that stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import queries as dossiers
from motcua.dossiers.services import take_back
from motcua.imports.queries.runs import began, run_by_id
from motcua.imports.types import RUN, CannotUndo
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.statements import run
from motcua.ledger import services as ledger

#: Dossiers in one transaction.
AT_ONCE = 1_000
#: Codes that a refusal names.
NAMED = 10


@not_an_act("a run is taken back part by part, each an act of its own, and goes on where it was")
def undo(*, actor: Actor, at: datetime, origin: UUID) -> Iterator[int]:
    """Take every dossier of a run away, with its scans and with the persons that runs recorded and nobody else needs.

    Yields after each part how many dossiers went in it.
    Raises NoSuchRun; refuses with CannotUndo a trial, a run that was taken back, and one with dossiers on which somebody has
    worked since: then nothing goes.
    """
    check(origin)
    while gone := _part(actor=actor, at=at, origin=origin):
        yield gone
    _end(actor=actor, at=at, origin=origin)


@not_an_act("it only looks whether a run may be taken back")
def check(origin: UUID) -> None:
    """Refuse with CannotUndo what cannot be taken back. Raises NoSuchRun."""
    found = run_by_id(origin)
    if found.is_trial:
        raise CannotUndo(_("Lần này chỉ thử, không ghi gì nên không có gì để rút lại."))
    if found.undone_at:
        raise CannotUndo(_("Lần này đã rút lại rồi."))
    if worked := dossiers.worked_on(origin):
        raise CannotUndo(
            _(
                "Đã có người làm việc trên %(count)s hồ sơ của lần này nên không rút lại được: %(codes)s. "
                "Giải quyết tiếp các hồ sơ ấy trên hệ thống mới."
            )
            % {"count": len(worked), "codes": ", ".join(worked[:NAMED]) + ("…" if len(worked) > NAMED else "")}
        )


@act
def _part(*, actor: Actor, at: datetime, origin: UUID) -> int:
    run("update imports_run set undoing_at = coalesce(undoing_at, %s) where id = %s", [at, origin])
    return take_back(actor=actor, at=at, origin=origin, most=AT_ONCE, born=began())


@act
def _end(*, actor: Actor, at: datetime, origin: UUID) -> None:
    check(origin)
    run(
        "update imports_run set undone_at = %s, ended_at = coalesce(ended_at, %s), revision = revision + 1 where id = %s",
        [at, at, origin],
    )
    found = run_by_id(origin)
    ledger.write(actor, "imports.undone", kind=RUN, stream=origin, seq=found.revision, at=at, taken=found.taken)
