"""Biểu II.07b/VPCP/KSTT: procedures by online level, and dossiers received by level and channel (spec N03).

The form itself was not seen: its columns are assumed. The levels are those of TT 32/2017 Đ5; a procedure whose version
says no level, or the first one, stands in a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import ProcedureVersion
from motcua.dossiers import queries
from motcua.dossiers.queries import By, Figure
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.parties.queries import sort_key
from motcua.supervision import cuts
from motcua.supervision.cuts import LOOK, Asked
from motcua.supervision.reports import day_of

#: The levels that the form tells apart; 0 is every other procedure.
GRADED, OTHER = (2, 3, 4), 0
LEVELS = (*GRADED, OTHER)
#: Procedures and dossiers stand by field or by unit.
BYS = (By.FIELD, By.UNIT)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Dossiers of a level received in the period: all, those that came online, those at the counter or by post."""

    total: int = 0
    online: int = 0
    direct: int = 0

    def __add__(self, other: Arrived) -> Arrived:
        """Return the sums of two."""
        return Arrived(self.total + other.total, self.online + other.online, self.direct + other.direct)


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A line of the form: a field or a unit, by level its procedures, and the dossiers that it received."""

    key: str
    name: str
    procedures: Mapping[int, frozenset[str]]
    arrived: Mapping[int, Arrived]

    @property
    def all_arrived(self) -> Arrived:
        """The dossiers of all levels."""
        return sum(self.arrived.values(), Arrived())

    @property
    def figures(self) -> tuple[int, ...]:
        """The figures in the order of the columns: procedures in all and by level, dossiers in all, by level and channel."""
        counts = [len(self.procedures.get(level, ())) for level in LEVELS]
        arrived = [self.arrived.get(level, Arrived()) for level in LEVELS]
        channels = [figure for each in arrived for figure in (each.online, each.direct)]
        return (sum(counts), *counts, self.all_arrived.total, *channels)

    @property
    def agrees(self) -> bool:
        """Whether no procedure has two levels, and in each level every dossier came by one channel."""
        codes = [code for level in self.procedures.values() for code in level]
        return len(codes) == len(set(codes)) and all(
            each.total == each.online + each.direct for each in self.arrived.values()
        )


def columns() -> tuple[str, ...]:
    """Return the names of the columns of ``LevelLine.figures``."""
    names = [_("mức độ %(level)s") % {"level": level} for level in GRADED] + [_("mức độ 1, chưa ghi")]
    return (
        _("Thủ tục: tổng số"),
        *(_("Thủ tục: %(level)s") % {"level": name} for name in names),
        _("Tiếp nhận trong kỳ: tổng số"),
        *(
            channel % {"level": name}
            for name in names
            for channel in (_("Tiếp nhận %(level)s: trực tuyến"), _("Tiếp nhận %(level)s: trực tiếp, bưu chính"))
        ),
    )


def lines(actor: Actor, asked: Asked, now: datetime) -> tuple[LevelLine, ...]:
    """Return the form's lines by field or by unit, first the sums; nothing but the sums where there is nothing.

    Procedures are those that the units answer for on the period's last day, or today while it runs.
    """
    procedures = _procedures(actor, asked, now)
    arrived: dict[str, dict[int, Arrived]] = {}
    for (unit_or_field, version), counted in queries.tally_of_versions(actor, asked.cut, asked.by, now).items():
        key = _key(asked, unit_or_field)
        level, of_key = level_of(catalogue.version(version)), arrived.setdefault(key, {})
        of_key[level] = of_key.get(level, Arrived()) + Arrived(
            counted[Figure.RECEIVED], counted[Figure.ONLINE], counted[Figure.AT_COUNTER] + counted[Figure.BY_POST]
        )
    keys = {key: cuts.named(asked.by, key)[1] for key in procedures.keys() | arrived.keys()}
    found = [
        LevelLine(key, name, procedures.get(key, {}), arrived.get(key, {}))
        for key, name in sorted(keys.items(), key=lambda pair: sort_key(pair[1]))
    ]
    return total(found), *found


def total(found: Iterable[LevelLine]) -> LevelLine:
    """Return the sums; a procedure of several units counts once."""
    procedures: dict[int, frozenset[str]] = dict.fromkeys(LEVELS, frozenset[str]())
    arrived: dict[int, Arrived] = dict.fromkeys(LEVELS, Arrived())
    for line in found:
        for level in LEVELS:
            procedures[level] |= line.procedures.get(level, frozenset())
            arrived[level] += line.arrived.get(level, Arrived())
    return LevelLine("", _("Tổng số"), procedures, arrived)


def as_in_06a(actor: Actor, asked: Asked, whole: LevelLine, now: datetime) -> bool:
    """Whether as many dossiers came, in all and online, as Biểu II.06a has for the same question."""
    figures = cuts.total(cuts.figures(actor, replace(asked, by=By.FIELD), now))
    arrived = whole.all_arrived
    return (figures[Figure.RECEIVED], figures[Figure.ONLINE]) == (arrived.total, arrived.online)


def level_of(version: ProcedureVersion) -> int:
    """Return the level that a version stands under."""
    return version.online_level if version.online_level in GRADED else OTHER


def _procedures(actor: Actor, asked: Asked, now: datetime) -> dict[str, dict[int, frozenset[str]]]:
    on, fields = day_of(asked.cut.period, now), access.scope(actor, LOOK).fields
    found: dict[str, dict[int, frozenset[str]]] = {}
    for unit in units_meant(actor, asked, now):
        for version in catalogue.answered_for(unit, on):
            if (fields is not None and version.field not in fields) or not _is_meant(asked, version):
                continue
            of_key = found.setdefault(_key(asked, version.field if asked.by is By.FIELD else str(unit)), {})
            level = level_of(version)
            of_key[level] = of_key.get(level, frozenset()) | {version.code}
    return found


def _is_meant(asked: Asked, version: ProcedureVersion) -> bool:
    """Whether the question, where it is narrowed to a field or a procedure, means this one."""
    return asked.field in {"", version.field} and asked.procedure in {"", version.code}


def _key(asked: Asked, unit_or_field: str) -> str:
    """Return the row in which it is counted: of units as they are now, that of whoever stands in its place."""
    return str(cuts.counts_as(asked, unit_or_field)) if asked.by is By.UNIT else unit_or_field


def units_meant(actor: Actor, asked: Asked, now: datetime) -> list[UUID]:
    """Return the units alive on the period's last day, or today while it runs, that the question means and this actor may look at."""
    within = asked.cut.units
    chosen = cuts.units_to_choose(actor, day_of(asked.cut.period, now))
    return [unit.id for unit in chosen if within is None or unit.id in within]
