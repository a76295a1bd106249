"""Work of the morning and of the month."""

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


@app.periodic(cron="17 * * * *")
@app.task(name="steering.tell_lenders", queueing_lock="steering.tell_lenders")
def tell_lenders(timestamp: int) -> None:
    """Tell agencies of the month before about the officials whom they lent; what was told is not told again."""
    del timestamp
    services.tell_lenders(actor=SYSTEM, at=moments.now())
