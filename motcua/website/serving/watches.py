"""What only a running process can notice: somebody set the clock, or the database's clock is another."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import timedelta

from motcua.kernel import alarms, moments

EVERY = 60.0
#: A business moment may be wrong by so much before a person must know.
MOST = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Reading:
    """The machine's clock and its steady counter at one instant, in seconds."""

    clock: float
    counter: float


def stepped(before: Reading, after: Reading) -> timedelta:
    """Return by how much somebody set the clock between two readings: forward positive."""
    return timedelta(seconds=(after.clock - before.clock) - (after.counter - before.counter))


def read() -> Reading:
    """Take a reading; the counter goes on while the machine sleeps."""
    return Reading(moments.machine_now().timestamp(), time.clock_gettime(time.CLOCK_BOOTTIME))


def run(stop: threading.Event) -> None:
    """Compare clocks once a minute until told to stop. Whether the machine itself is right, nobody here can know."""
    before = read()
    while not stop.wait(EVERY):
        after = read()
        step = stepped(before, after)
        before = after
        if abs(step) > MOST:
            alarms.ring(
                "clock.stepped",
                f"Đồng hồ máy vừa bị chỉnh {step.total_seconds():+.0f} giây. Kiểm tra dịch vụ đồng bộ giờ.",
                seconds=round(step.total_seconds(), 1),
            )
        apart = _from_the_database()
        if apart is not None and abs(apart) > MOST:
            alarms.ring(
                "clock.apart",
                f"Đồng hồ máy chủ dữ liệu lệch {apart.total_seconds():+.0f} giây so với máy này. Đồng bộ giờ hai máy.",
                seconds=round(apart.total_seconds(), 1),
            )


def _from_the_database() -> timedelta | None:
    """Return how far the database's clock is ahead of ours; None while it is away."""
    from django.db import Error, connection

    from motcua.kernel import statements

    before = moments.machine_now()
    try:
        found = statements.row("select clock_timestamp() as moment")
    except Error:
        connection.close()
        return None
    after = moments.machine_now()
    assert found is not None
    apart: timedelta = found["moment"] - (before + (after - before) / 2)
    return apart
