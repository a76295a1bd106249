"""processes.csv, steps.csv, standard_processes.csv, posts.csv: who does what in how many hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from motcua.clocks.folder.findings import Finding, doubt, fault
from motcua.clocks.folder.reader import ProfileFolder
from motcua.clocks.folder.rows import STANDARD_KINDS, ProcessRow, StandardStepRow, StepRow
from motcua.clocks.limits import describe_limit, say_amount
from motcua.clocks.speech import _
from motcua.profile.checks.common import repeated, unknown
from motcua.profile.resolve.limits import hours_at_most, limit_of
from motcua.profile.resolve.processes import counted_hours

PROCESSES, STEPS, STANDARD, POSTS = "processes.csv", "steps.csv", "standard_processes.csv", "posts.csv"


def check_processes(folder: ProfileFolder) -> Iterator[Finding]:
    """Check that processes and their steps belong together, and that their hours add up and fit the limit.

    A published process that contradicts itself is kept with its doubt: it stands in a decision.
    """
    procedures = {row.code: row for row in folder.procedures}
    processes = {row.process_id: row for row in folder.processes}
    yield from repeated(folder.processes, lambda row: row.process_id, PROCESSES, "process_id")
    yield from repeated(folder.steps, lambda row: (row.process_id, row.step_no), STEPS, "step_no")
    if "procedures.csv" not in folder.absent:
        yield from unknown(
            folder.processes, lambda row: row.procedure_code, procedures, PROCESSES, "procedure_code",
            where="procedures.csv",
        )  # fmt: skip
    yield from unknown(folder.steps, lambda row: row.process_id, processes, STEPS, "process_id", where=PROCESSES)
    steps: dict[str, list[StepRow]] = defaultdict(list)
    for step in folder.steps:
        steps[step.process_id].append(step)
        process = processes.get(step.process_id)
        if process is not None and step.procedure_code != process.procedure_code:
            sentence = _("Bước thuộc thủ tục %(here)s, quy trình thuộc thủ tục %(there)s.")
            words = {"here": step.procedure_code, "there": process.procedure_code}
            yield fault("procedure", sentence % words, STEPS, step.line, "procedure_code")
        if step.counts_toward_limit and step.hours is None:
            sentence = _("Bước tính vào thời hạn nhưng chưa biết bao nhiêu giờ.")
            yield doubt("hours", sentence, STEPS, step.line, "hours")
    for process in folder.processes:
        yield from _sums(process, sorted(steps[process.process_id], key=lambda step: step.step_no))
        procedure = procedures.get(process.procedure_code)
        limit = limit_of(procedure).limit if procedure else None
        hours = counted_hours(steps[process.process_id])
        if limit is not None and hours > hours_at_most(limit):
            sentence = _("Các bước cần %(hours)s giờ, dài hơn thời hạn %(limit)s; quy trình được giữ và đánh dấu.")
            words = {"hours": say_amount(hours), "limit": describe_limit(limit)}
            yield doubt("over-the-limit", sentence % words, PROCESSES, process.line, "sum_step_hours")


def check_standard(folder: ProfileFolder) -> Iterator[Finding]:
    """Check that the assumed process of every level shares out the whole limit."""
    if not folder.standard_steps or STANDARD in folder.absent:
        return
    yield from repeated(folder.standard_steps, lambda row: (row.kind, row.step_no), STANDARD, "step_no")
    kinds: dict[str, list[StandardStepRow]] = defaultdict(list)
    for row in folder.standard_steps:
        kinds[row.kind].append(row)
    for kind in STANDARD_KINDS:
        total = sum((row.share_of_limit for row in kinds[kind]), Decimal(0))
        if not kinds[kind]:
            yield doubt("standard", _("Chưa có quy trình chuẩn cho %(kind)s.") % {"kind": kind}, STANDARD, None, "kind")
        elif total != 1:
            sentence = _("Các phần thời hạn của %(kind)s cộng lại là %(total)s, phải là 1.")
            words = {"kind": kind, "total": say_amount(total)}
            yield fault("sum", sentence % words, STANDARD, kinds[kind][0].line, "share_of_limit")


def check_posts(folder: ProfileFolder) -> Iterator[Finding]:
    """Check that every level that has units has somebody to lead, to receive and to work."""
    if not folder.posts or POSTS in folder.absent:
        return
    yield from repeated(folder.posts, lambda row: (row.unit_level, row.section, row.post), POSTS, "post")
    for level in sorted({unit.level for unit in folder.units}):
        roles = {row.role for row in folder.posts if row.unit_level == level and row.people}
        if "leader" not in roles:
            sentence = _("Đơn vị cấp %(level)s không có ai ký (vai trò leader).") % {"level": level}
            yield doubt("posts", sentence, POSTS, None, "role")


def _sums(process: ProcessRow, steps: list[StepRow]) -> Iterator[Finding]:
    if not steps:
        yield fault("steps", _("Quy trình không có bước nào trong steps.csv."), PROCESSES, process.line, "process_id")
        return
    if process.steps is not None and process.steps != len(steps):
        sentence = _("Ghi %(said)s bước, steps.csv có %(found)s.") % {"said": process.steps, "found": len(steps)}
        yield doubt("sum", sentence, PROCESSES, process.line, "steps")
    if [step.step_no for step in steps] != list(range(1, len(steps) + 1)):
        yield doubt("step-no", _("Số thứ tự các bước không liền nhau từ 1."), STEPS, steps[0].line, "step_no")
    hours = counted_hours(steps)
    for said, column in (
        (process.sum_step_hours, "sum_step_hours"),
        (process.published_total_hours, "published_total_hours"),
    ):
        if said is not None and said != hours and not _stands_apart(process, steps, column):
            sentence = _("Ghi %(said)s giờ, các bước cộng lại là %(found)s giờ.")
            words = {"said": say_amount(said), "found": say_amount(hours)}
            yield doubt("sum", sentence % words, PROCESSES, process.line, column)


def _stands_apart(process: ProcessRow, steps: list[StepRow], column: str) -> bool:
    """Tell whether a total is no sum: no hours are known, or a statute limits stages and the whole each on its own."""
    by_statute = process.source_type == "statute_stage_limits" and column == "published_total_hours"
    return by_statute or all(step.hours is None for step in steps)
