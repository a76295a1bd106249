"""The quarter's money of all units that the reader may see."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.kernel.money import dong
from motcua.organisation import queries as organisation
from motcua.payments import queries
from motcua.payments.rules import quarter_days
from motcua.payments.types import LOOK, QuarterOfUnit
from motcua.payments.views import quarter_asked, today
from motcua.ui.acting import actor_of, having
from motcua.ui.sheets import XLSX, sheet
from motcua.ui.types import Cell, Column, Signal, Table


@having(LOOK)
@require_safe
def quarter(request: HttpRequest) -> HttpResponse:
    """Show the quarter's receipts, tills and settlements of each unit, and whether the sums meet."""
    year, number = quarter_asked(request)
    found = queries.quarter_of_units(actor_of(request), year, number)
    first, last = quarter_days(year, number)
    context = {
        "year": year,
        "quarter": number,
        "quarters": (1, 2, 3, 4),
        "first": first,
        "last": min(last, today(request)),
        "table": _listed(found) if found else None,
        "agrees": all(each.agrees for each in found),
        "behind": sum(each.is_behind for each in found),
        "total": dong(sum(each.total for each in found)),
        "sheet_url": f"{reverse('payments:quarter-sheet')}?nam={year}&quy={number}",
    }
    return render(request, "payments/quarter.html", context)


@having(LOOK)
@require_safe
def quarter_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same as a sheet."""
    year, number = quarter_asked(request)
    found = queries.quarter_of_units(actor_of(request), year, number)
    content = sheet(
        _("Đối soát phí, lệ phí của các đơn vị"),
        _("quý %(quarter)s/%(year)s") % {"quarter": number, "year": year},
        [_("Đơn vị"), *_names()],
        [
            (organisation.short_name(each.unit), ["" if figure is None else figure for figure in _figures(each)])
            for each in found
        ],
    )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="doi-soat-cac-don-vi-{year}-{number}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _names() -> tuple[str, ...]:
    return (
        _("Biên lai đã cấp"),
        _("Biên lai huỷ"),
        _("Đã thu"),
        _("Đã trả lại"),
        _("Tiền mặt"),
        _("Chuyển khoản"),
        _("Bưu điện thu hộ"),
        _("Phải chuyển"),
        _("Quỹ ngày đã chốt"),
        _("Tiền trong quỹ đã chốt"),
        _("Quỹ ngày chưa chốt"),
        _("Tiền trong quỹ chưa chốt"),
        _("Đếm thừa, thiếu"),
        _("Đã lập đối soát"),
    )


def _figures(each: QuarterOfUnit) -> tuple[int | None, ...]:
    return (
        each.issued,
        each.cancelled,
        each.taken,
        each.given_back,
        each.cash,
        each.transfer,
        each.post,
        each.total,
        each.closed_tills,
        each.in_closed_tills,
        each.open_tills,
        each.in_open_tills,
        each.difference,
        each.settled,
    )


#: Which of the figures are numbers of things and not money.
_COUNTS = frozenset({0, 1, 8, 10})


def _listed(found: Sequence[QuarterOfUnit]) -> Table:
    columns = (Column(_("Đơn vị")), *(Column(name, "number") for name in _names()))
    sums = tuple(sum(figure or 0 for figure in column) for column in zip(*map(_figures, found), strict=True))
    rows: list[Sequence[Cell]] = [(Cell(_("Cộng")), *(_cell(place, figure) for place, figure in enumerate(sums)))]
    rows += [
        (
            Cell(organisation.short_name(each.unit), signal=None if each.agrees else Signal.LATE),
            *(_cell(place, figure) for place, figure in enumerate(_figures(each)[:-1])),
            Cell(
                _("chưa") if each.settled is None else dong(each.settled),
                sub=_("đã khác, lập lại") if each.is_behind else "",
            ),
        )
        for each in found
    ]
    return Table(_("Đối soát theo đơn vị"), columns, rows)


def _cell(place: int, figure: int | None) -> Cell:
    return Cell(str(figure) if place in _COUNTS else dong(figure or 0))
