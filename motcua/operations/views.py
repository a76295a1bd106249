"""The operator's page: what stands how, and what to do."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.kernel import access
from motcua.operations import queries
from motcua.operations.types import WATCH, Level
from motcua.ui.acting import actor_of
from motcua.ui.types import Signal

SIGNALS = {
    Level.WELL: Signal.ONTIME,
    Level.WATCH: Signal.NEAR,
    Level.ACT: Signal.LATE,
    Level.UNKNOWN: Signal.PAUSED,
}
#: What needs a person stands first.
ORDER = (Level.ACT, Level.WATCH, Level.UNKNOWN, Level.WELL)


@require_safe
def watch(request: HttpRequest) -> HttpResponse:
    """Show every figure, the worst first, with what to do; then the last alarms."""
    actor = actor_of(request)
    if actor.is_anonymous:
        return redirect(settings.LOGIN_URL)
    access.require_everywhere(actor, WATCH)
    found = sorted(queries.figures(), key=lambda figure: ORDER.index(figure.level))
    shown = [(figure, SIGNALS[figure.level], figure.level is not Level.WELL) for figure in found]
    needing = sum(figure.level is Level.ACT for figure in found)
    return render(request, "operations/watch.html", {"figures": shown, "needing": needing, "alarms": queries.alarms()})
