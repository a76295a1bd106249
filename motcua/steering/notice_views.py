"""The monthly words about officials who are lent to a one-stop desk."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.identity import queries as identity
from motcua.organisation import queries as organisation
from motcua.steering import queries
from motcua.steering.types import Notice
from motcua.ui.acting import actor_of, signed_in
from motcua.ui.types import Cell, Column, Table


@signed_in
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List the notices of the units that the reader heads, and those about the reader."""
    found = queries.notices(actor_of(request))
    return render(request, "steering/notices.html", {"table": _listed(found) if found else None})


def _listed(found: Sequence[Notice]) -> Table:
    names = identity.names(each.account for each in found)
    columns = (
        Column(_("Tháng")),
        Column(_("Người biệt phái"), is_named=True),
        Column(_("Nơi làm việc"), is_named=True),
        Column(_("Cơ quan cử"), is_named=True),
        Column(_("Tiếp nhận"), "number"),
        Column(_("Chuyển đi"), "number"),
        Column(_("Đúng hạn"), "number"),
        Column(_("Quá hạn"), "number"),
        Column(_("Đính chính"), "number"),
        Column(_("Phải bổ sung"), "number"),
        Column(_("Thái độ"), is_named=True),
    )
    rows = [
        (
            Cell(f"{each.month.month}/{each.month.year}", reverse("prints:print", args=[each.print_id])),
            Cell(names.get(each.account, "")),
            Cell(organisation.short_name(each.unit)),
            Cell(organisation.short_name(each.to_unit)),
            *(
                Cell(str(each.figures[name]))
                for name in ("received", "handed_on", "in_time", "late", "corrections", "supplements")
            ),
            Cell(_("chưa có dữ liệu")),
        )
        for each in found
    ]
    return Table(_("Thông báo tháng về người biệt phái"), columns, rows)
