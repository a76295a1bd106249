"""The index of QĐ 766 from the house's own records: what dossiers and procedures give in a month, for a unit or for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import ProcedureVersion
from motcua.dossiers import queries
from motcua.dossiers.queries import IndexCut, Measure, Measured
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import units_reached
from motcua.scores import national_index, voices
from motcua.scores.national_index import Criterion, Points, Sums
from motcua.scores.rules import HIGH_LEVEL
from motcua.scores.types import LOOK
from motcua.scores.voices import Voices

NOTHING = dict.fromkeys(Measure, Measured(0, 0))


class ProcedureMeasure(StrEnum):
    """What the index counts of procedures; 1.3, 3.1 and 3.2 of its table."""

    COMPLETE = "complete"
    SERVICES_ONLINE = "services-online"
    SERVICES_USED = "services-used"


@dataclass(frozen=True, slots=True)
class Counted:
    """Which procedures a measure is about, and those that cost points."""

    of: tuple[ProcedureVersion, ...]
    lost: tuple[ProcedureVersion, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a month: each criterion with its points, and the sums."""

    points: tuple[Points, ...]
    sums: Sums
    dossiers: int


def index_of(actor: Actor, cut: IndexCut, now: datetime) -> Index:
    """Return the index over all that the cut names of what the actor may look at."""
    counts = queries.index_counts(actor, cut, now)
    said = voices.of_month(counts.keys(), cut.until, now)
    return _index(cut.until, _summed(counts.values()), procedures(actor, cut, now), voices.together(said.values()))


def index_by_unit(actor: Actor, cut: IndexCut, now: datetime) -> dict[UUID, Index]:
    """Return the index of each deciding unit that had a dossier in the month; the sums of dossiers alone need no more statements."""
    counts = queries.index_counts(actor, cut, now)
    filed = queries.filed_online(actor, cut, now)
    on = min(cut.until, local(now).date())
    faulty, said = _faulty(on), voices.of_month(counts.keys(), cut.until, now)
    return {
        unit: _index(
            cut.until, measured, _counted(catalogue.answered_for(unit, on), unit, filed, faulty), said.get(unit)
        )
        for unit, measured in counts.items()
    }


def procedures(actor: Actor, cut: IndexCut, now: datetime) -> Mapping[ProcedureMeasure, Counted]:
    """Return what procedures give: those of the one unit that the cut names; else of the whole house, or of the units that the actor sees."""
    on = min(cut.until, local(now).date())
    filed, faulty = queries.filed_online(actor, cut, now), _faulty(on)
    reached = units_reached(actor, LOOK)
    if cut.units is None and reached is None:
        return _counted(catalogue.everything_in_force(on), None, filed, faulty)
    units = cut.units if reached is None else reached if cut.units is None else cut.units & reached
    seen = [organisation.unit(unit) for unit in sorted(units or ())]
    if len(seen) == 1:
        return _counted(catalogue.answered_for(seen[0].id, on), seen[0].id, filed, faulty)
    known = {version.code: version for unit in seen for version in catalogue.answered_for(unit.id, on)}
    return _counted(known.values(), None, filed, faulty)


def leads_behind(criterion: Criterion) -> bool:
    """Whether what cost points in a criterion can be shown: dossiers or procedures, never who was not satisfied."""
    return criterion.measure in {*map(str, Measure), *map(str, ProcedureMeasure)}


def lacking(version: ProcedureVersion, on: date) -> tuple[str, ...]:
    """Return what a procedure lacks of its mandatory parts, each in a sentence (NĐ 63/2010 Đ8.2)."""
    return tuple(fault.sentence for fault in catalogue.faults(version, on) if fault.blocks)


def _faulty(on: date) -> frozenset[UUID]:
    return frozenset(version.id for version in catalogue.everything_in_force(on) if lacking(version, on))


def _counted(
    versions: Iterable[ProcedureVersion],
    unit: UUID | None,
    filed: Iterable[tuple[UUID, UUID, UUID]],
    faulty: frozenset[UUID],
) -> dict[ProcedureMeasure, Counted]:
    known = tuple(versions)
    graded = tuple(version for version in known if version.online_level is not None)
    offered = tuple(version for version in graded if (version.online_level or 0) >= HIGH_LEVEL)
    used = {
        catalogue.version(version).code
        for receiving, competent, version in filed
        if unit in {None, receiving, competent}
    }
    return {
        ProcedureMeasure.COMPLETE: Counted(known, tuple(each for each in known if each.id in faulty)),
        ProcedureMeasure.SERVICES_ONLINE: Counted(graded, tuple(each for each in graded if each not in offered)),
        ProcedureMeasure.SERVICES_USED: Counted(offered, tuple(each for each in offered if each.code not in used)),
    }


def _summed(counts: Iterable[Mapping[Measure, Measured]]) -> Mapping[Measure, Measured]:
    found = dict(NOTHING)
    for measured in counts:
        found = {measure: found[measure] + measured[measure] for measure in Measure}
    return found


def _index(
    on: date,
    measured: Mapping[Measure, Measured],
    of_procedures: Mapping[ProcedureMeasure, Counted],
    said: Voices | None,
) -> Index:
    counted = {str(measure): (found.of, found.good) for measure, found in measured.items()}
    counted |= {str(measure): (len(each.of), len(each.of) - len(each.lost)) for measure, each in of_procedures.items()}
    points = tuple(
        voices.pointed(criterion, said, measured[Measure.ON_TIME])
        if criterion.measure == voices.SATISFIED
        else national_index.pointed(criterion, counted.get(criterion.measure))
        for criterion in national_index.criteria(on)
    )
    return Index(points, national_index.sums(points), measured[Measure.ON_TIME].of)
