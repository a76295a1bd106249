"""How many dossiers: the figures of a period, and the list behind each. Both ask with the same condition (``figures.py``).

Whole months that are closed come from their rows, what is left of the period is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.clocks.calendar import next_working_day
from motcua.dossiers.deeds import LOOK
from motcua.dossiers.figures import (
    AT_BEGINNING,
    AT_END,
    BELONGS,
    COLUMNS,
    HELD,
    WAITS,
    WHERE,
    By,
    Cut,
    Figure,
    Period,
    Side,
)
from motcua.dossiers.months import closed_months, months_of, next_month
from motcua.dossiers.queries.lists import PAGE, DeskPage, newest
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import TZ, local
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import units_reached

Counted = dict[UUID | str, dict[Figure, int]]

_UNIT = {Side.COMPETENT: "s.competent_unit_id", Side.RECEIVING: "s.receiving_unit_id"}
_KEY = {By.FIELD: "s.field", By.PROCEDURE: "s.procedure_id", **HELD}
#: The letters of an id.
_ID = 36
#: A figure of a period's beginning is that of its first month, one of its end that of its last.
_ONLY = {
    **dict.fromkeys(AT_BEGINNING, " filter (where s.month = %(first)s)"),
    **dict.fromkeys(AT_END, " filter (where s.month = %(last)s)"),
}


def tally(actor: Actor, cut: Cut, by: By, now: datetime) -> Counted:
    """Return every figure by unit, field, version of procedure, or by where it lies, of what this actor may look at.

    Three statements at most: which months are closed, their figures, and a count of what is left of the period.
    """
    if by in HELD or cut.held or cut.waiting is not None:
        return counted(actor, cut, by, now)
    return _tallied(actor, cut, _key(cut, by), now)


def tally_of_versions(actor: Actor, cut: Cut, by: By, now: datetime) -> dict[tuple[str, UUID], dict[Figure, int]]:
    """Return every figure by unit or by field, and in it by version of procedure: the key as text, and the version's id.

    As many statements as ``tally`` sends.
    """
    found = _tallied(actor, cut, f"concat({_KEY[By.PROCEDURE]}, {_key(cut, by)})", now)
    return {(str(key)[_ID:], UUID(str(key)[:_ID])): figures for key, figures in found.items()}


def _key(cut: Cut, by: By) -> str:
    return _KEY.get(by, _UNIT[cut.side])


def _tallied(actor: Actor, cut: Cut, key: str, now: datetime) -> Counted:
    closed = set(closed_months())
    months = [month for month in months_of(cut.period) if month in closed]
    if not months or months != months_of(cut.period)[: len(months)]:
        return _counted(actor, cut, key, now)
    found = _of_months(actor, cut, key, months)
    left = next_month(months[-1])
    if left > cut.period.until:
        return found
    rest = _counted(actor, replace(cut, period=Period(left, cut.period.until)), key, now)
    return _together(found, rest)


def counted(actor: Actor, cut: Cut, by: By, now: datetime) -> Counted:
    """Return the same as ``tally`` by counting every dossier; one statement."""
    return _counted(actor, cut, _key(cut, by), now)


def _counted(actor: Actor, cut: Cut, key: str, now: datetime) -> Counted:
    where, values = condition(actor, cut, now)
    columns = ", ".join(f'count(*) filter (where {condition}) as "{figure}"' for figure, condition in WHERE.items())
    found = rows(
        f"select {key} as key, {columns} from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id where {where} group by 1",
        values,
    )
    return {row["key"]: {figure: row[figure] for figure in Figure} for row in found}


def _of_months(actor: Actor, cut: Cut, key: str, months: Sequence[date]) -> Counted:
    values = reach(actor, cut) | {"months": list(months), "first": months[0], "last": months[-1]}
    where = "s.month = any(%(months)s)" + within(cut, values)
    sums = ", ".join(
        f'coalesce(sum({COLUMNS[figure]}){_ONLY.get(figure, "")}, 0)::int as "{figure}"' for figure in Figure
    )
    found = rows(f"select {key} as key, {sums} from dossiers_month_figures s where {where} group by 1", values)
    return {
        row["key"]: figures for row in found if any((figures := {figure: row[figure] for figure in Figure}).values())
    }


def _together(before: Counted, after: Counted) -> Counted:
    nothing = dict.fromkeys(Figure, 0)
    joined = {}
    for key in before.keys() | after.keys():
        one, two = before.get(key, nothing), after.get(key, nothing)
        joined[key] = {
            figure: one[figure] if figure in AT_BEGINNING else two[figure] + (0 if figure in AT_END else one[figure])
            for figure in Figure
        }
    return {key: figures for key, figures in joined.items() if any(figures.values())}


def behind(
    actor: Actor,
    cut: Cut,
    figure: Figure,
    now: datetime,
    *,
    also: Collection[Figure] = (),
    versions: Collection[UUID] = (),
    cursor: str = "",
    limit: int = PAGE,
) -> DeskPage:
    """Return one page of the dossiers that a figure counts, newest first, and how many they are (under the figure's name).

    ``also``: those that these count too. ``versions`` narrows to some versions of a procedure, ``cut.field`` to a field.
    """
    where, values = condition(actor, cut, now, versions)
    where += f" and ({' or '.join(f'({WHERE[each]})' for each in (figure, *also))})"
    page = newest(where, values, now, cursor=cursor, limit=limit)
    counted = rows(
        f"select count(*) as count from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id where {where}",
        values,
    )
    return DeskPage(page.rows, {figure: counted[0]["count"]}, page.following)


def condition(actor: Actor, cut: Cut, now: datetime, versions: Collection[UUID] = ()) -> tuple[str, dict[str, Any]]:
    """Return which dossiers of ``s`` (standing) and ``d`` (dossier) belong to a cut, as far as this actor may look, and the values."""
    now = local(now)
    until = datetime.combine(cut.period.until + timedelta(days=1), datetime.min.time(), TZ)
    at = min(now, until)
    calendar = organisation.calendar(actor.unit, now.date()).beyond() if actor.unit else None
    near = next_working_day(calendar, now.date()) if calendar else now.date() + timedelta(days=1)
    values = reach(actor, cut) | {
        "since": datetime.combine(cut.period.since, datetime.min.time(), TZ),
        "until": until,
        "now": at,
        "near": datetime.combine(near, datetime.max.time(), TZ) if at == now else at,
        "zone": TZ.key,
        "versions": list(versions),
    }
    where = BELONGS + within(cut, values)
    if versions:
        where += " and s.procedure_id = any(%(versions)s)"
    return where, values


def reach(actor: Actor, cut: Cut) -> dict[str, Any]:
    """Return the units and the fields within which this actor may count; None where there is no bound."""
    scope, reached = access.scope(actor, LOOK), units_reached(actor, LOOK)
    units: Sequence[UUID] | None = None
    if reached is not None or cut.units is not None:
        units = sorted(
            cut.units & reached if cut.units is not None and reached is not None else cut.units or reached or ()
        )
    return {
        "units": units,
        "fields": sorted(scope.fields) if scope.fields is not None else None,
        "field": cut.field,
        "procedures": sorted(cut.procedures) if cut.procedures is not None else None,
        "held": cut.held[1] if cut.held else None,
    }


def within(cut: Cut, values: dict[str, Any]) -> str:
    """Return the bounds of a cut as conditions over ``s``; ``values`` are those of ``reach``."""
    where = ""
    if values["units"] is not None:
        where += f" and {_UNIT[cut.side]} = any(%(units)s)"
    if values["fields"] is not None:
        where += " and s.field = any(%(fields)s)"
    if cut.field:
        where += " and s.field = %(field)s"
    if cut.procedures is not None:
        where += " and s.procedure_id = any(%(procedures)s)"
    if cut.waiting is not None:
        where += f" and {WAITS}" if cut.waiting else f" and not {WAITS}"
    if cut.held:
        where += f" and {HELD[cut.held[0]]} = %(held)s"
    return where
