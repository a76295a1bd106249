"""Each setting: what is in force, where it comes from, what it was and will be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.kernel.statements import rows
from motcua.organisation.queries.shelf import settings_in_time
from motcua.organisation.rules.settings import SETTINGS, SettingKind, in_words, setting_of, value_in
from motcua.organisation.sockets import choices
from motcua.organisation.types import SettingsMissing, SettingUnknown


@dataclass(frozen=True, slots=True)
class SettingVersion:
    """A change made on a screen: its value in words, since when, who, why; ``undone_at`` where it was taken back."""

    id: UUID
    words: str
    valid_from: date
    reason: str
    at: datetime
    by_account: UUID
    undone_at: datetime | None
    undone_by: UUID | None

    def is_open(self, today: date) -> bool:
        """Whether it can still be taken back."""
        return self.undone_at is None and self.valid_from > today


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting as it stands on a day; ``since`` is the screen's change in force, None where the folder's value holds."""

    setting: SettingKind
    value: Any
    words: str
    since: SettingVersion | None
    coming: SettingVersion | None
    versions: tuple[SettingVersion, ...]


CHANGES = """
select c.id, c.key, c.value::text as value, c.valid_from, c.reason, c.at, c.by_account, u.at as undone_at, u.by_account as undone_by
from organisation_setting c left join organisation_setting_undone u on u.change_id = c.id order by c.valid_from desc, c.at desc, c.id desc
"""


def setting_lines(on: date) -> tuple[SettingLine, ...]:
    """Return every setting on a day, in the order of the page."""
    content, changes = content_on(on), rows(CHANGES)
    return tuple(_line(setting, content, changes, on) for setting in SETTINGS)


def setting_line(key: str, on: date) -> SettingLine:
    """Return one setting on a day. Raises SettingUnknown."""
    setting = setting_of(key)
    if setting is None:
        raise SettingUnknown
    return _line(setting, content_on(on), rows(CHANGES), on)


def _line(setting: SettingKind, content: dict[str, Any], changes: Sequence[dict[str, Any]], on: date) -> SettingLine:
    allowed = choices_of(setting)
    versions = tuple(
        SettingVersion(
            words=in_words(setting, json.loads(one["value"]) if one["value"] else None, allowed),
            **{name: value for name, value in one.items() if name not in {"key", "value"}},
        )
        for one in changes
        if one["key"] == setting.key
    )
    standing = [one for one in versions if one.undone_at is None]
    value = value_in(content, setting.key, on)
    return SettingLine(
        setting=setting,
        value=value,
        words=in_words(setting, value, allowed),
        since=next((one for one in standing if one.valid_from <= on), None),
        coming=next((one for one in reversed(standing) if one.valid_from > on), None),
        versions=versions,
    )


def content_on(on: date) -> dict[str, Any]:
    """Return the settings' plain values in force on a day. Raises SettingsMissing."""
    for valid_from, _number, content in settings_in_time():
        if valid_from is None or valid_from <= on:
            return content
    raise SettingsMissing


def choices_of(setting: SettingKind) -> Sequence[tuple[str, str]]:
    """Return the values that a setting may take with their words: its own, or those that an upper module knows."""
    return choices[setting.key].choices() if setting.key in choices else setting.choices
