"""What a parcel of a dossier holds now, and to whom it goes when nobody says otherwise."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.dossiers.printing import address_unsealed
from motcua.dossiers.record import Record
from motcua.dossiers.types import State
from motcua.kernel.actor import Actor
from motcua.parties import queries as parties
from motcua.parties.types import Person, PersonFields
from motcua.postal.types import Address, What

#: What goes out while a dossier stands so.
WHAT = {State.SUPPLEMENT: What.SUPPLEMENT, State.REFUSED_AT_INTAKE: What.REFUSAL}


def what_goes(record: Record) -> What:
    """Return what a parcel of this dossier holds now."""
    return WHAT.get(record.standing.state, What.RESULT)


def usual_address(actor: Actor, record: Record, *, at: datetime) -> Address:
    """Return to whom a parcel goes; finding where somebody lives is a look."""
    submitter = record.facts["submitter_id"]
    return address_of(record, parties.person_for(actor, UUID(submitter) if submitter else record.owner, at=at))


def address_of(record: Record, person: Person | PersonFields) -> Address:
    """Return to whom a parcel goes: the wish at reception, else where ``person`` lives, who handed it in."""
    facts = record.facts
    wished = address_unsealed(facts["delivery_address"])
    return Address(facts["submitter_name"] or facts["owner_name"], wished or person.address, person.phone)
