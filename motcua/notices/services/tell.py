"""Make messages out of news, for a reader of the ledger; nothing is sent here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.kernel import keys
from motcua.kernel.act import not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.statements import rows
from motcua.notices import queries, rules
from motcua.notices.sealing import ADDRESS, BODY, SUBJECT
from motcua.notices.types import Channel, Habits, News, Official, Version
from motcua.parties import queries as parties
from motcua.parties.types import Person

COLUMNS = {
    "id": "uuid",
    "cause": "uuid",
    "channel": "text",
    "kind": "text",
    "about_kind": "text",
    "about_id": "uuid",
    "label": "text",
    "unit_id": "uuid",
    "person_id": "uuid",
    "template": "int",
    "address": "bytea",
    "subject": "bytea",
    "body": "bytea",
    "made_at": "timestamptz",
    "not_before": "timestamptz",
}
NAMES = ", ".join(COLUMNS)
WRITE = f"""
insert into notices_message ({NAMES}, fate, fate_at, attempts, tries, revision)
select {NAMES}, 'queued', made_at, 0, 0, 0
from unnest({", ".join(f"%({name})s::{kind}[]" for name, kind in COLUMNS.items())}) as made({NAMES})
on conflict (cause, channel) do nothing returning id
"""


@not_an_act("the news is a line of the ledger already; a message is what follows from it, and has rows of its own")
def tell(*, actor: Actor, at: datetime, news: Sequence[News]) -> int:
    """Queue a message by every channel that is set up and that the person has an address for; return how many are new.

    Runs in the transaction of the reader that brings the news: the same news twice makes nothing twice. What is too old
    is not told; whoever declines a channel is told by it only what the profile lets nobody decline.
    """
    del actor
    channels = queries.channels_on()
    fresh = [one for one in news if queries.is_news(one.at)] if channels else []
    if not fresh:
        return 0
    people = parties.persons({one.person for one in fresh if one.to is None})
    declined = queries.declined(people)
    texts, habits = queries.texts_on(at.date()), queries.habits(at.date())
    made = [
        _row(one, person, texts[one.kind, channel], at=at, habits=habits)
        for one in fresh
        for person in [one.to or people.get(one.person)]
        for channel in channels
        if person
        and rules.address_of(person, channel)
        and (one.kind, channel) in texts
        and not (channel in declined.get(one.person, ()) and one.kind in habits.may_decline)
    ]
    if not made:
        return 0
    return len(rows(WRITE, {name: [row[name] for row in made] for name in COLUMNS}))


def _row(news: News, person: Person | Official, version: Version, *, at: datetime, habits: Habits) -> dict[str, Any]:
    channel, text = version.channel, rules.filled(version.text, _values(news.values, person))
    return {
        "id": new_id(),
        "cause": news.cause,
        "channel": channel,
        "kind": news.kind,
        "about_kind": news.about_kind,
        "about_id": news.about,
        "label": news.label,
        "unit_id": news.unit,
        "person_id": news.person,
        "template": version.number,
        "address": keys.seal(rules.address_of(person, channel), ADDRESS),
        "subject": keys.seal(text.subject, SUBJECT),
        "body": keys.seal(text.body, BODY),
        "made_at": at,
        "not_before": at if news.at_once else rules.awake(at, habits.quiet),
    }


def _values(values: Mapping[str, str], person: Person | Official) -> dict[str, str]:
    return {"ho_ten": person.name, **values}


def sealed_address(person_id: UUID, channel: Channel) -> bytes | None:
    """Return the address that a person has now, sealed; None where there is none."""
    person = parties.persons([person_id]).get(person_id)
    address = rules.address_of(person, channel) if person else ""
    return keys.seal(address, ADDRESS) if address else None
