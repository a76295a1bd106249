"""Procedures for everybody: found by field and words, and one on a page."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.catalogue import pages, queries
from motcua.catalogue.types import ProcedureUnknown, ProcedureVersion
from motcua.ui.views import layout_of

#: A search text longer than this is nobody's name of a procedure.
LONGEST, MOST = 100, 200


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """List the fields, or the procedures of one field or search."""
    on = request.moment.date()  # type: ignore[attr-defined]
    text = request.GET.get("q", "").strip()[:LONGEST]
    field = request.GET.get("linh-vuc", "").strip()[:LONGEST]
    found = queries.search(text, None, on, MOST, field) if text or field else []
    context = {
        "layout": layout_of(request),
        "text": text,
        "field": field,
        "asked": bool(text or field),
        "count": len(queries.everything_in_force(on)),
        "fields": pages.fields(queries.fields(on)),
        "found": pages.found(found) if found else None,
        "number": len(found),
    }
    return render(request, "catalogue/procedures.html", context)


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Show what the counters of a level receive, what is received elsewhere, and what is done wholly at a counter."""
    on = request.moment.date()  # type: ignore[attr-defined]
    shown = pages.level_page(queries.level_lists(on), request.GET.get("cap", ""))
    return render(request, "catalogue/lists.html", {"layout": layout_of(request), **shown})


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show a procedure as in force today; one that is not, in its newest version with a sentence about it."""
    on = request.moment.date()  # type: ignore[attr-defined]
    versions = queries.versions_of(code)
    if not versions:
        raise ProcedureUnknown
    current = next((each for each in queries.everything_in_force(on) if each.code == code), None)
    shown = current or _newest(versions)
    context = {"layout": layout_of(request), **pages.procedure(shown, on=on, is_current=bool(current))}
    return render(request, "catalogue/procedure.html", context)


@require_safe
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """Show the filled sample: of the version in force, or of the one that «ban» names; the province's own where it has one."""
    on, wanted = request.moment.date(), request.GET.get("ban", "")  # type: ignore[attr-defined]
    versions = queries.versions_of(code)
    if not versions:
        raise ProcedureUnknown
    uploaded = queries.uploaded_sample(code)
    if uploaded and not wanted:
        return _pdf(queries.stamped_sample(uploaded, at=request.moment), code)  # type: ignore[attr-defined]
    current = next((each for each in queries.everything_in_force(on) if each.code == code), None)
    named = next((each for each in versions if str(each.number) == wanted), None)
    return _pdf(queries.sample(named or current or _newest(versions), on), code)


def _pdf(content: bytes, code: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="ho-so-mau-{code}.pdf"'
    answer["Cache-Control"] = "public, max-age=600"
    return answer


def _newest(versions: Sequence[ProcedureVersion]) -> ProcedureVersion:
    return next((each for each in reversed(versions) if not each.is_void), versions[-1])
