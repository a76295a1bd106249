"""Night work of identity."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.identity import services
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM


@app.periodic(cron="10 2 * * *")
@app.task(name="identity.sweep_sessions", queueing_lock="identity.sweep_sessions")
def sweep_sessions(timestamp: int) -> None:
    """Delete sessions that have run out."""
    del timestamp
    services.sweep_sessions(actor=SYSTEM, at=moments.machine_now())
