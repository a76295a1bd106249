"""Decisions about units and posts, and how far an administrator reaches."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.kernel import access, moments
from motcua.kernel.access import Scope
from motcua.kernel.actor import Actor
from motcua.kernel.statements import rows
from motcua.organisation.queries.shelf import tree
from motcua.organisation.queries.units import units, with_predecessors
from motcua.organisation.types import OrderKind, OrderUnknown, Unit


@dataclass(frozen=True, slots=True)
class Order:
    """A decision: what, from when, by which paper, who; and whether it was taken back."""

    id: UUID
    unit_id: UUID
    post_id: UUID | None
    kind: OrderKind
    valid_from: date
    paper: str
    after: dict[str, Any]
    at: datetime
    by_account: UUID
    undone_at: datetime | None
    undone_by: UUID | None


ORDERS = """
select o.id, o.unit_id, o.post_id, o.kind, o.valid_from, o.paper, o.after::text as after, o.at, o.by_account,
  u.at as undone_at, u.by_account as undone_by
from organisation_order o left join organisation_order_undone u on u.order_id = o.id
"""


def orders_of(unit_id: UUID) -> tuple[Order, ...]:
    """Return the decisions about a unit, newest first."""
    return tuple(map(_order, rows(f"{ORDERS} where o.unit_id = %s order by o.at desc, o.id desc", [unit_id])))


def order(order_id: UUID) -> Order:
    """Return one decision. Raises OrderUnknown."""
    for found in rows(f"{ORDERS} where o.id = %s", [order_id]):
        return _order(found)
    raise OrderUnknown


def _order(found: dict[str, Any]) -> Order:
    return Order(**{**found, "kind": OrderKind(found["kind"]), "after": json.loads(found["after"])})


def units_within(actor: Actor, act: str, on: date) -> tuple[Unit, ...]:
    """Return the units alive on a day in which the actor has an act."""
    scope = access.scope(actor, act)
    return tuple(unit for unit in units(on) if scope.units is None or unit.id in scope.units)


def units_reached(actor: Actor, act: str) -> frozenset[UUID] | None:
    """Return the units in which the actor has an act, with those in whose place they stand today; None for all.

    Whoever may look at a unit may look at what those had in whose place it stands: each is judged so, too.
    """
    units = access.scope(actor, act).units
    return None if units is None else with_predecessors(units, moments.today())


def scope_reached(actor: Actor, act: str) -> Scope:
    """Return how far a list of dossiers and papers may look: as ``kernel.access.scope``, with the units that ``units_reached`` adds."""
    return replace(access.scope(actor, act), units=units_reached(actor, act))


def units_to_come(on: date) -> tuple[Unit, ...]:
    """Return the units that will begin after a day, by name."""
    return tuple(unit for unit in tree().units.values() if unit.valid_from and unit.valid_from > on)
