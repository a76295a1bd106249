"""A procedure as the profile knows it on a day: everything resolved, every assumption marked."""

from __future__ import annotations

import re
from datetime import date

from motcua.clocks.folder.reader import ProfileFolder
from motcua.clocks.folder.rows import ProcedureRow
from motcua.profile.resolve.levels import competence_of, in_force_on, period_of, reception_of
from motcua.profile.resolve.limits import limit_of
from motcua.profile.resolve.papers import papers_of
from motcua.profile.resolve.processes import chosen_process, published_plan, standard_plan, steps_of
from motcua.profile.types import Assumed, PaperGroup, ProcedureOnDay, ProcessPlan


def procedures_on(folder: ProfileFolder, day: date) -> tuple[ProcedureOnDay, ...]:
    """Return every procedure in force on a day, in the folder's order."""
    return tuple(resolve(folder, procedure, day) for procedure in in_force_on(folder, day))


def resolve(folder: ProfileFolder, procedure: ProcedureRow, day: date) -> ProcedureOnDay:
    """Return one procedure as it holds on a day; whether it is in force that day is the caller's question."""
    process, choice_assumed = chosen_process(folder, procedure)
    steps = steps_of(folder, process) if process else ()
    reception = reception_of(procedure, steps, folder)
    competence = competence_of(procedure, reception, steps, folder, day)
    limit = limit_of(procedure)
    plans: dict[str, ProcessPlan] = {}
    for level in reception.levels:
        if process is not None and steps:
            plans[level] = published_plan(folder, process, level, limit.limit, choice_assumed=choice_assumed)
        else:
            plans[level] = standard_plan(folder, level, limit.limit, competence)
    papers = papers_of((row for row in folder.papers if row.procedure_code == procedure.code), day)
    assumed = set(reception.assumed | competence.assumed | limit.assumed)
    assumed.update(*(plan.assumed for plan in plans.values()))
    assumed |= _of_papers(papers)
    assumed |= {Assumed.RESULT} if procedure.result is None else set()
    assumed |= {Assumed.ONLINE_LEVEL} if procedure.online_level is None else set()
    return ProcedureOnDay(
        code=procedure.code,
        name=procedure.name,
        field=procedure.field,
        period=period_of(procedure),
        reception=reception,
        competence=competence,
        limit=limit,
        processes=plans,
        papers=papers,
        result=procedure.result,
        legal_basis=tuple(part for part in re.split(r";\s*", procedure.legal_basis or "") if part),
        fee_vnd=procedure.fee_vnd or (),
        fee_note=procedure.fee_note,
        online_level=procedure.online_level,
        assumed=frozenset(assumed),
    )


def _of_papers(groups: tuple[PaperGroup, ...]) -> set[Assumed]:
    if not groups:
        return {Assumed.PAPERS}
    every = [paper.assumed for group in groups for paper in group.papers]
    return set().union(*every) - {Assumed.SCAN}
