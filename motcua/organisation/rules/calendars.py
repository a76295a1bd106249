"""Working calendars as rows that can be kept and compared."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from motcua.clocks.calendar import Calendar, DayKind, Override, Session, Sessions


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


def _write(sessions: Sessions) -> list[str]:
    return [f"{session.begins:%H:%M}-{session.ends:%H:%M}" for session in sessions]


def _read(written: list[str]) -> Sessions:
    ends = [session.split("-") for session in written]
    return tuple(Session(time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in ends)
