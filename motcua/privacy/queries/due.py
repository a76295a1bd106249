"""Dossiers of a unit whose time of keeping is over (spec K07; TT 01/2018 Đ10.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries as dossiers
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import TZ
from motcua.privacy import rules
from motcua.privacy.types import PROPOSE

#: So many are offered at a time, the oldest first: a round of papers that two people can look through.
MOST = 500


@dataclass(frozen=True, slots=True)
class Due:
    """A dossier that need not be kept any longer: since when, and whether its class is only the usual one («giả định»)."""

    id: UUID
    number: str
    procedure: str
    ended_on: date
    kept_until: date
    is_assumed: bool


def due_dossiers(actor: Actor, unit: UUID, on: date) -> tuple[int, tuple[Due, ...]]:
    """Return how many dossiers that a unit received are over their time, and the oldest of them; nothing for who may not propose.

    What procedures keep for ever never comes here.
    """
    if not access.judge(actor, PROPOSE, unit):
        return 0, ()
    before: dict[UUID, datetime] = {}
    for procedure in dossiers.finished_procedures(unit):
        years, _until, _assumed = catalogue.keeping_of(catalogue.version(procedure), None, on)
        if years is not None:
            before[procedure] = datetime.combine(rules.ended_before(on, years), time.min, TZ)
    count, found = dossiers.ended_before(unit, before, MOST)
    return count, tuple(due for kept in found if kept.ended_at for due in [_due(kept, kept.ended_at.date(), on)])


def _due(kept: dossiers.Kept, ended_on: date, on: date) -> Due:
    _years, until, is_assumed = catalogue.keeping_of(catalogue.version(kept.procedure), ended_on, on)
    return Due(kept.id, kept.number, kept.procedure_name, ended_on, until or ended_on, is_assumed)
