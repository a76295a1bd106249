"""Make many people at once: demo seeds and imports. No passwords: the demo's page needs none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import orjson
from django.contrib.auth.hashers import make_password

from motcua.identity import roster
from motcua.identity.types import Acts, NewPerson
from motcua.kernel import ids, statements
from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.ledger.types import node


@act
def create_people(*, actor: Actor, at: datetime, rows: Sequence[NewPerson], is_demo: bool = True) -> list[UUID]:
    """Make accounts with their appointments, a line in the history for each, and return the ids in the order given.

    Three statements, however many rows. ``at`` is the business moment. Roles and posts are taken as they are; an
    account name that exists is an IntegrityError and undoes all.
    """
    require(actor, Acts.ACCOUNTS)
    accounts, appointments, lines = [], [], []
    for person in rows:
        account = ids.new_id()
        accounts.append(
            {
                "id": account,
                "username": person.username.lower(),
                "name": person.name,
                "password": make_password(None),
                "revision": 1 + len(person.appointments),
            }
        )
        lines.append({"id": ids.new_id(), "stream": account, "seq": 1, "verb": _CREATED, "facts": {"demo": is_demo}})
        for seq, place in enumerate(person.appointments, start=2):
            made = {
                "id": ids.new_id(),
                "account_id": account,
                "post_id": place.post,
                "unit_id": place.unit,
                "roles": sorted(place.roles),
                "reach": place.reach,
                "fields": None if place.fields is None else sorted(place.fields),
                "valid_from": place.valid_from,
                "valid_to": place.valid_to,
            }
            appointments.append(made)
            facts = {
                "appointment": made["id"],
                "to_post": place.post,
                "in_unit": place.unit,
                "roles": made["roles"],
                "reach": place.reach,
                "valid_from": place.valid_from,
                "valid_to": place.valid_to,
            }
            lines.append({"id": ids.new_id(), "stream": account, "seq": seq, "verb": _APPOINTED, "facts": facts})
    statements.run(_ACCOUNTS, (is_demo, orjson.dumps(accounts).decode()))
    statements.run(_APPOINTMENTS, (orjson.dumps(appointments).decode(),))
    statements.rows(_LINES, (node(), actor.account, actor.post, actor.unit, at, orjson.dumps(lines).decode()))
    roster.changed()
    return [account["id"] for account in accounts]  # type: ignore[misc]


_CREATED, _APPOINTED = "identity.account.created", "identity.appointed"

_ACCOUNTS = """
INSERT INTO identity_account (id, username, name, password, is_active, is_demo, revision, code_counter)
SELECT id, username, name, password, true, %s, revision, 0
FROM jsonb_to_recordset(%s::jsonb) AS r (id uuid, username text, name text, password text, revision integer)
"""

_APPOINTMENTS = """
INSERT INTO identity_appointment (id, account_id, post_id, unit_id, roles, reach, fields, valid_from, valid_to)
SELECT id, account_id, post_id, unit_id, roles, reach, fields, valid_from, valid_to
FROM jsonb_to_recordset(%s::jsonb) AS r
  (id uuid, account_id uuid, post_id uuid, unit_id uuid, roles text[], reach text, fields text[],
   valid_from date, valid_to date)
"""

_LINES = """
SELECT count(ledger_write(id, %s::smallint, 'identity.account', stream, seq, verb, %s, %s, %s, %s, facts))
FROM jsonb_to_recordset(%s::jsonb) AS r (id uuid, stream uuid, seq integer, verb text, facts jsonb)
"""
