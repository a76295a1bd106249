"""The internal process: a published variant, or the standard one with hours by share of the limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from motcua.clocks.folder.reader import ProfileFolder
from motcua.clocks.folder.rows import ProcedureRow, ProcessRow, StandardStepRow, StepRow
from motcua.clocks.limits import Limit, LimitKind
from motcua.profile.resolve.levels import COUNTER_OF, OUTSIDE, RECEIVING_COUNTER, counter_level, unit_named, unit_of
from motcua.profile.resolve.limits import has_limit, hours_at_most, hours_to_share
from motcua.profile.types import Assumed, Competence, PlannedStep, ProcessPlan

QUARTER = Decimal("0.25")

#: Roles as other provinces publish them → the roles of our posts.
ROLES = {
    "bộ phận một cửa": "counter",
    "lãnh đạo phòng": "section_head",
    "lãnh đạo sở": "leader",
    "lãnh đạo UBND tỉnh": "leader",
    "lãnh đạo UBND cấp xã": "leader",
    "lãnh đạo đơn vị": "leader",
    "văn thư": "document_clerk",
}

#: Where a role is not named, the act tells who does it.
_ROLE_OF_ACT = {
    "receive": "counter",
    "return": "counter",
    "forward": "counter",
    "assign": "section_head",
    "review": "section_head",
    "approve": "leader",
    "issue": "document_clerk",
}


def steps_of(folder: ProfileFolder, process: ProcessRow) -> tuple[StepRow, ...]:
    """Return the steps of a published process in order."""
    own = (step for step in folder.steps if step.process_id == process.process_id)
    return tuple(sorted(own, key=lambda step: step.step_no))


def chosen_process(folder: ProfileFolder, procedure: ProcedureRow) -> tuple[ProcessRow | None, bool]:
    """Return the variant to work by, and whether the choice is assumed.

    Of several the one of the competent agency's level is taken, else the shorter; of equally long ones the one that
    is least done by agencies without account, then the one with fewer steps.
    """
    variants = [each for each in folder.processes if each.procedure_code == procedure.code]
    if len(variants) < 2:  # noqa: PLR2004 - nothing to choose
        return (variants[0] if variants else None), False
    level = (procedure.level_decide_2020 or "").partition(":")[0]
    fitting = [each for each in variants if level and _deciding_level(folder, each) == COUNTER_OF.get(level)]
    if len(fitting) == 1:
        return fitting[0], False
    return min(fitting or variants, key=lambda each: _length(folder, each)), True


def counted_hours(steps: Iterable[StepRow | PlannedStep]) -> Decimal:
    """Return the hours that count toward the limit; of steps in one parallel group the longest."""
    groups: dict[str, Decimal] = defaultdict(Decimal)
    total = Decimal(0)
    for step in steps:
        counts = step.counts if isinstance(step, PlannedStep) else step.counts_toward_limit is not False
        hours = (step.hours or Decimal(0)) if counts else Decimal(0)
        if step.parallel_group:
            groups[step.parallel_group] = max(groups[step.parallel_group], hours)
        else:
            total += hours
    return total + sum(groups.values(), Decimal(0))


def published_plan(
    folder: ProfileFolder,
    process: ProcessRow,
    level: str,
    limit: Limit | None,
    *,
    choice_assumed: bool,
) -> ProcessPlan:
    """Return a published process as it stands, with its flag where the steps exceed the limit."""
    steps = tuple(_planned(folder, step) for step in steps_of(folder, process))
    hours = counted_hours(steps)
    assumed = {Assumed.PROCESS_OF_ELSEWHERE} if _of_elsewhere(folder, process) else set()
    assumed |= {Assumed.PROCESS_VARIANT} if choice_assumed else set()
    assumed |= {Assumed.STEP_AGENCY} if any(step.agency and step.unit is None for step in steps) else set()
    return ProcessPlan(
        level=level,
        steps=steps,
        hours=hours,
        process_id=process.process_id,
        variant=process.variant_label,
        exceeds_limit=has_limit(limit) and hours > hours_at_most(limit or Limit(LimitKind.NONE)),
        assumed=frozenset(assumed),
    )


def standard_plan(folder: ProfileFolder, level: str, limit: Limit | None, competence: Competence) -> ProcessPlan:
    """Return the standard process for a level: all of it assumed.

    Hours by share of the limit, rounded to quarters of an hour, the last step taking the remainder.
    """
    kind = _standard_kind(level, limit, competence)
    steps = sorted((each for each in folder.standard_steps if each.kind == kind), key=lambda each: each.step_no)
    total = hours_to_share(limit) if limit is not None and has_limit(limit) else None
    hours = share_out(total, [step.share_of_limit for step in steps]) if total is not None else [None] * len(steps)
    planned = tuple(_standard_step(step, each) for step, each in zip(steps, hours, strict=True))
    return ProcessPlan(
        level=level,
        steps=planned,
        hours=total if total is not None and steps else Decimal(0),
        assumed=frozenset({Assumed.PROCESS}),
    )


def share_out(total: Decimal, shares: list[Decimal]) -> list[Decimal]:
    """Spread hours by share, in quarters of an hour, the last taking the remainder; the sum is the total."""
    if not shares:
        return []
    hours = [(total * share / QUARTER).to_integral_value(ROUND_HALF_UP) * QUARTER for share in shares[:-1]]
    rest = total - sum(hours, Decimal(0))
    if rest < 0:  # a limit of very few hours, rounded up too often
        longest = hours.index(max(hours))
        hours[longest] += rest
        rest = Decimal(0)
    return [*hours, rest]


def _planned(folder: ProfileFolder, step: StepRow) -> PlannedStep:
    role = ROLES.get(step.role or "") or _ROLE_OF_ACT.get(step.action_code, "specialist")
    if step.role and step.role.startswith(("chuyên viên", "công chức", "cán bộ")):
        role = "specialist"
    counts = step.counts_toward_limit is not False
    return PlannedStep(
        step_no=step.step_no,
        role=role,
        action_code=step.action_code,
        hours=step.hours if counts else None,
        action=step.action,
        agency=step.agency,
        unit=unit_of(folder, step),
        counts=counts,
        parallel_group=step.parallel_group,
    )


def _standard_step(step: StandardStepRow, hours: Decimal | None) -> PlannedStep:
    return PlannedStep(
        step_no=step.step_no,
        role=step.role,
        action_code=step.action_code,
        hours=hours,
        unit=RECEIVING_COUNTER if step.role == "counter" else None,
    )


def _standard_kind(level: str, limit: Limit | None, competence: Competence) -> str:
    if limit is not None and limit.kind is LimitKind.SAME_DAY:
        return "same_day"
    deciding = competence.levels[0] if len(competence.levels) == 1 else level
    return {"service_centre": "department"}.get(deciding, deciding)


def _deciding_level(folder: ProfileFolder, process: ProcessRow) -> str | None:
    """Return the level of the agency that approves last in a variant."""
    approving = [step for step in steps_of(folder, process) if step.action_code == "approve"]
    levels = (counter_level(unit_of(folder, step), folder) for step in reversed(approving))
    return next(filter(None, levels), None)


def _length(folder: ProfileFolder, process: ProcessRow) -> tuple[Decimal, bool, int]:
    steps = steps_of(folder, process)
    all_outside = all(unit_of(folder, step) == OUTSIDE for step in steps)
    return counted_hours(steps), all_outside, len(steps)


def _of_elsewhere(folder: ProfileFolder, process: ProcessRow) -> bool:
    if folder.settings is None:
        return True
    same_place = process.province == folder.settings.name
    return not same_place or (process.decision_date or "9999")[:4] > str(folder.settings.day.year)


def units_dead(folder: ProfileFolder, plan: ProcessPlan, day: date) -> list[str]:
    """Return the units a plan names that do not exist on a day."""
    named = {unit.code: unit for step in plan.steps if (unit := unit_named(folder, step.unit or ""))}
    return sorted(code for code, unit in named.items() if not unit.alive_on(day))
