"""Find a dossier by code, name, telephone or identity number."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from motcua.dossiers.queries import lists
from motcua.dossiers.types import DeskRow
from motcua.kernel.actor import Actor
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation
from motcua.parties import queries as parties
from motcua.parties.queries import plain

SHORTEST = 3
#: What people read out of a code: «200511-0005», or «0005» for today.
SHORT_CODE = re.compile(r"(?:(?P<day>\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|30))-)?(?P<number>\d{4,6})")


def find(actor: Actor, text: str, *, at: datetime, limit: int = 20) -> tuple[DeskRow, ...]:
    """Return the actor's dossiers that fit: a whole code or its end, a telephone or identity number, words of a name.

    ``at`` is the moment of the look: a search by number or telephone goes into the access log.
    """
    text = text.strip()
    if len(text) < SHORTEST:
        return ()
    ids: list[UUID] = [
        row["id"]
        for row in rows("select id from dossiers_dossier where code = %s or filing_number = %s", [text.upper()] * 2)
    ]
    if ids:
        return lists.rows_for(ids, actor, at)
    if any(sign.isdigit() for sign in text):
        people = parties.ids_by_number_or_phone(actor, text, at=at)
        if people:
            return lists.by_people(people, actor, at, limit=limit)
        return lists.rows_for(_by_day_and_number(actor, text, at), actor, at)
    words = _bare(plain(text))
    if len(words.strip()) < SHORTEST:
        return ()
    found = rows(
        f"select dossier_id from dossiers_search where words like %s order by dossier_id desc limit {limit * 5}",
        [f"%{words}%"],
    )
    return lists.rows_for([row["dossier_id"] for row in found], actor, at)[:limit]


def _bare(text: str) -> str:
    return text.replace("\\", "").replace("%", "").replace("_", "")


def _by_day_and_number(actor: Actor, text: str, at: datetime) -> list[UUID]:
    """Find by the two groups after the hyphen, «200511-0005», or today's number alone, in the actor's own unit."""
    found = SHORT_CODE.fullmatch(text)
    if found is None or actor.unit is None:
        return []
    day = datetime.strptime(found["day"], "%y%m%d").date() if found["day"] else at.date()  # noqa: DTZ007  a day has no zone
    prefix = organisation.code_prefix(actor.unit, day).text
    wanted = [prefix, day, int(found["number"])]
    return [
        row["id"]
        for row in rows("select id from dossiers_dossier where prefix = %s and day = %s and day_number = %s", wanted)
    ]
