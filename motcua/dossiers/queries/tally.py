"""How many dossiers: the figures of a period, and the list behind each. Both ask with the same condition.

A dossier belongs to a period when it was received before its end and had not ended before its beginning. It is *carried* over
or *received* in it, and it is *solved* in it or *open* at its end: carried + received = solved + open (Biểu II.06a).
What is late, near or waiting at the end of a period gone by is told as its rows stand now.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from motcua.clocks.calendar import next_working_day
from motcua.dossiers.deeds import LOOK
from motcua.dossiers.queries.lists import PAGE, DeskPage, newest
from motcua.dossiers.types import Channel, State
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import TZ, local
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation


class Figure(StrEnum):
    """A figure of a period; each names a part of the dossiers that belong to it."""

    CARRIED = "ky-truoc"
    RECEIVED = "tiep-nhan"
    ONLINE = "truc-tuyen"
    AT_COUNTER = "tai-quay"
    BY_POST = "buu-chinh"
    SOLVED = "da-giai-quyet"
    EARLY = "truoc-han"
    ON_TIME = "dung-han"
    LATE = "qua-han"
    UNDECIDED = "rut-dung"
    OPEN = "dang-giai-quyet"
    OPEN_IN_TIME = "trong-han"
    NEAR = "sap-han"
    OPEN_LATE = "dang-qua-han"
    WAITING = "cho-cong-dan"
    TO_RETURN = "cho-tra"


class Side(StrEnum):
    """Whose dossiers: those that a unit decides about, or those that its counter received."""

    COMPETENT = "giai-quyet"
    RECEIVING = "tiep-nhan"


class By(StrEnum):
    """What the figures are told apart by."""

    UNIT = "don-vi"
    FIELD = "linh-vuc"
    PROCEDURE = "thu-tuc"


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both inclusive."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Cut:
    """Which dossiers are counted: of which units (None: all that the actor may look at), in which period, narrowed to one key."""

    period: Period
    side: Side = Side.COMPETENT
    units: frozenset[UUID] | None = None
    field: str = ""


_ENDED = "coalesce(s.finished_at, s.closed_at)"
_SOLVED = f"{_ENDED} < %(until)s"
_OPEN = f"({_ENDED} is null or {_ENDED} >= %(until)s)"
_LATE = "coalesce(s.late_at < coalesce(s.paused_since, %(now)s), false)"
_RECEIVED = "d.received_at >= %(since)s"
_EARLY = f"({_ENDED} at time zone %(zone)s)::date < (s.due_at at time zone %(zone)s)::date"
_DECIDED = f"{_SOLVED} and s.state in ({State.FINISHED:d}, {State.RETURNED:d}) and s.on_time is not null"
_BELONGS = f"d.code is not null and s.state <> {State.CANCELLED:d} and d.received_at < %(until)s and ({_ENDED} is null or {_ENDED} >= %(since)s)"
WHERE: Mapping[Figure, str] = {
    Figure.CARRIED: f"not ({_RECEIVED})",
    Figure.RECEIVED: _RECEIVED,
    Figure.ONLINE: f"{_RECEIVED} and d.channel = {Channel.ONLINE:d}",
    Figure.AT_COUNTER: f"{_RECEIVED} and d.channel = {Channel.COUNTER:d}",
    Figure.BY_POST: f"{_RECEIVED} and d.channel = {Channel.POST:d}",
    Figure.SOLVED: _SOLVED,
    Figure.EARLY: f"{_DECIDED} and s.on_time and {_EARLY}",
    Figure.ON_TIME: f"{_DECIDED} and s.on_time and not ({_EARLY})",
    Figure.LATE: f"{_DECIDED} and not s.on_time",
    Figure.UNDECIDED: f"{_SOLVED} and not (s.state in ({State.FINISHED:d}, {State.RETURNED:d}) and s.on_time is not null)",
    Figure.OPEN: _OPEN,
    Figure.OPEN_IN_TIME: f"{_OPEN} and not {_LATE}",
    Figure.NEAR: f"{_OPEN} and not {_LATE} and s.paused_since is null and s.late_at <= %(near)s",
    Figure.OPEN_LATE: f"{_OPEN} and {_LATE}",
    Figure.WAITING: f"{_OPEN} and s.state in ({State.SUPPLEMENT:d}, {State.PAYMENT:d})",
    Figure.TO_RETURN: f"{_SOLVED} and s.state = {State.FINISHED:d}",
}
_UNIT = {Side.COMPETENT: "s.competent_unit_id", Side.RECEIVING: "s.receiving_unit_id"}
_KEY = {By.FIELD: "s.field", By.PROCEDURE: "d.procedure_id"}


def tally(actor: Actor, cut: Cut, by: By, now: datetime) -> dict[UUID | str, dict[Figure, int]]:
    """Return every figure by unit, by field, or by version of procedure, of what this actor may look at; one statement."""
    where, values = _condition(actor, cut, now)
    key = _KEY.get(by, _UNIT[cut.side])
    columns = ", ".join(f'count(*) filter (where {condition}) as "{figure}"' for figure, condition in WHERE.items())
    found = rows(
        f"select {key} as key, {columns} from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id where {where} group by 1",
        values,
    )
    return {row["key"]: {figure: row[figure] for figure in Figure} for row in found}


def behind(
    actor: Actor,
    cut: Cut,
    figure: Figure,
    now: datetime,
    *,
    versions: Collection[UUID] = (),
    cursor: str = "",
    limit: int = PAGE,
) -> DeskPage:
    """Return one page of the dossiers that a figure counts, newest first, and how many they are (under the figure's name).

    ``versions`` narrows to some versions of a procedure, ``cut.field`` to a field.
    """
    where, values = _condition(actor, cut, now, versions)
    where += f" and {WHERE[figure]}"
    page = newest(where, values, now, cursor=cursor, limit=limit)
    counted = rows(
        f"select count(*) as count from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id where {where}",
        values,
    )
    return DeskPage(page.rows, {figure: counted[0]["count"]}, page.following)


def _condition(actor: Actor, cut: Cut, now: datetime, versions: Collection[UUID] = ()) -> tuple[str, dict[str, Any]]:
    scope = access.scope(actor, LOOK)
    now = local(now)
    units: Sequence[UUID] | None = None
    if scope.units is not None or cut.units is not None:
        units = sorted(
            cut.units & scope.units
            if cut.units is not None and scope.units is not None
            else cut.units or scope.units or ()
        )
    until = datetime.combine(cut.period.until + timedelta(days=1), datetime.min.time(), TZ)
    at = min(now, until)
    calendar = organisation.calendar(actor.unit, now.date()).beyond() if actor.unit else None
    near = next_working_day(calendar, now.date()) if calendar else now.date() + timedelta(days=1)
    values = {
        "since": datetime.combine(cut.period.since, datetime.min.time(), TZ),
        "until": until,
        "now": at,
        "near": datetime.combine(near, datetime.max.time(), TZ) if at == now else at,
        "zone": TZ.key,
        "units": units,
        "fields": sorted(scope.fields) if scope.fields is not None else None,
        "field": cut.field,
        "versions": list(versions),
    }
    where = _BELONGS
    if units is not None:
        where += f" and {_UNIT[cut.side]} = any(%(units)s)"
    if scope.fields is not None:
        where += " and s.field = any(%(fields)s)"
    if cut.field:
        where += " and s.field = %(field)s"
    if versions:
        where += " and d.procedure_id = any(%(versions)s)"
    return where, values
