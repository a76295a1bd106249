"""The rows of a folder's tables, one class a file; what a column means stands in the folder's README."""

# ruff: noqa: RUF009 - column() declares a field, as dataclasses.field() does

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from motcua.clocks.folder.cells import (
    a_date,
    a_date_or_year,
    a_number,
    a_whole_number,
    amounts,
    column,
    note,
    one_of,
    some_of,
    text,
    yes_no,
)
from motcua.clocks.folder.tables import Row

UNIT_LEVELS = ("province", "department", "service_centre", "district", "commune")
RECEIVING_LEVELS = ("commune", "district", "province")
ACTION_CODES = (
    "receive", "assign", "process", "consult", "inspect", "council", "review", "approve", "issue", "forward", "return",
)  # fmt: skip
POST_ROLES = ("leader", "section_head", "specialist", "counter", "document_clerk")
STANDARD_KINDS = ("same_day", "commune", "district", "department", "province")

#: What a unit of 2020 may be besides a code: the counter that received, the owner's commune, an agency without account.
UNIT_RULES = ("rule:receiving_counter", "rule:competent_commune", "outside")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow(Row):
    """An agency or administrative unit in one period (units.csv); ``valid_to`` is its last day."""

    code: str = column(text, needed=True)
    parent_code: str | None = column(text)
    name: str = column(text, needed=True)
    level: str = column(one_of(*UNIT_LEVELS), needed=True)
    unit_type: str | None = column(text)
    gso_code: str | None = column(text)
    eid_code: str | None = column(text)
    valid_from: date | None = column(a_date)
    valid_to: date | None = column(a_date)
    successor_code: str | None = column(text)
    eid_status: str | None = note()
    counts_in_147: str | None = note()
    confidence: str | None = note()
    note: str | None = note()

    def alive_on(self, day: date) -> bool:
        """Tell whether the unit exists on a day; an unknown end or beginning is open."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow(Row):
    """A predecessor and its successor, none where a unit was abolished (reorganisation.csv)."""

    predecessor_code: str = column(text, needed=True)
    successor_code: str | None = column(text)
    on: date = column(a_date, name="date", needed=True)
    change_type: str = column(text, needed=True)
    legal_basis: str | None = note()
    confidence: str | None = note()
    note: str | None = note()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureRow(Row):
    """An administrative procedure (procedures.csv)."""

    code: str = column(text, needed=True)
    name: str = column(text, needed=True)
    field: str | None = column(text)
    level_receive_2020: tuple[str, ...] | None = column(some_of(*RECEIVING_LEVELS))
    level_decide_2020: str | None = column(text)
    level_now: tuple[str, ...] | None = column(some_of(*RECEIVING_LEVELS, "ministry", "other"))
    limit_value: Decimal | None = column(a_number)
    limit_unit: str | None = column(
        one_of("working_day", "working_hour", "day", "hour", "month", "same_working_day", "unit_missing"),
    )
    limit_note: str | None = note()
    limit_source: str | None = note()
    fee_vnd: tuple[int | None, ...] | None = column(amounts)
    fee_note: str | None = note()
    online_channel: bool | None = column(yes_no, in_every_file=False)
    online_level: int | None = column(a_whole_number)
    online_level_source: str | None = note()
    components: str | None = note()
    result: str | None = column(text)
    legal_basis: str | None = column(text)
    linked_agencies: str | None = note()
    published_by: str | None = note()
    in_force_2020: str = column(one_of("yes", "unlikely", "no"), needed=True)
    source: str | None = note()
    has_steps: bool | None = column(yes_no, in_every_file=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow(Row):
    """A paper of a procedure (components.csv)."""

    procedure_code: str = column(text, needed=True)
    case_label: str | None = column(text)
    position: int = column(a_whole_number, needed=True)
    name: str = column(text, needed=True)
    form_code: str | None = column(text)
    originals: int | None = column(a_whole_number)
    copies: int | None = column(a_whole_number)
    kind: str | None = column(one_of("form", "submit", "present", "either", "database"))
    required: str | None = column(one_of("yes", "conditional", "unclear"))
    source: str | None = note()
    confidence: str | None = note()
    note: str | None = note()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRow(Row):
    """An internal process of a procedure in one decision (processes.csv)."""

    process_id: str = column(text, needed=True)
    procedure_code: str = column(text, needed=True)
    variant_label: str | None = column(text)
    steps: int | None = column(a_whole_number)
    sum_step_hours: Decimal | None = column(a_number)
    published_total: str | None = note()
    published_total_hours: Decimal | None = column(a_number)
    agency_path: str | None = column(text)
    source_decision: str | None = note()
    province: str | None = note()
    decision_date: str | None = column(a_date_or_year, in_every_file=False)
    source_type: str | None = note()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow(Row):
    """A step of an internal process (steps.csv); ``hours`` are working hours, eight a working day."""

    process_id: str = column(text, needed=True)
    procedure_code: str = column(text, needed=True)
    step_no: int = column(a_whole_number, needed=True)
    published_step: str | None = note()
    agency: str | None = column(text)
    role: str | None = column(text)
    actor_as_published: str | None = note()
    action_code: str = column(one_of(*ACTION_CODES), needed=True)
    action: str | None = note()
    hours: Decimal | None = column(a_number)
    time_as_published: str | None = note()
    counts_toward_limit: bool | None = column(yes_no)
    parallel_group: str | None = column(text)
    source_type: str | None = note()
    source_decision: str | None = note()
    province: str | None = note()
    decision_date: str | None = column(a_date_or_year, in_every_file=False)
    note: str | None = note()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow(Row):
    """Which unit of the profile's day an agency of a published process means (agencies_2020.csv)."""

    procedure_code: str = column(text, needed=True)
    agency_as_published: str = column(text, needed=True)
    unit_2020: str = column(text, needed=True)
    confidence: str | None = note()
    why: str | None = note()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow(Row):
    """A post that every unit of a level has (posts.csv): assumed, from usual practice."""

    unit_level: str = column(one_of(*UNIT_LEVELS), needed=True)
    section: str | None = column(text)
    post: str = column(text, needed=True)
    role: str = column(one_of(*POST_ROLES), needed=True)
    people: int = column(a_whole_number, needed=True)
    signs: str | None = column(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardStepRow(Row):
    """A step of the assumed process of a level, as a share of the limit (standard_processes.csv)."""

    kind: str = column(one_of(*STANDARD_KINDS), needed=True)
    step_no: int = column(a_whole_number, needed=True)
    role: str = column(one_of(*POST_ROLES), needed=True)
    action_code: str = column(one_of(*ACTION_CODES), needed=True)
    share_of_limit: Decimal = column(a_number, needed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationRow(Row):
    """Inhabitants of a commune (population.csv)."""

    code: str = column(text, needed=True)
    gso_code: str | None = column(text)
    name: str | None = column(text)
    inhabitants: int = column(a_whole_number, name="population_2019_04_01", needed=True)
    urban: int | None = column(a_whole_number)
    rural: int | None = column(a_whole_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalRow(Row):
    """What the national database says of a procedure today (procedures_national.csv)."""

    code: str = column(text, needed=True)
    decision: str | None = note()
    level: str | None = note()
    executing_agency: str | None = note()
    competent_agency: str | None = note()
    for_whom: str | None = note()
    channels: str | None = note()
    results: str | None = note()
    legal_basis: str | None = note()
    conditions: str | None = note()
    collected_on: date | None = column(a_date, in_every_file=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow(Row):
    """A budget item, project, milestone, result or limitation of the programme (programme.csv)."""

    item_id: str = column(text, needed=True)
    parent_id: str | None = column(text)
    item_type: str = column(text, needed=True)
    name: str = column(text, needed=True)
    amount_million_vnd: Decimal | None = column(a_number)
    funding_source: str | None = note()
    period: str | None = note()
    status: str | None = note()
    metric: str | None = note()
    value: str | None = note()
    unit: str | None = note()
    source: str | None = note()
    note: str | None = note()
