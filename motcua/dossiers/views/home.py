"""The first page: the desk for officials, «where is my dossier» for everybody else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.dossiers.deeds import LOOK
from motcua.dossiers.views.asking import actor_of
from motcua.kernel import access
from motcua.ui.context import entries

#: Groups of the rail in which somebody's own work stands.
OWN = frozenset({"work", "settings"})


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead officials to their desk, whoever works on no dossier to the first page of the rail; show citizens the look-up."""
    actor = actor_of(request)
    if not actor.is_anonymous:
        own = [entry for entry in entries(actor, request) if entry.group in OWN]
        return redirect(own[0].url if own and access.scope(actor, LOOK).is_empty else "dossiers:desk")
    here = reverse("dossiers:look-up")
    others = [entry for entry in entries(actor_of(request), request) if entry.url != here]
    return render(request, "dossiers/home.html", {"others": others, "sign_in": settings.LOGIN_URL})
