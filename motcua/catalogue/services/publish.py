"""Publish what is decided here: a process, a limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.catalogue.rules import check_steps, counted_hours
from motcua.catalogue.services.bring import bring, latest
from motcua.catalogue.services.reach import require_publishing
from motcua.catalogue.types import Brought, ChangedPart, Process, Step, StepsExceedLimit
from motcua.clocks.limits import Limit, say_amount
from motcua.kernel.act import act
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
) -> Brought:
    """Publish a new version of a procedure with another process for dossiers received at a level, or propose it (``bring``).

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
    changed = replace(current, processes=(process, *others), assumed=assumed)
    return bring(actor, ChangedPart.PROCESS, changed, valid_from, at, level=level)


@act
def set_limit(*, actor: Actor, code: str, limit: Limit, note: str = "", valid_from: date, at: datetime) -> Brought:
    """Publish a new version of a procedure with a time limit, or propose it (``bring``). From then on it can be received.

    Processes stay as they are; those whose steps exceed the limit get their flag. Raises NotAllowed, ProcedureUnknown.
    """
    require_publishing(actor)
    current = latest(code)
    most = profile.hours_at_most(limit)
    processes = tuple(replace(process, exceeds_limit=process.hours > most) for process in current.processes)
    changed = replace(current, limit=limit, limit_note=note, processes=processes, assumed=current.assumed - {"limit"})
    return bring(actor, ChangedPart.LIMIT, changed, valid_from, at)
