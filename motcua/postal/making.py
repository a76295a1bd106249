"""What acts make of parcels and bags: rows, and the lines that tell of them; nothing is read, nothing is written here.

The services write what comes of it in the act's transaction, ``services/bulk.py`` by COPY.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.postal.models import Arrival, Bag, Event, Parcel
from motcua.postal.rules import fate_of
from motcua.postal.sealing import ADDRESS, NOTE, POSTMAN, SENDER, WORDS
from motcua.postal.telling import sealed_told
from motcua.postal.types import BAG, PARCEL, Address, ArrivalIn, Fate, Found, Means, Order, Verdict, Way, What
from motcua.postal.types import Event as Said

LONGEST = 300
VERBS = {
    Fate.TRANSIT: "postal.moved",
    Fate.FAILED: "postal.delivery_failed",
    Fate.DELIVERED: "postal.delivered",
    Fate.RETURNING: "postal.returning",
    Fate.BACK: "postal.taken_back",
    Fate.CANCELLED: "postal.cancelled",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger about a parcel or a bag, as ``ledger.write`` takes it."""

    verb: str
    kind: str
    stream: UUID
    seq: int
    at: datetime
    facts: Mapping[str, object]


def parcel_made(
    actor: Actor,
    at: datetime,
    *,
    owner_kind: str,
    owner: UUID,
    label: str,
    unit: UUID,
    what: What,
    to: Address,
    collects: int,
    before: int,
) -> tuple[Parcel, Line]:
    """Return a parcel that is ready for the post; ``before`` is how many the owner has had."""
    made = Parcel(
        id=new_id(),
        owner_kind=owner_kind,
        owner_id=owner,
        label=label,
        unit_id=unit,
        what=what,
        reference=f"{label}-BC{before + 1}",
        receiver=seal(orjson.dumps([to.name.strip(), to.address.strip(), to.phone.strip()]).decode(), ADDRESS),
        made_at=at,
        by_account=actor.account,
        by_post=actor.post,
        fate=Fate.READY,
        fate_at=at,
        asking=Order.WAITING,
        tracking="",
        not_before=at,
        collects=collects,
    )
    return made, line_of(made, "postal.parcel_made", at)


def tracking_noted(parcel: Parcel, at: datetime, tracking: str) -> Line:
    """Give a parcel the number that the post wrote on its paper."""
    parcel.tracking, parcel.asking, parcel.asking_words = tracking, Order.TYPED, None
    parcel.revision += 1
    return line_of(parcel, "postal.tracking_noted", at)


def handed_over(parcel: Parcel, at: datetime, bag: UUID) -> Line:
    """Put a parcel into a bag that the postman takes."""
    parcel.bag_id, parcel.handed_at = bag, at
    parcel.revision += 1
    return line_of(parcel, "postal.handed_over", at, bag=bag)


def message_noted(parcel: Parcel, at: datetime, means: Means, *, receiver: str, when: datetime) -> tuple[Event, Line]:
    """Return what the post's paper says of a parcel, as a message that was noted by hand."""
    noted = Event(
        id=new_id(),
        key=f"tay-{new_id()}",
        parcel_id=parcel.id,
        reference=parcel.reference,
        code="",
        means=means,
        at=when,
        words=seal(orjson.dumps(["", receiver.strip()[:LONGEST]]).decode(), WORDS),
        came_at=at,
    )
    parcel.revision += 1
    return noted, line_of(parcel, "postal.message_noted", at)


def moved(parcel: Parcel, at: datetime, events: Sequence[Said]) -> Line | None:
    """Set where a parcel is after a row was added; return the line that tells of it where that changed."""
    fate, since = fate_of(
        made_at=parcel.made_at,
        handed_at=parcel.handed_at,
        events=events,
        back_at=parcel.back_at,
        cancelled_at=parcel.cancelled_at,
    )
    was = parcel.fate
    parcel.fate, parcel.fate_at = fate, since
    if fate == was or fate not in VERBS:
        return None
    parcel.revision += 1
    return line_of(parcel, VERBS[fate], min(local(since), local(at)))


def line_of(parcel: Parcel, verb: str, at: datetime, **facts: object) -> Line:
    """Return a parcel's line; ``facts`` say more than whose it is and what is in it."""
    owner = {"owner": parcel.owner_id, "owner_kind": parcel.owner_kind, "what": parcel.what}
    return Line(verb, PARCEL, parcel.id, parcel.revision, at, owner | facts)


def bag_made(actor: Actor, at: datetime, way: Way, *, unit: UUID, ordinal: int, list_number: str = "") -> Bag:
    """Return a bag under the number that was drawn for its minutes."""
    return Bag(
        id=new_id(),
        unit_id=unit,
        way=way,
        year=at.year,
        ordinal=ordinal,
        list_number=list_number,
        opened_at=at,
        by_account=actor.account,
        by_post=actor.post,
    )


def arrivals_of(
    bag: Bag, arrivals: Sequence[ArrivalIn], *, first: int = 1, verdict: Verdict | None = None
) -> list[Arrival]:
    """Return what came in a bag, in order from a position on."""
    return [
        Arrival(
            id=one.id or new_id(),
            bag_id=bag.id,
            position=position,
            tracking=one.tracking,
            sender=seal(one.sender, SENDER),
            about=seal(one.about, SENDER),
            told=sealed_told(one.told),
            verdict=verdict,
        )
        for position, one in enumerate(arrivals, start=first)
    ]


def opened(bag: Bag, count: int) -> Line:
    """Return the line that a bag with so many in it was opened."""
    return _line_of_bag(bag, "postal.bag_opened", 1, bag.opened_at, count=count)


def looked_at(arrivals: Sequence[Arrival], found: Mapping[UUID, Found]) -> None:
    """Write down what was found of each that came."""
    for one in arrivals:
        note = found[one.id].note.strip()
        one.verdict, one.note = found[one.id].verdict, seal(note, NOTE) if note else None


def signed(bag: Bag, at: datetime, actor: Actor, postman: str) -> UUID:
    """Sign a bag's minutes; return the id under which their print is to be kept."""
    printed = bag.print_id = new_id()
    bag.signed_at, bag.signed_account, bag.postman = at, actor.account, seal(postman.strip(), POSTMAN)
    return printed


def minutes_signed(bag: Bag, at: datetime, arrivals: Sequence[Arrival]) -> Line:
    """Return the line that the minutes of a bag that came were signed."""
    verdicts = [one.verdict for one in arrivals]
    return _line_of_bag(
        bag,
        "postal.bag_signed",
        2,
        at,
        signed=bag.signed_at,
        count=len([verdict for verdict in verdicts if verdict is not None and Verdict(verdict).is_here]),
        differences=sum(1 for verdict in verdicts if verdict != Verdict.HERE),
        print=bag.print_id,
    )


def parcels_handed(bag: Bag, at: datetime, count: int) -> Line:
    """Return the line that a bag with so many parcels went to the post."""
    return _line_of_bag(bag, "postal.parcels_handed", 1, at, count=count, print=bag.print_id)


def _line_of_bag(bag: Bag, verb: str, seq: int, at: datetime, **facts: Any) -> Line:
    return Line(verb, BAG, bag.id, seq, at, {"unit": bag.unit_id, "number": bag.ordinal, **facts})
