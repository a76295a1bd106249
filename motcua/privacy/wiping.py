"""Wipe whatever the modules have declared of a subject: no table is known here, only what was told."""

from __future__ import annotations

import json
from collections import defaultdict
from uuid import UUID

from django.db import connection

from motcua.kernel.keys import seal
from motcua.kernel.personal import Column, holdings
from motcua.kernel.statements import run


def wipe(kind: str, subject: UUID) -> int:
    """Take away what is held of a subject and return in how many rows; part of an act.

    First what modules take away themselves, then the columns, each replaced by what its declaration says. A value that was
    nothing stays nothing.
    """
    gone = sum(holding.erase(kind, subject) for holding in holdings if holding.erase)
    by_rows: dict[tuple[str, str], list[Column]] = defaultdict(list)
    for holding in holdings:
        for column in holding.columns:
            if kind in column.of:
                by_rows[column.table, column.of[kind]].append(column)
    return gone + sum(_overwrite(table, where, columns, subject) for (table, where), columns in by_rows.items())


def _overwrite(table: str, where: str, columns: list[Column], subject: UUID) -> int:
    quoted = connection.ops.quote_name
    names = [quoted(column.column) for column in columns]
    taken = [f"case when t.{name} is null then null else instead.{name} end" for name in names]
    sql = (
        f"update {quoted(table)} t set ({', '.join(names)}) = (select {', '.join(taken)} "
        f"from jsonb_populate_record(null::{quoted(table)}, %(instead)s::jsonb) instead) where {where}"
    )
    return run(sql, {"id": subject, "instead": json.dumps({column.column: _instead(column) for column in columns})})


def _instead(column: Column) -> str | None:
    """Return what stands in the place from now on, bytes as hex; a sealed column is bound to one purpose."""
    if column.erased is None or not column.is_sealed:
        return column.erased
    assert isinstance(column.purpose, str), f"{column.name} is sealed row by row: its module takes it away itself"
    return "\\x" + seal(column.erased, column.purpose).hex()
