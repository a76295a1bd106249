"""Where a person is reached, as far as a page may say it."""

from __future__ import annotations

from uuid import UUID

from motcua.notices.queries.habits import channels_on
from motcua.notices.rules import address_of, mask
from motcua.parties import queries as parties


def reached_at(person: UUID) -> tuple[str, ...]:
    """Return the addresses to which a message would go now, each masked («090…001»); nothing where none would."""
    found = parties.persons([person]).get(person)
    addresses = (address_of(found, channel) for channel in channels_on()) if found else ()
    return tuple(mask(address) for address in addresses if address)
