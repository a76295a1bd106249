"""Procedures suggested while typing, on pages that are about a procedure."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from motcua.catalogue import queries as catalogue
from motcua.dossiers.forms.procedures import CHOOSE, LOOK
from motcua.dossiers.views.asking import actor_of, moment_of, signed_in

SHORTEST, HITS = 2, 8


@signed_in
@require_safe
def procedures(request: HttpRequest) -> JsonResponse:
    """Suggest procedures in force, in the address ``o-day`` those that the actor's counter receives."""
    text = request.GET.get("q", "").strip()
    unit = actor_of(request).unit if "o-day" in request.GET else None
    return JsonResponse({"hits": hits_of(text, unit, moment_of(request).date()) if len(text) >= SHORTEST else []})


def hits_of(text: str, unit: UUID | None, on: date) -> list[dict[str, str]]:
    """Return the procedures in force that fit what was typed, of a unit's counter or all, each with what tells it apart."""
    found = catalogue.search(text.strip(), unit, on, HITS) if text.strip() else []
    return [{"value": one.code, "label": one.short_name, "detail": f"{one.code} · {one.field}"} for one in found]


def looks(request: HttpRequest) -> bool:
    """Whether a form was sent only to search for a procedure or to choose one: nothing is done yet."""
    return request.method == "POST" and bool({LOOK, CHOOSE} & set(request.POST))
