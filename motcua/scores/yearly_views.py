"""The yearly internal evaluation report of the units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.dossiers.queries import Figure, share_in_time
from motcua.organisation import queries as organisation
from motcua.scores import pages, yearly
from motcua.scores.asked import Asked, asked, unread
from motcua.scores.types import LOOK, Indicator, Term
from motcua.scores.yearly import FLOW, Evaluated
from motcua.ui.acting import actor_of, having, moment_of, today
from motcua.ui.sheets import XLSX, sheet
from motcua.ui.types import Cell, Column, Table

FLOWS = {
    Figure.CARRIED: gettext_lazy("Năm trước chuyển sang"),
    Figure.RECEIVED: gettext_lazy("Tiếp nhận"),
    Figure.SOLVED: gettext_lazy("Đã giải quyết"),
    Figure.OPEN: gettext_lazy("Đang giải quyết"),
    Figure.OPEN_LATE: gettext_lazy("Đang quá hạn"),
}
QUALITY = (Indicator.TIME, Indicator.PARTS, Indicator.CONTACTS)


@having(LOOK)
@require_safe
def evaluation(request: HttpRequest) -> HttpResponse:
    """Show how dossiers flowed in a year, each unit's quality and its share in time."""
    question = _year(request)
    found = yearly.evaluation(actor_of(request), question.term.year, moment_of(request))
    before, after = question.term.before, question.term.after
    context = {
        "term": pages.term_words(question.term),
        "year": question.term.year,
        "unread": unread(request.GET),
        "table": _listed(question.term, found) if found else None,
        "agrees": all(each.agrees for each in found),
        "is_running": question.term.until >= today(request),
        "sheet_url": reverse("scores:evaluation-sheet") + question.address(),
        "before_url": Asked(before).address(),
        "after_url": Asked(after).address() if after.since <= today(request) else "",
    }
    return render(request, "scores/evaluation.html", context)


@having(LOOK)
@require_safe
def evaluation_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same as a sheet."""
    question = _year(request)
    found = yearly.evaluation(actor_of(request), question.term.year, moment_of(request))
    content = sheet(
        _("Đánh giá nội bộ hằng năm theo Nghị định 61/2018/NĐ-CP, Điều 30"),
        pages.term_words(question.term),
        [column.label for column in _columns()],
        [(name, figures) for name, figures in _lines(found)],
    )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="danh-gia-noi-bo-{question.term.year}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _year(request: HttpRequest) -> Asked:
    question = asked(request.GET, today(request))
    year = question.term.year if "nam" in request.GET else question.term.year - 1
    return Asked(Term(year))


def _columns() -> list[Column]:
    return [
        Column(_("Đơn vị")),
        *(Column(str(name), "number") for name in FLOWS.values()),
        Column(_("Kết quả đúng hạn (%)"), "number"),
        *(Column(str(pages.NAMES[indicator]), "number") for indicator in QUALITY),
        Column(_("Tổng điểm"), "number"),
        Column(_("Độ phủ (%)"), "number"),
        Column(_("Xếp loại"), is_named=True),
    ]


def _lines(found: tuple[Evaluated, ...]) -> list[tuple[str, list[float | str]]]:
    """Return the sums and each unit as plain figures; what is not known is empty."""
    blank: list[float | str] = [""] * (len(QUALITY) + 3)
    total = yearly.whole(found)
    lines: list[tuple[str, list[float | str]]] = [(_("Cộng"), [*_flow(total), *blank])]
    for each in found:
        card = each.scored.card if each.scored else None
        quality: list[float | str] = (
            blank
            if card is None
            else [
                *(_number(card.scores[indicator]) for indicator in QUALITY),
                float(card.total),
                card.coverage,
                pages.band_words(card),
            ]
        )
        lines.append((organisation.short_name(each.unit), [*_flow(each.figures), *quality]))
    return lines


def _flow(figures: Mapping[Figure, int]) -> list[float | str]:
    return [*(figures[figure] for figure in FLOW), _number(share_in_time(figures))]


def _number(value: object) -> float | str:
    return "" if value is None else float(str(value))


def _listed(term: Term, found: tuple[Evaluated, ...]) -> Table:
    rows: list[Sequence[Cell]] = [
        (Cell(name), *(Cell("–" if figure == "" else str(figure).replace(".", ",")) for figure in figures))
        for name, figures in _lines(found)
    ]
    return Table(_("Đánh giá nội bộ %(term)s") % {"term": pages.term_words(term)}, _columns(), rows)
