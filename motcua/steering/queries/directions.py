"""Directions: those given and received by tab, one whole, those about a dossier, whom one may direct."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.counts import NOUGHT, Count
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation
from motcua.organisation.types import Post, Unit
from motcua.steering.rules import is_below
from motcua.steering.sealing import DIRECTION
from motcua.steering.types import (
    DIRECT,
    Direction,
    DirectionPage,
    DirectionStep,
    DirectionTab,
    NoSuchDirection,
    StepKind,
)

PAGE = 20
_TO_ME = "(d.to_unit = %(unit)s and (d.to_post = %(post)s or d.to_post is null and %(heads)s))"
_BY_US = "(d.unit_id = %(unit)s and (d.by_post = %(post)s or %(heads)s))"
_SEEN = f"({_TO_ME} or {_BY_US})"
_WAITS = "d.closed_at is null and d.answered_at is null"
WHERE: Mapping[DirectionTab, str] = {
    DirectionTab.MINE: f"{_TO_ME} and {_WAITS}",
    DirectionTab.LATE: f"{_SEEN} and {_WAITS} and d.due_on < %(today)s",
    DirectionTab.TO_CLOSE: f"{_BY_US} and d.closed_at is null and d.answered_at is not null",
    DirectionTab.OPEN: f"{_SEEN} and d.closed_at is null",
    DirectionTab.DONE: f"{_SEEN} and d.closed_at is not null",
}
#: The two parts share none: what waits for an answer was not answered.
ASKS_ME = f"""
select count(*) filter (where {WHERE[DirectionTab.MINE]}) + count(*) filter (where {WHERE[DirectionTab.TO_CLOSE]}) as count
from steering_direction d where {_SEEN}"""
#: Closed ones the newest first, all others by their day.
_NEWEST, _BY_DAY = "d.id desc", "d.due_on, d.id"
DIRECTIONS = "select d.* from steering_direction d where {} order by {} limit {}"
STEPS = "select * from steering_direction_step where direction_id = any(%s) order by at, id"


def directions(actor: Actor, tab: DirectionTab, today: date, *, cursor: str = "", limit: int = PAGE) -> DirectionPage:
    """Return one page of the directions that the actor gave, or was given, by tab, with the counts of all tabs; three statements.

    Of the own unit whoever heads it sees all. Refuses with Invalid a cursor that no page gave.
    """
    values = _values(actor, today)
    where, is_done = WHERE[tab], tab is DirectionTab.DONE
    if cursor:
        values["day"], values["after"] = _read(cursor)
        where += " and d.id < %(after)s" if is_done else " and (d.due_on, d.id) > (%(day)s, %(after)s)"
    found = rows(DIRECTIONS.format(where, _NEWEST if is_done else _BY_DAY, limit + 1), values)
    following = f"{found[limit - 1]['due_on']}|{found[limit - 1]['id']}" if len(found) > limit else ""
    return DirectionPage(_with_steps(found[:limit]), counts(actor, today), following)


def counts(actor: Actor, today: date) -> dict[DirectionTab, int]:
    """Return how many directions lie under each tab; one statement."""
    columns = ", ".join(f'count(*) filter (where {where}) as "{tab}"' for tab, where in WHERE.items())
    found = rows(f"select {columns} from steering_direction d where {_SEEN}", _values(actor, today))[0]
    return {tab: found[tab] for tab in DirectionTab}


def asks_me(actor: Actor, today: date) -> Count:
    """Count the directions that wait for the actor: for an answer, or to be closed."""
    return Count(ASKS_ME, _values(actor, today)) if actor.unit else NOUGHT


def direction_for(actor: Actor, direction: UUID | None, today: date) -> Direction:
    """Return one direction with what came of it. Raises NoSuchDirection, also for whoever neither gave it nor was given it."""
    values = _values(actor, today) | {"id": direction}
    found = _with_steps(rows(DIRECTIONS.format(f"d.id = %(id)s and {_SEEN}", _BY_DAY, 1), values))
    if not found:
        raise NoSuchDirection
    return found[0]


def directions_about(actor: Actor, dossier: UUID, today: date) -> tuple[Direction, ...]:
    """Return the directions about a dossier that the actor gave or was given, by their day."""
    values = _values(actor, today) | {"dossier": dossier}
    return _with_steps(rows(DIRECTIONS.format(f"d.dossier_id = %(dossier)s and {_SEEN}", _BY_DAY, 100), values))


def may_answer_direction(actor: Actor, direction: Direction) -> bool:
    """Whether this actor answers it: the post that it was given to, or whoever heads the unit that it was given to."""
    if actor.unit != direction.to_unit:
        return False
    if direction.to_post is not None:
        return actor.post == direction.to_post
    return access.judge(actor, DIRECT, direction.to_unit)


def may_close_direction(actor: Actor, direction: Direction) -> bool:
    """Whether this actor closes it or gives more time: the post that gave it, or whoever heads that unit."""
    if actor.unit != direction.unit:
        return False
    return actor.post == direction.post or access.judge(actor, DIRECT, direction.unit)


def to_direct(actor: Actor, today: date) -> tuple[tuple[Unit, ...], tuple[Post, ...]]:
    """Return whom the actor may direct: units below the own one, and other posts of it; nobody for whoever heads none."""
    if actor.unit is None or not access.judge(actor, DIRECT, actor.unit):
        return (), ()
    below = organisation.subtree(actor.unit, today)
    units = tuple(unit for unit in organisation.units(today) if is_below(actor.unit, below, unit.id))
    return units, tuple(post for post in organisation.posts(actor.unit, today) if post.id != actor.post)


def _values(actor: Actor, today: date) -> dict[str, Any]:
    return {
        "unit": actor.unit,
        "post": actor.post,
        "heads": actor.unit is not None and access.judge(actor, DIRECT, actor.unit),
        "today": today,
    }


def _read(cursor: str) -> tuple[date, UUID]:
    day, _sep, after = cursor.partition("|")
    try:
        return date.fromisoformat(day), UUID(after)
    except ValueError:
        raise Invalid({"cursor": _("Không đọc được vị trí trang. Mở lại danh sách từ trang đầu.")}) from None


def _with_steps(found: list[dict[str, Any]]) -> tuple[Direction, ...]:
    steps: dict[UUID, list[DirectionStep]] = {}
    for step in rows(STEPS, [[each["id"] for each in found]]):
        steps.setdefault(step["direction_id"], []).append(_step(step))
    return tuple(_direction(each, tuple(steps.get(each["id"], ()))) for each in found)


def _direction(found: Mapping[str, Any], steps: tuple[DirectionStep, ...]) -> Direction:
    return Direction(
        id=found["id"],
        at=local(found["at"]),
        account=found["by_account"],
        post=found["by_post"],
        unit=found["unit_id"],
        to_unit=found["to_unit"],
        to_post=found["to_post"],
        dossier=found["dossier_id"],
        number=found["label"],
        text=unseal(found["text"], DIRECTION),
        due_on=found["due_on"],
        answered_at=_moment(found["answered_at"]),
        closed_at=_moment(found["closed_at"]),
        steps=steps,
    )


def _step(found: Mapping[str, Any]) -> DirectionStep:
    return DirectionStep(
        kind=StepKind(found["kind"]),
        at=local(found["at"]),
        account=found["by_account"],
        text=unseal(found["text"], DIRECTION),
        due_on=found["due_on"],
    )


def _moment(found: datetime | None) -> datetime | None:
    return local(found) if found else None
