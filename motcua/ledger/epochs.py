"""After a restore: transaction numbers begin anew, so new lines get a higher epoch and go after everything before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg

from motcua.ledger import batches, sealing

if TYPE_CHECKING:
    from motcua.database.addresses import Address


def raise_epoch(owner: Address) -> tuple[int, int]:
    """Raise the epoch and seal what came back, before anybody can write a new line; return epoch and lines sealed.

    Call it after dump and restore, point-in-time recovery, or a move to a logical replica, with the owner's address.
    """
    with psycopg.connect(**owner.parameters()) as connection:  # type: ignore[arg-type]
        connection.execute("lock table ledger_entry in access exclusive mode")
        row = connection.execute("select ledger_epoch()").fetchone()
        epoch = int(row[0]) + 1 if row else 2
        connection.execute(f"alter table ledger_entry alter column epoch set default {epoch:d}".encode())
        return epoch, _seal_all(connection)


def _seal_all(connection: psycopg.Connection[Any]) -> int:
    last = batches.last(connection)
    before = last.total if last else 0
    while batch := sealing.seal_once(connection, last):
        last = batch
    return (last.total if last else 0) - before
