"""Where a person is reached, as far as a page may say it; and whom messages name at all."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from motcua.kernel.statements import rows
from motcua.notices.queries.habits import channels_on
from motcua.notices.rules import address_of, mask
from motcua.parties import queries as parties

NAMED = """
select person_id from notices_message where person_id = any(%(persons)s)
union select person_id from notices_declined where person_id = any(%(persons)s)
"""


def named_in_messages(persons: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these persons who were told something or declined a channel: a plain fact, before they are forgotten."""
    return frozenset(one["person_id"] for one in rows(NAMED, {"persons": list(persons)}))


def reached_at(person: UUID) -> tuple[str, ...]:
    """Return the addresses to which a message would go now, each masked («090…001»); nothing where none would."""
    found = parties.persons([person]).get(person)
    addresses = (address_of(found, channel) for channel in channels_on()) if found else ()
    return tuple(mask(address) for address in addresses if address)
