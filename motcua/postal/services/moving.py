"""A parcel's place, computed anew after a row was added; the line that tells of it."""

from __future__ import annotations

from datetime import datetime

from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.ledger import services as ledger
from motcua.postal.models import Event as EventRow
from motcua.postal.models import Parcel as ParcelRow
from motcua.postal.rules import fate_of
from motcua.postal.types import PARCEL, Event, Fate, Means

VERBS = {
    Fate.TRANSIT: "postal.moved",
    Fate.FAILED: "postal.delivery_failed",
    Fate.DELIVERED: "postal.delivered",
    Fate.RETURNING: "postal.returning",
    Fate.BACK: "postal.taken_back",
    Fate.CANCELLED: "postal.cancelled",
}


def understood(parcel: ParcelRow) -> list[Event]:
    """Return the messages about a parcel that count: understood, and none that waits for a person."""
    found = EventRow.objects.filter(parcel=parcel, means__isnull=False).exclude(doubt__isnull=False, decided_at=None)
    return [Event(one.key, Means(one.means), local(one.at)) for one in found if one.means is not None]


def moved(actor: Actor, at: datetime, parcel: ParcelRow) -> Fate:
    """Write where the parcel is now, and a line where that changed; the caller holds its row."""
    fate, since = fate_of(
        made_at=parcel.made_at,
        handed_at=parcel.handed_at,
        events=understood(parcel),
        back_at=parcel.back_at,
        cancelled_at=parcel.cancelled_at,
    )
    was = parcel.fate
    parcel.fate, parcel.fate_at = fate, since
    if fate != was and fate in VERBS:
        parcel.revision += 1
        ledger.write(
            actor,
            VERBS[fate],
            kind=PARCEL,
            stream=parcel.id,
            seq=parcel.revision,
            at=min(local(since), local(at)),
            owner=parcel.owner_id,
            owner_kind=parcel.owner_kind,
            what=parcel.what,
        )
    parcel.save(update_fields=["fate", "fate_at", "revision"])
    return fate
