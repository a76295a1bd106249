"""Read whatever the modules have declared of a subject: no table is known here, only what was told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.kernel.keys import unseal_bytes
from motcua.kernel.personal import Column, Holding, holdings
from motcua.kernel.statements import rows


@dataclass(frozen=True, slots=True)
class Held:
    """What one holding has of a subject: rows, each the values by what people call them."""

    holding: Holding
    rows: tuple[Mapping[str, str], ...]


def held(kind: str, subject: UUID) -> Iterator[Held]:
    """Yield what each holding has of a subject, opened; marks for searching are no value of anybody's and are left out."""
    for holding in holdings:
        by_rows: dict[tuple[str, str], list[Column]] = defaultdict(list)
        for column in holding.columns:
            if kind in column.of:
                by_rows[column.table, column.of[kind]].append(column)
        found = [
            said
            for (table, where), columns in by_rows.items()
            for row in _rows(table, where, columns, subject)
            if (said := _said(columns, row))
        ]
        if found:
            yield Held(holding, tuple(found))


def _rows(table: str, where: str, columns: list[Column], subject: UUID) -> list[dict[str, Any]]:
    names = {name for column in columns for name in (column.column, *column.needs)}
    chosen = ", ".join(connection.ops.quote_name(name) for name in sorted(names))
    return rows(f"select {chosen} from {connection.ops.quote_name(table)} where {where}", {"id": subject})


def _said(columns: list[Column], row: Mapping[str, Any]) -> dict[str, str]:
    said = {str(column.what): _text(column, row) for column in columns}
    return {what: text for what, text in said.items() if text}


def _text(column: Column, row: Mapping[str, Any]) -> str:
    value = row[column.column]
    if column.is_sealed:
        return unseal_bytes(value, column.purpose_of(row)).decode() if value is not None else ""
    if value is None or isinstance(value, bytes | memoryview):
        return ""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
