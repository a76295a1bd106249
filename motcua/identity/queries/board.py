"""The public staff board of a unit's one-stop desk (NĐ 61/2018 Đ9.7): names, titles, fields, the desk's telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.identity.models import DeskPhone
from motcua.identity.roster import roster
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.organisation.types import UnitUnknown


@dataclass(frozen=True, slots=True)
class BoardLine:
    """Somebody on the board; ``fields`` is empty for all fields."""

    name: str
    title: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """Who leads and who receives at a unit's desk."""

    unit: UUID
    unit_name: str
    leaders: tuple[BoardLine, ...]
    staff: tuple[BoardLine, ...]
    phone: str


def units_with_board(at: datetime) -> list[tuple[UUID, str]]:
    """Return the units whose one-stop desk has people today, with full names, in the order of their codes."""
    known, on = roster(), local(at).date()
    return [
        (unit.id, organisation.full_name(unit.id, on))
        for unit in organisation.units(on)
        if any(held.in_force(on) and "counter" in held.roles for held in known.by_unit.get(unit.id, ()))
    ]


def board(unit: UUID, at: datetime) -> Board:
    """Return the board of one unit alive today. Raises UnitUnknown where there is none."""
    known, on = roster(), local(at).date()
    if not organisation.unit(unit).is_alive(on):
        raise UnitUnknown
    order = {post.id: place for place, post in enumerate(organisation.posts(unit, on))}
    lines = sorted(
        (held for held in known.by_unit.get(unit, ()) if held.in_force(on) and known.people[held.account].is_active),
        key=lambda held: (order.get(held.post, len(order)), known.people[held.account].name),
    )
    kept = DeskPhone.objects.filter(unit_id=unit).first()

    def of(role: str) -> tuple[BoardLine, ...]:
        return tuple(
            BoardLine(
                known.people[held.account].name, organisation.post(held.post).name, tuple(sorted(held.fields or ()))
            )
            for held in lines
            if role in held.roles
        )

    return Board(unit, organisation.full_name(unit, on), of("leader"), of("counter"), kept.phone if kept else "")
