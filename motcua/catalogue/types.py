"""What passes between the catalogue and other modules: procedures as versions, their papers, their processes.

Queries that the counter asks (all from memory): ``version(id)``, ``process(id)``, ``in_force(code, on) -> ProcedureVersion | None``,
``receivable(unit, on)``, ``why_not_receivable(version, unit, on) -> str`` (empty: it is received there), ``search(text, unit, on, limit)``,
``competent_unit(version, *, receiving, commune, on) -> UUID`` (who decides), ``unit_of_step(version, step, *, receiving, competent)
-> UUID | None`` (None: outside the system).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from motcua.clocks.limits import Limit, LimitKind

#: Where a step is done: at the receiving counter, at the unit that decides, in a named unit, or outside the system.
Where = Literal["receiving", "competent", "commune", "unit", "outside"]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper (thành phần hồ sơ) of one procedure version.

    ``name`` is the full published one, ``short_name`` ends at the first natural break; ``required`` is yes, conditional or
    unclear; the counts are what is wanted; ``assumed`` names what the data does not say; ``cites_later_law`` marks a paper
    that cannot have existed on the profile's day.
    """

    id: UUID
    position: int
    name: str
    short_name: str
    form_code: str
    kind: str
    required: str
    originals: int
    certified: int
    copies: int
    scan: str
    note: str
    assumed: frozenset[str] = frozenset()
    cites_later_law: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A case (trường hợp) of a procedure with its own papers; the common list has the empty label."""

    label: str
    papers: tuple[PaperKind, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an internal process: a role of posts, an action, working hours (None: not counted)."""

    no: int
    role: str
    action_code: str
    name: str
    hours: float | None
    where: Where
    unit_id: UUID | None = None
    parallel_group: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class ProcessVersion:
    """An internal process; ``exceeds`` says that its steps take longer than the limit (kept as published)."""

    id: UUID
    label: str
    steps: tuple[Step, ...]
    source: str
    assumed: bool
    exceeds: bool = False


@dataclass(frozen=True, slots=True)
class ProcedureVersion:
    """A procedure as in force from … to …; ``assumed`` names the parts that the data does not know.

    ``fee`` is the amount in VND where there is exactly one (None: not known or several), ``fee_words`` what a page shows.
    """

    id: UUID
    code: str
    name: str
    short_name: str
    field: str
    valid_from: date
    valid_to: date | None
    limit: Limit
    limit_note: str
    receive_levels: frozenset[str]
    decide_level: str
    department: UUID | None
    process_id: UUID
    cases: tuple[Case, ...]
    fee: int | None
    fee_words: str
    result: str
    legal_basis: tuple[str, ...]
    online_level: str
    linked_agencies: str
    published_by: str
    assumed: frozenset[str]

    @property
    def same_day(self) -> bool:
        """Whether the result is due on the day of receipt."""
        return self.limit.kind is LimitKind.SAME_DAY

    def papers(self, case: str) -> tuple[PaperKind, ...]:
        """Return the papers of a case: the common ones and its own."""
        return tuple(paper for known in self.cases if known.label in {"", case} for paper in known.papers)
