"""To whom the post says it has given a parcel."""

from __future__ import annotations

from uuid import UUID

from motcua.postal.queries.parcels import events_of, lines_of
from motcua.postal.types import Means


def receiver_of(parcel: UUID) -> str:
    """Return the name in the post's last delivery; the one on the parcel where the post names nobody.

    For callers that have asked who looks: a name.
    """
    said = [one.receiver for one in events_of(parcel) if one.means is Means.DELIVERED and one.receiver]
    found = lines_of("p.id = %s", [parcel])
    return said[0] if said else (found[0].receiver if found else "")
