"""Work of the night, and scanning soon after storing."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.files import services
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM


@app.periodic(cron="40 2 * * *")
@app.task(name="files.sweep", queueing_lock="files.sweep")
def sweep(timestamp: int) -> None:
    """Remove bytes that never became a file."""
    del timestamp
    services.sweep(actor=SYSTEM, at=moments.machine_now())


@app.periodic(cron="* * * * *")
@app.task(name="files.scan", queueing_lock="files.scan")
def scan(timestamp: int) -> None:
    """Show what is unscanned to the scanners; nothing to do without one."""
    del timestamp
    after: bytes | None = b""
    while after is not None:
        after = services.scan_next(actor=SYSTEM, at=moments.machine_now(), after=after)
