"""Parcels and the post's messages for their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.counts import Count
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.statements import row, rows
from motcua.ledger import services as ledger
from motcua.postal.queries.settings import office
from motcua.postal.sealing import ADDRESS, WORDS
from motcua.postal.types import (
    DECIDE,
    LOOK,
    PARCEL,
    Doubt,
    EventLine,
    Fate,
    Means,
    NoSuchParcel,
    Order,
    ParcelLine,
    What,
)

SHOWN = 50
#: What each tab of the page shows; the first is what the postman takes next.
TABS: Mapping[str, str] = {
    "cho-giao": "p.fate = 'ready' and p.asking not in ('refused', 'unknown')",
    "can-nguoi": "p.fate = 'ready' and p.asking in ('refused', 'unknown')",
    "dang-di": "p.fate in ('handed', 'transit', 'failed')",
    "chuyen-hoan": "p.fate = 'returning'",
    "xong": "p.fate in ('delivered', 'back', 'cancelled')",
}
EVENTS = """
select e.id, e.parcel_id, coalesce(p.label, e.reference) as label, e.key, e.code, e.means, e.doubt, e.at, e.words, e.decided_at
from postal_event e left join postal_parcel p on p.id = e.parcel_id
"""
#: From when on an order that has not left is late.
LATE = timedelta(minutes=10)
WAITING = """
select (select count(*) from postal_parcel where asking in ('waiting', 'asked', 'cancelling') and not_before <= %(before)s) as late,
  (select count(*) from postal_parcel where fate = 'ready' and asking in ('refused', 'unknown'))
  + (select count(*) from postal_event where doubt is not null and decided_at is null) as asking
"""
WAITING_HERE = """
select (select count(*) from postal_parcel p where p.unit_id = %(unit)s and p.fate in ('ready', 'returning'))
  + (select count(*) from postal_event e join postal_parcel p on p.id = e.parcel_id
     where p.unit_id = %(unit)s and e.doubt is not null and e.decided_at is null) as count
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of parcels with the counts of its tabs."""

    lines: tuple[ParcelLine, ...]
    counts: Mapping[str, int]
    following: UUID | None


def parcels(actor: Actor, tab: str, *, before: UUID | None = None) -> Shown:
    """Return the parcels of the actor's unit under a tab, newest first, some at a time."""
    access.require(actor, LOOK, actor.unit)
    counts = row(
        "select "
        + ", ".join(f'count(*) filter (where {where}) as "{name}"' for name, where in TABS.items())
        + " from postal_parcel p where p.unit_id = %s",
        [actor.unit],
    )
    assert counts is not None, "counts are always there"
    where, values = f"p.unit_id = %s and {TABS[tab]}", [actor.unit]
    if before:
        where, values = f"{where} and p.id < %s", [*values, before]
    lines = lines_of(f"{where} order by p.id desc limit {SHOWN + 1}", values)
    more = len(lines) > SHOWN
    return Shown(lines[:SHOWN], counts, lines[SHOWN - 1].id if more else None)


def lines_of(where: str, values: Sequence[Any]) -> tuple[ParcelLine, ...]:
    """Return parcels ready to be shown."""
    return tuple(line_from(one) for one in rows(f"select p.* from postal_parcel p where {where}", values))


def line_from(found: Mapping[str, Any]) -> ParcelLine:
    """Read a parcel's row."""
    name, address, phone = orjson.loads(unseal(bytes(found["receiver"]), ADDRESS))
    return ParcelLine(
        id=found["id"],
        unit=found["unit_id"],
        label=found["label"],
        reference=found["reference"],
        what=What(found["what"]),
        receiver=name,
        address=address,
        phone=phone,
        fate=Fate(found["fate"]),
        fate_at=local(found["fate_at"]),
        order=Order(found["asking"]),
        tracking=found["tracking"],
        words=unseal(bytes(found["asking_words"]), WORDS) if found["asking_words"] else "",
        bag=found["bag_id"],
        revision=found["revision"],
        handed_at=local(found["handed_at"]) if found["handed_at"] else None,
        collects=found["collects"],
    )


def parcel_for(actor: Actor, parcel: UUID, *, at: datetime, look: bool = True) -> ParcelLine:
    """Return one parcel; opening it is a look. Refuses with NoSuchParcel."""
    found = lines_of("p.id = %s", [parcel])
    if not found or not access.judge(actor, LOOK, found[0].unit):
        raise NoSuchParcel
    if look:
        ledger.note_look(actor, kind=PARCEL, subject=parcel, at=at)
    return found[0]


def events_of(parcel: UUID) -> list[EventLine]:
    """Return what the post said of a parcel, newest first; for callers that have asked who looks."""
    return [_event(one) for one in rows(f"{EVENTS} where e.parcel_id = %s order by e.at desc, e.key desc", [parcel])]


def parked(actor: Actor) -> list[EventLine]:
    """Return the messages that wait for a person: of the actor's unit, and those of parcels that nobody knows."""
    access.require(actor, DECIDE, actor.unit)
    found = rows(
        f"{EVENTS} where e.doubt is not null and e.decided_at is null and (p.unit_id = %s or e.parcel_id is null)"
        f" order by e.came_at, e.key limit {SHOWN}",
        [actor.unit],
    )
    return [_event(one) for one in found]


def waiting_everywhere(at: datetime) -> tuple[int, int]:
    """Return how many orders the post's system should have had ten minutes ago, and how many parcels and messages wait for a person.

    Of the whole house, as plain figures; where parcels are noted by hand no order is late.
    """
    found = row(WAITING, {"before": at - LATE})
    assert found is not None, "counts are always there"
    return (found["late"] if office() else 0), found["asking"]


def waiting_for_a_person(actor: Actor) -> Count:
    """Count the parcels and messages that wait for somebody's word in the actor's unit, and those that wait for the postman."""
    return Count(WAITING_HERE, {"unit": actor.unit})


def _event(found: Mapping[str, Any]) -> EventLine:
    words, receiver = orjson.loads(unseal(bytes(found["words"]), WORDS)) if found["words"] else ("", "")
    return EventLine(
        id=found["id"],
        parcel=found["parcel_id"],
        label=found["label"],
        key=found["key"],
        code=found["code"],
        means=Means(found["means"]) if found["means"] else None,
        doubt=Doubt(found["doubt"]) if found["doubt"] else None,
        at=local(found["at"]),
        words=words,
        receiver=receiver,
        is_open=found["doubt"] is not None and found["decided_at"] is None,
    )
