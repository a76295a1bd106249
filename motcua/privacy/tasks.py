"""Approved rounds are erased in the background."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.privacy import services


@app.periodic(cron="* * * * *")
@app.task(name="privacy.carry_out", queueing_lock="privacy.carry_out", lock="privacy.carry_out")
def carry_out(timestamp: int) -> None:
    """Erase what approved rounds still name; a worker that was killed is followed by the next minute's."""
    del timestamp
    services.carry_out(actor=SYSTEM, at=moments.now())
