"""The citizen's originals that offices keep: of one dossier, of a unit, of a post."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers.deeds import KEEP
from motcua.dossiers.record import Record, hexed
from motcua.dossiers.services.return_result import RECIPIENT
from motcua.dossiers.types import Original, OriginalEnd
from motcua.identity import queries as identity
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import scope_reached
from motcua.organisation.types import Post

PAGE = 50
#: Shelves that are offered, and originals that a leaver's page names.
SHELVES, NAMED = 8, 5

_KEPT = """select o.id, o.name, o.count, o.unit_id, o.post_id, o.place, o.at, coalesce(d.code, d.filing_number) as number,
  d.owner_name, s.unit_id as dossier_unit, s.state
  from dossiers_original o join dossiers_dossier d on d.id = o.dossier_id join dossiers_standing s on s.dossier_id = d.id
  where o.ended_at is null"""


@dataclass(frozen=True, slots=True)
class KeptLine:
    """An original of a unit's list: where it lies, with whom, since when, of which dossier; whether that went on without it."""

    id: UUID
    name: str
    count: int
    number: str
    owner: str
    unit: UUID
    unit_name: str
    place: str
    keeper: str
    at: datetime
    is_left_behind: bool


@dataclass(frozen=True, slots=True)
class OriginalLine:
    """An original of a dossier, kept or ended; ``taker`` took it back."""

    id: UUID
    paper: UUID
    name: str
    count: int
    unit: UUID
    unit_name: str
    place: str
    keeper: str
    at: datetime
    ended_at: datetime | None
    end: OriginalEnd | None
    taker: str
    is_left_behind: bool


def originals_kept(actor: Actor, now: datetime, *, text: str = "", after: UUID | None = None) -> tuple[KeptLine, ...]:
    """Return the originals in the keeping of the actor's units, the oldest first; ``text`` narrows by shelf, name or code.

    ``after`` is the last line of the page before; one line more than ``PAGE`` says that there is another page.
    """
    scope = scope_reached(actor, KEEP)
    where = "" if scope.units is None else " and o.unit_id = any(%(units)s)"
    where += " and (d.code = %(text)s or o.place ilike %(like)s or o.name ilike %(like)s)" if text.strip() else ""
    where += " and o.id > %(after)s" if after else ""
    like = text.strip().replace("\\", "").replace("%", "").replace("_", " ")
    values = {"units": list(scope.units or ()), "text": text.strip(), "like": f"%{like}%", "after": after}
    return tuple(_line(row, now) for row in rows(f"{_KEPT}{where} order by o.id limit {PAGE + 1}", values))


def _line(row: dict[str, Any], now: datetime) -> KeptLine:
    return KeptLine(
        row["id"],
        row["name"],
        row["count"],
        row["number"],
        row["owner_name"],
        row["unit_id"],
        organisation.short_name(row["unit_id"]),
        row["place"],
        keeper_words(row["post_id"], now),
        local(row["at"]),
        row["unit_id"] != row["dossier_unit"],
    )


def originals_of(record: Record, now: datetime) -> tuple[OriginalLine, ...]:
    """Return all originals that were taken in with a dossier, the first one first."""
    takers = {row["id"]: row["recipient"] for row in record.rows["originals"] if row["recipient"]}
    return tuple(
        OriginalLine(
            original.id,
            original.paper,
            original.name,
            original.count,
            original.unit,
            organisation.short_name(original.unit),
            original.place,
            keeper_words(original.post, now),
            original.at,
            original.ended_at,
            original.end,
            json.loads(unseal(hexed(takers[str(original.id)]), RECIPIENT))["name"]
            if str(original.id) in takers
            else "",
            is_left_behind(record, original),
        )
        for original in record.life.originals
    )


def is_left_behind(record: Record, original: Original) -> bool:
    """Whether the dossier went on and the original is still with whoever had it."""
    if original.ended_at is not None or len(record.life.moves) < 2:  # noqa: PLR2004 - the first move is the reception
        return False
    here = record.standing
    return original.unit != here.unit or (original.post is not None and original.post != here.post)


def keeper_words(post: UUID | None, now: datetime) -> str:
    """Return who keeps it: the names of the post's holders, else the post; empty where it lies with the unit."""
    if post is None:
        return ""
    names = ", ".join(official.name for official in identity.holders(post, now))
    return names or organisation.post(post).name


def keepers(record: Record, now: datetime) -> list[tuple[str, list[tuple[Post, str]]]]:
    """Return the posts that can keep an original, by office: those of the offices that work on the dossier, with people."""
    return [
        (
            organisation.short_name(unit),
            [
                (post, f"{keeper_words(post.id, now)} ({post.name})")
                for post in organisation.posts(unit, local(now).date())
                if identity.holders(post.id, now)
            ],
        )
        for unit in record.standing.units
    ]


def shelves(units: Collection[UUID]) -> tuple[str, ...]:
    """Return the shelves where these units keep originals now, most used first."""
    found = rows(
        "select place from dossiers_original where unit_id = any(%s) and ended_at is null "
        f"group by place order by count(*) desc, place limit {SHELVES}",
        [list(units)],
    )
    return tuple(row["place"] for row in found)


def kept_by(posts: Collection[UUID]) -> tuple[int, str]:
    """Return how many originals these posts keep, and the first of them by name and dossier."""
    found = rows(f"{_KEPT} and o.post_id = any(%s) order by o.id limit 1000", [list(posts)])
    named = ", ".join(f"{row['name']} ({row['number']})" for row in found[:NAMED])
    more = len(found) - NAMED
    return len(found), named if more <= 0 else _("%(named)s và %(more)s bản khác") % {"named": named, "more": more}
