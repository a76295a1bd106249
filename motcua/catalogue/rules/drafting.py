"""What a draft begins as, and what goes with what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from motcua.catalogue.rules.steps import counted_hours, step_name
from motcua.catalogue.types import RECEIVING_COUNTER, ProcedureVersion, Process, Step
from motcua.clocks.limits import NO_LIMIT

_NOBODY = UUID(int=0)

#: What the form of a process begins with: who receives, works, signs, gives out; the hours are for whoever drafts.
USUAL_STEPS = tuple(
    Step(no, role, action, step_name(action), hours, counts=action != "return", unit=unit)
    for no, (role, action, hours, unit) in enumerate(
        (
            ("counter", "receive", Decimal("0.5"), RECEIVING_COUNTER),
            ("specialist", "process", None, ""),
            ("leader", "approve", None, ""),
            ("counter", "return", None, RECEIVING_COUNTER),
        ),
        start=1,
    )
)


def empty_version(code: str) -> ProcedureVersion:
    """Return a version that says nothing but its code."""
    return ProcedureVersion(
        id=_NOBODY,
        procedure_id=_NOBODY,
        code=code,
        number=0,
        valid_from=date.max,
        valid_to=None,
        name="",
        short_name="",
        field="",
        limit=NO_LIMIT,
        limit_note="",
        receive_levels=(),
        decide_levels=(),
        decide_unit="",
        groups=(),
        processes=(),
        fees=(),
        fee_note="",
        result="",
        legal_basis=(),
        online_level=None,
        linked_agencies="",
        published_by="",
        assumed=frozenset(),
    )


def with_processes(version: ProcedureVersion) -> ProcedureVersion:
    """Return a version with the processes of the levels that receive only, in the order of the levels, hours counted."""
    by_level = {process.level: process for process in version.processes if process.steps}
    kept = tuple(
        replace(by_level[level], hours=counted_hours(by_level[level].steps))
        for level in version.receive_levels
        if level in by_level
    )
    return replace(version, processes=kept)


def with_process(version: ProcedureVersion, level: str, steps: tuple[Step, ...]) -> ProcedureVersion:
    """Return a version with other steps for what one level receives."""
    process = Process(id=_NOBODY, level=level, steps=steps, hours=counted_hours(steps))
    return with_processes(
        replace(version, processes=(*(one for one in version.processes if one.level != level), process))
    )
