"""The only place that knows what time it is.

``now()`` is the business moment: in the demo it is shifted to the profile's day and then runs.
``machine_now()`` is the machine's: sessions, codes, tokens, lock-outs, jobs and idempotency use it.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

TZ = ZoneInfo("Asia/Ho_Chi_Minh")

#: Seconds added to the machine's clock; only the demo sets it, `motcua serve` refuses it elsewhere.
SHIFT_VARIABLE = "MOTCUA_CLOCK_SHIFT"


def shift() -> timedelta:
    """Return by how much the business clock is shifted; zero on a real installation."""
    return timedelta(seconds=float(os.environ.get(SHIFT_VARIABLE) or 0))


def machine_now() -> datetime:
    """Return the machine's moment in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """Return the business moment, aware, in Asia/Ho_Chi_Minh."""
    return datetime.now(TZ) + shift()


def today() -> date:
    """Return the business day in Asia/Ho_Chi_Minh."""
    return now().date()


def local(moment: datetime) -> datetime:
    """Return an aware moment on the province's clock; a naive one is taken as already local."""
    return moment.replace(tzinfo=TZ) if moment.tzinfo is None else moment.astimezone(TZ)
