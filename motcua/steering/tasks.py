"""Work of the morning."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.steering import services


@app.periodic(cron="*/5 * * * *")
@app.task(name="steering.send_mornings", queueing_lock="steering.send_mornings")
def send_mornings(timestamp: int) -> None:
    """Tell heads what is late, due and waiting; whoever was told this morning is not told again."""
    del timestamp
    services.send_mornings(actor=SYSTEM, at=moments.now())
