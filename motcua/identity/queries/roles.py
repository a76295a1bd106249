"""Which role has which act, and who would gain or lose one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.identity import rules, sockets
from motcua.identity.roster import roster
from motcua.identity.types import Acts, ActUnknown, Role
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation

#: So many names stand in a preview; the number is always whole.
NAMED = 30


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act in words, and for each role whether it has it and whether that departs from the usual."""

    code: str
    words: str
    has: tuple[tuple[str, bool, bool], ...]


@dataclass(frozen=True, slots=True)
class RoleChange:
    """What changing one act of one role would do; ``people`` are at most thirty of ``number``."""

    role: str
    role_words: str
    act: str
    act_words: str
    allowed: bool
    number: int
    people: tuple[tuple[str, str], ...]


def role_matrix() -> tuple[tuple[str, tuple[ActRow, ...]], ...]:
    """Return every act by module, each with its roles."""
    acts = roster().acts
    return tuple(
        (
            plug.key,
            tuple(
                ActRow(
                    line.code,
                    str(line.words),
                    tuple(
                        (
                            role.value,
                            line.code in acts.get(role, frozenset()),
                            (line.code in acts.get(role, frozenset()))
                            != (line.code in plug.roles.get(role, frozenset())),
                        )
                        for role in Role
                    ),
                )
                for line in plug.acts
            ),
        )
        for plug in sockets.acts
        if plug.acts
    )


def role_change(role: str, act_code: str, at: datetime, *, allowed: bool) -> RoleChange:
    """Return who would gain an act (``allowed``) or lose it today; whoever has it by another role of the same post does not.

    Raises ActUnknown for a role or act that nobody knows.
    """
    if role not in set(Role):
        raise ActUnknown(role)
    words = next((str(line.words) for plug in sockets.acts for line in plug.acts if line.code == act_code), None)
    if words is None:
        raise ActUnknown(act_code)
    known, on = roster(), local(at).date()
    changes = (act_code in known.acts.get(role, frozenset())) is not allowed
    people: dict[tuple[object, object], tuple[str, str]] = {}
    for lines in known.by_account.values() if changes else ():
        here = [held for held in lines if held.in_force(on) and known.people[held.account].is_active]
        for held in here:
            others = {r for line in here if line.post == held.post for r in line.roles} - {role}
            if role in held.roles and not any(act_code in known.acts.get(other, frozenset()) for other in others):
                place = f"{organisation.post(held.post).name}, {organisation.short_name(held.unit)}"
                people[held.account, held.post] = (known.people[held.account].name, place)
    named = sorted(people.values(), key=lambda one: (rules.plain(one[0]), one[1]))
    return RoleChange(role, Role(role).words, act_code, words, allowed, len(people), tuple(named[:NAMED]))


def may_change_roles(actor: Actor) -> bool:
    """Whether the actor administers everywhere: roles are the same for the whole province."""
    return actor.is_system or any(grant.reach == "everywhere" and Acts.ACCOUNTS in grant.acts for grant in actor.grants)
