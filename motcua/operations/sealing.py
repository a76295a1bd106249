"""Where a declared column's sealed value stands in a row, and whether any key opens it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db import connection

from motcua.kernel import keys
from motcua.kernel.keys import KeysMissing
from motcua.kernel.personal import Column


def value_of(column: Column) -> str:
    """Return the SQL that gives a column's sealed bytes."""
    name = quoted([column.column])
    return f"decode({name}->>'{column.within}', 'base64')" if column.within else name


def needs_of(column: Column) -> str:
    """Return the SQL that gives what else is wanted of a row to open its value, each after a comma."""
    return "".join(f", {quoted([name])}" for name in column.needs if name not in column.key)


def quoted(names: Sequence[str]) -> str:
    """Return names of columns or of a table as SQL."""
    return ", ".join(connection.ops.quote_name(name) for name in names)


def opened(column: Column, row: Mapping[str, Any]) -> bytes | None:
    """Return what a row's ``sealed`` bytes hold; None where no key opens them: the key is away, or they are damaged."""
    purpose = column.purpose_of(row)
    try:
        return keys.unseal_bytes(row["sealed"], purpose)
    # A damaged head names no key, or leaves too little for a nonce.
    except (InvalidTag, KeysMissing, IndexError, ValueError):
        return None
