"""Bags for their pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.statements import rows
from motcua.ledger import services as ledger
from motcua.postal.models import Arrival as ArrivalRow
from motcua.postal.models import Bag as Row
from motcua.postal.queries.parcels import lines_of
from motcua.postal.sealing import NOTE, POSTMAN, SENDER
from motcua.postal.telling import lines_from, told_from
from motcua.postal.types import (
    BAG,
    LOOK,
    Announced,
    Arrival,
    Bag,
    BagLine,
    Brought,
    NoSuchBag,
    Verdict,
    Way,
)

SHOWN = 20

BAGS = """
select b.id, b.way, b.ordinal, b.year, b.opened_at, b.signed_at,
  (select count(*) from postal_arrival a where a.bag_id = b.id)
    + (select count(*) from postal_parcel p where p.bag_id = b.id) as count,
  (select count(*) from postal_arrival a where a.bag_id = b.id and a.verdict <> 'here') as differences
from postal_bag b where b.unit_id = %s order by (b.signed_at is null) desc, b.opened_at desc limit %s
"""


def number_of(ordinal: int, year: int) -> str:
    """Return «12/2020»."""
    return f"{ordinal}/{year}"


def bags(actor: Actor) -> list[BagLine]:
    """Return the newest bags of the actor's unit, those not yet signed first."""
    access.require(actor, LOOK, actor.unit)
    return [
        BagLine(
            id=found["id"],
            way=Way(found["way"]),
            number=number_of(found["ordinal"], found["year"]),
            opened_at=local(found["opened_at"]),
            signed_at=local(found["signed_at"]) if found["signed_at"] else None,
            count=found["count"],
            differences=found["differences"],
        )
        for found in rows(BAGS, [actor.unit, SHOWN])
    ]


def bag_for(actor: Actor, bag: UUID, *, at: datetime, look: bool = True) -> Bag:
    """Return a bag with what is in it; opening it is a look. Refuses with NoSuchBag."""
    found = Row.objects.filter(id=bag).prefetch_related("arrivals").first()
    if found is None or not access.judge(actor, LOOK, found.unit_id):
        raise NoSuchBag
    if look:
        ledger.note_look(actor, kind=BAG, subject=bag, at=at)
    return Bag(
        id=found.id,
        unit=found.unit_id,
        way=Way(found.way),
        number=number_of(found.ordinal, found.year),
        opened_at=local(found.opened_at),
        signed_at=local(found.signed_at) if found.signed_at else None,
        postman=unseal(bytes(found.postman), POSTMAN) if found.postman else "",
        print=found.print_id,
        list_number=found.list_number,
        arrivals=tuple(arrival_from(one) for one in sorted(found.arrivals.all(), key=lambda one: one.position)),
        parcels=lines_of("p.bag_id = %s", [bag]),
    )


def arrival_from(found: Any) -> Arrival:
    """Read the row of one that came."""
    return Arrival(
        id=found.id,
        position=found.position,
        tracking=found.tracking,
        sender=unseal(bytes(found.sender), SENDER),
        about=unseal(bytes(found.about), SENDER),
        verdict=Verdict(found.verdict) if found.verdict else None,
        note=unseal(bytes(found.note), NOTE) if found.note else "",
        told=told_from(bytes(found.told) if found.told else None),
    )


def brought(actor: Actor, arrival: UUID, *, at: datetime, look: bool = True) -> Brought | None:
    """Return what came under this id in a signed bag of a unit of the actor's; None for all else. A look at the bag.

    What is missing was not brought.
    """
    found = ArrivalRow.objects.select_related("bag").filter(id=arrival).first()
    if found is None or found.bag.signed_at is None or found.verdict is None:
        return None
    if not access.judge(actor, LOOK, found.bag.unit_id) or not Verdict(found.verdict).is_here:
        return None
    if look:
        ledger.note_look(actor, kind=BAG, subject=found.bag_id, at=at)
    return Brought(
        arrival=arrival_from(found),
        bag=found.bag_id,
        number=number_of(found.bag.ordinal, found.bag.year),
        signed_at=local(found.bag.signed_at),
    )


def bag_unit(bag: UUID) -> UUID | None:
    """Return whose minutes they are; None for none."""
    return Row.objects.filter(id=bag).values_list("unit_id", flat=True).first()


def announced(actor: Actor) -> list[Announced]:
    """Return the lists that the post announced to the actor's unit and nobody has taken over."""
    access.require(actor, LOOK, actor.unit)
    found = rows(
        "select id, number, at, lines from postal_announced where unit_id = %s and bag_id is null order by at, number",
        [actor.unit],
    )
    return [Announced(one["id"], one["number"], local(one["at"]), lines_from(bytes(one["lines"]))) for one in found]
