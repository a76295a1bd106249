"""Where time goes: the page, the steps and the late dossiers behind its counts, the sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers import queries
from motcua.dossiers.queries import STEPS_BY, By, Cut, Figure, StepFigure
from motcua.kernel.actor import Actor
from motcua.supervision import cuts, pages
from motcua.supervision import times as parts
from motcua.supervision.asking import asked_of, download
from motcua.supervision.cuts import Asked
from motcua.supervision.papers import paper
from motcua.ui.acting import signed_in
from motcua.ui.sheets import sheet
from motcua.ui.types import Page, Tab


@signed_in
@require_safe
def times(request: HttpRequest) -> HttpResponse:
    """Show how long steps took in a period, which stage made late dossiers late, and where work piles up now."""
    actor, now, asked, context = _asked(request)
    found = parts.where(actor, asked, now)
    context |= {
        "picture": parts.picture(found) if found.spent else "",
        "spent": parts.spent_table(asked, found) if found.spent else None,
        "late": parts.late_table(asked, found) if found.late else None,
        "open_now": parts.open_table(asked, found, now) if found.open_now else None,
        "tabs": [Tab(str(name), asked.address(by=by), is_current=by is asked.by) for by, name in parts.BYS.items()],
        "sheet_url": f"{reverse('supervision:times-sheet')}{asked.address()}",
        "paper_url": f"{reverse('supervision:times-paper')}{asked.address()}",
        "rule": parts.rule(),
        "is_complete": queries.times_are_complete(),
        "everything_url": asked.address(field="", procedure=""),
    }
    return render(request, "supervision/times.html", context)


@signed_in
@require_safe
def times_sheet(request: HttpRequest) -> HttpResponse:
    """Give what steps took as a sheet."""
    actor, now, asked, _context = _asked(request)
    found = parts.where(actor, asked, now)
    return download(
        sheet(
            _("Thời gian của các bước giải quyết hồ sơ"),
            ", ".join(filter(None, (pages.whose(asked), pages.days_words(asked.cut.period), asked.narrowed))),
            [str(parts.BYS[asked.by]), *map(str, parts.SHEET)],
            [(name, parts.sheet_row(spent)) for name, spent in found.spent.values()],
        ),
        f"thoi-gian-{asked.on.isoformat()}.xlsx",
    )


@signed_in
@require_safe
def times_paper(request: HttpRequest) -> HttpResponse:
    """Give the page's tables as a paper."""
    actor, now, asked, _context = _asked(request)
    found = parts.where(actor, asked, now)
    tables = [parts.spent_table(asked, found), parts.late_table(asked, found), parts.open_table(asked, found, now)]
    return paper(actor, asked, _("Thời gian của các bước giải quyết hồ sơ"), tables, now, notes=[parts.rule()])


@signed_in
@require_safe
def steps(request: HttpRequest) -> HttpResponse:
    """Show the steps that a figure counts."""
    actor, _now, asked, context = _asked(request)
    given, key = request.GET.get("so"), request.GET.get("dong", "")
    figure = StepFigure(given) if given in set(StepFigure) else StepFigure.DONE
    cut, name = _narrowed(asked, key)
    found = queries.steps_behind(actor, cut, figure, cursor=request.GET.get("tiep", ""))
    here = {"so": figure, "dong": key}
    context |= {
        "figure": str(parts.STEP_NAMES[figure]),
        "row": name,
        "count": found.count,
        "table": parts.steps(found.rows) if found.rows else None,
        "page": _page(
            request,
            asked,
            here,
            _("%(shown)s trong %(count)s bước") % {"shown": len(found.rows), "count": found.count},
            found.following,
        ),
    }
    return render(request, "supervision/times_behind.html", context)


@signed_in
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """Show the late dossiers that are laid at a place."""
    actor, now, asked, context = _asked(request)
    key, place = request.GET.get("dong", ""), parts.of_places(asked)
    found = queries.late_behind(actor, asked.cut, place, key, now, cursor=request.GET.get("tiep", ""))
    count = found.counts[Figure.LATE]
    context |= {
        "figure": _("Hồ sơ giải quyết quá hạn"),
        "row": parts.name_of(place, key) if key else "",
        "count": count,
        "table": pages.dossiers(found.rows) if found.rows else None,
        "page": _page(
            request,
            asked,
            {"dong": key},
            _("%(shown)s trong %(count)s hồ sơ") % {"shown": len(found.rows), "count": count},
            found.following,
        ),
    }
    return render(request, "supervision/times_behind.html", context)


def _asked(request: HttpRequest) -> tuple[Actor, datetime, Asked, dict[str, Any]]:
    actor, now, asked, context = asked_of(request)
    asked = asked if asked.by in STEPS_BY else replace(asked, by=By.STAGE)
    context |= {
        "asked": asked,
        "board_url": f"{reverse('supervision:board')}{asked.address(field='', procedure='')}",
        "times_url": f"{reverse('supervision:times')}{asked.address()}",
    }
    return actor, now, asked, context


def _narrowed(asked: Asked, key: str) -> tuple[Cut, str]:
    """Return the steps of one row; a procedure's by all its versions."""
    if key and asked.by is By.PROCEDURE:
        return replace(asked, procedure=key).cut, cuts.procedure_name(key)
    cut, _versions, name = cuts.narrowed(asked, key)
    return cut, name


def _page(request: HttpRequest, asked: Asked, here: dict[str, Any], words: str, following: str) -> Page:
    first = "" if not request.GET.get("tiep") else asked.address(**here)
    return Page(words, asked.address(**here, tiep=following) if following else "", first)
