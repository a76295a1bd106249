"""The page of figures for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers.queries import By
from motcua.supervision import cuts, pages
from motcua.supervision.cuts import Asked
from motcua.supervision.periods import Span, beside
from motcua.supervision.public import KEPT_SECONDS, PublicFigures, last_over, public_figures
from motcua.supervision.shielding import Shown
from motcua.ui.types import Cell, Column, Tab, Table

SPANS = (Span.MONTH, Span.YEAR)
BYS = (By.UNIT, By.PROCEDURE)
HIDDEN = "–"


@require_safe
def open_figures(request: HttpRequest) -> HttpResponse:
    """Show how dossiers were received and solved in a month or a year that is over, by unit or by procedure (TT 32/2017 Đ11)."""
    now = request.moment  # type: ignore[attr-defined]
    asked = cuts.asked(request.GET, now.date())
    span = asked.span if asked.span in SPANS else Span.MONTH
    by = asked.by if asked.by in BYS else By.UNIT
    found = public_figures(span, asked.on, by, now)
    here = Asked(span, found.period.since, None, asked.side, by)
    before, after = beside(found.period)
    answer = render(
        request,
        "supervision/open.html",
        {
            "asked": here,
            "period": pages.period_words(here),
            "unread": cuts.unread(request.GET),
            "spans": [(each.value, str(pages.SPANS[each]), each is span) for each in SPANS],
            "tabs": [Tab(str(pages.BYS[each]), here.address(by=each), is_current=each is by) for each in BYS],
            "table": _table(here, found) if found.rows else None,
            "least": found.least,
            "tells_ratings": found.tells_ratings,
            "hides": any(row.figures is None for row in found.rows),
            "before_url": here.address(on=before),
            "after_url": here.address(on=after) if after <= last_over(span, now).until else "",
            "home_url": reverse("supervision:open"),
        },
    )
    answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}" if request.actor.is_anonymous else "private, no-store"  # type: ignore[attr-defined]
    return answer


def _table(asked: Asked, found: PublicFigures) -> Table:
    columns = (
        Column(str(pages.BYS[asked.by])),
        Column(_("Tiếp nhận"), "number"),
        Column(_("Đã giải quyết"), "number"),
        Column(_("Tỉ lệ đúng hạn"), "number"),
        *([Column(_("Tỉ lệ hài lòng"), "number")] if found.tells_ratings else []),
    )
    lines = [(_("Cộng"), found.total, None), *((row.name, row.figures, row.satisfied) for row in found.rows)]
    caption = _("Số hồ sơ, %(period)s") % {"period": pages.period_words(asked)}
    rows = [
        (Cell(name), *_cells(figures), *([_satisfied(share)] if found.tells_ratings else []))
        for name, figures, share in lines
    ]
    return Table(caption, columns, rows)


def _satisfied(share: int | None) -> Cell:
    return Cell(HIDDEN if share is None else f"{share}%")


def _cells(figures: Shown | None) -> tuple[Cell, Cell, Cell]:
    if figures is None:
        return Cell(HIDDEN), Cell(HIDDEN), Cell(HIDDEN)
    share = f"{round(100 * figures.in_time / figures.solved)}%" if figures.solved else HIDDEN
    return Cell(str(figures.received)), Cell(str(figures.solved)), Cell(share)
