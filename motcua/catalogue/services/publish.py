"""Publish what is decided here: a process, a limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.catalogue import queries
from motcua.catalogue.models import ProcedureRow, VersionRow
from motcua.catalogue.queries.faults import newly_blocking
from motcua.catalogue.rules import check_steps, counted_hours
from motcua.catalogue.services.load import line_of
from motcua.catalogue.services.reach import require_publishing
from motcua.catalogue.services.write import Rows, make_room, raise_revision
from motcua.catalogue.types import (
    STREAM,
    LaterPublished,
    ProcedureUnknown,
    ProcedureVersion,
    Process,
    Step,
    StepsExceedLimit,
    VersionUnfit,
)
from motcua.clocks.limits import Limit, say_amount
from motcua.kernel.act import act
from motcua.ledger import services as ledger
from motcua.profile import queries as profile

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor

#: Assumptions that a decided process or limit does away with.
_OF_PROCESS = {"process", "process_of_elsewhere", "process_variant", "step_agency"}
_NOBODY = UUID(int=0)


@act
def publish_process(
    *,
    actor: Actor,
    code: str,
    level: str,
    steps: tuple[Step, ...],
    valid_from: date,
    at: datetime,
    is_assumed: bool = False,
) -> UUID:
    """Publish a new version of a procedure with another process for dossiers received at a level; return its id.

    ``is_assumed`` marks a process that the province has still to confirm: «giả định» wherever it shows.

    Refuses with ProcessInvalid, and with StepsExceedLimit when the steps take more working hours than the limit has
    (TT 01/2018 Đ8; of parallel steps the longest counts). Raises NotAllowed, ProcedureUnknown.
    """
    require_publishing(actor)
    check_steps(steps)
    current = latest(code)
    hours = counted_hours(steps)
    if current.has_limit and hours > profile.hours_at_most(current.limit):
        raise StepsExceedLimit(say_amount(hours), say_amount(profile.hours_at_most(current.limit)))
    own = frozenset({"process"}) if is_assumed else frozenset()
    process = Process(id=_NOBODY, level=level, steps=steps, hours=hours, assumed=own)
    others = tuple(other for other in current.processes if other.level != level)
    marks = frozenset(mark for other in others for mark in other.assumed)
    assumed = (current.assumed - _OF_PROCESS) | marks | own
    return publish(actor, replace(current, processes=(process, *others), assumed=assumed), valid_from, at)


@act
def set_limit(*, actor: Actor, code: str, limit: Limit, note: str = "", valid_from: date, at: datetime) -> UUID:
    """Publish a new version of a procedure with a time limit; return its id. From then on it can be received.

    Processes stay as they are; those whose steps exceed the limit get their flag. Raises NotAllowed, ProcedureUnknown.
    """
    require_publishing(actor)
    current = latest(code)
    most = profile.hours_at_most(limit)
    processes = tuple(replace(process, exceeds_limit=process.hours > most) for process in current.processes)
    changed = replace(current, limit=limit, limit_note=note, processes=processes, assumed=current.assumed - {"limit"})
    return publish(actor, changed, valid_from, at)


def latest(code: str) -> ProcedureVersion:
    """Return the newest version that is not taken back, else the newest of all. Raises ProcedureUnknown."""
    versions = queries.versions_of(code)
    if not versions:
        raise ProcedureUnknown
    return next((found for found in reversed(versions) if not found.is_void), versions[-1])


def publish(actor: Actor, version: ProcedureVersion, valid_from: date, at: datetime) -> UUID:
    """Write a version as the next one of its procedure, from a day on, and its line.

    Refuses with LaterPublished a day before a version that has not begun: it would silently never hold; with VersionUnfit a
    version that newly lacks a mandatory part (NĐ 63/2010 Đ8.2), naming each.
    """
    if missing := newly_blocking(version, latest(version.code), valid_from):
        raise VersionUnfit(missing)
    if not version.is_void and at.date() < version.valid_from and valid_from < version.valid_from:
        raise LaterPublished(version.number, version.valid_from)
    procedure = ProcedureRow.objects.select_for_update().get(code=version.code)
    known = VersionRow.objects.filter(procedure=procedure).order_by("number").last()
    assert known is not None, "every procedure has a version"
    make_room(procedure, valid_from)
    rows = Rows()
    fresh = replace(version, number=known.number + 1, valid_from=valid_from, valid_to=None)
    row = rows.add(procedure, fresh, source="act", folder_mark=known.folder_mark)
    rows.save()
    procedure.revision += 1
    procedure.save(update_fields=["revision"])
    ledger.write_all(actor, [line_of(procedure, row)], kind=STREAM, at=at)
    raise_revision()
    return row.id
