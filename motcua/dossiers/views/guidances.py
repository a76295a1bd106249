"""Guidance without a dossier: record it, see the latest and how much there was."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import queries, services
from motcua.dossiers.forms.guidances import WAYS, Guidance
from motcua.dossiers.views.asking import actor_of, counter_of, moment_of, sent, signed_in
from motcua.dossiers.views.procedures import hits_of, looks
from motcua.kernel.refusal import Refusal
from motcua.organisation import queries as organisation


@signed_in
@require_http_methods(["GET", "POST"])
def guidances(request: HttpRequest) -> HttpResponse:
    """Show the unit's guidance; posted, record another."""
    unit = counter_of(request)
    form = Guidance(sent(request), on=moment_of(request).date())
    if request.method == "GET" or looks(request):
        return _page(request, unit, form)
    try:
        services.guide(
            actor=actor_of(request),
            at=moment_of(request),
            unit=unit,
            way=form.chosen(),
            question=form.typed("question"),
            answer=form.typed("answer"),
            procedure=form.code(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, unit, form, refusal)
    messages.success(request, _("Đã ghi lần hướng dẫn."))
    return redirect("dossiers:guidances")


def _page(request: HttpRequest, unit: UUID, form: Guidance, refusal: Refusal | None = None) -> HttpResponse:
    first = moment_of(request).date().replace(day=1)
    counts = queries.guidance_counts(actor_of(request), unit, first)
    words = dict(WAYS)
    context = {
        "form": form,
        "hits": hits_of(form.unchosen(), None, moment_of(request).date()),
        "refused": refusal is not None,
        "unit": organisation.short_name(unit),
        "lines": [{"line": line, "way": words[line.way]} for line in queries.guidances(actor_of(request), unit)],
        "counts": [(words[way], count) for way, count in counts.items()],
        "total": sum(counts.values()),
        "month": first,
    }
    return render(request, "dossiers/guidances.html", context, status=refusal.status if refusal else 200)
