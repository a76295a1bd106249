"""The board of figures, the list behind each, and the report by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers import queries
from motcua.dossiers.queries import By, Figure
from motcua.kernel.actor import Actor
from motcua.supervision import cuts, pages, reports
from motcua.supervision.asking import asked_of, download
from motcua.supervision.cuts import Asked
from motcua.supervision.papers import form_paper, form_table, paper
from motcua.supervision.reports import ReportColumn, ReportLine
from motcua.ui.acting import signed_in
from motcua.ui.inputs import number_typed
from motcua.ui.sheets import sheet
from motcua.ui.types import Cell, Column, Page, Tab, Table


@signed_in
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period by unit, field or procedure."""
    actor, now, asked, context = asked_of(request)
    rows = cuts.figures(actor, asked, now)
    total = cuts.total(rows)
    context |= {
        "table": pages.board(asked, rows, total) if rows else None,
        "picture": pages.picture(rows) if rows else "",
        "share": pages.share_words(total),
        "tabs": [Tab(str(name), asked.address(by=by), is_current=by is asked.by) for by, name in pages.BYS.items()],
        "sheet_url": f"{reverse('supervision:board-sheet')}{asked.address()}",
        "paper_url": f"{reverse('supervision:board-paper')}{asked.address()}",
        "map_url": f"{reverse('supervision:map')}{asked.address(unit=None)}",
        "times_url": f"{reverse('supervision:times')}{asked.address()}",
        "report_url": f"{reverse('supervision:report')}{asked.address(by=By.FIELD)}",
    }
    return render(request, "supervision/board.html", context)


@signed_in
@require_safe
def board_sheet(request: HttpRequest) -> HttpResponse:
    """Give the board as a sheet."""
    actor, now, asked, _context = asked_of(request)
    rows = cuts.figures(actor, asked, now)
    everything = [(_("Cộng"), cuts.total(rows)), *rows.values()]
    return download(
        sheet(
            _("Số liệu giải quyết thủ tục hành chính"),
            f"{pages.whose(asked)}, {pages.days_words(asked.cut.period)}",
            [str(pages.BYS[asked.by]), *(str(name) for name in pages.NAMES.values())],
            [(name, [counted[figure] for figure in pages.NAMES]) for name, counted in everything],
        ),
        f"so-lieu-{asked.on.isoformat()}.xlsx",
    )


@signed_in
@require_safe
def board_paper(request: HttpRequest) -> HttpResponse:
    """Give the board as a paper."""
    actor, now, asked, _context = asked_of(request)
    rows = cuts.figures(actor, asked, now)
    table = pages.board(asked, rows, cuts.total(rows))
    return paper(actor, asked, _("Số liệu giải quyết thủ tục hành chính"), [table], now)


@signed_in
@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """Show the dossiers that a figure counts."""
    actor, now, asked, context = asked_of(request)
    key, column = request.GET.get("dong", ""), _column(request.GET.get("cot", ""), asked, now)
    cut, versions, name = cuts.narrowed(asked, key)
    here: dict[str, Any] = {"dong": key}
    if column is None:
        given = request.GET.get("so")
        figures: tuple[Figure, ...] = (Figure(given) if given in set(Figure) else Figure.RECEIVED,)
        title, here["so"] = str(pages.NAMES[figures[0]]), figures[0]
    else:
        figures, title, here["cot"] = column.figures, str(column.name), request.GET["cot"]
        cut = replace(cut, waiting=column.waiting)
    found = queries.behind(
        actor, cut, figures[0], now, also=figures[1:], versions=versions, cursor=request.GET.get("tiep", "")
    )
    count, first = found.counts[figures[0]], not request.GET.get("tiep")
    more = asked.address(**here, tiep=found.following) if found.following else ""
    context |= {
        "figure": title,
        "row": name,
        "count": count,
        "table": pages.dossiers(found.rows) if found.rows else None,
        "page": Page(
            _("%(shown)s trong %(count)s hồ sơ") % {"shown": len(found.rows), "count": count},
            more,
            "" if first else asked.address(**here),
        ),
        "board_url": f"{reverse('supervision:board')}{asked.address()}",
    }
    return render(request, "supervision/behind.html", context)


def _column(place: str, asked: Asked, now: datetime) -> ReportColumn | None:
    """Return the column of Biểu II.06a that a figure stands in, by its place; None where the figure is the board's."""
    columns = reports.columns_on(reports.day_of(asked.cut.period, now))
    number = number_typed(place, 0, len(columns) - 1)
    return None if number is None else columns[number]


@signed_in
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Show Biểu II.06a: received, solved, in process, by field; every figure but zero leads to its dossiers."""
    actor, now, asked, context = asked_of(request)
    lines, total = reports.lines(actor, asked, now)
    columns = (
        Column(_("Lĩnh vực")),
        *(Column(str(column.name), "number") for column in total.columns),
    )
    rows = [
        (Cell(f"{number}. {line.name}" if number else line.name), *_figures(asked, line))
        for number, line in enumerate((total, *lines))
    ]
    context |= {
        "table": Table(_("Biểu II.06a"), columns, rows) if lines else None,
        "agrees": all(line.agrees for line in (total, *lines)),
        "notes": reports.notes(total),
        "sheet_url": f"{reverse('supervision:report-sheet')}{asked.address()}",
        "paper_url": f"{reverse('supervision:report-paper')}{asked.address()}",
        "levels_url": f"{reverse('supervision:levels')}{asked.address(by=By.FIELD)}",
        "board_url": f"{reverse('supervision:board')}{asked.address()}",
    }
    return render(request, "supervision/report.html", context)


def _figures(asked: Asked, line: ReportLine) -> tuple[Cell, ...]:
    page = reverse("supervision:behind")
    return tuple(
        Cell(str(figure), page + asked.address(by=By.FIELD, cot=place, dong=line.key) if figure else "")
        for place, figure in enumerate(line.figures)
    )


@signed_in
@require_safe
def report_sheet(request: HttpRequest) -> HttpResponse:
    """Give Biểu II.06a as a sheet."""
    actor, now, asked, _context = asked_of(request)
    lines, total = reports.lines(actor, asked, now)
    return download(
        sheet(
            _("Biểu số II.06a/VPCP/KSTT. Tình hình, kết quả giải quyết thủ tục hành chính"),
            f"{pages.whose(asked)}, {pages.days_words(asked.cut.period)}",
            [_("Lĩnh vực"), *(str(column.name) for column in total.columns)],
            [(line.name, line.figures) for line in (total, *lines)],
        ),
        f"bieu-ii-06a-{asked.on.isoformat()}.xlsx",
    )


@signed_in
@require_safe
def report_paper(request: HttpRequest) -> HttpResponse:
    """Give Biểu II.06a as a paper to sign."""
    actor, now, asked, _context = asked_of(request)
    lines, total = reports.lines(actor, asked, now)
    return form_of(actor, replace(asked, by=By.FIELD), _("Lĩnh vực"), (total, *lines), now)


def form_of(actor: Actor, asked: Asked, name: str, lines: Sequence[ReportLine], now: datetime) -> HttpResponse:
    """Return Biểu II.06a with these lines, the sums first, as a paper; ``name`` stands above what they are for."""
    total, title = lines[0], _("Tình hình, kết quả giải quyết thủ tục hành chính")
    table = form_table(
        _("hồ sơ"),
        name,
        [str(column.name) for column in total.columns],
        total.figures,
        [(line.name, line.figures) for line in lines[1:]],
    )
    notes = reports.notes(total)
    if not all(line.agrees for line in lines):
        notes.append(_("Có dòng không cân. Báo người vận hành trước khi gửi biểu này."))
    return form_paper(
        actor,
        asked,
        table,
        now,
        number=_("Biểu số II.06a/VPCP/KSTT"),
        title=_("%(title)s, theo đơn vị") % {"title": title} if asked.by is By.UNIT else title,
        notes=notes,
    )
