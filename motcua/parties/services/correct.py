"""Correct what is recorded of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.refusal import SomebodyWasQuicker
from motcua.ledger import services as ledger
from motcua.parties import rules
from motcua.parties.models import EarlierPerson, PersonName, PersonRow
from motcua.parties.services.take import constraint_of
from motcua.parties.types import CORRECT, STREAM, ErasedAlready, NumberOfAnother, PersonFields, PersonUnknown

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from motcua.kernel.actor import Actor


@act
def correct(*, actor: Actor, person_id: UUID, fields: PersonFields, revision: int, at: datetime) -> int:
    """Record a person anew as compared with the paper; the earlier record is kept. Returns the new revision.

    Raises NotAllowed, PersonUnknown, SomebodyWasQuicker (``revision`` is not the recorded one),
    NumberOfAnother (another person has this number), ErasedAlready.
    """
    require(actor, CORRECT, actor.unit)
    person = PersonRow.objects.select_for_update().filter(id=person_id).first()
    if person is None:
        raise PersonUnknown
    if person.erased_at is not None:
        raise ErasedAlready
    if person.revision != revision:
        raise SomebodyWasQuicker(_("Người khác vừa sửa thông tin này. Mở lại trang và sửa lại nếu còn cần."))
    changed = _changed(rules.person_of(vars(person)), fields)
    if not changed:
        return revision
    EarlierPerson.objects.create(
        person=person,
        name=person.name,
        birth=person.birth,
        number=person.number,
        contact=person.contact,
        commune_id=person.commune_id,
        revision=person.revision,
        until=at,
    )
    _write(person, fields, at)
    ledger.write(actor, "parties.corrected", kind=STREAM, stream=person.id, seq=person.revision, at=at, changed=changed)
    return person.revision


def _changed(known: object, fields: PersonFields) -> list[str]:
    names = [name for name in PersonFields.__slots__ if name != "kind"]
    return [name for name in names if getattr(known, name) != getattr(fields, name)]


def _write(person: PersonRow, fields: PersonFields, at: datetime) -> None:
    row = rules.row_of(fields, at=at)
    earlier = [bytes.fromhex(index) for index in row["earlier_numbers"]]
    if earlier and PersonRow.objects.filter(number_index__in=earlier).exclude(id=person.id).exists():
        raise NumberOfAnother
    person.name, person.name_plain, person.birth = fields.name, row["name_plain"], fields.birth
    person.sort_key = bytes.fromhex(row["sort_key"])
    person.sex, person.ethnic, person.commune_id = fields.sex, fields.ethnic, fields.commune_id
    for name in ("number_index", "phone_index", "contact_mark"):
        setattr(person, name, bytes.fromhex(row[name]) if row[name] else None)
    person.number, person.contact = rules.sealed_of(row["number"]), rules.sealed_of(row["contact"])
    person.revision += 1
    PersonName.objects.get_or_create(plain=person.name_plain)
    try:
        person.save()
    except IntegrityError as problem:
        if constraint_of(problem) == "parties_person_number":
            raise NumberOfAnother from problem
        raise
