"""Biểu II.06a with a line for each unit, as it was then or as it is now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers import queries
from motcua.dossiers.queries import By, Figure
from motcua.kernel.actor import Actor
from motcua.parties.queries import sort_key
from motcua.supervision import cuts, pages, reports
from motcua.supervision.asking import asked_of, download
from motcua.supervision.cuts import Asked
from motcua.supervision.reports import ReportLine
from motcua.supervision.views import form_of
from motcua.ui.acting import signed_in
from motcua.ui.sheets import sheet
from motcua.ui.types import Cell, Column, Table


@signed_in
@require_safe
def units_report(request: HttpRequest) -> HttpResponse:
    """Show Biểu II.06a by unit; every figure but zero leads to its dossiers."""
    actor, now, asked, context = asked_of(request)
    asked = replace(asked, by=By.UNIT)
    lines, total = lines_of(actor, asked, now)
    columns = (Column(_("Đơn vị")), *(Column(str(column.name), "number") for column in total.columns))
    context |= {
        "asked": asked,
        "table": Table(_("Biểu II.06a theo đơn vị"), columns, [_row(asked, line) for line in (total, *lines)])
        if lines
        else None,
        "agrees": all(line.agrees for line in (total, *lines)),
        "sheet_url": f"{reverse('supervision:report-units-sheet')}{asked.address()}",
        "paper_url": f"{reverse('supervision:report-units-paper')}{asked.address()}",
        "report_url": f"{reverse('supervision:report')}{asked.address(by=By.FIELD)}",
    }
    return render(request, "supervision/units_report.html", context)


@signed_in
@require_safe
def units_sheet(request: HttpRequest) -> HttpResponse:
    """Give Biểu II.06a by unit as a sheet."""
    actor, now, asked, _context = asked_of(request)
    lines, total = lines_of(actor, replace(asked, by=By.UNIT), now)
    return download(
        sheet(
            _("Biểu số II.06a/VPCP/KSTT. Tình hình, kết quả giải quyết thủ tục hành chính, theo đơn vị"),
            f"{pages.whose(asked)}, {pages.days_words(asked.cut.period)}",
            [_("Đơn vị"), *(str(column.name) for column in total.columns)],
            [(line.name, line.figures) for line in (total, *lines)],
        ),
        f"bieu-ii-06a-don-vi-{asked.on.isoformat()}.xlsx",
    )


@signed_in
@require_safe
def units_paper(request: HttpRequest) -> HttpResponse:
    """Give Biểu II.06a by unit as a paper to sign."""
    actor, now, given, _context = asked_of(request)
    asked = replace(given, by=By.UNIT)
    lines, total = lines_of(actor, asked, now)
    return form_of(actor, asked, _("Đơn vị"), (total, *lines), now)


def lines_of(actor: Actor, asked: Asked, now: datetime) -> tuple[list[ReportLine], ReportLine]:
    """Return the form's lines by unit in Vietnamese order, and the sums, of what this actor may look at."""
    columns = reports.columns_on(reports.day_of(asked.cut.period, now))
    waiting: dict[str, dict[Figure, int]] = {}
    for raw, counted in queries.tally(actor, replace(asked.cut, waiting=True), By.UNIT, now).items():
        before = waiting.setdefault(str(cuts.counts_as(asked, raw)), dict.fromkeys(Figure, 0))
        before |= {figure: before[figure] + counted[figure] for figure in Figure}
    rows = cuts.figures(actor, asked, now)
    found = [
        reports.line_of(name, counted, waiting.get(key, reports.NOTHING), columns, key)
        for key, (name, counted) in sorted(rows.items(), key=lambda row: sort_key(row[1][0]))
    ]
    return found, reports.sum_of(_("Tổng số"), found, columns)


def _row(asked: Asked, line: ReportLine) -> tuple[Cell, ...]:
    page = reverse("supervision:behind")
    return (
        Cell(line.name),
        *(
            Cell(str(figure), page + asked.address(cot=place, dong=line.key) if figure else "")
            for place, figure in enumerate(line.figures)
        ),
    )
