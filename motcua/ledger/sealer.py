"""The sealer's process: one in the whole installation, restarted at any moment without harm."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import psycopg
import structlog

from motcua.database import addresses
from motcua.ledger import batches, sealing

if TYPE_CHECKING:
    from threading import Event

    from motcua.database.addresses import Address

log = structlog.get_logger("motcua.ledger.sealer")

#: Seconds between two looks at the horizon; the lag is half of it on average.
PAUSE = 0.1
#: Seconds between two looks for what stalls.
LOOK_ROUND = 1.0
#: Seconds until another try, where somebody else seals or the database is away.
STAND_BY = 1.0

#: Two numbers that name the sealer's lock in its database.
LOCK = "select pg_try_advisory_lock(7716083, 1)"
UNLOCK = "select pg_advisory_unlock(7716083, 1)"


def run(stop: Event, address: Address | None = None) -> None:
    """Seal until ``stop`` is set. Waits while another sealer works, and outlives restarts of the database."""
    while not stop.is_set():
        try:
            with psycopg.connect(
                **(address or addresses.current()).parameters(),  # type: ignore[arg-type]
                autocommit=True,
                application_name="motcua sealer",
            ) as connection:
                if _is_only(connection):
                    _seal(connection, stop)
        except psycopg.OperationalError as problem:
            log.warning("ledger.sealer.disconnected", problem=type(problem).__name__)
        except (psycopg.errors.UniqueViolation, addresses.DatabaseNotStarted) as problem:
            log.warning("ledger.sealer.restarts", problem=type(problem).__name__)
        stop.wait(STAND_BY)


def seal_now(connection: psycopg.Connection[Any]) -> int | None:
    """Seal what can be sealed now and answer how many lines; None when a sealer is at work anyway."""
    if not _is_only(connection):
        return None
    last = batches.last(connection)
    before = last.total if last else 0
    while sealed := sealing.seal_once(connection, last):
        last = sealed
    connection.execute(UNLOCK)
    return (last.total if last else 0) - before


def _is_only(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute(LOCK).fetchone()
    return bool(row and row[0])


def _seal(connection: psycopg.Connection[Any], stop: Event) -> None:
    last = batches.last(connection)
    next_look = 0.0
    while not stop.is_set():
        sealed = sealing.seal_once(connection, last)
        last = sealed or last
        moment = time.monotonic()
        if moment >= next_look:
            sealing.end_what_stalls(connection, last)
            next_look = moment + LOOK_ROUND
        if sealed is None or sealed.count < sealing.LIMIT:
            stop.wait(PAUSE)
