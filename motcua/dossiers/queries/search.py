"""Find a dossier by code, name, telephone or identity number."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.deeds import LOOK
from motcua.dossiers.queries import lists
from motcua.dossiers.types import DeskRow
from motcua.kernel.actor import Actor
from motcua.kernel.statements import planned_rows, rows
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import scope_reached
from motcua.parties import queries as parties
from motcua.parties.queries import plain

SHORTEST = 3
#: What people read out of a code: «200511-0005», or «0005» for today.
SHORT_CODE = re.compile(r"(?:(?P<day>\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|30))-)?(?P<number>\d{4,6})")

#: The day in a code: six figures that stand between hyphens, or at an end of what was typed.
DAY_OF_CODE = re.compile(r"(?:^|-)(?P<day>\d{6})(?:-|$)")


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
        return lists.rows_for(_by_fragment(actor, text, limit) or _by_day_and_number(actor, text, at), actor, at)
    words = words_by_index(text)
    if words is None:
        return ()
    ids = _ours(
        actor,
        limit,
        table="dossiers_search w",
        key="w.dossier_id",
        where="w.words like %(words)s",
        values={"words": words},
    )
    return lists.rows_for(ids, actor, at)


def words_by_index(text: str) -> str | None:
    """Return the pattern of the words of a name; None where it has fewer letters than an index can find."""
    words = words_like(text)
    return words if len(words.strip("%")) >= SHORTEST else None


def words_like(text: str) -> str:
    """Return the pattern of the words of a name; signs alone match nothing."""
    words = _bare(plain(text)).strip()
    return f"%{words}%" if words else ""


def _ours(actor: Actor, limit: int, *, table: str, key: str, where: str, values: dict[str, Any]) -> list[UUID]:
    """Return the newest dossiers of a condition, among those of the actor's units only; planned for these values."""
    scope = scope_reached(actor, LOOK)
    if scope.units is not None:
        table += f" join dossiers_standing s on s.dossier_id = {key}"
        where += " and s.units && %(units)s"
        values = values | {"units": list(scope.units)}
    found = planned_rows(f"select {key} as id from {table} where {where} order by {key} desc limit {limit}", values)
    return [row["id"] for row in found]


def _bare(text: str) -> str:
    return text.replace("\\", "").replace("%", "").replace("_", "")


def _by_fragment(actor: Actor, text: str, limit: int) -> list[UUID]:
    """Find by a part of a code with its whole day in it: «H03-200511», «200511-00», of whichever unit."""
    found = DAY_OF_CODE.search(text)
    day = _day(found["day"]) if found else None
    if day is None:
        return []
    values = {"day": day, "part": f"%{_bare(text.upper())}%"}
    return _ours(
        actor,
        limit,
        table="dossiers_dossier d",
        key="d.id",
        where="d.day = %(day)s and d.code like %(part)s",
        values=values,
    )


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%y%m%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return None


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
