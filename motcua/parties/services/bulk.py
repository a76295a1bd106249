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
BY_NUMBER = "select number_index, id, kind, name_plain from parties_person where number_index = any(%s)"


@not_an_act("persons are a part of the acts that bring their dossiers over")
def take_all(people: Sequence[PersonFields], *, at: datetime) -> list[UUID]:
    """Return the ids of these persons, who are recorded where nobody is: as a part of the caller's transaction.

    Whoever is known by the number stays as recorded: what another system says is older. That no number is another's was
    asked before (``numbers_of_others``).
    """
    known = {number: one["id"] for number, one in _by_number(people).items()}
    strange = [person for person in people if not person.number or _index(person) not in known]
    given = [json.dumps(rules.row_of(person, at=at), ensure_ascii=False) for person in strange]
    taken = iter(rows(TAKE, [given]))
    return [
        next(taken)["id"] if not person.number or _index(person) not in known else known[_index(person)]
        for person in people
    ]


@not_an_act("a plain fact, asked before persons are taken")
def numbers_of_others(people: Sequence[PersonFields], names: dict[bytes, str]) -> set[int]:
    """Return the places of those whose number is recorded under another name, or was given to another one before them.

    ``names`` keeps who was asked about, from one question to the next.
    """
    names.update({number: one["name_plain"] for number, one in _by_number(people).items()})
    found = set()
    for place, person in enumerate(people):
        plain = rules.plain(person.name)
        if person.number and person.kind == "citizen" and names.setdefault(_index(person), plain) != plain:
            found.add(place)
    return found


def _by_number(people: Sequence[PersonFields]) -> dict[bytes, dict[str, Any]]:
    found = rows(BY_NUMBER, [list({_index(person) for person in people if person.number})])
    return {bytes(one["number_index"]): one for one in found}


def _index(person: PersonFields) -> bytes:
    return rules.number_index(person.kind, person.number)


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
