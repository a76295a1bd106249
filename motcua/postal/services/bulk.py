"""Bags and parcels by the hundred thousand: the acts of the services, made into rows by the same functions, written by COPY."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Model

from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.statements import copy_in, rows, run
from motcua.ledger.services.bulk import copy_lines, line_row
from motcua.postal import making, printing
from motcua.postal.making import Line
from motcua.postal.models import Arrival, Bag, Event, Parcel
from motcua.postal.queries.bags import arrival_from, number_of
from motcua.postal.queries.parcels import line_from
from motcua.postal.sealing import POSTMAN, WORDS
from motcua.postal.types import Address, ArrivalIn, Fate, Found, Means, NotNow, Order, Way, What
from motcua.postal.types import Bag as Shown
from motcua.postal.types import Event as Said
from motcua.postal.types import Parcel as Known
from motcua.prints.services.bulk import copy_prints

COUNTERS = "select year, way, last from postal_counter where unit_id = %s"
COUNT = """
insert into postal_counter (unit_id, year, way, last) select * from unnest(%s::uuid[], %s::int[], %s::text[], %s::int[])
on conflict (unit_id, year, way) do update set last = excluded.last
"""
KNOWN = "select id from postal_bag where id = any(%s)"


@dataclass(slots=True)
class _Parcel:
    """A parcel that is not written yet, with what the post said of it and the lines that tell of it."""

    row: Parcel
    events: list[Event] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class _Bag:
    """A bag that is not written yet."""

    row: Bag
    arrivals: list[Arrival] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    prints: list[Mapping[str, Any]] = field(default_factory=list)


class Post:
    """What the services of the same names do, for units in which nobody else deals with the post meanwhile.

    Who may do it is not asked, and what is typed is not checked. Nothing is in the database before ``write``.
    """

    def __init__(self, *, from_nothing: bool = False) -> None:
        """Know no counter yet; ``from_nothing``: each begins at one, as whoever begins anew with what broke off wants it."""
        self._from_nothing = from_nothing
        self._counters: dict[UUID, dict[tuple[int, str], int]] = {}
        self._moved: set[tuple[UUID, int, str]] = set()
        self._bags: dict[UUID, _Bag] = {}
        self._parcels: dict[UUID, _Parcel] = {}
        self._of: dict[UUID, list[UUID]] = {}
        self._came: dict[UUID, datetime] = {}

    # What is known.

    def signed_at(self, arrival: UUID) -> datetime | None:
        """Return when the minutes were signed with which something came; None where it did not come so."""
        return self._came.get(arrival)

    def parcels_of(self, owner: UUID) -> tuple[Known, ...]:
        """Return an owner's parcels, those that are not written yet, as ``queries.parcels_from`` does."""
        return tuple(_known(self._parcels[one].row) for one in self._of.get(owner, ()))

    def receiver_of(self, parcel: UUID) -> str:
        """Return the name in the post's last delivery; the one on the parcel where the post names nobody."""
        found = self._parcels[parcel]
        delivered = [one for one in found.events if one.means == Means.DELIVERED]
        said = [orjson.loads(unseal(one.words, WORDS))[1] for one in delivered if one.words]
        return str(said[-1]) if said else line_from(_row(found.row)).receiver

    # Acts.

    def open_bag(self, *, actor: Actor, at: datetime, arrivals: Sequence[ArrivalIn]) -> UUID:
        """Open a bag that the post brought."""
        held = self._bag(actor, local(at), Way.IN)
        held.arrivals += making.arrivals_of(held.row, arrivals)
        _tell(held.lines, actor, making.opened(held.row, len(arrivals)))
        opened: UUID = held.row.id
        return opened

    def sign_bag(self, *, actor: Actor, at: datetime, bag: UUID, postman: str, found: Mapping[UUID, Found]) -> UUID:
        """Sign the minutes of a bag that came."""
        held, at = self._bags[bag], local(at)
        making.looked_at(held.arrivals, found)
        signed = at.replace(second=0, microsecond=0)
        printed = making.signed(held.row, signed, actor, postman)
        self._keep_minutes(held, (), actor, at)
        _tell(held.lines, actor, making.minutes_signed(held.row, at, held.arrivals))
        self._came |= {one.id: signed for one in held.arrivals}
        return printed

    def make_parcel(
        self,
        *,
        actor: Actor,
        at: datetime,
        owner_kind: str,
        owner: UUID,
        label: str,
        unit: UUID,
        what: What,
        to: Address,
        collects: int = 0,
    ) -> UUID:
        """Make a parcel ready for the post."""
        before = self._of.setdefault(owner, [])
        made, line = making.parcel_made(
            actor,
            local(at),
            owner_kind=owner_kind,
            owner=owner,
            label=label,
            unit=unit,
            what=what,
            to=to,
            collects=collects,
            before=len(before),
        )
        found: UUID = made.id
        self._parcels[found] = held = _Parcel(made)
        _tell(held.lines, actor, line)
        before.append(found)
        return found

    def note_tracking(self, *, actor: Actor, at: datetime, parcel: UUID, tracking: str) -> None:
        """Note the tracking number that the post wrote on its paper."""
        held = self._parcels[parcel]
        _tell(held.lines, actor, making.tracking_noted(held.row, at, tracking))

    def hand_to_post(self, *, actor: Actor, at: datetime, parcels: Sequence[UUID], postman: str) -> UUID:
        """Hand parcels to the postman, in one bag. Refuses with NotNow what is not here."""
        at, meant = local(at), [self._parcels[one] for one in sorted(parcels)]
        for one in meant:
            if one.row.fate != Fate.READY:
                raise NotNow(Fate(one.row.fate))
        held = self._bag(actor, at, Way.OUT)
        making.signed(held.row, at, actor, postman)
        for one in meant:
            _tell(one.lines, actor, making.handed_over(one.row, at, held.row.id))
        for one in meant:
            _moved(one, actor, at)
        self._keep_minutes(held, meant, actor, at)
        _tell(held.lines, actor, making.parcels_handed(held.row, at, len(meant)))
        handed: UUID = held.row.id
        return handed

    def note_message(self, *, actor: Actor, at: datetime, parcel: UUID, means: Means, receiver: str = "") -> None:
        """Note by hand what the post's paper says of a parcel."""
        held, at = self._parcels[parcel], local(at)
        noted, line = making.message_noted(held.row, at, means, receiver=receiver, when=at)
        held.events.append(noted)
        _tell(held.lines, actor, line)
        _moved(held, actor, at)

    def take_back(self, *, actor: Actor, at: datetime, parcel: UUID) -> None:
        """Take a parcel back at the counter that the post could not deliver."""
        held = self._parcels[parcel]
        held.row.back_at = local(at)
        _moved(held, actor, at)

    # Writing.

    def write(self, owners: Collection[UUID], *, but: Collection[UUID] = ()) -> None:
        """Write all bags, and what goes out of these owners, as a part of the caller's transaction; ``but`` are there already."""
        bags = [held for held in self._bags.values() if held.row.signed_at]
        known = {one["id"] for one in rows(KNOWN, [[held.row.id for held in bags]])} if self._from_nothing else set()
        bags = [held for held in bags if held.row.id not in known]
        self._bags = {key: held for key, held in self._bags.items() if not held.row.signed_at}
        parcels = [self._parcels.pop(one) for owner in owners for one in self._of.pop(owner, ())]
        parcels = [held for held in parcels if held.row.owner_id not in but]
        for owner in owners:
            self._came.pop(owner, None)
        self._count()
        copy_in("postal_bag", [_row(held.row) for held in bags])
        copy_in("postal_arrival", [_row(one) for held in bags for one in held.arrivals])
        copy_in("postal_parcel", [_row(held.row) for held in parcels])
        copy_in("postal_event", [_row(one) for held in parcels for one in held.events])
        copy_prints([filled for held in bags for filled in held.prints])
        copy_lines([line for held in bags for line in held.lines] + [line for held in parcels for line in held.lines])

    def _count(self) -> None:
        moved = sorted(self._moved)
        if moved:
            lasts = [self._counters[unit][year, way] for unit, year, way in moved]
            units, years, ways = zip(*moved, strict=True)
            run(COUNT, [list(units), list(years), list(ways), lasts])
        self._moved = set()

    def _bag(self, actor: Actor, at: datetime, way: Way) -> _Bag:
        """Make a bag under the next number of its unit's book."""
        unit = actor.unit
        assert unit is not None, "whoever opens a bag sits in a unit"
        if unit not in self._counters:
            found = [] if self._from_nothing else rows(COUNTERS, [unit])
            self._counters[unit] = {(one["year"], one["way"]): one["last"] for one in found}
        key = (at.year, str(way))
        last = self._counters[unit][key] = self._counters[unit].get(key, 0) + 1
        self._moved.add((unit, *key))
        held = _Bag(making.bag_made(actor, at, way, unit=unit, ordinal=last))
        self._bags[held.row.id] = held
        return held

    def _keep_minutes(self, held: _Bag, parcels: Sequence[_Parcel], actor: Actor, at: datetime) -> None:
        bag = held.row
        assert bag.signed_at is not None, "minutes are printed when they are signed"
        assert bag.print_id is not None, "a signed bag has its print"
        shown = Shown(
            id=bag.id,
            unit=bag.unit_id,
            way=Way(bag.way),
            number=number_of(bag.ordinal, bag.year),
            opened_at=local(bag.opened_at),
            signed_at=local(bag.signed_at),
            postman=unseal(bytes(bag.postman or b""), POSTMAN),
            print=bag.print_id,
            list_number=bag.list_number,
            arrivals=tuple(arrival_from(one) for one in held.arrivals),
            parcels=tuple(line_from(_row(one.row)) for one in parcels),
        )
        held.prints.append(printing.minutes(shown, actor=actor, at=at, print_id=bag.print_id))


def _moved(held: _Parcel, actor: Actor, at: datetime) -> None:
    events = [Said(one.key, Means(one.means), local(one.at)) for one in held.events if one.means]
    line = making.moved(held.row, at, events)
    if line:
        _tell(held.lines, actor, line)


def _tell(lines: list[dict[str, Any]], actor: Actor, line: Line) -> None:
    lines.append(line_row(actor, line.verb, kind=line.kind, stream=line.stream, seq=line.seq, at=line.at, **line.facts))


def _row(of: Model) -> dict[str, Any]:
    """Return a row's columns."""
    return {column.attname: getattr(of, column.attname) for column in of._meta.concrete_fields}  # noqa: SLF001 - how Django names a model's columns


def _known(parcel: Parcel) -> Known:
    fate, since = Fate(parcel.fate), local(parcel.fate_at)
    return Known(
        id=parcel.id,
        reference=parcel.reference,
        what=What(parcel.what),
        fate=fate,
        fate_at=since,
        made_at=local(parcel.made_at),
        order=Order(parcel.asking),
        tracking=parcel.tracking,
        handed_at=local(parcel.handed_at) if parcel.handed_at else None,
        delivered_at=since if fate is Fate.DELIVERED else None,
        collects=parcel.collects,
    )
