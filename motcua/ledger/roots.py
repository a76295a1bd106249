"""Roots leave the database: signed at least hourly, and carried by every courier until it has them all."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import psycopg
import structlog

from motcua.database import addresses
from motcua.kernel import alarms, keys, moments
from motcua.ledger import batches, rules
from motcua.ledger.sockets import couriers

if TYPE_CHECKING:
    from threading import Event

log = structlog.get_logger("motcua.ledger.roots")

EVERY = timedelta(hours=1)
#: Seconds between two looks for a root that is due or was not carried.
ROUND = 30.0

NEWEST = "select number, signed_at from ledger_root order by number desc limit 1"
KEEP = "insert into ledger_root (number, signed_at, root, key, text) values (%s, %s, %s, %s, %s)"
NOT_CARRIED = """
select number, text from ledger_root
where number > coalesce((select batch from ledger_cursor where reader = %s), 0) order by number
"""
CARRIED = """
insert into ledger_cursor (reader, batch) values (%s, %s)
on conflict (reader) do update set batch = excluded.batch, moved_at = clock_timestamp()
"""


def sign(connection: psycopg.Connection[Any], *, due_only: bool = False) -> int | None:
    """Sign the newest batch's root and keep it; answer its number, None when there is nothing new (or due)."""
    last = batches.last(connection)
    newest = connection.execute(NEWEST).fetchone()
    now = moments.machine_now()
    if last is None or (newest and newest[0] >= last.number):
        return None
    if due_only and newest and now - newest[1] < EVERY:
        return None
    text = rules.signed(last, keys.root_key(), now)
    key = bytes.fromhex(rules.public_key(keys.root_key()))
    connection.execute(KEEP, [last.number, now, last.root, key, text])
    return last.number


def carry(connection: psycopg.Connection[Any]) -> int:
    """Give every courier the roots that it has not had; one that fails is tried again next time. Answer how many."""
    carried = 0
    for courier in couriers:
        cursor = f"courier.{courier.key}"
        try:
            for number, text in connection.execute(NOT_CARRIED, [cursor]).fetchall():
                courier.carry(f"{number:012d}.json", text)
                connection.execute(CARRIED, [cursor, number])
                carried += 1
        except OSError as problem:
            alarms.ring(
                "ledger.courier",
                "Không chép được chữ ký của nhật ký ra ngoài. Xem đường chép còn thông không; hệ thống sẽ thử lại.",
                courier=courier.key,
                problem=type(problem).__name__,
            )
    return carried


def run(stop: Event) -> None:
    """Sign what is due and let the couriers carry it, until ``stop`` is set; outlives restarts of the database."""
    while not stop.is_set():
        try:
            with psycopg.connect(**addresses.current().parameters(), autocommit=True) as connection:  # type: ignore[arg-type]
                sign(connection, due_only=True)
                carry(connection)
        except psycopg.OperationalError as problem:
            log.warning("ledger.roots.disconnected", problem=type(problem).__name__)
        except psycopg.errors.UniqueViolation:
            log.info("ledger.roots.signed_elsewhere")
        except keys.KeysMissing:
            alarms.ring("ledger.keys", "Không có tệp khoá nên nhật ký chưa được ký. Đặt MOTCUA_KEYS tới tệp khoá.")
        stop.wait(ROUND)


def read(text: str) -> dict[str, Any]:
    """Return a carried root. Raises ValueError when the text is none."""
    root: dict[str, Any] = json.loads(text)
    if root.get("format") != "motcua-ledger-root-1":
        message = "not a signed root"
        raise ValueError(message)
    return root
