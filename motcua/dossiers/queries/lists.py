"""Desks and lists: plain SQL, a fixed number of statements, cursors instead of page numbers."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.clocks.calendar import next_working_day
from motcua.clocks.dates import say_moment
from motcua.dossiers import speech
from motcua.dossiers.deeds import LOOK, asked_desks, desks_of
from motcua.dossiers.routes import route_of
from motcua.dossiers.rules import leaves, parallel_after, step_of
from motcua.dossiers.types import Channel, DeskRow, MeetingKind, State
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import TZ, local
from motcua.kernel.refusal import Invalid
from motcua.kernel.statements import planned_rows, rows
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import units_reached

PAGE = 20


class Tab(StrEnum):
    """The desk's tabs (look.md), with the order in which they stand."""

    MINE = "cho-toi"
    TODAY = "hom-nay"
    NEAR = "sap-han"
    LATE = "qua-han"
    APOLOGY = "bao-cham"
    SUPPLEMENT = "cho-bo-sung"
    RETURN = "cho-tra"
    AGENCIES = "phoi-hop"
    MEETINGS = "hop"
    PASSED_ON = "da-chuyen"
    ALL = "tat-ca"


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One page of a list: its rows, the tabs' counts, and the cursor of the next page."""

    rows: tuple[DeskRow, ...]
    counts: dict[str, int]
    following: str = ""


AT_MY_DESK = "s.desk = any(%(desks)s) and s.closed_at is null"
#: «Mine» is work at my desks, without what waits for papers or for the citizen.
WORK = "s.state not in (5, 6, 9)"
#: Work whose clock runs; what was stopped only waits for its notice.
RUNNING = f"{WORK} and s.state <> 8"
#: What the tabs show of what lies at my desks: one look at them counts all.
OF_MY_DESK = {
    Tab.MINE: WORK,
    Tab.TODAY: f"{RUNNING} and s.late_at >= %(now)s and s.late_at <= %(today)s",
    Tab.NEAR: f"{RUNNING} and s.late_at > %(today)s and s.late_at <= %(near)s",
    Tab.LATE: f"{RUNNING} and s.late_at < %(now)s",
    Tab.RETURN: "s.state = 9",
}
#: Work that is promised for the next working day, with no apology yet: today is the last day for one (NĐ 61/2018 Đ19.9).
TO_EXCUSE = (
    "s.closed_at is null and s.state in (2, 4) and s.paused_since is null and s.late_at > %(today)s and s.late_at <= %(near)s"
    " and not exists (select from dossiers_apology a where a.dossier_id = s.dossier_id)"
)
ELSEWHERE = {
    Tab.APOLOGY: f"({AT_MY_DESK} or %(apologises)s and (s.unit_id = %(unit)s or s.competent_unit_id = %(unit)s)) and {TO_EXCUSE}",
    Tab.SUPPLEMENT: (
        "(s.desk = any(%(desks)s) or (s.receiving_unit_id = %(unit)s and %(counter)s)) and s.closed_at is null and s.state in (5, 6)"
    ),
    Tab.PASSED_ON: (
        "s.closed_at is null and s.units @> array[%(unit)s::uuid] and not (s.desk = any(%(desks)s))"
        " and %(post)s = any(s.passed_by)"
    ),
    Tab.ALL: (
        "s.closed_at is null and s.units && %(units)s and (s.receiving_unit_id = any(%(units)s) or s.competent_unit_id = any(%(units)s)"
        " or s.unit_id = any(%(units)s))"
    ),
}
EVERYWHERE = ELSEWHERE | {Tab.ALL: "s.closed_at is null"}
#: What agencies are asked: at my desks, recorded by me for an agency outside, and what came late to whoever watches over
#: the unit that asked or the counter that received (NĐ 61/2018 Đ19.5: a late answer is told to the head of the one-stop desk).
#: One question to the standing's own row: asked apart, PostgreSQL reads all that the counter ever received.
ASKED = (
    "t.answered_at is null and t.recalled_at is null"
    " and exists (select from dossiers_standing w where w.dossier_id = t.dossier_id and w.state in (2, 4, 5, 6) and (t.desk = any(%(asked_desks)s)"
    " or t.by_unit = %(unit)s and t.unit_id is null and t.by_post = %(post)s"
    " or %(watches)s and t.late_at < %(now)s and %(unit)s in (t.by_unit, w.receiving_unit_id)))"
)
#: Councils and checks of my unit that lie ahead or lack their minutes: those I called, take part in, or whose dossier I have.
MEETINGS = (
    "m.called_off_at is null and m.recorded_at is null and m.by_unit = %(unit)s and (m.by_post = %(post)s or %(post)s = any(m.posts)"
    " or exists (select from dossiers_standing w where w.dossier_id = m.dossier_id and w.desk = any(%(desks)s)))"
)
COLUMNS = """s.dossier_id, s.finished_at, coalesce(d.code, d.filing_number) as number, d.owner_name, d.procedure_id, d.process_id, d.channel,
  d.unit_id as receiving, d.competent_unit_id as competent, d.commune_id as commune, s.state, s.step, s.role, s.unit_id, s.post_id, s.due_at, s.late_at,
  s.paused_since, s.days_left, s.on_time, s.closed_at"""


def desk(actor: Actor, tab: str, now: datetime, *, cursor: str = "", limit: int = PAGE) -> DeskPage:
    """Return one page of the actor's desk with the counts of all tabs; two statements.

    ``tab`` is a value of ``Tab`` (an unknown one is the first), ``now`` the business moment, ``cursor`` from the page before.
    """
    chosen = Tab(tab) if tab in set(Tab) else Tab.MINE
    values = _values(actor, now)
    if chosen is Tab.AGENCIES:
        return _asked(actor, now, values, cursor, limit)
    if chosen is Tab.MEETINGS:
        return _meetings(actor, now, values, cursor, limit)
    found = _page(_where(chosen, values), values, cursor, limit)
    return DeskPage(
        _shown(found[:limit], now, selectable=chosen is not Tab.PASSED_ON),
        counts(actor, now, values),
        _next(found, limit),
    )


def counts(actor: Actor, now: datetime, values: dict[str, Any] | None = None) -> dict[str, int]:
    """Return how many dossiers lie under each tab; one statement over the open ones."""
    values = values or _values(actor, now)
    if not values["desks"] and not values["units"] and not values["everywhere"]:
        return dict.fromkeys(Tab, 0)
    mine = ", ".join(f'count(*) filter (where {which}) as "{tab}"' for tab, which in OF_MY_DESK.items())
    columns = [
        f'(select count(*) from dossiers_standing s where {where}) as "{tab}"'
        for tab, where in _elsewhere(values).items()
    ]
    columns.append(f'(select count(*) from dossiers_task t where {ASKED}) as "{Tab.AGENCIES}"')
    columns.append(f'(select count(*) from dossiers_meeting m where {MEETINGS}) as "{Tab.MEETINGS}"')
    return rows(f"select {mine}, {', '.join(columns)} from dossiers_standing s where {AT_MY_DESK}", values)[0]


def _elsewhere(values: Mapping[str, Any]) -> Mapping[Tab, str]:
    return EVERYWHERE if values["everywhere"] else ELSEWHERE


def _where(tab: Tab, values: Mapping[str, Any]) -> str:
    return f"{AT_MY_DESK} and {OF_MY_DESK[tab]}" if tab in OF_MY_DESK else _elsewhere(values)[tab]


def _asked(actor: Actor, now: datetime, values: dict[str, Any], cursor: str, limit: int) -> DeskPage:
    """Return what agencies were asked, the most urgent first: the dossier's row with the request's own time."""
    where = ASKED
    if cursor:
        late, after = _read(cursor)
        values |= {"after": after, "late": late}
        beyond = "t.late_at is null and t.id > %(after)s"
        where += f" and ({'(t.late_at, t.id) > (%(late)s, %(after)s) or t.late_at is null' if late else beyond})"
    sql = f"""select {COLUMNS}, t.id as task, t.unit_id as asked_unit, t.agency, t.desk as asked_desk, t.due_at as asked_due,
        t.late_at as asked_late, t.step as asked_step,
        (select array_agg(o.step) from dossiers_task o where o.dossier_id = t.dossier_id and t.kind = 'parallel' and o.kind = t.kind
          and o.answered_at is null and o.recalled_at is null) as asked_open
      from dossiers_task t join dossiers_standing s on s.dossier_id = t.dossier_id join dossiers_dossier d on d.id = t.dossier_id
      where {where} order by t.late_at nulls last, t.id limit {limit + 1}"""
    found = rows(sql, values)
    following = _cursor(found[limit - 1]["asked_late"], found[limit - 1]["task"]) if len(found) > limit else ""
    shown = tuple(_asked_row(row, now, values["asked_desks"]) for row in found[:limit])
    return DeskPage(shown, counts(actor, now, values), following)


def _asked_row(row: dict[str, Any], now: datetime, desks: Sequence[UUID]) -> DeskRow:
    task_time = {
        "due_at": row["asked_due"],
        "late_at": row["asked_late"],
        "paused_since": None,
        "on_time": None,
        "closed_at": None,
    }
    shown = row_of({**row, **task_time, "state": int(State.PROCESSING)}, now, selectable=False)
    agency = speech.agency_words(row["asked_unit"], row["agency"])
    route = route_of(row["procedure_id"], row["process_id"], row["receiving"], row["competent"], row["commune"])
    first = [
        step
        for step in route
        if step.no in step_of(route, row["asked_step"]).needs and step.no in (row["asked_open"] or ())
    ]
    if first:
        names = ", ".join(speech.agency_words(None if step.is_outside else step.unit, step.agency) for step in first)
        words = _("Chờ %(agency)s trả lời") % {"agency": names}
    elif row["asked_desk"] in desks:
        words = _("Trả lời phối hợp")
    elif row["asked_unit"] is None:
        words = _("Ghi trả lời của %(agency)s") % {"agency": agency}
    else:
        words = _("Chờ %(agency)s trả lời") % {"agency": agency}
    return replace(shown, waiting_for=words)


def _meetings(actor: Actor, now: datetime, values: dict[str, Any], cursor: str, limit: int) -> DeskPage:
    """Return the councils and checks on the spot, the earliest first: the dossier's row with what is to be done and when."""
    where = MEETINGS
    if cursor:
        starts, after = _read(cursor)
        values |= {"after": after, "starts": starts}
        where += " and (m.starts_at, m.id) > (%(starts)s, %(after)s)"
    sql = f"""select {COLUMNS}, m.id as meeting, m.kind as meeting_kind, m.starts_at
      from dossiers_meeting m join dossiers_standing s on s.dossier_id = m.dossier_id join dossiers_dossier d on d.id = m.dossier_id
      where {where} order by m.starts_at, m.id limit {limit + 1}"""
    found = rows(sql, values)
    following = _cursor(found[limit - 1]["starts_at"], found[limit - 1]["meeting"]) if len(found) > limit else ""
    return DeskPage(tuple(_meeting_row(row, now) for row in found[:limit]), counts(actor, now, values), following)


def _meeting_row(row: dict[str, Any], now: datetime) -> DeskRow:
    said = _("Ghi biên bản: %(kind)s %(time)s") if row["starts_at"] <= now else _("%(kind)s lúc %(time)s")
    words = {"kind": speech.MEETINGS[MeetingKind(row["meeting_kind"])], "time": say_moment(local(row["starts_at"]))}
    return replace(row_of(row, now, selectable=False), waiting_for=said % words)


def newest(where: str, values: dict[str, Any], now: datetime, *, cursor: str = "", limit: int = PAGE) -> DeskPage:
    """Return one page of the dossiers that a condition over ``s`` (standing) and ``d`` (dossier) names, newest first."""
    if cursor:
        where += " and s.dossier_id < %(after)s"
        values = values | {"after": _read(cursor)[1]}
    sql = f"select {COLUMNS} from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id where {where}"
    found = planned_rows(f"{sql} order by s.dossier_id desc limit {limit + 1}", values)
    following = _cursor(None, found[limit - 1]["dossier_id"]) if len(found) > limit else ""
    return DeskPage(_shown(found[:limit], now, selectable=False), {}, following)


def rows_for(ids: Sequence[UUID], actor: Actor, now: datetime) -> tuple[DeskRow, ...]:
    """Return some dossiers by id as rows, those that this actor may see."""
    values = _seen(actor) | {"ids": list(ids)}
    sql = f"""select {COLUMNS} from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id
      where s.dossier_id = any(%(ids)s) and (%(everywhere)s or s.units && %(units)s) order by s.dossier_id desc"""
    return _shown(rows(sql, values), now, selectable=False)


def by_people(people: Sequence[UUID], actor: Actor, now: datetime, *, limit: int = PAGE) -> tuple[DeskRow, ...]:
    """Return the dossiers of some persons, as owner or submitter, newest first, those that this actor may see."""
    values = _seen(actor) | {"people": list(people)}
    sql = f"""select {COLUMNS} from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id
      where (d.owner_id = any(%(people)s) or d.submitter_id = any(%(people)s)) and (%(everywhere)s or s.units && %(units)s)
      order by s.dossier_id desc limit {limit}"""
    return _shown(rows(sql, values), now, selectable=False)


def _seen(actor: Actor) -> dict[str, Any]:
    """Return the units whose dossiers this actor may see, with those in whose place they stand."""
    units = units_reached(actor, LOOK)
    return {"everywhere": units is None, "units": list(units or ())}


def _page(where: str, values: dict[str, Any], cursor: str, limit: int) -> list[dict[str, Any]]:
    if cursor:
        late, after = _read(cursor)
        values = values | {"after": after, "late": late}
        beyond = "s.late_at is null and s.dossier_id > %(after)s"
        if late:
            beyond = "(s.late_at, s.dossier_id) > (%(late)s, %(after)s) or s.late_at is null"
        where = f"({where}) and ({beyond})"
    order = "order by s.late_at nulls last, s.dossier_id"
    # Those of the page first: joined before they are picked, a unit's thousands are looked up for twenty.
    picked = f"select s.* from dossiers_standing s where {where} {order} limit {limit + 1}"
    return rows(f"select {COLUMNS} from ({picked}) s join dossiers_dossier d on d.id = s.dossier_id {order}", values)


def _next(found: list[dict[str, Any]], limit: int) -> str:
    if len(found) <= limit:
        return ""
    last = found[limit - 1]
    return _cursor(last["late_at"], last["dossier_id"])


def _cursor(late: datetime | None, after: UUID) -> str:
    return base64.urlsafe_b64encode(f"{late.isoformat() if late else ''}|{after}".encode()).decode()


def _read(cursor: str) -> tuple[datetime | None, UUID]:
    """Read a cursor that a page before gave. Refuses with Invalid what is none."""
    try:
        late, _sep, after = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        return datetime.fromisoformat(late) if late else None, UUID(after)
    except ValueError:
        raise Invalid({"cursor": _("Không đọc được vị trí trang. Mở lại danh sách từ trang đầu.")}) from None


def _values(actor: Actor, now: datetime) -> dict[str, Any]:
    scope = access.scope(actor, LOOK)
    now = local(now)
    unit = actor.unit
    near = now
    if unit is not None:
        calendar = organisation.calendar(unit, now.date()).beyond()
        near = datetime.combine(next_working_day(calendar, now.date()), time.max, TZ)
    return {
        "desks": list(desks_of(actor)),
        "asked_desks": list(asked_desks(actor)),
        "post": actor.post,
        "unit": unit,
        "counter": unit is not None and access.judge(actor, "dossiers.receive", unit),
        "watches": unit is not None
        and (access.judge(actor, "dossiers.receive", unit) or access.judge(actor, "dossiers.approve", unit)),
        "apologises": unit is not None and access.judge(actor, "dossiers.apologise", unit),
        "units": list(scope.units or ()),
        "everywhere": scope.units is None,
        "now": now,
        "today": datetime.combine(now.date(), time.max, TZ),
        "near": near,
    }


def _shown(found: Sequence[dict[str, Any]], now: datetime, *, selectable: bool) -> tuple[DeskRow, ...]:
    return tuple(row_of(row, now, selectable=selectable) for row in found)


def row_of(row: dict[str, Any], now: datetime, *, selectable: bool) -> DeskRow:
    """Return a row of ``COLUMNS`` as a list shows it."""
    state = State(row["state"])
    route = route_of(row["procedure_id"], row["process_id"], row["receiving"], row["competent"], row["commune"])
    step = step_of(route, row["step"])
    waiting = speech.waiting_for(state, row["role"], step.action, taken=row["post_id"] is not None)
    if state is State.PROCESSING and parallel_after(route, step.no) and leaves(step, taken=row["post_id"] is not None):
        waiting = _("Cơ quan phối hợp")
    words, kind, detail = speech.time_words(
        organisation.calendar(row["receiving"], local(now).date()),
        now,
        state=state,
        due_at=row["due_at"],
        late_at=row["late_at"],
        paused_since=row["paused_since"],
        days_left=row["days_left"],
        on_time=row["on_time"],
        closed_at=row["closed_at"],
        finished_at=row["finished_at"],
    )
    return DeskRow(
        id=row["dossier_id"],
        number=row["number"],
        owner=row["owner_name"],
        procedure=catalogue.version(row["procedure_id"]).short_name,
        waiting_for=waiting,
        state=state,
        due_at=local(row["due_at"]) if row["due_at"] else None,
        late_at=local(row["late_at"]) if row["late_at"] else None,
        time=words,
        time_kind=kind,
        time_detail=detail,
        channel=Channel(row["channel"]),
        unit=row["unit_id"],
        selectable=selectable,
    )
