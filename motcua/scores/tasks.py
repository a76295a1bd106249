"""Work of every quarter of an hour."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.scores import services


@app.periodic(cron="*/15 * * * *")
@app.task(name="scores.freeze_terms", queueing_lock="scores.freeze_terms")
def freeze_terms(timestamp: int) -> None:
    """Freeze the scores of the quarter and the year that are over; what is frozen stays."""
    del timestamp
    services.freeze_terms(actor=SYSTEM, at=moments.now())
