"""The page on which the steps of a process are written, seen as a picture and published from a day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue import kept_pages, pages, queries, services
from motcua.catalogue.forms import Starting
from motcua.catalogue.forms_process import MOST, SPARE, rows_of, steps_of, wrong_rows
from motcua.catalogue.forms_rows import with_more
from motcua.catalogue.keeping import begun_from, brought, current_of, publishes, tried
from motcua.catalogue.types import ChangedPart, ProcedureUnknown, ProcedureVersion, Step
from motcua.ui.acting import HttpRequest, sent, today


@publishes
@require_http_methods(["GET", "POST"])
def steps(request: HttpRequest, code: str) -> HttpResponse:
    """Write the steps of one level's process: more rows, a look at the picture, or publishing."""
    version = current_of(code)
    level = request.GET.get("cap", version.receive_level)
    if level not in version.receive_levels:
        raise ProcedureUnknown
    version = begun_from(request, version, ChangedPart.PROCESS, level)
    if "more" in request.POST or "look" in request.POST:
        return _looked_at(request, version, level)
    form, rows = Starting(sent(request), today(request)), rows_of(sent(request), version, level, today(request))
    rows_right = rows.is_bound and rows.is_valid()
    if rows.is_bound and not rows_right:
        form.add_error(None, wrong_rows())
    made = tried(
        form,
        lambda: services.publish_process(
            actor=request.actor,
            at=request.moment,
            code=code,
            level=level,
            steps=steps_of(rows),
            valid_from=form.cleaned_data["valid_from"],
        ),
    )
    if made:
        return brought(request, code, form.cleaned_data["valid_from"], made)
    picture = kept_pages.picture(version, level, steps_of(rows) if rows_right else _steps(version, level))
    return _page(request, version, level, {"form": form, "rows": rows, **picture}, 422 if form.is_bound else 200)


def _looked_at(request: HttpRequest, version: ProcedureVersion, level: str) -> HttpResponse:
    """Show what was typed again, with more rows or its picture; nothing is published."""
    values = with_more(request.POST, SPARE, MOST) if "more" in request.POST else request.POST
    form, rows = (
        Starting(None, today(request), initial={"valid_from": values.get("valid_from", "")}),
        rows_of(values, version, level, today(request)),
    )
    shown = kept_pages.picture(version, level, steps_of(rows) if rows.is_valid() else ())
    return _page(request, version, level, {"form": form, "rows": rows, **shown}, 200 if rows.is_valid() else 422)


def _steps(version: ProcedureVersion, level: str) -> tuple[Step, ...]:
    return next((each.steps for each in version.processes if each.level == level), ())


def _page(
    request: HttpRequest, version: ProcedureVersion, level: str, shown: dict[str, Any], status: int
) -> HttpResponse:
    context = {
        "procedure": version,
        "place": _(pages.COUNTERS[level]),
        "may_publish": queries.may_publish(request.actor),
        "wants_second": queries.wants_second(request.actor, today(request)),
        **shown,
    }
    return render(request, "catalogue/steps.html", context, status=status)
