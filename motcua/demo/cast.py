"""Who does what: the people of the demo in their posts, as actors."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from motcua.identity import queries as identity
from motcua.kernel.actor import Actor
from motcua.kernel.moments import TZ
from motcua.organisation import queries as organisation
from motcua.organisation.types import Post

#: Words of a field of procedures → a word in the name of the section or post that works on it, first match wins.
TRADES = (
    (("hộ tịch", "chứng thực", "nuôi con nuôi", "hoà giải", "hòa giải", "trợ giúp pháp lý", "bồi thường"), "tư pháp"),
    (("bảo trợ", "trẻ em", "người có công", "lao động"), "lao động"),
    (("doanh nghiệp", "hợp tác xã", "hộ kinh doanh", "thành lập"), "tài chính"),
    (("tài nguyên", "đất đai", "môi trường", "nước"), "tài nguyên"),
    (("kinh tế", "nông", "thú y", "hạ tầng", "đường bộ", "xây dựng"), "kinh tế"),
)
#: What the same trade is called in a commune, where posts are no sections.
IN_A_COMMUNE = {
    "tư pháp": "tư pháp",
    "lao động": "văn hóa",
    "tài chính": "tài chính",
    "tài nguyên": "địa chính",
    "kinh tế": "địa chính",
}
OFFICES = ("văn phòng", "ban giám đốc", "thường trực")


class NobodyThere(Exception):
    """A post that should act has no holder."""


def section_for(sections: tuple[str, ...], field: str) -> str:
    """Return which of several sections takes a procedure of this field."""
    if len(sections) < 2:  # noqa: PLR2004 - nothing to choose
        return sections[0] if sections else ""
    trade = trade_of(field)
    rooms = [name for name in sections if not name.lower().startswith(OFFICES)] or list(sections)
    return next((name for name in rooms if trade and trade in name.lower()), rooms[0])


def trade_of(field: str) -> str:
    """Return the word by which the sections that work on a field are known."""
    field = field.lower()
    return next((trade for words, trade in TRADES if any(word in field for word in words)), "")


def counter_of(unit: UUID, at: datetime, turn: int) -> Actor:
    """Return who sits at a unit's counter."""
    return _one_of(organisation.posts(unit, at.date(), role="counter"), at, turn)


def worker_at(unit: UUID, role: str, section: str, at: datetime, *, field: str, turn: int) -> Actor:
    """Return somebody of a role at a unit's desk; a commune's specialist is the one of the trade."""
    posts = organisation.posts(unit, at.date(), role=role)
    if role in {"specialist", "section_head"}:
        posts = tuple(post for post in posts if (post.section or "") == section) or posts
    if role == "specialist" and (word := IN_A_COMMUNE.get(trade_of(field))):
        posts = tuple(post for post in posts if word in post.name.lower()) or posts
    if role == "leader" and turn % 3:
        posts = posts[:1]
    return _one_of(posts, at, turn)


def specialist_post(unit: UUID, section: str, at: datetime, turn: int) -> UUID:
    """Return the post of the specialist to whom a head gives work."""
    posts = organisation.posts(unit, at.date(), role="specialist")
    posts = tuple(post for post in posts if (post.section or "") == section) or posts
    return posts[turn % len(posts)].id


def holder_of(post: UUID, at: datetime, turn: int) -> Actor:
    """Return who holds a post."""
    found = _holders(post, at.date())
    if not found:
        raise NobodyThere(f"nobody holds {organisation.post(post).name} on {at:%Y-%m-%d}")
    return _actor(found[turn % len(found)], post, at.date())


def cashier(unit: UUID, account: UUID, at: datetime) -> Actor:
    """Return the holder of a counter's post who took money there."""
    for post in organisation.posts(unit, at.date(), role="counter"):
        if account in _holders(post.id, at.date()):
            return _actor(account, post.id, at.date())
    raise NobodyThere(f"no such cashier on {at:%Y-%m-%d}")


def spread(seed: str, number: int) -> int:
    """Return a number that spreads work over people, the same each time."""
    return int.from_bytes(hashlib.sha256(f"{seed}|turn|{number}".encode()).digest()[:4], "big")


def _one_of(posts: tuple[Post, ...], at: datetime, turn: int) -> Actor:
    if not posts:
        raise NobodyThere(f"no such post on {at:%Y-%m-%d}")
    return holder_of(posts[turn % len(posts)].id, at, turn)


@lru_cache(maxsize=20_000)
def _holders(post: UUID, on: date) -> tuple[UUID, ...]:
    return tuple(official.account for official in identity.holders(post, _noon(on)))


@lru_cache(maxsize=20_000)
def _actor(account: UUID, post: UUID, on: date) -> Actor:
    return identity.actor_for(account, post, _noon(on))


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=TZ)
