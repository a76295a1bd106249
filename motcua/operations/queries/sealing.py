"""Which key seals how much, and what no key opens."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db import transaction

from motcua.kernel import keys
from motcua.kernel.personal import Column, sealed_columns
from motcua.kernel.statements import be_patient, rows
from motcua.operations.sealing import needs_of, opened, quoted, value_of
from motcua.operations.types import KeyUse, LostValue

#: A damaged head may name anything: it is shown byte by byte.
USED = """
select encode(substring({value} from 2 for get_byte({value}, 0)), 'escape') as key, count(*) as count
from {table} where length({value}) > 0 group by 1 order by 1
"""
HELD = """
select {keys}, {value} as sealed{needs} from {table}
where {after} and substring({value} from 1 for %s) = %s order by {keys} limit %s
"""
#: So many values are held in memory at a time.
ROWS = 5000


def key_uses() -> list[KeyUse]:
    """Return, by key and column, how many values are sealed with each; reads every table whole."""
    found = []
    for column in sealed_columns():
        sql = USED.format(value=value_of(column), table=quoted([column.table]))
        with transaction.atomic():
            be_patient()
            found += [KeyUse(row["key"], column.name, row["count"]) for row in rows(sql)]
    return found


def lost_values(names: Collection[str]) -> list[LostValue]:
    """Return the values that say they are sealed with one of these keys and that no key opens; tries every one of them."""
    return [
        LostValue(name, column.name, ", ".join(str(row[part]) for part in column.key))
        for column in sealed_columns()
        for name in names
        for row in _held(column, name)
        if opened(column, row) is None
    ]


def _held(column: Column, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows whose value says that it is sealed with a key, in the order of the table's key."""
    mark = keys.mark_of(name)
    after: tuple[Any, ...] = ()
    while True:
        sql = HELD.format(
            keys=quoted(column.key),
            value=value_of(column),
            needs=needs_of(column),
            table=quoted([column.table]),
            after=f"({quoted(column.key)}) > ({', '.join(['%s'] * len(after))})" if after else "true",
        )
        with transaction.atomic():
            be_patient()
            page = rows(sql, [*after, len(mark), mark, ROWS])
        yield from page
        if len(page) < ROWS:
            return
        after = tuple(page[-1][part] for part in column.key)
