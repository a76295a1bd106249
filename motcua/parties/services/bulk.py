"""Persons of many receptions: each is recorded at the first, and known at the others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from motcua.kernel.act import not_an_act
from motcua.kernel.actor import SYSTEM
from motcua.kernel.statements import rows
from motcua.parties import rules
from motcua.parties.services.load import load_people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from motcua.parties.types import PersonFields

TAKE = "select parties_take(person) as id from unnest(%s::jsonb[]) as given (person)"
KNOWN = "select id from parties_person where id = any(%s::uuid[])"
BY_NUMBER = "select number_index, id, name_plain from parties_person where number_index = any(%s)"
BY_PHONE = "select phone_index, kind, birth, name_plain from parties_person where phone_index = any(%s)"
#: What a row says of how somebody is reached.
CONTACT: dict[str, object] = {"contact": None, "contact_mark": None, "earlier_marks": []}


@not_an_act("persons are a part of the acts that bring their dossiers over")
def take_all(people: Sequence[PersonFields], *, at: datetime) -> list[UUID]:
    """Return the ids of these persons, who are recorded where nobody is: as a part of the caller's transaction.

    Whoever is known by the number stays as recorded, and whoever is known by telephone, name and birth keeps the contact: what
    another system says is older. That no number is another's was asked before (``numbers_of_others``).
    """
    numbers, phones = _by_number(people), _by_phone(people)
    known = [numbers.get(_number(person)) if person.number else None for person in people]
    given = []
    for person, one in zip(people, known, strict=True):
        if one is None:
            row = rules.row_of(person, at=at)
            given.append(json.dumps(row | CONTACT if _spoken_of(person) in phones else row, ensure_ascii=False))
    taken = iter(rows(TAKE, [given]))
    return [one["id"] if one else next(taken)["id"] for one in known]


@not_an_act("a plain fact, asked before persons are taken")
def numbers_of_others(people: Sequence[PersonFields], names: dict[bytes, str]) -> set[int]:
    """Return the places of those whose number is recorded under another name, or was given to another one before them.

    ``names`` keeps who was asked about, from one question to the next.
    """
    names.update({number: one["name_plain"] for number, one in _by_number(people).items()})
    found = set()
    for place, person in enumerate(people):
        plain = rules.plain(person.name)
        if person.number and person.kind == "citizen" and names.setdefault(_number(person), plain) != plain:
            found.add(place)
    return found


def _by_number(people: Sequence[PersonFields]) -> dict[bytes, dict[str, Any]]:
    """Return who is known by today's mark of the number, though while keys are turned the row may bear an earlier one."""
    marks = {
        mark: _number(person)
        for person in people
        if person.number
        for mark in rules.number_indexes(person.kind, person.number)
    }
    return {marks[bytes(one["number_index"])]: one for one in rows(BY_NUMBER, [list(marks)])}


def _by_phone(people: Sequence[PersonFields]) -> set[tuple[str, ...]]:
    """Return whose telephone, kind, birth and name are recorded."""
    marks = {mark: person.phone for person in people if person.phone for mark in rules.phone_indexes(person.phone)}
    return {
        (marks[bytes(one["phone_index"])], one["kind"], one["birth"], one["name_plain"])
        for one in rows(BY_PHONE, [list(marks)])
    }


def _number(person: PersonFields) -> bytes:
    return rules.number_index(person.kind, person.number)


def _spoken_of(person: PersonFields) -> tuple[str, ...]:
    return person.phone, person.kind, person.birth, rules.plain(person.name)


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
        """Write who is new since the last time and not there yet, as a part of the caller's transaction; return how many."""
        known = {one["id"] for one in rows(KNOWN, [[person["id"] for person in self._new]])}
        new, self._new = [person for person in self._new if UUID(person["id"]) not in known], []
        return load_people(actor=SYSTEM, people=new, at=at)
