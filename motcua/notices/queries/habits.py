"""The province's settings of messages, and which ways out of the house are set up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from motcua.kernel import moments
from motcua.notices.sockets import carriers, letters
from motcua.notices.types import Channel, Habits
from motcua.organisation import queries as organisation
from motcua.organisation.types import SettingsMissing

#: What holds where the profile is silent, or none is loaded yet.
USUAL = Habits(quiet=(time(21), time(7)), may_decline=frozenset(), news_days=7)


def habits(on: date) -> Habits:
    """Return the settings of messages in force on a day; the usual ones, assumed, where the profile is silent."""
    try:
        known = organisation.settings(on).notices
    except SettingsMissing:
        return USUAL
    if not known:
        return USUAL
    return Habits(
        quiet=_night(str(known["quiet"])),
        may_decline=frozenset(known["may_decline"]),
        news_days=int(known["news_days"]),
    )


def _night(written: str) -> tuple[time, time] | None:
    begins, _to, ends = written.partition("-")
    return (time.fromisoformat(begins), time.fromisoformat(ends)) if ends else None


def channels_on() -> tuple[Channel, ...]:
    """Return the channels by which this installation can send now."""
    return tuple(channel for channel in Channel if any(one.is_on and one.channel is channel for one in carriers))


def is_news(at: datetime) -> bool:
    """Whether what happened then may still be told: nobody wants last year's receipt from a reader that begins today."""
    now = moments.now()
    return now - at <= timedelta(days=habits(now.date()).news_days)


def declinable(on: date) -> tuple[str, ...]:
    """Return what the kinds are called that a person may decline on a day."""
    may = habits(on).may_decline
    return tuple(str(letter.name) for letter in letters if letter.key in may)
