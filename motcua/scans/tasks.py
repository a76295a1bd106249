"""Every minute: what the office scanners left."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.scans import services


@app.periodic(cron="* * * * *")
@app.task(name="scans.watch", queueing_lock="scans.watch")
def watch(timestamp: int) -> None:
    """Take in what lies in the folders; nothing to do without one."""
    del timestamp
    services.watch(actor=SYSTEM, at=moments.now())
