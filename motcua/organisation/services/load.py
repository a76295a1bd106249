"""Bring in what a profile's folder says of units, posts, calendars and settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from motcua.clocks.folder.findings import Severity, say_place
from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.ledger import services as ledger
from motcua.organisation.services.bulk import update
from motcua.organisation.services.load_posts import load_posts
from motcua.organisation.services.load_reference import load_calendars, load_settings
from motcua.organisation.services.load_units import load_links, load_units
from motcua.organisation.services.revision import raise_revision
from motcua.organisation.types import LOAD, UNIT_STREAM, FolderFaulty
from motcua.profile import queries as profile

if TYPE_CHECKING:
    from motcua.clocks.folder.reader import ProfileFolder
    from motcua.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many of each were recorded or changed; all zero when the folder said nothing new."""

    units: int
    links: int
    posts: int
    calendars: int
    settings: int


@act
def load(*, actor: Actor, folder: ProfileFolder, at: datetime) -> Loaded:
    """Record units, links, posts, calendars and settings that are new, and what has changed of known ones.

    Twice the same folder changes nothing. Units that the folder does not name stay; codes, once given, are never
    another's. New calendars and settings are versions from the day of ``at`` on (the first from ever).
    Raises NotAllowed, FolderFaulty.
    """
    require(actor, LOAD)
    faults = [finding for finding in folder.findings if finding.severity is Severity.FAULT]
    faults += profile.check_look(folder)
    if faults:
        raise FolderFaulty(f"{say_place(faults[0])}: {faults[0].sentence}", len(faults))
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE organisation_unit IN SHARE ROW EXCLUSIVE MODE")
    changed, units = load_units(folder, at)
    links = load_links(folder, units)
    posts = load_posts(folder, units, changed, at)
    update([unit.row for unit in changed.values() if not unit.is_new], {"revision": "integer"})
    ledger.write_all(actor, [unit.line() for unit in changed.values()], kind=UNIT_STREAM, at=at)
    calendars = load_calendars(folder, units, actor, at)
    settings = load_settings(folder, actor, at)
    loaded = Loaded(len(changed), links, posts, calendars, settings)
    if any((loaded.units, loaded.links, loaded.posts, loaded.calendars, loaded.settings)):
        raise_revision()
    return loaded
