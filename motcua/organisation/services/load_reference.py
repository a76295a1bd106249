"""The calendars and settings of a folder, as versions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from motcua.ledger import services as ledger
from motcua.organisation.models import CalendarVersion, SettingsVersion, UnitRow
from motcua.organisation.queries.drafts import decided_days
from motcua.organisation.rules.calendars import with_days
from motcua.organisation.rules.wanted import settings_content, wanted_calendars
from motcua.organisation.types import CALENDAR_STREAM, SETTINGS_STREAM

if TYPE_CHECKING:
    from motcua.clocks.folder.reader import ProfileFolder
    from motcua.kernel.actor import Actor


def load_calendars(folder: ProfileFolder, units: dict[str, UnitRow], actor: Actor, at: datetime) -> int:
    """Record a calendar where it differs from the newest of the same unit; return how many."""
    versions = list(CalendarVersion.objects.order_by("number"))
    newest = {version.unit_id: version for version in versions}
    number, count = len(versions), 0
    decided = decided_days()
    for code, plain in wanted_calendars(folder):
        content = with_days(plain, decided)
        unit = units[code] if code else None
        latest = newest.get(unit.id if unit else None)
        if latest is not None and latest.content == content:
            continue
        number, count = number + 1, count + 1
        version = CalendarVersion.objects.create(
            number=number, unit=unit, content=content, valid_from=at.date() if versions else None
        )
        ledger.write(
            actor,
            "organisation.calendar.recorded",
            kind=CALENDAR_STREAM,
            stream=version.id,
            seq=1,
            at=at,
            number=number,
            until=content["ends_on"],
            unit=code or None,
        )
    return count


def load_settings(folder: ProfileFolder, actor: Actor, at: datetime) -> int:
    """Record the settings where they differ from the newest; return how many."""
    assert folder.settings is not None, "a folder without settings has a fault"
    content = settings_content(folder.settings)
    latest = SettingsVersion.objects.order_by("number").last()
    if latest is not None and latest.content == content:
        return 0
    number = latest.number + 1 if latest else 1
    version = SettingsVersion.objects.create(number=number, content=content, valid_from=at.date() if latest else None)
    ledger.write(
        actor, "organisation.settings.recorded", kind=SETTINGS_STREAM, stream=version.id, seq=1, at=at, number=number
    )
    return 1
