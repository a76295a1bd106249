"""A parcel's place, computed anew after a row was added; the lines that tell of it."""

from __future__ import annotations

from datetime import datetime

from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.ledger import services as ledger
from motcua.postal import making
from motcua.postal.making import Line
from motcua.postal.models import Event as EventRow
from motcua.postal.models import Parcel as ParcelRow
from motcua.postal.types import Event, Fate, Means


def understood(parcel: ParcelRow) -> list[Event]:
    """Return the messages about a parcel that count: understood, and none that waits for a person."""
    found = EventRow.objects.filter(parcel=parcel, means__isnull=False).exclude(doubt__isnull=False, decided_at=None)
    return [Event(one.key, Means(one.means), local(one.at)) for one in found if one.means is not None]


def moved(actor: Actor, at: datetime, parcel: ParcelRow) -> Fate:
    """Write where the parcel is now, and a line where that changed; the caller holds its row."""
    line = making.moved(parcel, at, understood(parcel))
    if line:
        tell(actor, line)
    parcel.save(update_fields=["fate", "fate_at", "revision"])
    return Fate(parcel.fate)


def tell(actor: Actor, line: Line) -> None:
    """Write a line that an act has made, in its transaction."""
    ledger.write(actor, line.verb, kind=line.kind, stream=line.stream, seq=line.seq, at=line.at, **line.facts)
