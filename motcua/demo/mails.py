"""Results that go by post, put into a life that was planned without it: most arrive, some come back. Pure.

No dice are thrown here: who wishes it is told by a life's number, and the rest of the life stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from motcua.clocks.calendar import Calendar
from motcua.demo.acts import Act
from motcua.demo.mishaps import between

#: Of so many lives with a result to fetch one wishes it by post; of so many of those one cannot be delivered.
WISHING, COMING_BACK = 9, 7
#: What comes back has been under way for so long.
A_DAY = timedelta(days=1)
#: Deeds with which a result leaves; those before which it is paid, and the one with which the postman collects.
MADE, SENT, COLLECTING = "make_parcel", "post_result", "post_collecting"
DELIVERED, DELIVERED_PAID, BACK = "delivered", "delivered_paid", "fetch_after_post"
LEAVING = frozenset({MADE, SENT, COLLECTING})
SIGNED = frozenset({"approve", "register_result"})


def by_mail(acts: Sequence[Act], number: int, calendar: Calendar, *, pays_late: bool) -> Sequence[Act]:
    """Return a life whose result went by post where its number wishes so; the postman collects from some who pay late."""
    if number % WISHING != 4 or acts[0].deed != "receive" or len(acts) < 2:  # noqa: PLR2004 - a number like another
        return acts
    if acts[-1].deed != "return_result" or acts[-2].deed not in SIGNED:
        return acts
    turn = number // WISHING
    leaves = between(acts[-2].at, acts[-1].at, 0.1, calendar)
    if turn % COMING_BACK == 3 and acts[-1].at - leaves >= A_DAY:  # noqa: PLR2004 - a number like another
        return [*acts[:-1], Act(SENT, leaves), Act(BACK, acts[-1].at)]
    collected = pays_late and turn % 2 == 0
    return [
        *acts[:-1],
        Act(COLLECTING if collected else SENT, leaves),
        Act(DELIVERED_PAID if collected else DELIVERED, acts[-1].at),
    ]


def on_its_way(number: int, last: datetime, now: datetime) -> list[Act]:
    """Return what is to be done with a result that waits on the demo's day: every second one lies with the post, or goes today."""
    if number % 2:
        return []
    return [Act(SENT if number % 4 else MADE, max(last + timedelta(seconds=30), now))]


def is_wished(acts: Sequence[Act]) -> bool:
    """Whether somebody wished the result by post."""
    return any(act.deed in LEAVING for act in acts)
