"""Read a sitting with its pictures, whoever asks; who may have it, the queries and services decide."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.identity import queries as identity
from motcua.identity.types import AccountUnknown, SeatUnknown
from motcua.kernel import moments
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal, unseal
from motcua.kernel.statements import row, rows
from motcua.scans.rules import is_over
from motcua.scans.sockets import destinations
from motcua.scans.types import NothingToScan, Picture, Sitting, SittingOver, Target

PURPOSE = "scans.token"
TOKEN_BYTES = 18


def new_token() -> tuple[str, bytes, bytes]:
    """Return a token, its hash and its sealed form."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, hash_of(token), seal(token, PURPOSE)


def hash_of(token: str) -> bytes:
    """Return what the table keeps of a token: it is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).digest()


def target_of(actor: Actor, kind: str, owner: UUID, part: UUID) -> Target:
    """Return the paper in words. Raises NothingToScan where there is none, or not for this actor."""
    target = destinations[kind].target(actor, owner, part) if kind in destinations else None
    if target is None:
        raise NothingToScan
    return target


def by_token(token: str, at: datetime, *, lock: bool = False) -> Sitting:
    """Return the sitting that a telephone's token opens, for the clerk who opened it, as long as it runs.

    ``at`` is the business moment. Raises SittingOver where the time is up, it was closed, the clerk no longer holds the
    post, or the paper is no longer the clerk's.
    """
    found = row(f"select * from scans_sitting where token_hash = %s{' for update' if lock else ''}", [hash_of(token)])
    if found is None or is_over(moments.machine_now(), found["ends_at"], found["closed_at"]):
        raise SittingOver
    try:
        actor = identity.actor_for(found["account"], found["post"], at)
        return sitting_from(found, actor)
    except (AccountUnknown, SeatUnknown, NothingToScan) as problem:
        raise SittingOver from problem


def of_clerk(actor: Actor, sitting: UUID, *, lock: bool = False) -> Sitting:
    """Return a sitting that this actor opened. Raises NothingToScan for anybody else's."""
    found = row(
        f"select * from scans_sitting where id = %s and account = %s{' for update' if lock else ''}",
        [sitting, actor.account],
    )
    if found is None:
        raise NothingToScan
    return sitting_from(found, actor)


def sitting_from(found: dict[str, Any], actor: Actor) -> Sitting:
    """Build a sitting from its row. Raises NothingToScan where the paper is not this actor's."""
    return Sitting(
        id=found["id"],
        kind=found["owner_kind"],
        owner=found["owner_id"],
        part=found["part_id"],
        actor=actor,
        target=target_of(actor, found["owner_kind"], found["owner_id"], found["part_id"]),
        opened_at=found["opened_at"],
        ends_at=found["ends_at"],
        closed_at=found["closed_at"],
        file=found["file_id"],
        token=unseal(found["token"], PURPOSE),
        pictures=pictures_of(found["id"]),
    )


def pictures_of(sitting: UUID) -> tuple[Picture, ...]:
    """Return the pictures of a sitting in their order, without the removed ones."""
    found = rows(
        "select id, place, size, received, file_id from scans_picture"
        " where sitting_id = %s and removed_at is null order by place, id",
        [sitting],
    )
    return tuple(Picture(each["id"], each["place"], each["size"], each["received"], each["file_id"]) for each in found)
