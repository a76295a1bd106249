"""Working calendars as rows that can be kept and compared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.utils.translation import gettext_noop

from motcua.clocks.calendar import ONE_DAY, Calendar, DayKind, Override, Session, Sessions


def content_of(calendar: Calendar) -> dict[str, Any]:
    """Write a calendar as plain values; equal calendars give equal values."""
    return {
        "begins_on": calendar.begins_on.isoformat(),
        "ends_on": calendar.ends_on.isoformat(),
        "week": [_write(sessions) for sessions in calendar.week],
        "days": {
            day.isoformat(): {
                "kind": override.kind.value,
                "name": override.name,
                "sessions": _write(override.sessions),
                "swap_with": override.swap_with.isoformat() if override.swap_with else None,
            }
            for day, override in sorted(calendar.overrides.items())
        },
    }


def calendar_from(content: dict[str, Any]) -> Calendar:
    """Read what ``content_of`` wrote."""
    return Calendar(
        week=tuple(_read(sessions) for sessions in content["week"]),
        overrides={
            date.fromisoformat(day): Override(
                kind=DayKind(written["kind"]),
                name=written["name"],
                sessions=_read(written["sessions"]),
                swap_with=date.fromisoformat(written["swap_with"]) if written["swap_with"] else None,
            )
            for day, written in content["days"].items()
        },
        begins_on=date.fromisoformat(content["begins_on"]),
        ends_on=date.fromisoformat(content["ends_on"]),
    )


#: What a proposed day may be; «ordinary» is a day of the week again.
DAY_KINDS = {
    "holiday": gettext_noop("nghỉ lễ"),
    "compensatory": gettext_noop("nghỉ bù"),
    "swap_off": gettext_noop("nghỉ hoán đổi"),
    "swap_work": gettext_noop("làm bù"),
    "half_day": gettext_noop("làm nửa ngày"),
    "ordinary": gettext_noop("như ngày thường"),
}
_KINDS = {"swap_work": "work", "half_day": "half"}
_LAST_DAY = "-12-31"


def with_days(content: dict[str, Any], proposals: Iterable[tuple[list[dict[str, Any]], int | None]]) -> dict[str, Any]:
    """Write proposed days into a calendar's plain values; a proposal that is a year's whole list carries the end with it."""
    days, ends_on = dict(content["days"]), content["ends_on"]
    for proposed, until_year in proposals:
        for day in proposed:
            if day["kind"] == "ordinary":
                days.pop(day["on"], None)
            else:
                days[day["on"]] = {
                    "kind": _KINDS.get(day["kind"], "off"),
                    "name": day["name"],
                    "sessions": day["sessions"],
                    "swap_with": day["swap_with"],
                }
        if until_year:
            ends_on = max(ends_on, f"{until_year}{_LAST_DAY}")
    return {**content, "days": dict(sorted(days.items())), "ends_on": ends_on}


def first_difference(old: dict[str, Any], new: dict[str, Any]) -> date | None:
    """Return the first day on which two calendars' plain values differ; None where they are the same."""
    changed = [day for day in old["days"].keys() | new["days"].keys() if old["days"].get(day) != new["days"].get(day)]
    if old["ends_on"] != new["ends_on"]:
        changed.append((date.fromisoformat(min(old["ends_on"], new["ends_on"])) + ONE_DAY).isoformat())
    return date.fromisoformat(min(changed)) if changed else None


def _write(sessions: Sessions) -> list[str]:
    return [f"{session.begins:%H:%M}-{session.ends:%H:%M}" for session in sessions]


def _read(written: list[str]) -> Sessions:
    ends = [session.split("-") for session in written]
    return tuple(Session(time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in ends)
