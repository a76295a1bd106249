"""What the national index (QĐ 766/QĐ-TTg 2022) counts of dossiers: of how many, how many are good, and those that are not.

Counts and the list behind each ask with the same condition. A month gone by is judged by what had happened until its end: what was
open then is judged as at its last moment, and papers, results and pauses that came later do not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from motcua.dossiers.deeds import LOOK
from motcua.dossiers.figures import BELONGS, ENDED
from motcua.dossiers.queries.lists import PAGE, DeskPage, newest
from motcua.dossiers.types import Channel, State
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import TZ, local
from motcua.kernel.statements import rows
from motcua.organisation.queries.orders import units_reached


class Measure(StrEnum):
    """What the index counts of dossiers; 2.1, 3.3, 4.1 and 4.2 of its table."""

    ON_TIME = "on-time"
    CAME_ONLINE = "came-online"
    E_RESULT = "e-result"
    DIGITISED = "digitised"


@dataclass(frozen=True, slots=True)
class Measured:
    """Of how many dossiers, and how many of them are good."""

    of: int
    good: int

    def __add__(self, other: Measured) -> Measured:
        """Return both together."""
        return Measured(self.of + other.of, self.good + other.good)


@dataclass(frozen=True, slots=True)
class IndexCut:
    """The dossiers of a period, both days inclusive, that ``units`` decide; without them, of all units where the actor may look."""

    since: date
    until: date
    units: frozenset[UUID] | None = None


_SOLVED = (
    f"s.finished_at >= %(since)s and s.finished_at < %(until)s and s.state in ({State.FINISHED:d}, {State.RETURNED:d})"
)
_CAME = "s.received_at >= %(since)s"
#: The boundary of the moment that was promised first: that moment, or the end of its day where a limit ends with the day.
_PROMISED = """case when s.late_at = s.due_at then s.original_due_at
  else date_trunc('day', s.original_due_at, %(zone)s) + interval '1 day - 1 second' end"""
#: When the clock of what was open at the end of the period ended or stood: it was stopped then, or a request for papers was pending; the
#: waiting for one that was answered is subtracted (clocks.duties.index_on_time says the same of one dossier).
_ASKED = f"""(select count(*) <= 1 and coalesce(
    min(case when p.ended_at < %(until)s then %(at)s - (p.ended_at - p.at) else p.at end), %(at)s) <= {_PROMISED}
  from dossiers_pause p where p.dossier_id = s.dossier_id and p.reason = 'supplement' and p.at >= d.starts_at and p.at < %(until)s)"""
_STOPPED = """exists (select from dossiers_ending e where e.dossier_id = s.dossier_id and e.kind = 'stopped' and e.at < %(until)s)"""
_SO_FAR = f"case when {_STOPPED} then coalesce(s.index_on_time, false) else {_ASKED} end"
_HAS_COPY = """coalesce((select r.file_id is not null
    or exists (select from dossiers_result_scan c where c.result_id = r.id and c.at < %(until)s)
  from dossiers_result r where r.dossier_id = s.dossier_id and r.at < %(until)s order by r.version desc limit 1), false)"""
_ALL_SCANNED = """not exists (select from dossiers_paper p where p.dossier_id = s.dossier_id and p.received_at < %(until)s
  and p.scan_id is null and not exists (select from dossiers_scan c where c.paper_id = p.id and c.at < %(until)s))"""
#: Of each measure which dossiers of the period it is about, and which of them are good.
CONDITIONS: Mapping[Measure, tuple[str, str]] = {
    Measure.ON_TIME: (
        "s.original_due_at is not null",
        f"case when {ENDED} < %(until)s then coalesce(s.index_on_time, false) else {_SO_FAR} end",
    ),
    Measure.CAME_ONLINE: (_CAME, f"s.channel = {Channel.ONLINE:d} and ({_HAS_COPY} or not ({_SOLVED}))"),
    Measure.E_RESULT: (_SOLVED, _HAS_COPY),
    Measure.DIGITISED: (_SOLVED, f"{_HAS_COPY} and {_ALL_SCANNED}"),
}
_FROM = "from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id"


def index_counts(actor: Actor, cut: IndexCut, now: datetime) -> dict[UUID, dict[Measure, Measured]]:
    """Return every measure by the unit that decides; a unit without dossiers is left out; one statement."""
    where, values = _condition(actor, cut, now)
    columns = ", ".join(
        f'count(*) filter (where {of}) as "{measure}_of", count(*) filter (where {of} and {good}) as "{measure}_good"'
        for measure, (of, good) in CONDITIONS.items()
    )
    found = rows(f"select s.competent_unit_id as unit, {columns} {_FROM} where {where} group by 1", values)
    return {
        row["unit"]: {measure: Measured(row[f"{measure}_of"], row[f"{measure}_good"]) for measure in Measure}
        for row in found
    }


def index_lost(
    actor: Actor, measure: Measure, cut: IndexCut, now: datetime, *, cursor: str = "", limit: int = PAGE
) -> DeskPage:
    """Return one page of the dossiers that cost points in a measure, newest first, and how many they are (under its name)."""
    where, values = _condition(actor, cut, now)
    of, good = CONDITIONS[measure]
    where += f" and {of} and not ({good})"
    page = newest(where, values, now, cursor=cursor, limit=limit)
    counted = rows(f"select count(*) as count {_FROM} where {where}", values)
    return DeskPage(page.rows, {measure: counted[0]["count"]}, page.following)


def filed_online(actor: Actor, cut: IndexCut, now: datetime) -> frozenset[tuple[UUID, UUID, UUID]]:
    """Return for which versions of procedures dossiers came online: the receiving unit, the deciding one, the version."""
    where, values = _condition(actor, cut, now)
    found = rows(
        f"select distinct s.receiving_unit_id as receiving, s.competent_unit_id as competent, s.procedure_id as version "
        f"{_FROM} where {where} and {_CAME} and s.channel = {Channel.ONLINE:d}",
        values,
    )
    return frozenset((row["receiving"], row["competent"], row["version"]) for row in found)


def _condition(actor: Actor, cut: IndexCut, now: datetime) -> tuple[str, dict[str, Any]]:
    scope, reached = access.scope(actor, LOOK), units_reached(actor, LOOK)
    until = datetime.combine(cut.until + timedelta(days=1), time.min, TZ)
    values: dict[str, Any] = {
        "since": datetime.combine(cut.since, time.min, TZ),
        "until": until,
        "at": min(local(now), until - timedelta(seconds=1)),
        "zone": TZ.key,
    }
    where, units = BELONGS, cut.units
    if reached is not None:
        units = reached if units is None else units & reached
    if units is not None:
        where += " and s.competent_unit_id = any(%(units)s)"
        values["units"] = sorted(units)
    if scope.fields is not None:
        where += " and s.field = any(%(fields)s)"
        values["fields"] = sorted(scope.fields)
    return where, values
