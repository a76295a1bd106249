"""Which copies are kept, which one a moment wants, which part of the log goes on from it, what an upgrade lost: pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from motcua.kernel import moments

DAYS, WEEKS, MONTHS = 7, 4, 12

#: Digits in the name of a segment: its timeline, then its place in the log in two halves.
TIMELINE, NAME = 8, 24


def kept(made: Iterable[datetime]) -> set[datetime]:
    """Return which copies stay: the last of each of 7 days, of 4 weeks, of 12 months that have any."""
    newest_first = sorted(made, reverse=True)
    return {
        moment
        for period, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS))
        for moment in _last_of_each(newest_first, period, count)
    }


def daily(made: Iterable[datetime]) -> list[datetime]:
    """Return the copies of the last 7 days that have any, newest first: from these the log goes on."""
    return _last_of_each(sorted(made, reverse=True), _day, DAYS)


def _last_of_each(newest_first: Sequence[datetime], period: Callable[[datetime], object], count: int) -> list[datetime]:
    last: dict[object, datetime] = {}
    for moment in newest_first:
        last.setdefault(period(moment), moment)
    return list(last.values())[:count]


def _day(moment: datetime) -> object:
    return moments.local(moment).date()


def _week(moment: datetime) -> object:
    return moments.local(moment).isocalendar()[:2]


def _month(moment: datetime) -> object:
    return moments.local(moment).strftime("%Y-%m")


def last_before(made: Iterable[datetime], moment: datetime) -> datetime | None:
    """Return the last copy that was made before a moment, None if there is none."""
    return max((each for each in made if each <= moment), default=None)


def place(segment: str, segment_bytes: int) -> int:
    """Return a segment's place in the log, whatever its timeline: one more for each segment."""
    high, low = int(segment[TIMELINE:16], 16), int(segment[16:NAME], 16)
    return high * (0x1_0000_0000 // segment_bytes) + low


def segment_at(position: str, timeline: int, segment_bytes: int) -> str:
    """Return the name of the segment in which a position of the log lies, such as «0/2000130»."""
    high, low = (int(half, 16) for half in position.split("/"))
    return f"{timeline:08X}{high:08X}{low // segment_bytes:08X}"


def goes_on(segments: Iterable[str], since: str, segment_bytes: int) -> tuple[list[str], str]:
    """Return the segments that go on from ``since`` without a gap, and the first that is missing before a later one.

    The second is empty where nothing is missing. A segment of several timelines is taken in each.
    """
    by_place: dict[int, list[str]] = {}
    for segment in sorted(segments):
        by_place.setdefault(place(segment, segment_bytes), []).append(segment)
    at, found = place(since, segment_bytes), []
    while at in by_place:
        found += by_place[at]
        at += 1
    is_torn = any(later > at for later in by_place)
    per_half = 0x1_0000_0000 // segment_bytes
    missing = f"{since[:TIMELINE]}{at // per_half:08X}{at % per_half:08X}" if is_torn else ""
    return found, missing


def lost(
    before: Mapping[str, int], after: Mapping[str, int], fewer: Collection[str] = ()
) -> list[tuple[str, int, int]]:
    """Return the tables with fewer rows than before, with both figures; a table that is no more, or named in ``fewer``, is not one."""
    return [
        (table, count, after[table])
        for table, count in before.items()
        if table in after and after[table] < count and table not in fewer
    ]
