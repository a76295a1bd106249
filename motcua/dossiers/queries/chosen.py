"""Some dossiers by their numbers, as rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motcua.dossiers.queries.lists import rows_for
from motcua.dossiers.types import DeskRow
from motcua.kernel.actor import Actor
from motcua.kernel.statements import rows


def by_numbers(numbers: Sequence[str], actor: Actor, now: datetime) -> tuple[DeskRow, ...]:
    """Return the dossiers of these codes or filing numbers that this actor may see, in the order given."""
    wanted = list(numbers)
    sql = "select id from dossiers_dossier where code = any(%(numbers)s) or filing_number = any(%(numbers)s)"
    ids = [row["id"] for row in rows(sql, {"numbers": wanted})]
    place = {number: index for index, number in enumerate(wanted)}
    return tuple(sorted(rows_for(ids, actor, now), key=lambda row: place.get(row.number, len(wanted))))
