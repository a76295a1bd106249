"""The internal process of a procedure, resolved to the units of one dossier."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import OUTSIDE, ProcedureVersion, Step
from motcua.dossiers.rules import route_after
from motcua.dossiers.types import Role, RouteStep


@lru_cache(maxsize=4096)
def route_of(
    procedure: UUID, process: UUID, receiving: UUID, competent: UUID, commune: UUID | None
) -> tuple[RouteStep, ...]:
    """Return the steps of a process for the unit that received and the one that decides; versions never change.

    A step done outside the system (police, insurance) lies with the receiving counter, which records it.
    """
    version = catalogue.version(procedure)
    return route_after(
        RouteStep(
            no=step.no,
            role=Role(step.role),
            action=step.action_code,
            unit=_unit(version, step, receiving, competent, commune),
            hours=None if step.hours is None else float(step.hours),
            name=step.name,
            parallel=step.parallel_group,
            agency=step.agency,
            is_outside=step.unit == OUTSIDE,
            counts=step.counts,
            needs=step.needs,
        )
        for step in catalogue.process(process).steps
    )


def _unit(version: ProcedureVersion, step: Step, receiving: UUID, competent: UUID, commune: UUID | None) -> UUID:
    if step.role == Role.COUNTER and not step.unit:
        return receiving
    return catalogue.unit_of_step(version, step, receiving=receiving, competent=competent, commune=commune) or receiving
