"""The register of a unit's year (Mẫu 06), read from the rows and, where the book is closed, from its frozen lines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from motcua.catalogue import queries as catalogue
from motcua.dossiers.books import (
    READ,
    Book,
    Closing,
    Edition,
    Line,
    NoSuchBook,
    Wanted,
    as_frozen,
    last_column,
    parted,
    short_moment,
)
from motcua.dossiers.queries.book_notes import TABLES, delivery_words, handed_over, notes_of
from motcua.dossiers.record import moment_of
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal_bytes
from motcua.kernel.moments import local
from motcua.kernel.statements import row, rows
from motcua.ledger.services import note_look
from motcua.organisation import queries as organisation
from motcua.parties import queries as parties
from motcua.parties.types import Person
from motcua.prints.types import RegisterLine

LINES = "dossiers.book_lines"
PAGE = 50

_LISTS = ", ".join(
    f"(select json_agg(x order by x.{source.split(' order by ')[1]}) from {source.split(' order by ')[0]} x "
    f"where x.dossier_id = d.id)::text as {name}"
    for name, source in TABLES.items()
)
_SELECT = f"""
select d.ordinal, d.code, d.procedure_id, d.sets, d.owner_id, d.owner_name, d.submitter_id, d.authorisation, d.case_label,
  d.received_at, d.received_by, d.commune_id, d.competent_unit_id, d.delivery, to_json(d.delivery_address)::text as delivery_address,
  s.original_due_at, s.provisional, {_LISTS},
  (select json_agg(p order by p.received_at, p.position) from dossiers_paper p where p.dossier_id = d.id
    and exists (select from dossiers_correction c where c.dossier_id = d.id))::text as papers
from dossiers_dossier d join dossiers_standing s on s.dossier_id = d.id
where d.unit_id = %(unit)s and d.book_year = %(year)s and d.ordinal > %(after)s and d.ordinal <= %(last)s"""
_NARROWED = """
  and (%(since)s::date is null or d.day >= %(since)s::date) and (%(until)s::date is null or d.day <= %(until)s::date)
  and (%(state)s::int is null or s.state = %(state)s::int) and (%(field)s::text = '' or s.field = %(field)s::text)
order by d.ordinal limit %(limit)s"""
_BOOK = """
select coalesce(c.last, 0) as last, coalesce(c.book, 1) as volumes,
  (select count(*) from dossiers_ending e join dossiers_dossier d on d.id = e.dossier_id where e.kind = 'cancelled'
    and d.unit_id = %(unit)s and d.book_year = %(year)s) as cancelled,
  (select count(*) from dossiers_dossier d join dossiers_standing s on s.dossier_id = d.id where d.unit_id = %(unit)s
    and d.book_year = %(year)s and s.closed_at is null) as open
from (select) as one left join dossiers_book_counter c on c.unit_id = %(unit)s and c.year = %(year)s"""
_CLOSING = """
select id, edition_id as edition, last, cancelled, open, at, by_account as by, by_post as post
from dossiers_book_closing where unit_id = %s and year = %s"""
_EDITION = """
select id, unit_id as unit, year, field, last, is_closing, frozen_id as frozen, at, by_account as by, by_post as post, template,
  copied, laid_out, pages, pdf_id as pdf, sheet_id as sheet, finished_at, failed_at from dossiers_book_edition"""
_PARTS = """
select lines from dossiers_book_part where edition_id = %s and last > %s and first <= %s order by number"""
#: Rows whose notes have more than one moment.
_MOMENTS = {"supplements": ("at", "answered_at")}
#: The dossiers that something happened to after the closing, by the rows that make notes.
_LATER = " or ".join(
    f"exists (select from {source.split(' order by ')[0]} x where x.dossier_id = d.id and x.{moment} > %(closed_at)s)"
    for name, source in TABLES.items()
    for moment in _MOMENTS.get(name, ("at",))
)
_OF_FIELD = """
select d.ordinal from dossiers_dossier d join dossiers_standing s on s.dossier_id = d.id
where d.unit_id = %s and d.book_year = %s and s.field = %s and d.ordinal between %s and %s"""
SEALED = "dossiers.book"


def book_for(actor: Actor, unit: UUID, year: int) -> Book:
    """Return the register of a receiving unit's year as a whole; three statements. Refuses with NotAllowed."""
    access.require(actor, READ, unit)
    return whole_book(unit, year)


def whole_book(unit: UUID, year: int) -> Book:
    """Return a register without asking who looks: for the job and the acts, which have asked."""
    found = row(_BOOK, {"unit": unit, "year": year})
    assert found is not None, "counts are always there"
    closed = row(_CLOSING, [unit, year])
    editions = rows(f"{_EDITION} where unit_id = %s and year = %s order by at desc, id desc limit 20", [unit, year])
    return Book(
        unit=unit,
        year=year,
        **found,
        closing=Closing(**{**closed, "at": local(closed["at"])}) if closed else None,
        editions=tuple(_edition(one) for one in editions),
    )


def book_lines(
    actor: Actor, book: Book, wanted: Wanted, *, at: datetime, after: int = 0, limit: int = PAGE
) -> tuple[Line, ...]:
    """Return lines of a register in the order of their numbers, those after ``after``; the look is noted with its count.

    A closed book shows its frozen lines, and behind each what came later. A fixed number of statements whatever the
    number of lines. Refuses with NotAllowed.
    """
    access.require(actor, READ, book.unit)
    found = live_lines(book.unit, book.year, wanted, after=after, last=book.last, limit=limit)
    if book.closing and found:
        kept = _frozen(book.closing.edition, found[0].ordinal, found[-1].ordinal)
        closed_at = book.closing.at
        apart = (parted(line, closed_at) for line in found)
        found = tuple(as_frozen(line, kept[line.ordinal]) if line.ordinal in kept else line for line in apart)
    note_look(
        actor,
        kind=LINES,
        subject=None,
        at=at,
        facts={"unit": book.unit, "year": book.year, "after": after, "count": len(found)},
    )
    return found


def live_lines(unit: UUID, year: int, wanted: Wanted, *, after: int, last: int, limit: int) -> tuple[Line, ...]:
    """Return lines as the rows make them now; three statements at most."""
    values = {
        "unit": unit,
        "year": year,
        "after": after,
        "last": last,
        "limit": limit,
        "since": wanted.since,
        "until": wanted.until,
        "state": wanted.state,
        "field": wanted.field,
    }
    return _lines(rows(_SELECT + _NARROWED, values))


def later_lines(unit: UUID, year: int, field: str, closed_at: datetime, *, after: int, limit: int) -> tuple[Line, ...]:
    """Return the lines of a closed book to which something happened after the closing, set apart as ``later``."""
    values = {
        "unit": unit,
        "year": year,
        "field": field,
        "after": after,
        "last": 2**31 - 1,
        "limit": limit,
        "closed_at": closed_at,
    }
    of_field = "and (%(field)s::text = '' or s.field = %(field)s::text)"
    found = _lines(rows(f"{_SELECT} {of_field} and ({_LATER}) order by d.ordinal limit %(limit)s", values))
    return tuple(parted(line, closed_at) for line in found)


def ordinals_of(unit: UUID, year: int, field: str, first: int, last: int) -> frozenset[int]:
    """Return which numbers from … to … of a register belong to a field."""
    return frozenset(one["ordinal"] for one in rows(_OF_FIELD, [unit, year, field, first, last]))


def edition_for(actor: Actor, edition: UUID) -> Edition:
    """Return a printing of a register. Refuses with NoSuchBook whoever may not read that unit's registers."""
    found = edition_by_id(edition)
    if found is None or not access.judge(actor, READ, found.unit):
        raise NoSuchBook
    return found


def edition_by_id(edition: UUID) -> Edition | None:
    """Return a printing without asking who looks: for the job and the guard of its files."""
    found = row(f"{_EDITION} where id = %s", [edition])
    return _edition(found) if found else None


def frozen_part(sealed: bytes | memoryview) -> list[RegisterLine]:
    """Return the lines of a part as they were copied."""
    read: list[RegisterLine] = orjson.loads(unseal_bytes(sealed, SEALED))
    return read


def book_may_be_read(actor: Actor, edition: UUID) -> bool:
    """Whether this actor may open the files of a printing."""
    found = edition_by_id(edition)
    return found is not None and access.judge(actor, READ, found.unit)


def _frozen(edition: UUID, first: int, last: int) -> dict[int, RegisterLine]:
    parts = rows(_PARTS, [edition, first - 1, last])
    return {line["ordinal"]: line for part in parts for line in frozen_part(part["lines"])}


def _edition(found: dict[str, Any]) -> Edition:
    return Edition(**{**found, "at": local(found["at"])})


def _lines(found: Sequence[dict[str, Any]]) -> tuple[Line, ...]:
    read = [_read(one) for one in found]
    ids = {one[f"{who}_id"] for one in read for who in ("owner", "submitter") if one[f"{who}_id"]}
    people = parties.persons(ids) if ids else {}
    accounts = {one["received_by"] for one in read if one["received_by"]}
    accounts |= {UUID(given["by_account"]) for one in read for given in one["deliveries"]}
    names = identity.names(accounts)
    return tuple(_line(one, people, names) for one in read)


def _read(one: dict[str, Any]) -> dict[str, Any]:
    lists = {name: json.loads(one[name]) if one[name] else [] for name in (*TABLES, "papers")}
    address = json.loads(one["delivery_address"]) if one["delivery_address"] else None
    return {**one, **lists, "delivery_address": address}


def _line(one: Mapping[str, Any], people: Mapping[UUID, Person], names: Mapping[UUID, str]) -> Line:
    owner = people.get(one["owner_id"])
    delivered = one["deliveries"][0] if one["deliveries"] else None
    giver, taker = handed_over(delivered, names) if delivered else ("", "")
    notes = notes_of(one, people, names)
    says: RegisterLine = {
        "ordinal": one["ordinal"],
        "code": one["code"],
        "procedure": catalogue.version(one["procedure_id"]).name,
        "sets": one["sets"],
        "owner": one["owner_name"],
        "address": _address(owner),
        "phone": owner.phone if owner else "",
        "received": short_moment(one["received_at"]),
        "due": short_moment(one["original_due_at"]),
        "returned": short_moment(moment_of(delivered["at"])) if delivered else "",
        "giver": giver,
        "taker": taker,
        "clerk": names.get(one["received_by"], ""),
        "commune": _place(one["commune_id"] or (owner.commune_id if owner else None)),
        "competent": organisation.short_name(one["competent_unit_id"]),
        "delivery": delivery_words(one["delivery"]),
        "note": last_column(notes),
    }
    return Line(says, notes)


def _address(owner: Person | None) -> str:
    if owner is None:
        return ""
    return owner.address or _place(owner.commune_id)


def _place(commune: UUID | None) -> str:
    return organisation.full_name(commune).removeprefix("UBND ") if commune else ""
