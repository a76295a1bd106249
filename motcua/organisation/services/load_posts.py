"""The posts that a folder gives to every unit of a level."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from motcua.organisation.models import PostRow, UnitRow
from motcua.organisation.rules.wanted import WantedPost, wanted_posts
from motcua.organisation.services.bulk import update
from motcua.organisation.services.load_units import ChangedUnit

if TYPE_CHECKING:
    from motcua.clocks.folder.reader import ProfileFolder

_COLUMNS = ("seats", "signs", "place")


def load_posts(folder: ProfileFolder, units: dict[str, UnitRow], changed: dict[str, ChangedUnit], at: datetime) -> int:
    """Record new posts, correct known ones, end those no longer named; return how many. Units join ``changed``."""
    named = {unit.code for unit in folder.units}
    levels = wanted_posts(folder)
    known: dict[object, dict[tuple[str, str, str], PostRow]] = {}
    for row in PostRow.objects.all():
        known.setdefault(row.unit_id, {})[row.section, row.name, row.role] = row
    fresh: list[PostRow] = []
    altered: list[PostRow] = []
    for code in sorted(named):
        unit = units[code]
        mine = known.get(unit.id, {})
        new, other = _compare(unit, levels.get(unit.level, []), mine, at)
        fresh += new
        altered += other
        if new or other:
            _mention(unit, changed, len(new) + len(other))
    PostRow.objects.bulk_create(fresh)
    update(altered, {"seats": "integer", "signs": "text", "place": "integer", "valid_to": "date"})
    return len(fresh) + len(altered)


def _compare(
    unit: UnitRow, wanted: list[WantedPost], mine: dict[tuple[str, str, str], PostRow], at: datetime
) -> tuple[list[PostRow], list[PostRow]]:
    fresh, altered, keys = [], [], set()
    for post in wanted:
        key = (post.section, post.name, post.role)
        keys.add(key)
        facts = {name: getattr(post, name) for name in _COLUMNS}
        row = mine.get(key)
        if row is None:
            fresh.append(PostRow(unit=unit, section=post.section, name=post.name, role=post.role, **facts))
        elif row.assumed and (
            row.valid_to is not None or any(getattr(row, name) != value for name, value in facts.items())
        ):
            # One that was decided on a screen is not assumed any more.
            row.valid_to = None
            for name, value in facts.items():
                setattr(row, name, value)
            altered.append(row)
    for key, row in mine.items():
        if key not in keys and row.assumed and row.valid_to is None:
            row.valid_to = at.date() - timedelta(days=1)
            altered.append(row)
    return fresh, altered


def _mention(unit: UnitRow, changed: dict[str, ChangedUnit], count: int) -> None:
    if unit.code not in changed:
        unit.revision += 1
        changed[unit.code] = ChangedUnit(unit, is_new=False)
    changed[unit.code].facts["posts"] = count
