"""The first page: the desk for officials, «where is my dossier» for everybody else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.dossiers.views.asking import actor_of
from motcua.ui.context import entries


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead officials to their desk; show citizens the look-up."""
    if not actor_of(request).is_anonymous:
        return redirect("dossiers:desk")
    here = reverse("dossiers:look-up")
    others = [entry for entry in entries(actor_of(request), request) if entry.url != here]
    return render(request, "dossiers/home.html", {"others": others, "sign_in": settings.LOGIN_URL})
