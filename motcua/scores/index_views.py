"""Pages of the index of QĐ 766: a month's points, what cost them, the sheet."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers import queries
from motcua.dossiers.queries import Measure
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import units_within
from motcua.parties.queries import sort_key
from motcua.prints import queries as prints
from motcua.scores import index_measuring, index_pages, index_papers, national_index, pages
from motcua.scores.index_asked import IndexAsked, index_asked, unread
from motcua.scores.index_measuring import ProcedureMeasure
from motcua.scores.national_index import Criterion
from motcua.scores.types import LOOK
from motcua.ui.acting import actor_of, having, moment_of, today
from motcua.ui.sheets import XLSX, sheet
from motcua.ui.types import Page, Table


@having(LOOK)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the points of a month by criterion; of all units together, each unit's beneath."""
    actor, now, asked, context = _asked(request)
    found = index_measuring.index_of(actor, asked.cut, now)
    by_unit = {} if asked.unit else index_measuring.index_by_unit(actor, asked.cut, now)
    context |= {
        "table": index_pages.card(asked, found),
        "points": index_pages.sums_words(found.sums),
        "unmeasured": index_pages.number(found.sums.unmeasured),
        "coverage": f"{index_pages.number(found.sums.coverage)}%",
        "by_unit": index_pages.units(asked, by_unit) if by_unit else None,
        "sheet_url": reverse("scores:index-sheet") + asked.address(),
        "paper_url": reverse("scores:index-paper") + asked.address(),
    }
    return render(request, "scores/index.html", context)


@having(LOOK)
@require_safe
def index_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same criteria as a sheet."""
    actor, now, asked, context = _asked(request)
    content = sheet(
        _("Chỉ số phục vụ người dân, doanh nghiệp (Quyết định 766/QĐ-TTg)"),
        f"{context['whose']}, {context['month']}",
        index_pages.sheet_columns(),
        index_pages.sheet_rows(index_measuring.index_of(actor, asked.cut, now)),
    )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="chi-so-766-{asked.month}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@having(LOOK)
@require_safe
def index_paper(request: HttpRequest) -> HttpResponse:
    """Give the criteria, and of all units together each unit's points, as a paper to sign."""
    actor, now, asked, context = _asked(request)
    by_unit = {} if asked.unit else index_measuring.index_by_unit(actor, asked.cut, now)
    found = index_measuring.index_of(actor, asked.cut, now)
    inputs = index_papers.inputs(
        actor, asked, found, by_unit, now, is_tried=context["is_tried"], is_open=context["is_open"]
    )
    response = HttpResponse(prints.drawn("report_form", inputs, now), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="chi-so-766-{asked.month}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@having(LOOK)
@require_safe
def index_lost(request: HttpRequest) -> HttpResponse:
    """Show what cost points in a criterion: the dossiers, or the procedures."""
    actor, now, asked, context = _asked(request)
    criterion = _criterion(request, asked)
    count, table, page = _lost(request, actor, now, asked, criterion)
    context |= {
        "criterion": criterion,
        "count": count,
        "table": table,
        "page": page,
        "back_url": reverse("scores:index") + asked.address(),
    }
    return render(request, "scores/index_lost.html", context)


def _lost(
    request: HttpRequest, actor: Actor, now: datetime, asked: IndexAsked, criterion: Criterion
) -> tuple[int, Table | None, Page | None]:
    if criterion.measure in set(ProcedureMeasure):
        measure = ProcedureMeasure(criterion.measure)
        lost = index_measuring.procedures(actor, asked.cut, now)[measure].lost
        return len(lost), index_pages.procedures(asked, measure, lost) if lost else None, None
    measured = Measure(criterion.measure)
    found = queries.index_lost(actor, measured, asked.cut, now, cursor=request.GET.get("tiep", ""))
    here = {"tieu-chi": criterion.code}
    count = found.counts[measured]
    page = Page(
        _("%(shown)s trong %(count)s hồ sơ") % {"shown": len(found.rows), "count": count},
        asked.address(**here, tiep=found.following) if found.following else "",
        asked.address(**here) if request.GET.get("tiep") else "",
    )
    return count, pages.dossiers(found.rows) if found.rows else None, page


def _criterion(request: HttpRequest, asked: IndexAsked) -> Criterion:
    """Return the criterion that an address names; the first that is measured where it names none of them."""
    measured = [each for each in national_index.criteria(asked.month.until) if index_measuring.leads_behind(each)]
    return next((each for each in measured if each.code == request.GET.get("tieu-chi")), measured[0])


def _asked(request: HttpRequest) -> tuple[Actor, datetime, IndexAsked, dict[str, Any]]:
    actor, now, on = actor_of(request), moment_of(request), today(request)
    asked = index_asked(request.GET, on)
    after = asked.month.after
    context = {
        "asked": asked,
        "month": index_pages.month_words(asked.month),
        "whose": index_pages.whose(asked),
        "unread": unread(request.GET),
        "is_tried": national_index.is_tried(asked.month.until),
        "is_open": local(now).date() <= asked.month.until,
        "units": _units(actor, asked),
        "before_url": asked.address(month=asked.month.before),
        "after_url": asked.address(month=after) if after.since <= on else "",
    }
    return actor, now, asked, context


def _units(actor: Actor, asked: IndexAsked) -> list[tuple[UUID, str, bool]]:
    found = [
        (unit.id, organisation.short_name(unit.id), unit.id == asked.unit)
        for unit in units_within(actor, LOOK, asked.month.until)
    ]
    return sorted(found, key=lambda row: sort_key(row[1]))
