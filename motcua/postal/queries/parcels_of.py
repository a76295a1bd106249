"""An owner's parcels, read from what ``postal_of()`` gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.kernel.moments import TZ
from motcua.kernel.statements import row
from motcua.postal.types import Fate, NotSigned, Order, Parcel, What


def parcels_from(found: Sequence[Mapping[str, Any]] | None) -> tuple[Parcel, ...]:
    """Read the JSON list of ``postal_of()``; no statement is sent."""
    return tuple(
        Parcel(
            id=UUID(one["id"]),
            reference=one["reference"],
            what=What(one["what"]),
            fate=Fate(one["fate"]),
            fate_at=_moment(one["fate_at"]),
            made_at=_moment(one["made_at"]),
            order=Order(one["asking"]),
            tracking=one["tracking"],
            handed_at=_moment(one["handed_at"]) if one["handed_at"] else None,
            delivered_at=_moment(one["fate_at"]) if one["fate"] == Fate.DELIVERED else None,
            collects=one["collects"],
        )
        for one in found or ()
    )


def signed_at(arrival: UUID) -> datetime | None:
    """Return when the minutes were signed with which something came (QĐ 45/2016 Đ7.4); None where it did not come so.

    Refuses with NotSigned where it lies in a bag whose minutes nobody has signed yet.
    """
    found = row(
        "select b.signed_at from postal_arrival a join postal_bag b on b.id = a.bag_id where a.id = %s", [arrival]
    )
    if found is None:
        return None
    if found["signed_at"] is None:
        raise NotSigned
    signed: datetime = found["signed_at"].astimezone(TZ)
    return signed


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(TZ)
