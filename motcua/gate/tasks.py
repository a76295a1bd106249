"""Night work of the gate."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.gate import services
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM


@app.periodic(cron="20 2 * * *")
@app.task(name="gate.purge", queueing_lock="gate.purge")
def purge(timestamp: int) -> None:
    """Delete answers and tallies that are past their time."""
    del timestamp
    while services.purge(actor=SYSTEM, at=moments.machine_now()):
        pass
