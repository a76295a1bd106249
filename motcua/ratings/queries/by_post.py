"""What ratings say of posts: only so much that nobody is singled out, not even by subtracting posts from their unit (NĐ 61/2018 Đ27.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.kernel.statements import rows
from motcua.ratings import rules
from motcua.ratings.queries.together import quarters_over
from motcua.ratings.types import NO_VOICE, Voice

SAID = """
select unit_id, post_id, quarter,
  count(*) filter (where bodies = 2) as b2, count(*) filter (where bodies = 1) as b1, count(*) filter (where bodies = 0) as b0,
  count(*) filter (where conduct = 2) as c2, count(*) filter (where conduct = 1) as c1, count(*) filter (where conduct = 0) as c0
from ratings_rating r where r.year = %(year)s and r.quarter = any(%(quarters)s) and r.unit_id in (
  select o.unit_id from ratings_rating o where o.year = %(year)s and o.quarter = any(%(quarters)s) and o.post_id = any(%(posts)s))
group by 1, 2, 3"""


def of_posts(year: int, posts: Mapping[int, Collection[UUID]], now: datetime) -> dict[tuple[int, UUID], Voice]:
    """Return by quarter and post what the ratings of a year's quarters say of these posts; one statement.

    Told are quarters that are over and posts with at least ``LEAST`` ratings whose unit has none or as many beside those that are
    told. The caller says which posts its reader may see.
    """
    over = quarters_over(year, posts, now)
    wanted = {post for quarter in over for post in posts[quarter]}
    if not wanted:
        return {}
    groups: dict[tuple[UUID, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows(SAID, {"year": year, "quarters": over, "posts": sorted(wanted)}):
        groups[row["unit_id"], row["quarter"]].append(row)
    found: dict[tuple[int, UUID], Voice] = {}
    for (_unit, quarter), said in groups.items():
        bodies, conduct = _told(said, "b2", "b1", "b0"), _told(said, "c2", "c1", "c0")
        for post in (bodies.keys() | conduct.keys()) & set(posts[quarter]):
            voice = Voice(bodies.get(post, NO_VOICE.bodies), conduct.get(post, NO_VOICE.conduct))
            found[quarter, post] = found.get((quarter, post), NO_VOICE) + voice
    return found


def _told(said: Collection[Mapping[str, Any]], *names: str) -> dict[UUID, tuple[int, int, int]]:
    """Return of one unit and quarter the points by post, of those that may be told."""
    counts = {row["post_id"]: sum(row[name] for name in names) for row in said}
    may = rules.told(counts)
    two, one, none = names
    return {row["post_id"]: (row[two], row[one], row[none]) for row in said if row["post_id"] in may}
