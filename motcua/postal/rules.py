"""Where a parcel is, what a message means: pure functions of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from motcua.postal.types import AT_DELIVERY, ArrivalIn, Doubt, Event, Fate, Means, Rules

#: Until the post's own list is known (it is not public); a province's settings add to it.
CODES: Mapping[str, Means] = {
    "10": Means.ACCEPTED,
    "20": Means.TRANSIT,
    "40": Means.DELIVERED,
    "50": Means.FAILED,
    "60": Means.RETURNING,
    "61": Means.RETURNED,
}

_AFTER = {
    Means.ACCEPTED: Fate.HANDED,
    Means.TRANSIT: Fate.TRANSIT,
    Means.FAILED: Fate.FAILED,
    Means.DELIVERED: Fate.DELIVERED,
    Means.RETURNING: Fate.RETURNING,
    Means.RETURNED: Fate.RETURNING,
}
#: What can only be said of a parcel that left the house.
OUTSIDE = frozenset({Means.DELIVERED, Means.FAILED, Means.RETURNING, Means.RETURNED})
#: Waits between questions about one order, and how often one asks before a person is asked.
FIRST_WAIT, LONGEST_WAIT, MOST_TRIES = timedelta(seconds=30), timedelta(minutes=30), 8

LINE = re.compile(r"\s*[;|\t]\s*")
MOST_LINES = 200


def rules_from(given: Mapping[str, Any]) -> Rules:
    """Read the section [post] of the settings; what it does not say is as usual, assumed."""
    own = {str(code): Means(means) for code, means in dict(given.get("codes") or {}).items()}
    return Rules(int(given.get("fare") or 0), str(given.get("returned_at") or AT_DELIVERY), {**CODES, **own})


def fate_of(
    *,
    made_at: datetime,
    handed_at: datetime | None,
    events: Iterable[Event],
    back_at: datetime | None = None,
    cancelled_at: datetime | None = None,
) -> tuple[Fate, datetime]:
    """Return where a parcel is and since when, whatever the order in which messages came.

    The newest by the post's clock counts. What a person wrote down at the counter (back, cancelled) counts before it.
    """
    if back_at:
        return Fate.BACK, back_at
    if cancelled_at:
        return Fate.CANCELLED, cancelled_at
    if handed_at is None:
        return Fate.READY, made_at
    newest = max(events, key=lambda event: (event.at, event.key), default=None)
    if newest is None or newest.means is Means.ACCEPTED:
        return Fate.HANDED, handed_at
    return _AFTER[newest.means], newest.at


def doubt_about(means: Means | None, at: datetime | None, *, fate: Fate | None, handed: bool) -> Doubt | None:
    """Return why a message waits for a person; None where it can be taken as it is.

    ``fate`` is the parcel's before it, None for a parcel that nobody knows.
    """
    if fate is None:
        return Doubt.PARCEL
    if at is None:
        return Doubt.BROKEN
    if means is None:
        return Doubt.CODE
    if means in OUTSIDE and not handed:
        return Doubt.NOT_HANDED
    return None


def is_contrary(before: Iterable[Event], new: Event) -> bool:
    """Whether a message says after a delivery that there was none."""
    delivered = [event.at for event in before if event.means is Means.DELIVERED]
    return bool(delivered) and new.means is not Means.DELIVERED and new.at > max(delivered)


def wait_after(tries: int) -> timedelta:
    """Return how long to wait before the post is asked again."""
    doublings: int = 2 ** max(0, tries - 1)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


def arrivals_typed(text: str) -> tuple[ArrivalIn, ...]:
    """Read a line a parcel: number; sender; what is in it. What is left out is empty."""
    found = []
    for line in text.splitlines():
        if line.strip():
            tracking, sender, about = (*LINE.split(line.strip(), maxsplit=2), "", "")[:3]
            found.append(ArrivalIn(tracking[:60].strip(), sender[:300].strip(), about[:500].strip()))
    return tuple(found)
