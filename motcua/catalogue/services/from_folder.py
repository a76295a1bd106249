"""A procedure of a profile's folder as a version that can be written."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from motcua.catalogue.rules import cases_of, fitting_role, is_authorisation, step_name
from motcua.catalogue.types import (
    COMPETENT_COMMUNE,
    OUTSIDE,
    RECEIVING_COUNTER,
    Declaration,
    FeeLine,
    Paper,
    ProcedureVersion,
    Process,
    Step,
)
from motcua.clocks.folder.reader import ProfileFolder
from motcua.clocks.folder.rows import ProcedureRow
from motcua.clocks.limits import NO_LIMIT
from motcua.profile import queries as profile
from motcua.profile.types import PaperGroup, PlannedStep, ProcedureOnDay, ProcessPlan

NOBODY = UUID(int=0)
#: What the declaration forms share: lists of choices by name.
COMMON = "_common"


def versions_of(folder: ProfileFolder) -> list[ProcedureVersion]:
    """Return every procedure of a folder as it holds on the profile's day, or on its first day if that is later."""
    day = profile_day(folder)
    roles: dict[str, set[str]] = defaultdict(set)
    for post in folder.posts:
        roles[post.unit_level].add(post.role)
    levels = {unit.code: unit.level for unit in folder.units}
    found = []
    for row in folder.procedures:
        own = _narrowed(folder, row.code)
        known = profile.resolve(own, row, day)
        if known.period.valid_from > day:
            known = profile.resolve(own, row, known.period.valid_from)
        found.append(_version(row, known, levels, roles))
    return found


def declarations_of(folder: ProfileFolder) -> list[Declaration]:
    """Return the declaration forms of a folder; a list of choices that a field names stands in its place."""
    contents = {path.stem: json.loads(path.read_bytes()) for path in folder.forms()}
    choices = contents.pop(COMMON, {}).get("catalogues", {})
    for content in contents.values():
        for section in content.get("sections") or ():
            for each in section.get("fields") or ():
                _place_choices(each, choices)
    return [
        Declaration(name, tuple(content.get("procedure_codes") or ()), content) for name, content in contents.items()
    ]


def _place_choices(each: dict[str, Any], choices: dict[str, Any]) -> None:
    if "allowed_values" not in each and each.get("catalogue") in choices:
        each["allowed_values"] = choices[each["catalogue"]].get("values") or []
    for column in each.get("columns") or ():
        _place_choices(column, choices)


def _narrowed(folder: ProfileFolder, code: str) -> ProfileFolder:
    """Return the folder with the rows of one procedure only: resolving reads every row it is given."""
    return replace(
        folder,
        papers=tuple(row for row in folder.papers if row.procedure_code == code),
        processes=tuple(row for row in folder.processes if row.procedure_code == code),
        steps=tuple(row for row in folder.steps if row.procedure_code == code),
        agencies=tuple(row for row in folder.agencies if row.procedure_code == code),
    )


def profile_day(folder: ProfileFolder) -> date:
    """Return the folder's day."""
    assert folder.settings is not None, "a folder without settings has a fault"
    return folder.settings.day


def _version(
    row: ProcedureRow, known: ProcedureOnDay, levels: dict[str, str], roles: dict[str, set[str]]
) -> ProcedureVersion:
    papers = tuple(paper for group in known.papers for paper in _papers(group))
    version = ProcedureVersion(
        id=NOBODY,
        procedure_id=NOBODY,
        code=known.code,
        number=0,
        valid_from=known.period.valid_from,
        valid_to=known.period.valid_to,
        name=known.name,
        short_name=profile.short_name(known.name),
        field=known.field or "",
        limit=known.limit.limit or NO_LIMIT,
        limit_note=known.limit.note or "",
        receive_levels=known.reception.levels,
        decide_levels=known.competence.levels,
        decide_unit=known.competence.unit_code or "",
        groups=papers,
        processes=tuple(_process(plan, known, levels, roles) for plan in known.processes.values()),
        fees=tuple(FeeLine(amount) for amount in known.fee_vnd),
        fee_note=known.fee_note or "",
        result=known.result or "",
        legal_basis=known.legal_basis,
        online_level=known.online_level,
        linked_agencies=row.linked_agencies or "",
        published_by=row.published_by or "",
        assumed=frozenset(mark.value for mark in known.assumed),
    )
    return replace(version, cases=cases_of(papers))


def _papers(group: PaperGroup) -> list[Paper]:
    label = group.label or ""
    return [
        Paper(
            id=NOBODY,
            position=paper.position,
            case_label=label,
            is_case=group.is_case and not is_authorisation(label),
            name=paper.name,
            short_name=paper.short_name,
            kind=paper.kind or "",
            required="yes" if paper.demanded else "conditional",
            originals=paper.originals,
            certified=paper.certified,
            copies=paper.copies,
            scan=paper.scan.value,
            form_code=paper.form_code or "",
            note=paper.note or "",
            assumed=frozenset(mark.value for mark in paper.assumed),
        )
        for paper in group.papers
    ]


def _process(plan: ProcessPlan, known: ProcedureOnDay, levels: dict[str, str], roles: dict[str, set[str]]) -> Process:
    deciding = known.competence.levels
    own_level = deciding[0] if len(deciding) == 1 else plan.level
    return Process(
        id=NOBODY,
        level=plan.level,
        steps=tuple(_step(step, own_level, levels, roles) for step in plan.steps),
        hours=plan.hours,
        source_id=plan.process_id or "",
        variant=plan.variant or "",
        exceeds_limit=plan.exceeds_limit,
        assumed=frozenset(mark.value for mark in plan.assumed),
    )


def _step(step: PlannedStep, own_level: str, levels: dict[str, str], roles: dict[str, set[str]]) -> Step:
    """Take a step over; where the level has no post of its role, the nearest that it has, else the receiving counter."""
    unit = step.unit or ""
    role: str | None = step.role
    if unit == OUTSIDE:
        role = "counter"
    elif unit != RECEIVING_COUNTER:
        level = "commune" if unit == COMPETENT_COMMUNE else levels.get(unit, own_level)
        role = fitting_role(step.role, roles.get(level, set()))
        if role is None:
            unit, role = RECEIVING_COUNTER, "counter"
    elif role != "counter":
        role = "counter"
    return Step(
        no=step.step_no,
        role=role or "counter",
        action_code=step.action_code,
        name=step.action or step_name(step.action_code),
        hours=step.hours,
        counts=step.counts,
        parallel_group=step.parallel_group or "",
        unit=unit,
        agency=step.agency or "",
    )
