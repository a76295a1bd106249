"""How dossiers with a result came out: points of each for time, coordinating agencies and contacts (TT 01/2018 Đ13-14).

Counts and the list behind each ask with the same condition. A dossier is judged in the period in which its result was
entered; what was withdrawn or stopped, and what has no limit, is not judged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.dossiers.deeds import LOOK
from motcua.dossiers.figures import ENDED
from motcua.dossiers.queries.lists import PAGE, DeskPage, newest
from motcua.dossiers.types import Channel, MoveKind, State
from motcua.kernel import access
from motcua.kernel.actor import SYSTEM_ACCOUNT, Actor
from motcua.kernel.moments import TZ
from motcua.kernel.statements import be_patient, rows
from motcua.organisation.queries.orders import units_reached


class Aspect(StrEnum):
    """What a dossier is judged by."""

    WHOLE = "whole"
    PARTS = "parts"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Judged:
    """The dossiers that are judged: with a result entered from the first day to the last, both inclusive.

    Of agencies: decided by ``units`` (None: all that the actor may look at). Of officials: handled by people of ``units``
    where the actor has ``act``, or by ``account``, whose own dossiers need no act.
    """

    since: date
    until: date
    units: frozenset[UUID] | None = None
    account: UUID | None = None
    act: str = LOOK


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many dossiers, and of each aspect how many have two points, one and none."""

    dossiers: int
    points: Mapping[Aspect, tuple[int, int, int]]


#: Who handled a dossier: whoever received it, took it up, proposed its result or refused it.
HANDLING = (MoveKind.RECEIVED, MoveKind.TAKEN_UP, MoveKind.PROPOSED, MoveKind.REFUSED)

_DAY = "({} at time zone %(zone)s)::date"
_DECIDED = f"""select s.dossier_id, s.competent_unit_id as unit, d.received_at,
  case when not s.on_time then 0 when {_DAY.format("s.finished_at")} < {_DAY.format("s.due_at")} then 2 else 1 end as whole
  from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id
  where d.code is not null and {ENDED} >= %(since)s and {ENDED} < %(until)s and s.finished_at is not null
  and s.on_time is not null and s.state in ({State.FINISHED:d}, {State.RETURNED:d})"""
_SLOWEST = f"""select min(case when t.answered_at > t.late_at then 0
    when {_DAY.format("t.answered_at")} < {_DAY.format("t.due_at")} then 2 else 1 end)
  from dossiers_task t where t.dossier_id = e.dossier_id and t.answered_at is not null and t.late_at is not null"""
_ASKED = "select count(*) from dossiers_supplement p where p.dossier_id = e.dossier_id and p.at >= e.received_at"
# «offset 0» lets both sub-selects run once a dossier and not once for each figure that is counted (measured on a million: a third of the time).
_JUDGED = f"""select e.*, least(e.whole, ({_SLOWEST})) as parts, greatest(0, 2 - ({_ASKED})) as contacts from ({_DECIDED}%(narrow)s) e offset 0"""
_HANDLED = (
    "dossiers_move m where m.dossier_id = {}.dossier_id and m.kind = any(%(handling)s) and m.by_account <> %(system)s{}"
)
# What none of them handled is not judged: a province has thirty times the dossiers of a unit.
_BY_HANDS = " and exists (select from {})"
_HANDS = "cross join lateral (select distinct m.by_account from {}) h"


def outcomes_of_agencies(actor: Actor, judged: Judged) -> dict[UUID, Outcome]:
    """Return how the dossiers came out by the unit that decided; one statement."""
    source, values = _of_agencies(actor, judged)
    return _counted("j.unit", source, values)


def outcomes_of_officials(actor: Actor, judged: Judged) -> dict[UUID, Outcome]:
    """Return how the dossiers came out by the account of whoever handled them; one statement.

    A dossier counts once for each official who handled it (``HANDLING``).
    """
    source, values = _of_officials(actor, judged)
    return _counted("h.by_account", source, values)


def judged_dossiers(
    actor: Actor, judged: Judged, aspect: Aspect, points: int, now: datetime, *, cursor: str = "", limit: int = PAGE
) -> DeskPage:
    """Return one page of the dossiers that have these points, newest first, and how many they are (under the aspect's name)."""
    source, values = _of_agencies(actor, judged) if judged.account is None else _of_officials(actor, judged)
    values["points"] = points
    where = f"s.dossier_id in (select j.dossier_id from {source} where j.{aspect} = %(points)s)"
    with transaction.atomic():
        be_patient()
        page = newest(where, values, now, cursor=cursor, limit=limit)
        counted = rows(f"select count(*) as count from {source} where j.{aspect} = %(points)s", values)
    return DeskPage(page.rows, {aspect: counted[0]["count"]}, page.following)


def _of_agencies(actor: Actor, judged: Judged) -> tuple[str, dict[str, Any]]:
    scope = access.scope(actor, judged.act)
    values = _values(judged) | {"fields": sorted(scope.fields) if scope.fields is not None else None}
    narrow = ""
    units = _both(judged.units, units_reached(actor, judged.act))
    if units is not None:
        narrow += " and s.competent_unit_id = any(%(units)s)"
        values["units"] = sorted(units)
    if scope.fields is not None:
        narrow += " and s.field = any(%(fields)s)"
    return f"({_JUDGED.replace('%(narrow)s', narrow)}) j", values


def _of_officials(actor: Actor, judged: Judged) -> tuple[str, dict[str, Any]]:
    values, narrow = _values(judged), ""
    units = judged.units
    if judged.account is None or judged.account != actor.account:
        units = _both(units, units_reached(actor, judged.act))
    if units is not None:
        narrow += " and m.by_unit = any(%(units)s)"
        values["units"] = sorted(units)
    if judged.account is not None:
        narrow += " and m.by_account = %(account)s"
        values["account"] = judged.account
    judged_here = _JUDGED.replace("%(narrow)s", _BY_HANDS.format(_HANDLED.format("s", narrow)) if narrow else "")
    return f"({judged_here}) j {_HANDS.format(_HANDLED.format('j', narrow))}", values


def _both(one: frozenset[UUID] | None, other: Collection[UUID] | None) -> frozenset[UUID] | None:
    if one is None or other is None:
        return one if other is None else frozenset(other)
    return one & frozenset(other)


def _values(judged: Judged) -> dict[str, Any]:
    return {
        "since": datetime.combine(judged.since, datetime.min.time(), TZ),
        "until": datetime.combine(judged.until + timedelta(days=1), datetime.min.time(), TZ),
        "zone": TZ.key,
        "handling": [str(kind) for kind in HANDLING],
        "system": SYSTEM_ACCOUNT,
    }


def _counted(key: str, source: str, values: Mapping[str, Any]) -> dict[UUID, Outcome]:
    columns = ", ".join(
        f"count(*) filter (where j.{aspect} = {points}) as {aspect}_{points}"
        for aspect in Aspect
        for points in (2, 1, 0)
    )
    with transaction.atomic():
        be_patient()  # a year of a province is judged dossier by dossier
        found = rows(f"select {key} as key, count(*) as dossiers, {columns} from {source} group by 1", values)
    return {
        row["key"]: Outcome(
            row["dossiers"],
            {aspect: (row[f"{aspect}_2"], row[f"{aspect}_1"], row[f"{aspect}_0"]) for aspect in Aspect},
        )
        for row in found
    }


_CAME = "s.received_at >= %(since)s"
_LATE = f"""(s.on_time = false and s.finished_at >= %(since)s and s.finished_at < %(until)s
  or s.late_at < coalesce(s.paused_since, least(%(now)s, %(until)s)) and ({ENDED} is null or {ENDED} >= %(until)s))"""
# What was received has its code: the standing alone is read, a tenth of reading the dossiers beside it.
ONLINE = f"""
select s.competent_unit_id as unit, count(*) filter (where {_CAME}) as received,
  count(*) filter (where {_CAME} and s.channel = {Channel.ONLINE:d}) as online,
  count(*) filter (where s.channel = {Channel.ONLINE:d} and {_LATE}) as late
from dossiers_standing s
where s.state <> {State.CANCELLED:d} and s.received_at < %(until)s
  and s.competent_unit_id = any(%(units)s) and ({ENDED} is null or {ENDED} >= %(since)s)
group by 1"""


@dataclass(frozen=True, slots=True)
class OnlineShare:
    """Of a period: dossiers received, those of them that came online, and the online ones that are late or ended late."""

    received: int
    online: int
    late: int


def online_shares(units: Collection[UUID], since: date, until: date, now: datetime) -> dict[UUID, OnlineShare]:
    """Return by deciding unit how much came online; a unit without dossiers is left out; one statement.

    Sums of whole units that name nobody: the caller says which units its reader may see.
    """
    values = _values(Judged(since, until)) | {"units": sorted(units), "now": now}
    return {row["unit"]: OnlineShare(row["received"], row["online"], row["late"]) for row in rows(ONLINE, values)}
