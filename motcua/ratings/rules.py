"""The questions of a slip as data, and the points that a rating gives; pure."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

#: Fewer ratings are told of nobody (NĐ 61/2018 Đ27.3).
LEAST = 5
TABLE = Path(__file__).parent / "data" / "questions.csv"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the slip (NĐ 61/2018 Đ31), and the days on which it is asked."""

    code: str
    text: str
    valid_from: date
    valid_to: date | None


def questions(on: date) -> tuple[Question, ...]:
    """Return the questions that are asked on a day; before the first ones those."""
    day = max(on, min(each.valid_from for each in _table()))
    return tuple(
        each for each in _table() if each.valid_from <= day and (each.valid_to is None or day <= each.valid_to)
    )


def points_of_bodies(bodies: int) -> int:
    """Return the points of indicator 4: two for no other body, one for one, none for more (TT 01/2018 Đ13.4)."""
    return max(0, 2 - bodies)


def points_of_conduct(in_time: int | None, *, complains: bool) -> int | None:
    """Return the points of indicator 7: those for the time, none with a complaint (TT 01/2018 Đ13.7); None without a limit."""
    return 0 if complains else in_time


def told(counts: Mapping[UUID | None, int]) -> frozenset[UUID]:
    """Return the posts of a unit whose ratings may be told; ``counts`` has them by post, under None those of no post.

    A post has ``LEAST`` or more; and where fewer, but some, would be left of the unit's sum, the smallest post is left untold beside them.
    """
    may = sorted((count, post) for post, count in counts.items() if post is not None and count >= LEAST)
    rest = sum(counts.values()) - sum(count for count, _post in may)
    if 0 < rest < LEAST:
        may = may[1:]
    return frozenset(post for _count, post in may)


@cache
def _table() -> tuple[Question, ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Question(
                line["code"],
                line["text"],
                date.fromisoformat(line["valid_from"]),
                date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
            )
            for line in csv.DictReader(lines)
        )
