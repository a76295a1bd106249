"""Persons, for officials who may look: the search, one person, a correction."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import access
from motcua.kernel.refusal import Refusal
from motcua.parties import pages, queries, services
from motcua.parties.forms import CorrectionForm, initial_of
from motcua.parties.types import CORRECT, LOOK, STREAM
from motcua.ui.acting import actor_of

LONGEST, MOST = 100, 50


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Find persons by name, number or telephone."""
    actor = actor_of(request)
    if actor.is_anonymous:
        return _to_sign_in(request)
    access.require(actor, LOOK, actor.unit)
    text = request.GET.get("q", "").strip()[:LONGEST]
    hits = queries.find(actor, text, MOST, request.moment) if text else []  # type: ignore[attr-defined]
    context = {"text": text, "found": pages.found(hits) if hits else None, "number": len(hits)}
    return render(request, "parties/people.html", context)


@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show one person; opening is a look."""
    actor = actor_of(request)
    if actor.is_anonymous:
        return _to_sign_in(request)
    found = queries.person_for(actor, person_id, request.moment)  # type: ignore[attr-defined]
    context = {
        "person": found,
        "facts": pages.facts(found),
        "earlier": pages.earlier(queries.earlier(actor, person_id)),
        "twins": pages.found(queries.suspected_twins(actor, person_id)),
        "may_correct": not found.is_erased and access.judge(actor, CORRECT, actor.unit),
    }
    return render(request, "parties/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Correct a record after comparing it with the paper."""
    actor = actor_of(request)
    if actor.is_anonymous:
        return _to_sign_in(request)
    at = request.moment  # type: ignore[attr-defined]
    found = queries.person_for(actor, person_id, at)
    access.require(actor, CORRECT, actor.unit)
    values: Any = request.POST if request.method == "POST" else None
    form = CorrectionForm(found.kind, pages.communes(at.date()), values, initial_of(found))
    if values is not None and form.is_valid():
        fields = form.fields_of(at.date())
        if fields is not None:
            try:
                services.correct(
                    actor=actor, person_id=person_id, fields=fields, revision=form.cleaned_data["revision"], at=at
                )
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            else:
                messages.success(request, _("Đã sửa thông tin."))
                return redirect("parties:person", person_id)
    status = 422 if form.is_bound else 200
    return render(request, "parties/correction.html", {"person": found, "form": form, "stream": STREAM}, status=status)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to signing in, and back to the page that was asked for."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': back})}" if back else settings.LOGIN_URL)
