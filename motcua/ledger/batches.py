"""Batches and signed roots as they stand in the database; plain psycopg, no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg

from motcua.ledger.rules import GENESIS, START, Batch, Bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from motcua.database.addresses import Address

COLUMNS = "number, total, count, upper_epoch, upper_tx::text, upper_id, previous, tree, root"

LAST = f"select {COLUMNS} from ledger_batch order by number desc limit 1"
ONE = f"select {COLUMNS} from ledger_batch where number = %s"
RANGE = f"select {COLUMNS} from ledger_batch where number between %s and %s order by number"

# PostgreSQL 15 and 16 do not know transaction_timeout.
NO_LIMITS = """
select set_config(name, '0', false) from pg_settings
where name in ('statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout')
"""


def connect(address: Address) -> psycopg.Connection[Any]:
    """Return a connection that may take its time: for reading everything, never for writing."""
    connection: psycopg.Connection[Any] = psycopg.connect(**address.parameters(), autocommit=True)  # type: ignore[arg-type]
    connection.execute(NO_LIMITS)
    connection.execute("set jit = off")
    return connection


def last(connection: psycopg.Connection[Any]) -> Batch | None:
    """Return the newest batch, or None before the first."""
    row = connection.execute(LAST).fetchone()
    return batch_of(row) if row else None


def one(connection: psycopg.Connection[Any], number: int) -> Batch | None:
    """Return the batch of a number, or None."""
    row = connection.execute(ONE, [number]).fetchone()
    return batch_of(row) if row else None


def stored(connection: psycopg.Connection[Any], first: int, final: int) -> Iterator[tuple[Batch, bytes]]:
    """Give the batches of a range of numbers, each with the root that stands in its row."""
    for row in connection.execute(RANGE, [first, final]):
        yield batch_of(row), bytes(row[8])


def batch_of(row: tuple[Any, ...]) -> Batch:
    """Return the batch that a row of ``COLUMNS`` describes."""
    number, total, count, epoch, tx, upper, previous, tree = row[:8]
    return Batch(number, total, count, Bound(epoch, int(tx), upper), bytes(previous), bytes(tree))


def after(batch: Batch | None) -> tuple[int, int, Bound, bytes]:
    """Return what the next batch begins from: number and total of the last, its bound, its root."""
    return (batch.number, batch.total, batch.upper, batch.root) if batch else (0, 0, START, GENESIS)
