"""Demo people to choose from, by unit; only the demo's sign-in page asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.identity.roster import roster
from motcua.identity.types import Role
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.organisation.types import Level


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to be: the account, its name, post and role in words."""

    account: UUID
    name: str
    post_name: str
    section: str
    role: str


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """The demo people of one unit."""

    unit: UUID
    name: str
    people: tuple[DemoPerson, ...]


#: Without a choice of unit the page shows the first of each level that has people: enough to walk a dossier through.
SHOWN: dict[Level, int] = {"commune": 2, "district": 1, "service_centre": 1, "department": 2, "province": 1}


def demo_people(at: datetime, unit_id: UUID | None = None) -> tuple[DemoGroup, ...]:
    """Return demo accounts in office on the day of ``at``, by unit: of one unit, or a handful of every level."""
    on = local(at).date()
    if unit_id is not None:
        return tuple(group for group in [_group(unit_id, at)] if group.people)
    groups: list[DemoGroup] = []
    for level, most in SHOWN.items():
        with_people = (_group(unit.id, at) for unit in organisation.units(on, level))
        groups += [group for group, _count in zip((g for g in with_people if g.people), range(most), strict=False)]
    return tuple(groups)


def units_with_demo_people(at: datetime) -> list[tuple[UUID, str]]:
    """Return the units in which demo people hold a post on the day of ``at``, with full names, in their order."""
    known, on = roster(), local(at).date()
    units = {
        unit
        for unit, lines in known.by_unit.items()
        if any(line.in_force(on) and known.people[line.account].is_demo for line in lines)
    }
    return sorted(((unit, organisation.full_name(unit)) for unit in units), key=lambda pair: pair[1])


def _group(unit_id: UUID, at: datetime) -> DemoGroup:
    known, on = roster(), local(at).date()
    shown: dict[tuple[UUID, UUID], DemoPerson] = {}
    for line in known.by_unit.get(unit_id, ()):
        person = known.people[line.account]
        if line.in_force(on) and person.is_demo and person.is_active:
            post = organisation.post(line.post)
            role = ", ".join(Role(role).words for role in sorted(line.roles) if role in set(Role))
            # Several appointments to one post are one seat.
            shown.setdefault(
                (person.id, post.id), DemoPerson(person.id, person.name, post.name, post.section or "", role)
            )
    order = [role.words for role in Role]
    people = sorted(
        shown.values(),
        key=lambda one: (order.index(one.role) if one.role in order else len(order), one.post_name, one.name),
    )
    return DemoGroup(unit_id, organisation.full_name(unit_id), tuple(people))
