"""The dossiers of the units where I may look: narrowed, sorted, opened at any page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries
from motcua.dossiers.deeds import LOOK
from motcua.dossiers.forms.listing import ListFilter
from motcua.dossiers.queries import Listed, Narrowed
from motcua.dossiers.queries.lists import PAGE
from motcua.dossiers.views.asking import actor_of, moment_of, signed_in
from motcua.dossiers.views.desk import STATES, shown
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import units_within
from motcua.ui.types import Page

#: Fields that stand in the form only while there is something to choose.
WITH_CHOICES = ("thu-tuc", "don-vi")


@signed_in
@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """List the dossiers of the units where I may look."""
    actor, at = actor_of(request), moment_of(request)
    form = _filter(request)
    kept = {name: value for name in form.fields if (value := request.GET.get(name)) and name != "trang"}
    context: dict[str, Any] = {
        "form": form,
        "filters": _filters(form),
        "page_field": form["trang"],
        "kept": sorted(kept.items()),
    }
    if not form.is_valid():
        return render(request, "dossiers/dossiers.html", context, status=422)
    narrowed = form.narrowed()
    found = queries.listed(actor, narrowed, at, sorting=form.sorting(), page=form.page())
    context |= {
        "found": found,
        "rows": shown(found.rows),
        "page": _page(found, kept),
        "narrowed": narrowed != Narrowed(),
    }
    return render(request, "dossiers/dossiers.html", context)


def _filter(request: HttpRequest) -> ListFilter:
    """Return the filter with its choices: procedures of the chosen field, units where there are several."""
    actor, today = actor_of(request), moment_of(request).date()
    field, code = request.GET.get("linh-vuc", ""), request.GET.get("thu-tuc", "")
    units = units_within(actor, LOOK, today)
    newest = [versions[-1] for versions in catalogue.every_procedure()]
    return ListFilter(
        request.GET,
        states=[(str(int(state)), str(words)) for state, words in STATES.items()],
        fields=list(dict.fromkeys(version.field for version in newest)),
        procedures=[(one.code, one.short_name) for one in newest if one.field == field or one.code == code],
        units=[(str(unit.id), organisation.short_name(unit.id)) for unit in units] if len(units) > 1 else [],
    )


def _filters(form: ListFilter) -> list[Any]:
    """Return the fields to show, in order: without the page, and without choices of which there is none."""
    return [
        form[name]
        for name in form.fields
        if name != "trang" and not (name in WITH_CHOICES and len(form.fields[name].choices) == 1)  # type: ignore[attr-defined]
    ]


def _page(found: Listed, kept: dict[str, str]) -> Page:
    def address(page: int) -> str:
        return f"?{urlencode({**kept, 'trang': page})}" if 1 <= page <= found.pages else ""

    first = (found.page - 1) * PAGE + 1
    words = _("%(first)s–%(last)s trong %(count)s hồ sơ") % {
        "first": first,
        "last": first + len(found.rows) - 1,
        "count": found.total,
    }
    return Page(words, next_url=address(found.page + 1), previous_url=address(found.page - 1))
