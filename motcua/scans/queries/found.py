"""What office scanners left and nobody has settled yet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.statements import row, rows
from motcua.scans.sockets import destinations
from motcua.scans.types import ATTACH, Found, NothingToScan, Part

MOST = 100
_COLUMNS = "id, unit_id, name, file_id, found_at, owner_kind, owner_id, settled_at"


def waiting(actor: Actor, *, kind: str = "", owner: UUID | None = None) -> tuple[Found, ...]:
    """Return the files that wait in the actor's unit, newest first, at most 100; with ``owner`` those sorted to it.

    One statement, and one question to its destination for each of the different owners that a receipt named.
    """
    if actor.unit is None or not access.judge(actor, ATTACH, actor.unit):
        return ()
    found = rows(
        f"select {_COLUMNS} from scans_found where unit_id = %s and settled_at is null"
        " and (%s::uuid is null or (owner_kind = %s and owner_id = %s)) order by found_at desc, id limit %s",
        [actor.unit, owner, kind, owner, MOST],
    )
    named: dict[UUID, tuple[str, tuple[Part, ...]]] = {}
    return tuple(_found(actor, each, named) for each in found)


def found_for(actor: Actor, found: UUID) -> Found:
    """Return one file of the unit's scanner, settled or not. Raises NothingToScan for another unit's."""
    known = row(f"select {_COLUMNS} from scans_found where id = %s", [found])
    if known is None or not access.judge(actor, ATTACH, known["unit_id"]):
        raise NothingToScan
    return _found(actor, known, {})


def owner_named(actor: Actor, number: str) -> tuple[str, UUID, str, tuple[Part, ...]] | None:
    """Return the owner of a number that somebody typed: kind, id, its words and papers; None where there is none."""
    for destination in destinations:
        owner = destination.by_number(actor, number.strip())
        if owner is not None:
            of, parts = destination.parts(actor, owner)
            return destination.key, owner, of, tuple(parts)
    return None


def may_read(actor: Actor, found: UUID) -> bool:
    """Whether this actor may open a file that an office scanner left."""
    known = row("select unit_id from scans_found where id = %s", [found])
    return known is not None and access.judge(actor, ATTACH, known["unit_id"])


def is_clerk(actor: Actor, sitting: UUID) -> bool:
    """Whether this actor opened the telephone that took a picture."""
    return row("select id from scans_sitting where id = %s and account = %s", [sitting, actor.account]) is not None


def _found(actor: Actor, row_: dict[str, Any], named: dict[UUID, tuple[str, tuple[Part, ...]]]) -> Found:
    owner, kind = row_["owner_id"], row_["owner_kind"]
    of: tuple[str, tuple[Part, ...]] = ("", ())
    if owner is not None and kind in destinations:
        if owner not in named:
            words, parts = destinations[kind].parts(actor, owner)
            named[owner] = (words, tuple(parts))
        of = named[owner]
    return Found(
        id=row_["id"],
        unit=row_["unit_id"],
        name=row_["name"],
        file=row_["file_id"],
        found_at=row_["found_at"],
        kind=kind if of[0] else "",
        owner=owner if of[0] else None,
        of=of[0],
        parts=of[1],
        is_settled=row_["settled_at"] is not None,
    )
