"""Seal anew, with the current key, what an earlier one sealed: a few rows at a time, while everybody works."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db import connection

from motcua.kernel import alarms, keys, moments
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import KeysMissing
from motcua.kernel.personal import Column, sealed_columns
from motcua.kernel.statements import rows
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

    ``told`` hears of every few rows, ``go_on`` may end it early. Begun again it passes over what is done.
    """
    whole = Resealed()
    for _round in range(ROUNDS):
        before, whole = whole.rows, Resealed(whole.rows)
        for column in sealed_columns():
            after: tuple[Any, ...] | None = ()
            while after is not None and go_on():
                after, done = reseal_some(actor=actor, at=moments.machine_now(), column=column, after=after)
                whole += done
                told(done)
        if whole.rows == before:
            break
    return whole


@act
def reseal_some(
    *, actor: Actor, at: datetime, column: Column, after: tuple[Any, ...]
) -> tuple[tuple[Any, ...] | None, Resealed]:
    """Seal the next rows of a column anew, after a key; return the last key looked at (None: no more) and what was done.

    A row that somebody is changing just now is passed over, so that nobody waits for anybody. A value that no key opens stays as
    it is, is counted and rings an alarm.
    """
    del actor, at
    mark = keys.mark_of(keys.ring().current)
    page = _page(column, after, mark)
    wanted = [key for key, is_wanted in page if is_wanted]
    changed, unreadable = [], 0
    for found in _taken(column, wanted, mark):
        try:
            changed.append(_anew(column, found))
        except (InvalidTag, KeysMissing):
            unreadable += 1
            alarms.ring(
                "keys.unreadable",
                "Có giá trị không mở được bằng khoá nào. Phục hồi tệp khoá cũ hơn rồi chạy lại: motcua keys reseal.",
                column=column.name,
                row=str(found[column.key[0]]),
            )
    if changed:
        with connection.cursor() as cursor:
            cursor.executemany(_update(column, changed[0]), [list(each.values()) for each in changed])
    last = page[-1][0] if len(page) == ROWS else None
    return last, Resealed(len(changed), unreadable)


def _page(column: Column, after: tuple[Any, ...], mark: bytes) -> list[tuple[tuple[Any, ...], bool]]:
    names = _names(column.key)
    places = ", ".join(["%s"] * len(after))
    sql = PAGE.format(
        keys=names,
        value=value_of(column),
        table=_name(column.table),
        after=f"({names}) > ({places})" if after else "true",
    )
    found = rows(sql, [len(mark), mark, *after, ROWS])
    return [(tuple(row[name] for name in column.key), row["wanted"]) for row in found]


def _taken(column: Column, wanted: Sequence[tuple[Any, ...]], mark: bytes) -> list[dict[str, Any]]:
    if not wanted:
        return []
    place = f"({', '.join(['%s'] * len(column.key))})"
    needs = "".join(f", {_name(name)}" for name in column.needs if name not in column.key)
    sql = TAKEN.format(
        keys=_names(column.key),
        value=value_of(column),
        needs=needs,
        table=_name(column.table),
        places=", ".join([place] * len(wanted)),
    )
    return rows(sql, [*(part for key in wanted for part in key), len(mark), mark])


def _anew(column: Column, found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is written of a row: its value, its marks, then its key."""
    purpose = column.purpose_of(found)
    plain = keys.unseal_bytes(found["sealed"], purpose)
    sealed: bytes | str = keys.seal(plain, purpose)
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


def value_of(column: Column) -> str:
    """Return the SQL that gives a column's sealed bytes."""
    name = _name(column.column)
    return f"decode({name}->>'{column.within}', 'base64')" if column.within else name


def _names(names: Sequence[str]) -> str:
    return ", ".join(_name(name) for name in names)


def _name(name: str) -> str:
    return connection.ops.quote_name(name)
