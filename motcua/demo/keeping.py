"""Originals that an office keeps until the result is fetched, results on paper that are scanned; put into a planned life. Pure.

No dice are thrown here: whose originals are kept is told by a life's number, and the rest of the life stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from motcua.clocks.calendar import Calendar
from motcua.demo import mails
from motcua.demo.acts import Act
from motcua.demo.mishaps import between

#: Of so many open lives, and of so many told ones, the counter keeps an original; of so many kept ones one is fetched early; of so
#: many results one is scanned.
OPEN, TOLD, EARLY, SCANNED = 7, 40, 3, 15
KEEP, GIVE_BACK, SCAN = "keep_originals", "give_back_originals", "scan_result"


def kept(acts: Sequence[Act], number: int, calendar: Calendar, *, is_open: bool) -> Sequence[Act]:
    """Return a life at whose reception an original was kept: it is given back with the result or before it, or still kept."""
    meant = number % OPEN == 3 if is_open else number % TOLD == 12  # noqa: PLR2004 - numbers like others
    ends_well = is_open or acts[-1].deed == "return_result"
    if not meant or not ends_well or acts[0].deed != "receive" or mails.is_wished(acts):
        return acts
    keep = Act(KEEP, acts[0].at + timedelta(seconds=20))
    if is_open or number // TOLD % EARLY != 1:
        return [acts[0], keep, *acts[1:]]
    at = max(between(acts[0].at, acts[-1].at, 0.6, calendar), keep.at)
    place = next(place for place, act in enumerate(acts) if act.at > at)
    return [acts[0], keep, *acts[1:place], Act(GIVE_BACK, at), *acts[place:]]


def scanned(acts: Sequence[Act], number: int, calendar: Calendar) -> Sequence[Act]:
    """Return a life whose signed result was scanned before it was fetched."""
    if number % SCANNED != 6 or len(acts) < 2:  # noqa: PLR2004 - a number like another, and two acts
        return acts
    signed, fetched = acts[-2:]
    if fetched.deed != "return_result" or signed.deed not in mails.SIGNED:
        return acts
    return [*acts[:-1], Act(SCAN, between(signed.at, fetched.at, 0.2, calendar)), fetched]
