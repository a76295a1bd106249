"""Stand-bys of the agencies that lend people to one-stop desks, and which agency has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.identity.models import StandBy
from motcua.identity.queries.directory import TermLine, terms_for
from motcua.identity.roster import roster
from motcua.identity.types import Acts
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation


@dataclass(frozen=True, slots=True)
class StandByLine:
    """A stand-by in words: who, of which agency, for which desk, since when."""

    id: UUID
    account: UUID
    name: str
    from_unit: UUID
    from_name: str
    in_unit: UUID
    in_name: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Lending:
    """An agency with people at a desk, and who stands by there; nobody is a warning."""

    from_unit: UUID
    from_name: str
    in_unit: UUID
    in_name: str
    stand_bys: tuple[str, ...]


def stand_bys_for(actor: Actor, at: datetime) -> tuple[StandByLine, ...]:
    """Return the stand-bys that hold today for the desks within the actor's reach."""
    reach = access.scope(actor, Acts.ACCOUNTS).units
    return tuple(line for line in _in_force(local(at).date()) if reach is None or line.in_unit in reach)


def lendings_for(actor: Actor, at: datetime) -> tuple[Lending, ...]:
    """Return the agencies that lend people to the desks within the actor's reach, those without a stand-by first."""
    on, reach = local(at).date(), access.scope(actor, Acts.ACCOUNTS).units
    known = list(_in_force(on))
    pairs = {
        (line.lent_by, line.lent_to)
        for line in terms_for(actor, at)
        if line.valid_from <= on and (reach is None or line.lent_to in reach)
    }
    found = [
        Lending(
            from_unit,
            organisation.short_name(from_unit),
            in_unit,
            organisation.short_name(in_unit),
            tuple(line.name for line in known if (line.from_unit, line.in_unit) == (from_unit, in_unit)),
        )
        for from_unit, in_unit in pairs
    ]
    return tuple(sorted(found, key=lambda one: (bool(one.stand_bys), one.in_name, one.from_name)))


def stand_bys_at(unit: UUID, at: datetime) -> tuple[StandByLine, ...]:
    """Return who stands by for a desk today: whom its leader can let step in."""
    return tuple(line for line in _in_force(local(at).date()) if line.in_unit == unit)


def stand_by_words(line: TermLine, known: Iterable[StandByLine]) -> str:
    """Return who stands by for a secondment; empty for nobody."""
    return ", ".join(one.name for one in known if (one.from_unit, one.in_unit) == (line.lent_by, line.lent_to))


def _in_force(on: date) -> list[StandByLine]:
    people = roster().people
    rows = StandBy.objects.filter(valid_from__lte=on, valid_to__isnull=True).order_by("valid_from", "id")
    return [
        StandByLine(
            row.id,
            row.account_id,
            people[row.account_id].name,
            row.from_unit_id,
            organisation.short_name(row.from_unit_id),
            row.in_unit_id,
            organisation.short_name(row.in_unit_id),
            row.valid_from,
        )
        for row in rows
        if row.account_id in people and people[row.account_id].is_active
    ]
