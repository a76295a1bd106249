"""Where time goes: how long steps take, which stage made late dossiers late, and where work piles up.

Each figure and the list behind it ask with the same condition. A step belongs to the period in which it ended, and to the units whose
dossier it is; a late dossier is laid at each stage that took longer than its own time (TT 01/2018 Đ13.2), and at none where none did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.dossiers.figures import HELD, NOBODY, WHERE, By, Cut, Figure
from motcua.dossiers.queries.lists import PAGE, DeskPage, newest
from motcua.dossiers.queries.tally import condition, reach, within
from motcua.dossiers.timekeeping import READER
from motcua.kernel.actor import Actor
from motcua.kernel.moments import TZ, local
from motcua.kernel.statements import planned_rows, rows
from motcua.ledger.queries import unread_by


class StepFigure(StrEnum):
    """A figure of the steps that ended in a period."""

    DONE = "buoc-xong"
    TIMED = "co-gio"
    OVER = "qua-gio"


#: By what steps are told apart; stage and holder also tell late dossiers and open ones apart.
STEPS_BY = {By.STAGE: "s.role", By.HOLDER: "s.unit_id::text", By.FIELD: "s.field", By.PROCEDURE: "p.code"}
PLACES = (By.STAGE, By.HOLDER)
STEP_WHERE = {StepFigure.DONE: "true", StepFigure.TIMED: "s.is_late is not null", StepFigure.OVER: "s.is_late"}
_ENDED = "s.ended_at >= %(since)s and s.ended_at < %(until)s"
_CODES = "join unnest(%(known)s::uuid[], %(codes)s::text[]) as p (id, code) on p.id = s.procedure_id"
#: In so many seconds an act is read; who waits longer has many lines before it.
SOON = 60
#: Who kept a dossier longer than he had for it: at a step of its way, or as an agency that was asked meanwhile.
AGENCIES = "agencies"
_OVERRUN = {
    By.STAGE: f"""select t.role as place from dossiers_stay t where t.dossier_id = s.dossier_id and t.is_late
  union select '{AGENCIES}' from dossiers_task k where k.dossier_id = s.dossier_id and k.answered_at > k.late_at""",
    By.HOLDER: """select t.unit_id::text as place from dossiers_stay t where t.dossier_id = s.dossier_id and t.is_late
  union select coalesce(k.unit_id::text, k.agency) from dossiers_task k where k.dossier_id = s.dossier_id and k.answered_at > k.late_at""",
}
_BOTH = "dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id"


@dataclass(frozen=True, slots=True)
class Spent:
    """Steps that ended: how many, and office minutes of the middle one, and of the one that nine in ten do not exceed."""

    figures: dict[StepFigure, int]
    median: float
    ninetieth: float


@dataclass(frozen=True, slots=True)
class Pile:
    """Open dossiers that lie at one place: the one received first, by its number and moment."""

    oldest: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step that is done: of which dossier, at what stage with whom, from when to when, office minutes, and those it had."""

    number: str
    procedure: str
    role: str
    unit: UUID
    begun_at: datetime
    ended_at: datetime
    minutes: int
    allotted: int | None
    is_late: bool | None


@dataclass(frozen=True, slots=True)
class StepPage:
    """One page of the steps behind a figure, all of them counted, and the cursor of the next page."""

    rows: tuple[StepRow, ...]
    count: int
    following: str = ""


def times_are_complete() -> bool:
    """Whether all that is done is among the steps: after an upgrade the reader has a province's history before it."""
    return unread_by(READER.key) < SOON


def time_spent(actor: Actor, cut: Cut, by: By) -> dict[str, Spent]:
    """Return how long the steps took that ended in the period, by a key of ``STEPS_BY``; all together under an empty key.

    One statement. Steps of dossiers that this actor may look at; nothing where none ended.
    """
    where, values = _steps(actor, cut)
    known = [version for every in catalogue.every_procedure() for version in every] if by is By.PROCEDURE else []
    values |= {"known": [version.id for version in known], "codes": [version.code for version in known]}
    counts = ", ".join(f'count(*) filter (where {which}) as "{figure}"' for figure, which in STEP_WHERE.items())
    found = rows(
        f"""select {STEPS_BY[by]} as key, {counts}, percentile_cont(array[0.5, 0.9]) within group (order by s.minutes) as minutes
        from dossiers_stay s {_CODES if by is By.PROCEDURE else ""} where {where} group by grouping sets ((1), ())""",
        values,
    )
    return {
        row["key"] or "": Spent({figure: row[figure] for figure in StepFigure}, *row["minutes"])
        for row in found
        if row[StepFigure.DONE]
    }


def steps_behind(
    actor: Actor,
    cut: Cut,
    figure: StepFigure,
    *,
    cursor: str = "",
    limit: int = PAGE,
) -> StepPage:
    """Return one page of the steps that a figure counts, those that ended last first; two statements."""
    where, values = _steps(actor, cut)
    where += f" and {STEP_WHERE[figure]}"
    count = rows(f"select count(*) as count from dossiers_stay s where {where}", values)[0]["count"]
    if after := _read(cursor):
        where += " and (s.ended_at, s.dossier_id, s.seq) < (%(ended)s, %(dossier)s, %(seq)s)"
        values |= after
    found = planned_rows(
        f"""select s.*, d.code from dossiers_stay s join dossiers_dossier d on d.id = s.dossier_id where {where}
        order by s.ended_at desc, s.dossier_id desc, s.seq desc limit {limit + 1}""",
        values,
    )
    last = found[limit - 1] if len(found) > limit else None
    following = f"{last['ended_at'].timestamp():.6f}_{last['dossier_id']}_{last['seq']}" if last else ""
    return StepPage(tuple(map(_step_row, found[:limit])), count, following)


def made_late(actor: Actor, cut: Cut, by: By, now: datetime) -> dict[str, int]:
    """Return at which places the late dossiers of the period took longer than their own time there; one statement.

    A dossier counts at each such place, and under NOBODY where it was nowhere late; under an empty key each counts once.
    """
    where, values = _late(actor, cut, now)
    found = rows(
        f"""select coalesce(o.place, %(nobody)s) as key, count(*) as count, count(distinct s.dossier_id) as dossiers
        from {_BOTH} left join lateral ({_OVERRUN[by]}) o on true where {where} group by grouping sets ((1), ())""",
        values,
    )
    return {row["key"] or "": row["dossiers"] for row in found if row["dossiers"]}


def late_behind(
    actor: Actor,
    cut: Cut,
    by: By,
    place: str,
    now: datetime,
    *,
    cursor: str = "",
    limit: int = PAGE,
) -> DeskPage:
    """Return one page of the late dossiers laid at a place (all of them without one), newest first, and how many they are."""
    where, values = _late(actor, cut, now)
    values["place"] = place
    if place == NOBODY:
        where += f" and not exists ({_OVERRUN[by]})"
    elif place:
        where += f" and %(place)s in ({_OVERRUN[by]})"
    page = newest(where, values, now, cursor=cursor, limit=limit)
    counted = rows(f"select count(*) as count from {_BOTH} where {where}", values)
    return DeskPage(page.rows, {Figure.LATE: counted[0]["count"]}, page.following)


def piles(actor: Actor, cut: Cut, by: By, now: datetime) -> dict[str, Pile]:
    """Return the oldest of the dossiers that are open at the end of the period, by place; one statement."""
    where, values = condition(actor, cut, now)
    found = rows(
        f"""select distinct on (1) {HELD[by]} as key, d.code, d.received_at from {_BOTH}
        where {where} and {WHERE[Figure.OPEN]} order by 1, d.received_at, d.id""",
        values,
    )
    return {row["key"]: Pile(row["code"], local(row["received_at"])) for row in found}


def _steps(actor: Actor, cut: Cut) -> tuple[str, dict[str, Any]]:
    values = reach(actor, cut) | {
        "since": datetime.combine(cut.period.since, datetime.min.time(), TZ),
        "until": datetime.combine(cut.period.until + timedelta(days=1), datetime.min.time(), TZ),
    }
    return _ENDED + within(cut, values), values


def _late(actor: Actor, cut: Cut, now: datetime) -> tuple[str, dict[str, Any]]:
    where, values = condition(actor, cut, now)
    return f"{where} and {WHERE[Figure.LATE]}", values | {"nobody": NOBODY}


def _read(cursor: str) -> dict[str, Any]:
    """Read where the page before ended; nothing where that cannot be read."""
    try:
        ended, dossier, seq = cursor.split("_")
        return {"ended": datetime.fromtimestamp(float(ended), TZ), "dossier": UUID(dossier), "seq": int(seq)}
    except (ValueError, OverflowError):
        return {}


def _step_row(row: dict[str, Any]) -> StepRow:
    return StepRow(
        number=row["code"],
        procedure=catalogue.version(row["procedure_id"]).short_name,
        role=row["role"],
        unit=row["unit_id"],
        begun_at=local(row["begun_at"]),
        ended_at=local(row["ended_at"]),
        minutes=row["minutes"],
        allotted=row["allotted"],
        is_late=row["is_late"],
    )
