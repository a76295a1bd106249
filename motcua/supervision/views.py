"""The board of figures, the list behind each, and the report by field."""

from __future__ import annotations

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
from motcua.organisation import queries as organisation
from motcua.parties.queries import sort_key
from motcua.supervision import cuts, pages, reports
from motcua.supervision.cuts import Asked
from motcua.supervision.papers import paper
from motcua.supervision.periods import beside
from motcua.supervision.reports import ReportLine
from motcua.ui.acting import signed_in
from motcua.ui.sheets import XLSX, sheet
from motcua.ui.types import Cell, Column, Page, Tab, Table


@signed_in
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period by unit, field or procedure."""
    actor, now, asked, context = _asked(request)
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
    actor, now, asked, _context = _asked(request)
    rows = cuts.figures(actor, asked, now)
    everything = [(_("Cộng"), cuts.total(rows)), *rows.values()]
    return _download(
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
    actor, now, asked, _context = _asked(request)
    rows = cuts.figures(actor, asked, now)
    table = pages.board(asked, rows, cuts.total(rows))
    return paper(actor, asked, _("Số liệu giải quyết thủ tục hành chính"), [table], now)


@signed_in
@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """Show the dossiers that a figure counts."""
    actor, now, asked, context = _asked(request)
    given = request.GET.get("so")
    figure = Figure(given) if given in set(Figure) else Figure.RECEIVED
    key = request.GET.get("dong", "")
    cut, versions, name = cuts.narrowed(asked, key)
    found = queries.behind(actor, cut, figure, now, versions=versions, cursor=request.GET.get("tiep", ""))
    count, first = found.counts[figure], not request.GET.get("tiep")
    more = asked.address(so=figure, dong=key, tiep=found.following) if found.following else ""
    context |= {
        "figure": str(pages.NAMES[figure]),
        "row": name,
        "count": count,
        "table": pages.dossiers(found.rows) if found.rows else None,
        "page": Page(
            _("%(shown)s trong %(count)s hồ sơ") % {"shown": len(found.rows), "count": count},
            more,
            "" if first else asked.address(so=figure, dong=key),
        ),
        "board_url": f"{reverse('supervision:board')}{asked.address()}",
    }
    return render(request, "supervision/behind.html", context)


@signed_in
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Show Biểu II.06a: received, solved, in process, by field."""
    actor, now, asked, context = _asked(request)
    lines, total = _report(actor, asked, now)
    columns = (
        Column(_("Lĩnh vực")),
        *(Column(str(name), "number") for name in reports.COLUMNS),
    )
    rows = [
        (Cell(f"{number}. {line.name}" if number else line.name), *(Cell(str(figure)) for figure in line.figures))
        for number, line in enumerate((total, *lines))
    ]
    context |= {
        "table": Table(_("Biểu II.06a"), columns, rows) if lines else None,
        "agrees": all(line.agrees for line in (total, *lines)),
        "undecided": total.undecided,
        "sheet_url": f"{reverse('supervision:report-sheet')}{asked.address()}",
        "board_url": f"{reverse('supervision:board')}{asked.address()}",
    }
    return render(request, "supervision/report.html", context)


@signed_in
@require_safe
def report_sheet(request: HttpRequest) -> HttpResponse:
    """Give Biểu II.06a as a sheet."""
    actor, now, asked, _context = _asked(request)
    lines, total = _report(actor, asked, now)
    return _download(
        sheet(
            _("Biểu số II.06a/VPCP/KSTT. Tình hình, kết quả giải quyết thủ tục hành chính"),
            f"{pages.whose(asked)}, {pages.days_words(asked.cut.period)}",
            [_("Lĩnh vực"), *map(str, reports.COLUMNS)],
            [(line.name, line.figures) for line in (total, *lines)],
        ),
        f"bieu-ii-06a-{asked.on.isoformat()}.xlsx",
    )


def _report(actor: Actor, asked: Asked, now: datetime) -> tuple[list[ReportLine], ReportLine]:
    rows = cuts.figures(actor, Asked(asked.span, asked.on, asked.unit, asked.side, By.FIELD), now)
    lines = [
        reports.line_of(name, counted) for name, counted in sorted(rows.values(), key=lambda row: sort_key(row[0]))
    ]
    return lines, reports.sum_of(_("Tổng số"), lines)


def _asked(request: HttpRequest) -> tuple[Actor, datetime, Asked, dict[str, Any]]:
    """Return who asks what, and what every page shows of the question. Refuses with NotAllowed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now: datetime = request.moment  # type: ignore[attr-defined]
    choices = cuts.units_to_choose(actor, now.date())
    asked = cuts.asked(request.GET, now.date())
    before, after = beside(asked.cut.period)
    return (
        actor,
        now,
        asked,
        {
            "asked": asked,
            "period": pages.period_words(asked),
            "days": pages.days_words(asked.cut.period),
            "whose": pages.whose(asked),
            "side": str(pages.SIDES[asked.side]),
            "spans": [(span.value, str(name), span is asked.span) for span, name in pages.SPANS.items()],
            "sides": [(side.value, str(name), side is asked.side) for side, name in pages.SIDES.items()],
            "units": [(str(unit.id), organisation.short_name(unit.id), unit.id == asked.unit) for unit in choices],
            "unread": cuts.unread(request.GET),
            "before_url": asked.address(on=before),
            "after_url": asked.address(on=after) if after <= now.date() else "",
        },
    )


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
