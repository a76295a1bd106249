"""Biểu II.07b: procedures by online level, dossiers by level and channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers.queries import By
from motcua.kernel.actor import Actor
from motcua.supervision import levels, pages
from motcua.supervision.asking import asked_of, download
from motcua.supervision.cuts import Asked
from motcua.supervision.levels import LevelLine
from motcua.supervision.papers import form_paper, form_table
from motcua.ui.acting import signed_in
from motcua.ui.sheets import sheet
from motcua.ui.types import Cell, Column, Tab, Table


@signed_in
@require_safe
def level_report(request: HttpRequest) -> HttpResponse:
    """Show Biểu II.07b of a period, by field or by unit."""
    actor, now, given, context = asked_of(request)
    asked = _by(given)
    whole, *lines = levels.lines(actor, asked, now)
    columns = (Column(str(pages.BYS[asked.by])), *(Column(name, "number") for name in levels.columns()))
    rows = [
        (Cell(f"{number}. {line.name}" if number else line.name), *(Cell(str(figure)) for figure in line.figures))
        for number, line in enumerate((whole, *lines))
    ]
    context |= {
        "asked": asked,
        "table": Table(_("Biểu II.07b"), columns, rows) if lines else None,
        "agrees": all(line.agrees for line in (whole, *lines)) and levels.as_in_06a(actor, asked, whole, now),
        "by_unit": asked.by is By.UNIT,
        "tabs": [Tab(str(pages.BYS[by]), asked.address(by=by), is_current=by is asked.by) for by in levels.BYS],
        "sheet_url": f"{reverse('supervision:levels-sheet')}{asked.address()}",
        "paper_url": f"{reverse('supervision:levels-paper')}{asked.address()}",
        "report_url": f"{reverse('supervision:report')}{asked.address(by=By.FIELD)}",
    }
    return render(request, "supervision/levels.html", context)


@signed_in
@require_safe
def level_sheet(request: HttpRequest) -> HttpResponse:
    """Give Biểu II.07b as a sheet."""
    actor, now, given, _context = asked_of(request)
    asked = _by(given)
    return download(
        sheet(
            _("Biểu số II.07b/VPCP/KSTT. Thủ tục và hồ sơ theo mức độ dịch vụ công trực tuyến (các cột là giả định)"),
            f"{pages.whose(asked)}, {pages.days_words(asked.cut.period)}",
            [str(pages.BYS[asked.by]), *levels.columns()],
            [(line.name, line.figures) for line in levels.lines(actor, asked, now)],
        ),
        f"bieu-ii-07b-{asked.on.isoformat()}.xlsx",
    )


@signed_in
@require_safe
def level_paper(request: HttpRequest) -> HttpResponse:
    """Give Biểu II.07b as a paper to sign."""
    actor, now, given, _context = asked_of(request)
    asked = _by(given)
    whole, *lines = levels.lines(actor, asked, now)
    table = form_table(
        _("thủ tục, hồ sơ"),
        str(pages.BYS[asked.by]),
        levels.columns(),
        whole.figures,
        [(line.name, line.figures) for line in lines],
    )
    return form_paper(
        actor,
        asked,
        table,
        now,
        number=_("Biểu số II.07b/VPCP/KSTT"),
        title=_("Thủ tục và hồ sơ theo mức độ dịch vụ công trực tuyến"),
        notes=_notes(actor, asked, (whole, *lines), now),
    )


def _notes(actor: Actor, asked: Asked, lines: Sequence[LevelLine], now: datetime) -> list[str]:
    said = [_("Các cột là giả định, cần đối chiếu với mẫu trước khi gửi.")]
    if not (all(line.agrees for line in lines) and levels.as_in_06a(actor, asked, lines[0], now)):
        said.append(_("Có dòng không cân. Báo người vận hành trước khi gửi biểu này."))
    return said


def _by(asked: Asked) -> Asked:
    return asked if asked.by in levels.BYS else replace(asked, by=By.FIELD)
