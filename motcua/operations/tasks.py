"""Night work of operations."""

from __future__ import annotations

import time

from procrastinate.contrib.django import app

from motcua.kernel import keys
from motcua.kernel.actor import SYSTEM
from motcua.operations import services

#: The worker has other work too: so many seconds a night.
A_NIGHT = 1200.0


@app.periodic(cron="30 3 * * *")
@app.task(name="operations.reseal", queueing_lock="operations.reseal")
def reseal(timestamp: int) -> None:
    """Go on sealing anew what an earlier key sealed, where ``motcua keys rotate`` was stopped."""
    del timestamp
    if keys.ring().leaving:
        until = time.monotonic() + A_NIGHT
        services.reseal(actor=SYSTEM, told=lambda _done: None, go_on=lambda: time.monotonic() < until)
