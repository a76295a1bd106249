"""What other modules ask of the province's folder. Plain facts: no actor, no database, no Django."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from motcua.clocks.calendar import Calendar
from motcua.clocks.folder.reader import ProfileFolder, has_faults, read_folder
from motcua.clocks.folder.settings import Settings
from motcua.clocks.folder.shipped import SHIPPED, default_folder
from motcua.clocks.refusals import FolderUnreadable
from motcua.clocks.speech import _
from motcua.profile.checks.look import check_look
from motcua.profile.checks.whole import check
from motcua.profile.outlines import outlines
from motcua.profile.resolve.limits import hours_at_most
from motcua.profile.resolve.papers import short_name
from motcua.profile.resolve.procedure import procedures_on, resolve
from motcua.profile.resolve.processes import chosen_process, counted_hours, steps_of
from motcua.profile.rules import counts, doubts
from motcua.profile.types import ProcedureOnDay

__all__ = [
    "calendar",
    "check",
    "check_look",
    "chosen_process",
    "counted_hours",
    "counts",
    "doubts",
    "folder",
    "hours_at_most",
    "outlines",
    "procedures_in_force",
    "procedures_on",
    "resolve",
    "settings",
    "short_name",
    "steps_of",
]


def folder(path: Path | None = None) -> ProfileFolder:
    """Return a folder as read once; without a path the folder of this installation's province.

    What it lacks of posts and standard processes comes from the shipped folder. Faults are in its ``findings``.
    """
    return _read((path or default_folder()).resolve())


def settings(path: Path | None = None) -> Settings:
    """Return the province's settings: day, office hours, code schemes, deadline options, pause policies.

    Raises FolderUnreadable where profile.toml cannot be read.
    """
    found = folder(path).settings
    if found is None:
        raise FolderUnreadable(_("profile.toml không đọc được. Xem: motcua profile check"))
    return found


def calendar(unit: str | None = None, path: Path | None = None) -> Calendar:
    """Return the working calendar of the province, or of a unit with office hours of its own.

    Raises FolderUnreadable where the folder has none.
    """
    found = folder(path).calendar(unit)
    if found is None or has_faults([each for each in folder(path).findings if each.file == "holidays.csv"]):
        raise FolderUnreadable(_("holidays.csv không đọc được. Xem: motcua profile check"))
    return found


def procedures_in_force(day: date, path: Path | None = None) -> tuple[ProcedureOnDay, ...]:
    """Return the procedures in force on a day, resolved, every assumption marked «giả định»."""
    return procedures_on(folder(path), day)


@lru_cache(maxsize=4)
def _read(path: Path) -> ProfileFolder:
    return read_folder(path, usual=SHIPPED)
