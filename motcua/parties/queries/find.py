"""Persons found by name without accents, by number or by telephone."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from motcua.kernel import moments
from motcua.kernel.access import judge
from motcua.kernel.actor import Actor
from motcua.kernel.statements import rows
from motcua.ledger import services as ledger
from motcua.parties import rules
from motcua.parties.queries.person import HIT, hit_of
from motcua.parties.types import KINDS, LOOK, STREAM, PersonFields, PersonHit

NAMES = 60
WORDS = 6
SHORTEST = 2
_NUMBER = re.compile(r"\d{8,13}|[A-Z]\d{7,8}")
_YEAR = re.compile(r"(18|19|20)\d\d")

# A name may be borne by many; names that begin as typed come first, then those that contain every word.
BY_WORDS = "SELECT plain FROM parties_name WHERE {words} ORDER BY plain NOT LIKE %s, length(plain), plain LIMIT " + str(
    NAMES
)
BY_LIKENESS = (
    "SELECT plain FROM parties_name WHERE plain %% %s"
    " ORDER BY similarity(plain, %s) DESC, split_part(plain, ' ', 1) <> %s, plain LIMIT 12"
)
BEARERS = (
    f"SELECT {HIT} FROM parties_person WHERE name_plain = ANY(%s) AND birth LIKE %s"
    " ORDER BY array_position(%s::text[], name_plain), sort_key, birth, id LIMIT %s"
)


def find(actor: Actor, text: str, limit: int = 20, at: datetime | None = None) -> list[PersonHit]:
    """Find persons by name («nong hanh», «nông thị hạnh 1980»), identity number, tax code or telephone.

    By number or telephone is a look at whoever is found; by name it is one noted list with its count. Names that no
    word fits are searched by likeness. Nothing for who may not look.
    """
    if not judge(actor, LOOK, actor.unit):
        return []
    at = at or moments.now()
    if is_number(text):
        ids = ids_by_number_or_phone(actor, text, at=at)
        found = rows(f"SELECT {HIT} FROM parties_person WHERE id = ANY(%s) ORDER BY sort_key LIMIT %s", [ids, limit])
        return [hit_of(one) for one in found]
    words, year = _split(text)
    if not words:
        return []
    names = _names(words)
    hits = rows(BEARERS, [names, f"{year}%", names, limit]) if names else []
    ledger.note_look(actor, kind=STREAM, subject=None, at=at, act="search", facts={"by": "name", "count": len(hits)})
    return [hit_of(one) for one in hits]


def ids_by_name(text: str, limit: int = 200) -> list[UUID]:
    """Return the ids of persons by name, for a module's own list that decides who may see it."""
    words, year = _split(text)
    names = _names(words) if words else []
    found = rows(
        "SELECT id FROM parties_person WHERE name_plain = ANY(%s) AND birth LIKE %s LIMIT %s",
        [names, f"{year}%", limit],
    )
    return [one["id"] for one in found]


def ids_of_same(fields: PersonFields, limit: int = 20) -> list[UUID]:
    """Return the ids of whoever is the person that was typed: by the number, else by name and birth.

    Of two known numbers that differ, each is somebody else, however alike the names.
    For a module's own list that decides who may see it; nothing of the person is shown.
    """
    numbers = rules.number_indexes(fields.kind, fields.number) if fields.number else []
    name = rules.plain(fields.name) if fields.birth else None
    found = rows(
        "SELECT id FROM parties_person WHERE number_index = ANY(%s)"
        " UNION SELECT id FROM parties_person WHERE name_plain = %s AND birth = %s AND kind = %s"
        " AND (number_index IS NULL OR %s) LIMIT %s",
        [numbers, name, fields.birth, fields.kind, not numbers, limit],
    )
    return [one["id"] for one in found]


def ids_by_number_or_phone(actor: Actor, text: str, *, at: datetime) -> list[UUID]:
    """Return the ids of persons by identity number, tax code or telephone; a look is noted, found or not."""
    number, phone = rules.clean_number(text), rules.clean_phone(text)
    numbers = [index for kind in KINDS for index in rules.number_indexes(kind, number)]
    found = rows(
        "SELECT id FROM parties_person WHERE number_index = ANY(%s)"
        " UNION SELECT id FROM parties_person WHERE phone_index = ANY(%s)",
        [numbers, rules.phone_indexes(phone)],
    )
    ids = [one["id"] for one in found]
    if ids:
        ledger.note_looks(actor, kind=STREAM, subjects=ids, at=at, act="search")
    else:
        ledger.note_look(actor, kind=STREAM, subject=None, at=at, act="search", facts={"by": "number", "count": 0})
    return ids


def is_number(text: str) -> bool:
    """Whether a text is a number of a person or a telephone rather than a name."""
    return _NUMBER.fullmatch(rules.clean_number(text.removeprefix("+"))) is not None


def _split(text: str) -> tuple[list[str], str]:
    """Return the words of a name and the year of birth, if one was typed."""
    words = rules.plain(text).split()
    years = [word for word in words if _YEAR.fullmatch(word)]
    rest = [word for word in words if word not in years][:WORDS]
    return (rest if any(len(word) >= SHORTEST for word in rest) else []), years[0] if years else ""


def _names(words: list[str]) -> list[str]:
    plain = " ".join(words)
    asked = BY_WORDS.format(words=" AND ".join(["plain LIKE %s"] * len(words)))
    found = rows(asked, [*(f"%{_escape(word)}%" for word in words), f"{_escape(plain)}%"])
    found = found or rows(BY_LIKENESS, [plain, plain, words[0]])
    return [one["plain"] for one in found]


def _escape(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)
