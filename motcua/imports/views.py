"""Runs over files of old dossiers, and the report of each."""

from __future__ import annotations

from itertools import chain
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.imports import queries
from motcua.imports.pages import status_of
from motcua.imports.reports import report as text_of
from motcua.ui.acting import actor_of


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """Show the runs with their counts, newest first."""
    actor = actor_of(request)
    if actor.is_anonymous:
        return redirect(settings.LOGIN_URL)
    shown = [(run, status_of(run)) for run in queries.runs_for(actor)]
    return render(request, "imports/runs.html", {"runs": shown})


@require_safe
def report(request: HttpRequest, run: UUID) -> HttpResponseBase:
    """Give the report of one run as CSV."""
    actor = actor_of(request)
    if actor.is_anonymous:
        return redirect(settings.LOGIN_URL)
    found, faults = queries.report_for(actor, run, at=request.moment)  # type: ignore[attr-defined]
    response = StreamingHttpResponse(chain(["\ufeff"], text_of(faults)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ho-so-cu-{found.began_at:%Y%m%d}.csv"'
    return response
