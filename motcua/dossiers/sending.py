"""What a parcel of a dossier holds now, and to whom it goes when nobody says otherwise."""

from __future__ import annotations

from uuid import UUID

from motcua.dossiers.printing import address_unsealed
from motcua.dossiers.record import Record
from motcua.dossiers.types import State
from motcua.kernel.actor import Actor
from motcua.parties import queries as parties
from motcua.postal.types import Address, What

#: What goes out while a dossier stands so.
WHAT = {State.SUPPLEMENT: What.SUPPLEMENT, State.REFUSED_AT_INTAKE: What.REFUSAL}


def what_goes(record: Record) -> What:
    """Return what a parcel of this dossier holds now."""
    return WHAT.get(record.standing.state, What.RESULT)


def usual_address(actor: Actor, record: Record) -> Address:
    """Return to whom a parcel goes: the wish at reception, else where the submitter, or the owner, lives."""
    facts = record.facts
    person = parties.person_for(actor, UUID(facts["submitter_id"]) if facts["submitter_id"] else record.owner)
    wished = address_unsealed(facts["delivery_address"])
    return Address(facts["submitter_name"] or facts["owner_name"], wished or person.address, person.phone)
