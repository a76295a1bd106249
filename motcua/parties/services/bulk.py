"""Persons of many receptions: each is recorded at the first, and known at the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from motcua.kernel.actor import SYSTEM
from motcua.parties.services.load import load_people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class RecordWouldChange(Exception):
    """A person came again with another name or contact: that is the work of ``take``, one at a time."""


class People:
    """Persons as ``parties_take()`` would take them in, whose records nobody else has and nothing changes."""

    def __init__(self) -> None:
        """Know nobody."""
        self._known: dict[object, tuple[UUID, object]] = {}
        self._new: list[Mapping[str, Any]] = []

    def take(self, person: Mapping[str, Any]) -> UUID:
        """Return the id of a person as ``rules.row_of`` gives it: the one known by number or telephone, else this one's.

        Raises RecordWouldChange where the record that is known says something else.
        """
        says = tuple(person[name] for name in ("name_plain", "birth", "sex", "ethnic", "commune_id", "contact_mark"))
        key = person["number_index"] or (person["phone_index"], person["kind"], person["birth"], person["name_plain"])
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = (UUID(person["id"]), says)
            self._new.append(person)
        elif known[1] != says:
            raise RecordWouldChange(person["name_plain"])
        return known[0]

    def write(self, at: datetime) -> int:
        """Write who is new since the last time, as a part of the caller's transaction; return how many."""
        new, self._new = self._new, []
        return load_people(actor=SYSTEM, people=new, at=at)
