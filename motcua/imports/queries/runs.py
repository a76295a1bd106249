"""Runs and their faults: for the terminal, and for administrators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.imports.types import LOOK, RUN, Fault, NoSuchRun, Run
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.statements import row, rows
from motcua.ledger import services as ledger

SELECT = (
    "select id, name, digest, is_trial, began_at, ended_at, undoing_at, undone_at, last_line, taken, known, wrong, revision "
    "from imports_run"
)
SHOWN = 100
AT_A_TIME = 5_000


def runs() -> tuple[Run, ...]:
    """Return the newest runs first, for whoever sits at the machine itself."""
    return tuple(_run(found) for found in rows(f"{SELECT} order by began_at desc limit {SHOWN}"))


def runs_for(actor: Actor) -> tuple[Run, ...]:
    """Return the newest runs first. Raises NotAllowed for whoever does not look after the whole house."""
    access.require_everywhere(actor, LOOK)
    return runs()


def report_for(actor: Actor, run_id: UUID, *, at: datetime) -> tuple[Run, Iterator[Fault]]:
    """Return one run and what was wrong in it; that somebody took this home is noted. Raises NotAllowed, NoSuchRun."""
    access.require_everywhere(actor, LOOK)
    found = run_by_id(run_id)
    ledger.note_look(actor, kind=RUN, subject=found.id, at=at, act="export")
    return found, faults(found.id)


def run_by_id(run_id: UUID) -> Run:
    """Return one run. Raises NoSuchRun."""
    found = row(f"{SELECT} where id = %s", [run_id])
    if found is None:
        raise NoSuchRun
    return _run(found)


def began() -> list[datetime]:
    """Return when runs began that wrote: the moments at which they record persons."""
    return [one["began_at"] for one in rows("select distinct began_at from imports_run where not is_trial")]


def open_run(digest: bytes) -> Run | None:
    """Return the run over this very file that was not finished."""
    found = row(f"{SELECT} where digest = %s and not is_trial and ended_at is null and undone_at is null", [digest])
    return _run(found) if found else None


def faults(run_id: UUID) -> Iterator[Fault]:
    """Yield what was wrong, line by line, never all of it in memory."""
    line, place = -1, -1
    while found := rows(
        'select line, place, code, "column", what, advice from imports_fault where run_id = %s and (line, place) > (%s, %s) '
        f"order by line, place limit {AT_A_TIME}",
        [run_id, line, place],
    ):
        for one in found:
            yield Fault(one["line"], one["code"], one["column"], one["what"], one["advice"])
        line, place = found[-1]["line"], found[-1]["place"]


def _run(found: dict[str, Any]) -> Run:
    return Run(**(found | {"digest": bytes(found["digest"])}))
