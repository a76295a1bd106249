"""Who asks what on a page of figures, what every such page shows of the question, and sheets as downloads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from motcua.kernel.actor import Actor
from motcua.supervision import cuts, pages
from motcua.supervision.cuts import Asked
from motcua.supervision.periods import beside
from motcua.ui.sheets import XLSX


def asked_of(request: HttpRequest) -> tuple[Actor, datetime, Asked, dict[str, Any]]:
    """Return who asks what, and what every page shows of the question. Refuses with NotAllowed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now: datetime = request.moment  # type: ignore[attr-defined]
    asked = cuts.asked(request.GET, now.date())
    choices = cuts.units_to_choose(actor, now.date(), asked.on)
    before, after = beside(asked.cut.period)
    return (
        actor,
        now,
        asked,
        {
            "asked": asked,
            "period": pages.period_words(asked),
            "days": pages.days_words(asked.cut.period),
            "whose": pages.whose(asked),
            "side": str(pages.SIDES[asked.side]),
            "spans": [(span.value, str(name), span is asked.span) for span, name in pages.SPANS.items()],
            "sides": [(side.value, str(name), side is asked.side) for side, name in pages.SIDES.items()],
            "units": [(str(unit.id), pages.unit_words(unit, now.date()), unit.id == asked.unit) for unit in choices],
            "unread": cuts.unread(request.GET),
            "before_url": asked.address(on=before),
            "after_url": asked.address(on=after) if after <= now.date() else "",
        },
    )


def download(content: bytes, name: str) -> HttpResponse:
    """Give a sheet as a file of this name."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
