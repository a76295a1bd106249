"""The map of the districts with the table beneath."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.supervision import maps
from motcua.supervision.asking import asked_of
from motcua.supervision.maps import Colouring
from motcua.supervision.papers import paper
from motcua.ui.acting import signed_in
from motcua.ui.types import Tab


@signed_in
@require_safe
def map_of_districts(request: HttpRequest) -> HttpResponse:
    """Show the districts coloured by a figure, their communes as tiles, and the same as a table."""
    actor, now, asked, context = asked_of(request)
    given = request.GET.get("to-theo")
    colouring = Colouring(given) if given in set(Colouring) else Colouring.LATE
    found, others = maps.districts(actor, asked, now)
    context |= {
        "picture": maps.picture(asked, found, colouring),
        "table": maps.table(asked, found, others) if found or others else None,
        "colouring": colouring,
        "tabs": [
            Tab(str(name), asked.address(**{"to-theo": each}), is_current=each is colouring)
            for each, name in maps.COLOURINGS.items()
        ],
        "paper_url": f"{reverse('supervision:map-paper')}{asked.address()}",
        "board_url": f"{reverse('supervision:board')}{asked.address()}",
    }
    return render(request, "supervision/map.html", context)


@signed_in
@require_safe
def map_paper(request: HttpRequest) -> HttpResponse:
    """Give the map's table as a paper."""
    actor, now, asked, _context = asked_of(request)
    table = maps.table(asked, *maps.districts(actor, asked, now))
    return paper(actor, asked, _("Số liệu giải quyết thủ tục hành chính theo huyện, xã"), [table], now)
