"""Counting against guessing and flooding: in the database, per kind, caller and window."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.gate.types import TooMany
from motcua.kernel import keys, statements
from motcua.kernel.act import not_an_act


@not_an_act("a limit at the gate, before anybody is known")
def count(*, kind: str, who: str, at: datetime, limit: int, window: timedelta) -> bool:
    """Count one more and say whether it is still within the limit.

    ``kind`` is what is counted («dossiers.look-up»), ``who`` a network, account or token (stored as a keyed hash),
    ``at`` the machine's moment. One statement; windows are fixed, beginning at multiples of ``window``. Call it outside
    of acts: what a refusal undoes would not be counted.
    """
    seconds = int(window.total_seconds())
    found = statements.row(
        "SELECT gate_count(%s, %s, %s, %s::integer) AS times", (kind, keys.blind(who, f"gate.{kind}"), at, seconds)
    )
    return bool(found and found["times"] <= limit)


@not_an_act("a limit at the gate, before anybody is known")
def check(*, kind: str, who: str, at: datetime, limit: int, window: timedelta) -> None:
    """Count one more. Raises TooMany, with the seconds until the next window, beyond the limit."""
    if not count(kind=kind, who=who, at=at, limit=limit, window=window):
        seconds = int(window.total_seconds())
        raise TooMany(seconds - int(at.timestamp()) % seconds)
