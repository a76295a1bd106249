"""Night work of the forms."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.forms import services
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM


@app.periodic(cron="30 2 * * *")
@app.task(name="forms.purge_drafts", queueing_lock="forms.purge_drafts")
def purge_drafts(timestamp: int) -> None:
    """Delete drafts that nobody has touched for 60 days."""
    del timestamp
    while services.purge_drafts(actor=SYSTEM, at=moments.machine_now()):
        pass
