"""Everybody in office, in memory: some thousands of rows, asked for on every request.

A mark in the database changes with every change; each process asks for it at most once a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.identity import rules, sockets
from motcua.kernel import statements
from motcua.kernel.actor import Reach
from motcua.kernel.reference import Shelf


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the roster knows it."""

    id: UUID
    username: str
    name: str
    is_active: bool
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Held:
    """An appointment: who holds which post when, with what."""

    id: UUID
    account: UUID
    post: UUID
    unit: UUID
    roles: frozenset[str]
    reach: Reach
    fields: frozenset[str] | None
    valid_from: date
    valid_to: date | None

    def in_force(self, on: date) -> bool:
        """Whether it holds on a day."""
        return rules.in_force(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class StandIn:
    """A substitution."""

    id: UUID
    substitute: UUID
    held: Held
    valid_from: date
    valid_to: date

    def in_force(self, on: date) -> bool:
        """Whether it holds on a day, and what it stands in for does too."""
        return rules.in_force(self.valid_from, self.valid_to, on) and self.held.in_force(on)


@dataclass(frozen=True, slots=True)
class Roster:
    """Accounts, appointments and substitutions, by what they are asked by."""

    people: dict[UUID, Person]
    by_account: dict[UUID, tuple[Held, ...]]
    by_post: dict[UUID, tuple[Held, ...]]
    by_unit: dict[UUID, tuple[Held, ...]]
    stand_ins: dict[UUID, tuple[StandIn, ...]]
    acts: dict[str, frozenset[str]]


def _load() -> Roster:
    people = statements.rows("SELECT id, username, name, is_active, is_demo FROM identity_account")
    held = {
        row["id"]: _held(row) for row in statements.rows("SELECT * FROM identity_appointment ORDER BY valid_from, id")
    }
    stand_ins = [
        StandIn(row["id"], row["substitute_id"], held[row["appointment_id"]], row["valid_from"], row["valid_to"])
        for row in statements.rows("SELECT * FROM identity_substitution ORDER BY valid_from, id")
    ]
    departures = statements.rows("SELECT role, act, allowed FROM identity_roleact ORDER BY role, act")
    return Roster(
        people={row["id"]: Person(**row) for row in people},
        by_account=_grouped((line.account, line) for line in held.values()),
        by_post=_grouped((line.post, line) for line in held.values()),
        by_unit=_grouped((line.unit, line) for line in held.values()),
        stand_ins=_grouped((line.substitute, line) for line in stand_ins),
        acts=rules.acts_by_role(
            (plug.roles for plug in sockets.acts), ((row["role"], row["act"], row["allowed"]) for row in departures)
        ),
    )


def _mark() -> object:
    found = statements.row("SELECT value FROM identity_mark WHERE id = 1")
    return found and found["value"]


_shelf: Shelf[Roster] = Shelf(_load, _mark)


def roster() -> Roster:
    """Return everybody, as of at most a second ago; at once in the process that changed something."""
    return _shelf.get()


def changed() -> None:
    """Say, inside the act that changes something, that every process must read anew."""
    # A fresh value, not a count: a count that was rolled back could come again and hide what differs.
    statements.run("UPDATE identity_mark SET value = gen_random_uuid() WHERE id = 1")
    forget()
    transaction.on_commit(forget)


def forget() -> None:
    """Read anew at the next question."""
    _shelf.forget()
    for listener in listeners:
        listener()


#: Other memories that depend on the roster (tokens).
listeners: list[Any] = []


def _held(row: dict[str, Any]) -> Held:
    return Held(
        id=row["id"],
        account=row["account_id"],
        post=row["post_id"],
        unit=row["unit_id"],
        roles=frozenset(row["roles"]),
        reach=row["reach"],
        fields=None if row["fields"] is None else frozenset(row["fields"]),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )


def _grouped(pairs: Iterable[tuple[UUID, Any]]) -> dict[UUID, tuple[Any, ...]]:
    groups: dict[UUID, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
