"""The dossiers of the units where somebody may look: narrowed, sorted, counted to the dossier, opened at any page.

A dossier belongs to a unit that received it, decides about it or has it now. These are three parts that share no dossier, each read
from an index of its own; nothing but the rows of the page is read from the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.dossiers.deeds import LOOK
from motcua.dossiers.queries.lists import COLUMNS, PAGE, row_of
from motcua.dossiers.queries.search import words_by_index
from motcua.dossiers.types import CLOSED, Channel, DeskRow, State
from motcua.kernel.access import Scope
from motcua.kernel.actor import Actor
from motcua.kernel.moments import TZ, local
from motcua.kernel.statements import planned_rows
from motcua.organisation.queries.orders import scope_reached


class Lateness(StrEnum):
    """How a dossier stands against its time limit: while it runs, and after it ended."""

    IN_TIME = "con-han"
    OVERDUE = "qua-han"
    ON_TIME = "dung-han"
    LATE = "tre-han"


class Sorting(StrEnum):
    """How a list is sorted; by deadline the open ones come first, the most urgent above, then the ended ones, newest first."""

    NEWEST = "moi-nhat"
    DEADLINE = "han"
    OLDEST = "cu-nhat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What a list is narrowed to: a whole code or words of a name, state, field, procedure's code, receiving unit, days of receipt."""

    text: str = ""
    state: State | None = None
    field: str = ""
    procedure: str = ""
    receiving: UUID | None = None
    channel: Channel | None = None
    lateness: Lateness | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list: its rows, how many dossiers the whole list has, which page it is of how many."""

    rows: tuple[DeskRow, ...]
    total: int
    page: int
    pages: int


#: So many units are read one by one; more are a good part of the province.
MOST_APART = 40
#: States in which a dossier has ended; ``closed_at`` says the same.
_IS_OPEN = "s.closed_at is null"
_HAS_ENDED = f"s.state in ({', '.join(str(int(state)) for state in sorted(CLOSED))})"
_OVERDUE = "s.late_at < coalesce(s.paused_since, %(now)s)"
_LATENESS = {
    Lateness.IN_TIME: f"{_IS_OPEN} and s.on_time is null and not coalesce({_OVERDUE}, false)",
    Lateness.OVERDUE: f"{_IS_OPEN} and s.on_time is null and {_OVERDUE}",
    Lateness.ON_TIME: "s.on_time",
    Lateness.LATE: "not s.on_time",
}
#: Only what is open can be so.
_OPEN_ONLY = frozenset({Lateness.IN_TIME, Lateness.OVERDUE})
_FOUND_BY_TEXT = "select id from dossiers_dossier where code = %(code)s union select dossier_id from dossiers_search where words like %(words)s"


def listed(
    actor: Actor,
    narrowed: Narrowed,
    now: datetime,
    *,
    sorting: Sorting = Sorting.NEWEST,
    page: int = 1,
    limit: int = PAGE,
) -> Listed:
    """Return one page of the dossiers that this actor may look at; two statements, one where words are looked for.

    ``now`` is the business moment. A page beyond the last is the last.
    """
    scope = scope_reached(actor, LOOK)
    where, values = _condition(scope, narrowed, now)
    parts = [" and ".join((part, *where)) for part in _parts(scope)]
    page = max(page, 1)
    if narrowed.text.strip():
        return _found(parts, values, now, sorting=sorting, page=page, limit=limit)
    counted = _counted(parts, values, narrowed)
    total = counted.ended + counted.open
    pages = max(1, -(-total // limit))
    page = min(page, pages)
    if not total:
        return Listed((), 0, page, pages)
    ordered = [" and ".join((part, *where)) for part in _ordered_parts(scope)]
    chosen = _chosen(ordered, sorting, _Window((page - 1) * limit, limit, total), counted.open)
    sql = f"""with chosen as materialized ({chosen})
      select {COLUMNS} from chosen c join dossiers_standing s on s.dossier_id = c.dossier_id join dossiers_dossier d on d.id = s.dossier_id
      order by {_SHOWN[sorting]}"""
    return Listed(tuple(row_of(row, now, selectable=False) for row in planned_rows(sql, values)), total, page, pages)


_SHOWN = {
    Sorting.NEWEST: "s.dossier_id desc",
    Sorting.OLDEST: "s.dossier_id",
    Sorting.DEADLINE: f"not ({_IS_OPEN}), case when {_IS_OPEN} then s.late_at end nulls last, s.dossier_id desc",
}


def _found(
    parts: Sequence[str], values: dict[str, Any], now: datetime, *, sorting: Sorting, page: int, limit: int
) -> Listed:
    """Look for words once, and count and pick among what they found; the numbers of the page are worked out in the statement."""
    # By age an index of the standing suffices; for thousands of hits the whole table would be read.
    asked = "s.dossier_id, s.late_at, s.closed_at" if sorting is Sorting.DEADLINE else "s.dossier_id"
    hits = " union all ".join(
        f"select {asked} from found join dossiers_standing s on s.dossier_id = found.id where {part}" for part in parts
    )
    sql = f"""with found as materialized ({_FOUND_BY_TEXT}), hits as materialized ({hits}), counted as (select count(*) as total from hits),
      chosen as materialized (select s.dossier_id from hits s order by {_SHOWN[sorting]} limit {limit}
        offset (select least({(page - 1) * limit}, greatest(total - 1, 0) / {limit} * {limit}) from counted))
      select {COLUMNS}, counted.total from chosen c join dossiers_standing s on s.dossier_id = c.dossier_id
        join dossiers_dossier d on d.id = s.dossier_id, counted
      order by {_SHOWN[sorting]}"""
    found = planned_rows(sql, values)
    total = found[0]["total"] if found else 0
    pages = max(1, -(-total // limit))
    return Listed(tuple(row_of(row, now, selectable=False) for row in found), total, min(page, pages), pages)


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many of a list's dossiers have ended, and how many are open."""

    ended: int
    open: int


def _counted(parts: Sequence[str], values: dict[str, Any], narrowed: Narrowed) -> _Counted:
    """Count a list: what is open as it lies there, what has ended from its counters, or by days where days narrow it."""
    sums = [f"(select count(*)::int from {_union(parts, _IS_OPEN)}) as open"]
    if narrowed.lateness in _OPEN_ONLY or (narrowed.state is not None and narrowed.state not in CLOSED):
        sums.append("0 as ended")
    elif narrowed.since is not None or narrowed.until is not None:
        sums.append(f"(select count(*)::int from {_union(parts, _HAS_ENDED)}) as ended")
    else:
        each = " union all ".join(f"select s.number from dossiers_ended s where {part}" for part in parts)
        sums.append(f"(select coalesce(sum(number), 0)::int from ({each}) s) as ended")
    return _Counted(**planned_rows(f"select {', '.join(sums)}", values)[0])


@dataclass(frozen=True, slots=True)
class _Window:
    """Which rows of a source are wanted: from ``offset`` on, ``limit`` of the ``total`` that it has."""

    offset: int
    limit: int
    total: int


def _chosen(parts: Sequence[str], sorting: Sorting, window: _Window, open_: int) -> str:
    """Return the statement that picks a page's dossiers; numbers stand in it, so that the plan is made for them."""
    if sorting is not Sorting.DEADLINE:
        return _slice(parts, "true", window, ascending=sorting is Sorting.OLDEST)
    urgent = _first(parts, _IS_OPEN, "s.late_at nulls last, s.dossier_id desc", window.limit, window.offset)
    shown = max(0, min(window.limit, open_ - window.offset))
    rest = _Window(max(0, window.offset - open_), window.limit - shown, window.total - open_)
    if not (rest.limit and rest.total):
        return urgent
    ended = _slice(parts, _HAS_ENDED, rest, ascending=False)
    return f"({urgent}) union all ({ended})" if shown else ended


def _slice(parts: Sequence[str], more: str, window: _Window, *, ascending: bool) -> str:
    """Pick by age; the farther half of a list is read from its other end."""
    offset, limit = window.offset, min(window.limit, window.total - window.offset)
    beyond = window.total - offset - limit
    if offset > beyond:
        offset, ascending = beyond, not ascending
    return _first(parts, more, f"s.dossier_id{'' if ascending else ' desc'}", limit, offset)


def _first(parts: Sequence[str], more: str, order: str, limit: int, offset: int) -> str:
    """Pick so many after the first ``offset``.

    Each part gives no more than its own first: PostgreSQL takes the parts that are nearly empty for full, and would sort them all.
    """
    return f"select s.dossier_id from {_union(parts, more, f' order by {order} limit {offset + limit}')} order by {order} limit {limit} offset {offset}"


def _union(parts: Iterable[str], more: str, tail: str = "") -> str:
    """Return the parts as one source ``s``; with an index's columns only, so that the index suffices."""
    late = ", s.late_at" if more == _IS_OPEN else ""
    found = " union all ".join(
        f"(select s.dossier_id{late} from dossiers_standing s where {part} and {more}{tail})" for part in parts
    )
    return f"({found}) s"


def _condition(scope: Scope, narrowed: Narrowed, now: datetime) -> tuple[list[str], dict[str, Any]]:
    """Return what is asked of a dossier of each part, and the values of all of them."""
    units = sorted(scope.units or ())
    values: dict[str, Any] = {"now": local(now), "units": units} | {f"unit{no}": unit for no, unit in enumerate(units)}
    where = []
    if narrowed.state is not None:
        where.append(f"s.state = {narrowed.state:d}")
        where += [] if narrowed.state in CLOSED else [_IS_OPEN]
    versions = _versions(scope, narrowed)
    if versions is not None:
        where.append("s.procedure_id = any(%(versions)s)")
        values["versions"] = versions
    if narrowed.receiving is not None:
        where.append("s.receiving_unit_id = %(receiving)s")
        values["receiving"] = narrowed.receiving
    if narrowed.channel is not None:
        where.append(f"s.channel = {narrowed.channel:d}")
    if narrowed.lateness is not None:
        where.append(_LATENESS[narrowed.lateness])
    if narrowed.since is not None:
        where.append("s.received_at >= %(since)s")
        values["since"] = datetime.combine(narrowed.since, time.min, TZ)
    if narrowed.until is not None:
        where.append("s.received_at <= %(until)s")
        values["until"] = datetime.combine(narrowed.until, time.max, TZ)
    if text := narrowed.text.strip():
        values |= {"code": text.upper(), "words": words_by_index(text)}
    return where, values


def _parts(scope: Scope) -> list[str]:
    """Return what each part asks of a dossier's units, all of them together."""
    return ["true"] if scope.units is None else _of_units("= any(%(units)s)")


def _ordered_parts(scope: Scope) -> list[str]:
    """Return the parts unit by unit: an index gives the order of one unit alone.

    Of several together PostgreSQL reads all dossiers by age until a page is full: where few are theirs, the whole table.
    """
    if scope.units is None or len(scope.units) > MOST_APART:
        return _parts(scope)
    return [part for no in range(len(scope.units)) for part in _of_units(f"= %(unit{no})s")]


def _of_units(is_ours: str) -> list[str]:
    is_not = "<> all(%(units)s)"
    received = f"s.receiving_unit_id {is_ours}"
    competent = (
        f"s.competent_unit_id {is_ours} and s.competent_unit_id <> s.receiving_unit_id and s.receiving_unit_id {is_not}"
    )
    elsewhere = (
        f"s.unit_id {is_ours} and s.unit_id <> s.receiving_unit_id and s.unit_id <> s.competent_unit_id"
        f" and s.receiving_unit_id {is_not} and s.competent_unit_id {is_not}"
    )
    return [received, competent, elsewhere]


def _versions(scope: Scope, narrowed: Narrowed) -> list[UUID] | None:
    """Return the versions of procedures that are meant, or None for all."""
    if scope.fields is None and not narrowed.field and not narrowed.procedure:
        return None
    every = (version for several in catalogue.every_procedure() for version in several)
    return [
        version.id
        for version in every
        if (scope.fields is None or version.field in scope.fields)
        and narrowed.field in {"", version.field}
        and narrowed.procedure in {"", version.code}
    ]
