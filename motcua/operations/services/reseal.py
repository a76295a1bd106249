"""Seal anew, with the current key, what an earlier one sealed: a few rows at a time, while everybody works."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.kernel import alarms, keys, moments
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.personal import Column, sealed_columns
from motcua.kernel.statements import rows
from motcua.operations.sealing import needs_of, opened, quoted, value_of
from motcua.operations.types import Resealed

#: So many rows are looked at in one short transaction: nobody waits longer for one of them than a few milliseconds.
ROWS = 400
#: A row that somebody else is changing is left for the next round.
ROUNDS = 3

PAGE = """
select {keys}, {value} is not null and substring({value} from 1 for %s) <> %s as wanted
from {table} where {after} order by {keys} limit %s
"""
TAKEN = """
select {keys}, {value} as sealed{needs} from {table}
where ({keys}) in ({places}) and {value} is not null and substring({value} from 1 for %s) <> %s
order by {keys} for update skip locked
"""


@not_an_act("many short acts, each of them whole: it may be killed between any two and begun again")
def reseal(*, actor: Actor, told: Callable[[Resealed], None], go_on: Callable[[], bool] = lambda: True) -> Resealed:
    """Seal every row anew that is not sealed with the current key, and its marks with it; return what was done.

    ``told`` hears of every few rows, ``go_on`` may end it early. Begun again it passes over what is done. A column with
    values that no key opens rings one alarm, however many they are.
    """
    whole, lost = Resealed(), Counter[str]()
    for _round in range(ROUNDS):
        before, whole = whole.rows, Resealed(whole.rows)
        lost.clear()
        for column in sealed_columns():
            after: tuple[Any, ...] | None = ()
            while after is not None and go_on():
                after, done = reseal_some(actor=actor, at=moments.machine_now(), column=column, after=after)
                whole += done
                lost[column.name] += done.unreadable
                told(done)
        if whole.rows == before or not go_on():
            break
    for name, count in (+lost).items():
        alarms.ring(
            "keys.unreadable",
            "Có giá trị không mở được bằng khoá nào. Gõ «motcua keys retire»: lệnh ấy kể từng giá trị và nói làm gì tiếp.",
            column=name,
            count=count,
        )
    return whole


@act
def reseal_some(
    *, actor: Actor, at: datetime, column: Column, after: tuple[Any, ...]
) -> tuple[tuple[Any, ...] | None, Resealed]:
    """Seal the next rows of a column anew, after a key; return the last key looked at (None: no more) and what was done.

    A row that somebody is changing just now is passed over, so that nobody waits for anybody. A value that no key opens stays as
    it is and is counted.
    """
    del actor, at
    mark = keys.mark_of(keys.ring().current)
    page = _page(column, after, mark)
    wanted = [key for key, is_wanted in page if is_wanted]
    taken = [(found, opened(column, found)) for found in _taken(column, wanted, mark)]
    changed = [_anew(column, found, plain) for found, plain in taken if plain is not None]
    if changed:
        with connection.cursor() as cursor:
            cursor.executemany(_update(column, changed[0]), [list(each.values()) for each in changed])
    last = page[-1][0] if len(page) == ROWS else None
    return last, Resealed(len(changed), len(taken) - len(changed))


def _page(column: Column, after: tuple[Any, ...], mark: bytes) -> list[tuple[tuple[Any, ...], bool]]:
    names = quoted(column.key)
    places = ", ".join(["%s"] * len(after))
    sql = PAGE.format(
        keys=names,
        value=value_of(column),
        table=quoted([column.table]),
        after=f"({names}) > ({places})" if after else "true",
    )
    found = rows(sql, [len(mark), mark, *after, ROWS])
    return [(tuple(row[name] for name in column.key), row["wanted"]) for row in found]


def _taken(column: Column, wanted: Sequence[tuple[Any, ...]], mark: bytes) -> list[dict[str, Any]]:
    if not wanted:
        return []
    place = f"({', '.join(['%s'] * len(column.key))})"
    sql = TAKEN.format(
        keys=quoted(column.key),
        value=value_of(column),
        needs=needs_of(column),
        table=quoted([column.table]),
        places=", ".join([place] * len(wanted)),
    )
    return rows(sql, [*(part for key in wanted for part in key), len(mark), mark])


def _anew(column: Column, found: Mapping[str, Any], plain: bytes) -> dict[str, Any]:
    """Return what is written of a row: its value, its marks, then its key."""
    sealed: bytes | str = keys.seal(plain, column.purpose_of(found))
    if column.within:
        sealed = base64.b64encode(bytes(sealed)).decode()  # type: ignore[arg-type]  # it is bytes still
    marks = column.marks(plain.decode(), found) if column.marks else {}
    return {column.column: sealed, **marks, **{f"key {name}": found[name] for name in column.key}}


def _update(column: Column, row: Mapping[str, Any]) -> str:
    written = [name for name in row if not name.startswith("key ")]
    places = [f"{_name(name)} = %s" for name in written]
    if column.within:
        places[0] = (
            f"{_name(column.column)} = jsonb_set({_name(column.column)}, '{{{column.within}}}', to_jsonb(%s::text))"
        )
    keys_of = " and ".join(f"{_name(name)} = %s" for name in column.key)
    return f"update {_name(column.table)} set {', '.join(places)} where {keys_of}"


def _name(name: str) -> str:
    return connection.ops.quote_name(name)
