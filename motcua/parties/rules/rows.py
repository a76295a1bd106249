"""A person's fields as the row that the database keeps, and back."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from motcua.kernel import keys
from motcua.kernel.ids import new_id
from motcua.parties.rules.names import plain, sort_key
from motcua.parties.types import Kind, Person, PersonFields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

NUMBER_PURPOSE = "parties.number"
PHONE_PURPOSE = "parties.phone"
CONTACT_PURPOSE = "parties.contact"


def number_index(kind: Kind, number: str) -> bytes:
    """Return the blind index of a cleaned identity number or tax code, for a new row."""
    return keys.blind(f"{kind}:{number}", NUMBER_PURPOSE)


def number_indexes(kind: Kind, number: str) -> list[bytes]:
    """Return every blind index of a cleaned identity number or tax code, to find it by."""
    return keys.blinds(f"{kind}:{number}", NUMBER_PURPOSE)


def phone_index(phone: str) -> bytes:
    """Return the blind index of a cleaned telephone number, for a new row."""
    return keys.blind(phone, PHONE_PURPOSE)


def phone_indexes(phone: str) -> list[bytes]:
    """Return every blind index of a cleaned telephone number, to find it by."""
    return keys.blinds(phone, PHONE_PURPOSE)


def contact_mark(contact: str) -> bytes:
    """Return the mark by which equal contacts are told without opening them."""
    return keys.blind(contact, CONTACT_PURPOSE)


def row_of(fields: PersonFields, *, at: datetime | None = None, confirmed: bool = False) -> dict[str, Any]:
    """Return what ``parties_take(jsonb)`` takes: strings only, bytes as hexadecimal or base64.

    ``at`` is the business moment (none: the database takes the machine's); ``confirmed`` says that somebody has compared
    the paper: it is this person, and the name, birth and sex are corrected to what is given.
    """
    contact = _contact(fields)
    # Sealed before marked: where the keys are turned in between, the row is sealed anew and its marks with it.
    number = _base64(keys.seal(fields.number, NUMBER_PURPOSE)) if fields.number else None
    sealed = _base64(keys.seal(contact, CONTACT_PURPOSE)) if contact else None
    numbers = number_indexes(fields.kind, fields.number) if fields.number else []
    phones = phone_indexes(fields.phone) if fields.phone else []
    marks = keys.blinds(contact, CONTACT_PURPOSE) if contact else []
    return {
        "id": str(new_id()),
        "kind": fields.kind,
        "name": fields.name,
        "name_plain": plain(fields.name),
        "sort_key": sort_key(fields.name).hex(),
        "birth": fields.birth,
        "sex": fields.sex,
        "ethnic": fields.ethnic,
        "commune_id": str(fields.commune_id) if fields.commune_id else None,
        "number_index": numbers[0].hex() if numbers else None,
        "number": number,
        "phone_index": phones[0].hex() if phones else None,
        "contact": sealed,
        "contact_mark": marks[0].hex() if marks else None,
        "earlier_numbers": [each.hex() for each in numbers[1:]],
        "earlier_phones": [each.hex() for each in phones[1:]],
        "earlier_marks": [each.hex() for each in marks[1:]],
        "at": at.isoformat() if at else None,
        "confirmed": confirmed,
    }


def person_of(row: Mapping[str, Any]) -> Person:
    """Decrypt a row of the table."""
    contact = contact_of(row["contact"])
    return Person(
        id=row["id"],
        kind=row["kind"],
        name=row["name"],
        birth=row["birth"],
        sex=row["sex"],
        ethnic=row["ethnic"],
        number=number_of(row["number"]),
        phone=contact.get("phone", ""),
        email=contact.get("email", ""),
        address=contact.get("address", ""),
        commune_id=row["commune_id"],
        representative=contact.get("representative", ""),
        revision=row["revision"],
        is_erased=row.get("erased_at") is not None,
    )


def number_of(sealed: bytes | None) -> str:
    """Decrypt a number; empty when there is none."""
    return keys.unseal(sealed, NUMBER_PURPOSE) if sealed else ""


def contact_of(sealed: bytes | None) -> dict[str, str]:
    """Decrypt telephone, e-mail, address and representative."""
    return json.loads(keys.unseal(sealed, CONTACT_PURPOSE)) if sealed else {}


def sealed_of(written: str | None) -> bytes | None:
    """Return the sealed bytes that ``row_of`` wrote as base64."""
    return b64decode(written) if written else None


def _contact(fields: PersonFields) -> str:
    """Return the contact in one spelling, so that equal contacts have equal marks; empty when nothing was given."""
    given = {
        "phone": fields.phone,
        "email": fields.email,
        "address": fields.address,
        "representative": fields.representative,
    }
    given = {name: value for name, value in given.items() if value}
    return json.dumps(given, ensure_ascii=False, separators=(",", ":")) if given else ""


def _base64(sealed: bytes) -> str:
    return b64encode(sealed).decode()
