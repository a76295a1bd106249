"""What ratings say together, by unit; small groups are never told (NĐ 61/2018 Đ27.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.kernel.moments import local
from motcua.kernel.statements import rows
from motcua.ratings.rules import LEAST
from motcua.ratings.types import Found, Satisfaction

SUMS = f"""
select unit_id, year, quarter, count(*) as count,
  count(*) filter (where overall = 0) as o0, count(*) filter (where overall = 1) as o1, count(*) filter (where overall = 2) as o2,
  count(*) filter (where bodies = 2) as b2, count(*) filter (where bodies = 1) as b1, count(*) filter (where bodies = 0) as b0,
  count(*) filter (where conduct = 2) as c2, count(*) filter (where conduct = 1) as c1, count(*) filter (where conduct = 0) as c0
from ratings_rating where unit_id = any(%(units)s) and (year, quarter) in (select * from unnest(%(years)s::int[], %(quarters)s::int[]))
group by 1, 2, 3 having count(*) >= {LEAST}"""
ANSWERS = """
select unit_id, year, quarter, a.key as question, a.value::int as level, count(*) as count
from ratings_rating, jsonb_each_text(answers) a
where unit_id = any(%(units)s) and (year, quarter) in (select * from unnest(%(years)s::int[], %(quarters)s::int[]))
group by 1, 2, 3, 4, 5"""


def together(units: Collection[UUID], year: int, quarters: Collection[int], now: datetime) -> dict[UUID, Found]:
    """Return by unit what the ratings of some quarters of a year say together; two statements.

    Told are quarters that are over and have at least ``LEAST`` ratings, of each question at least so many answers, and only
    their sums: from a year nothing of a single quarter can be subtracted that is not told itself. The caller says which units its reader may see.
    """
    over = quarters_over(year, quarters, now)
    values: dict[str, Any] = {"units": sorted(units), "years": [year] * len(over), "quarters": over}
    sums, told = rows(SUMS, values), {}
    answers = rows(ANSWERS, values) if sums else []
    for unit in {row["unit_id"] for row in sums}:
        mine = [row for row in sums if row["unit_id"] == unit]
        known = {row["quarter"] for row in mine}
        told[unit] = _found(mine, [row for row in answers if row["unit_id"] == unit and row["quarter"] in known])
    return told


def quarters_over(year: int, quarters: Iterable[int], now: datetime) -> list[int]:
    """Return those of a year's quarters that are over."""
    return [quarter for quarter in quarters if _ends(year, quarter) <= local(now).date()]


def _found(sums: Collection[dict[str, Any]], answers: Collection[dict[str, Any]]) -> Found:
    def total(name: str) -> int:
        return sum(int(row[name]) for row in sums)

    def points(*names: str) -> tuple[int, int, int]:
        enough = [row for row in sums if sum(row[name] for name in names) >= LEAST]
        two, one, none = (sum(row[name] for row in enough) for name in names)
        return two, one, none

    answered = Counter[tuple[int, str]]()
    for row in answers:
        answered[row["quarter"], row["question"]] += row["count"]
    levels: dict[str, dict[Satisfaction, int]] = {}
    for row in answers:
        if answered[row["quarter"], row["question"]] >= LEAST:
            question = levels.setdefault(row["question"], dict.fromkeys(Satisfaction, 0))
            question[Satisfaction(row["level"])] += row["count"]
    return Found(
        count=total("count"),
        overall={level: total(f"o{level:d}") for level in Satisfaction},
        bodies=points("b2", "b1", "b0"),
        conduct=points("c2", "c1", "c0"),
        answers=dict(sorted(levels.items())),
    )


def _ends(year: int, quarter: int) -> date:
    """Return the first day after a quarter."""
    return date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
