"""What a profile's folder says of units, posts, calendars and settings, as rows to be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from motcua.organisation.rules.calendars import content_of

if TYPE_CHECKING:
    from motcua.clocks.folder.reader import ProfileFolder
    from motcua.clocks.folder.rows import UnitRow as FolderUnit
    from motcua.clocks.folder.settings import Settings as FolderSettings

_LEVEL_1 = re.compile(r"[A-Y]\d{2}")

#: Districts are numbered first, so that a commune's assumed code names its district by the usual order.
_ORDER = ("province", "district", "department", "commune", "service_centre")


@dataclass(frozen=True, slots=True)
class WantedUnit:
    """A unit as a folder has it; ``facts`` are the columns of its own row."""

    code: str
    facts: dict[str, Any]
    name: str
    parent_code: str
    gso_code: str
    eid_code: str
    eid_status: str


@dataclass(frozen=True, slots=True)
class WantedPost:
    """A post that every unit of a level has."""

    section: str
    name: str
    role: str
    seats: int
    signs: str
    place: int


def wanted_units(folder: ProfileFolder) -> list[WantedUnit]:
    """Return the folder's units in the order of their numbers: each after the one above it, by level and code."""
    by_code = {row.code: row for row in folder.units}

    def depth(row: FolderUnit) -> int:
        above, steps = by_code.get(row.parent_code or ""), 0
        while above is not None and steps <= len(by_code):
            above, steps = by_code.get(above.parent_code or ""), steps + 1
        return steps

    rows = sorted(folder.units, key=lambda row: (depth(row), _ORDER.index(row.level), row.code))
    return [_wanted(row) for row in rows]


def _wanted(row: FolderUnit) -> WantedUnit:
    return WantedUnit(
        code=row.code,
        facts={
            "level": row.level,
            "unit_type": row.unit_type or "",
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
            "confidence": row.confidence or "",
            "counted": row.counts_in_147 or "",
            "note": row.note or "",
        },
        name=row.name,
        parent_code=row.parent_code or "",
        gso_code=row.gso_code or "",
        eid_code=row.eid_code or "",
        eid_status=row.eid_status or "",
    )


def usual_province(folder: ProfileFolder) -> str:
    """Return the level-1 code in the pattern of assumed codes («9NN.NN.NN.H03»), for a province without its own."""
    schemes = folder.settings.codes if folder.settings else ()
    patterns = [scheme.assumed for scheme in schemes if scheme.assumed]
    groups = [group for pattern in patterns for group in pattern.split(".")]
    return next((group for group in groups if _LEVEL_1.fullmatch(group)), "A00")


def wanted_posts(folder: ProfileFolder) -> dict[str, list[WantedPost]]:
    """Return the posts of each level, in the folder's order."""
    found: dict[str, list[WantedPost]] = {}
    for place, row in enumerate(folder.posts, start=1):
        found.setdefault(row.unit_level, []).append(
            WantedPost(row.section or "", row.post, row.role, max(row.people, 1), row.signs or "no", place)
        )
    return found


def wanted_calendars(folder: ProfileFolder) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return everybody's calendar (with no code) and those of units that have office hours of their own."""
    weeks = folder.settings.unit_weeks if folder.settings else {}
    for code in ("", *sorted(weeks)):
        calendar = folder.calendar(code or None)
        if calendar is not None:
            yield code, content_of(calendar)


def settings_content(settings: FolderSettings) -> dict[str, Any]:
    """Write the folder's settings as plain values; equal settings give equal values."""
    return {
        "name": settings.name,
        "unit": settings.unit,
        "day": settings.day.isoformat(),
        "since": _day(settings.since),
        "regulation_profile": settings.regulation_profile,
        "deadlines": {
            name: value if isinstance(value, bool | int) else str(value)
            for name, value in settings.options.as_facts().items()
        },
        "pauses": {reason: str(policy) for reason, policy in sorted(settings.pauses.items())},
        "codes": [
            {"name": scheme.name, "from": _day(scheme.valid_from), "to": _day(scheme.valid_to)}
            for scheme in settings.codes
        ],
        "contact": dict(settings.contact),
        "notices": dict(settings.notices),
        "fees": dict(settings.fees),
        "post": dict(settings.post),
        "staff": dict(sorted(settings.staff.items())),
        "prints": dict(settings.prints),
        "catalogue": dict(settings.catalogue),
        "reports": dict(settings.reports),
        "look": {name: colour.value for name, colour in sorted(settings.look.items())},
        "duplicate_days": settings.duplicate_days,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
