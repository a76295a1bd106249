"""Bags: the list, opening one, its minutes, and what becomes of what came."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.kernel import access
from motcua.kernel.refusal import NotFound, Refusal
from motcua.postal import queries, services
from motcua.postal.forms import Opening, Signing
from motcua.postal.sockets import owner
from motcua.postal.types import LOOK, WORK, Arrival, Bag, Verdict, Way
from motcua.ui import words
from motcua.ui.acting import actor_of, id_of, moment_of, sent, signed_in
from motcua.ui.types import Cell, Column, Fact, Signal, Table

BOTH = require_http_methods(["GET", "POST"])
SIGNS = {
    Verdict.HERE: Signal.ONTIME,
    Verdict.EXTRA: Signal.NEAR,
    Verdict.DAMAGED: Signal.NEAR,
    Verdict.MISSING: Signal.LATE,
}


@signed_in
@BOTH
def bags(request: HttpRequest) -> HttpResponse:
    """List the bags of my unit; posted, open one: from a list that the post announced, or as typed."""
    actor, at = actor_of(request), moment_of(request)
    access.require(actor, LOOK, actor.unit)
    form = Opening(sent(request))
    if request.method == "GET":
        return _bags_page(request, form)
    listed = id_of(request.POST.get("announced", ""))
    try:
        bag = services.open_bag(actor=actor, at=at, arrivals=() if listed else form.arrivals(), announced=listed)
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _bags_page(request, form, refusal)
    return redirect("postal:bag", bag)


def _bags_page(request: HttpRequest, form: Opening, refusal: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "form": form,
        "bags": _table(queries.bags(actor)),
        "announced": queries.announced(actor),
        "may_work": access.judge(actor, WORK, actor.unit),
    }
    return render(request, "postal/bags.html", context, status=refusal.status if refusal else 200)


def _table(found: Any) -> Table | None:
    ways = {Way.IN: _("bưu điện chuyển đến"), Way.OUT: _("giao bưu điện")}
    rows = [
        [
            Cell(_("Số %(number)s") % {"number": one.number}, url=reverse("postal:bag", args=[one.id])),
            Cell(ways[one.way]),
            Cell(str(one.count)),
            Cell(words.moment_short(one.signed_at) if one.signed_at else _("chưa ký")),
            Cell(str(one.differences) if one.differences else "–"),
        ]
        for one in found
    ]
    columns = [
        Column(_("Biên bản")),
        Column(_("Chiều")),
        Column(_("Bưu gửi"), "number"),
        Column(_("Ký lúc")),
        Column(_("Khác danh sách"), "number"),
    ]
    return Table(_("Biên bản giao nhận"), columns, rows) if rows else None


@signed_in
@BOTH
def bag(request: HttpRequest, bag_id: UUID) -> HttpResponse:
    """Show a bag; posted, sign its minutes with the postman."""
    actor, at = actor_of(request), moment_of(request)
    found = queries.bag_for(actor, bag_id, at=at, look=request.method == "GET")
    form = Signing(sent(request), arrivals=found.arrivals)
    if request.method == "GET":
        return _bag_page(request, found, form)
    try:
        services.sign_bag(
            actor=actor,
            at=at,
            bag=bag_id,
            postman=form.typed("postman"),
            found=form.found(),
            extra=Opening({"lines": form.typed("extra")}).arrivals(),
            signed_at=form.signed_at(),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _bag_page(request, queries.bag_for(actor, bag_id, at=at, look=False), form, refusal)
    messages.success(request, _("Đã ký biên bản. Thời hạn của các hồ sơ này tính từ lúc ký. In hai bản."))
    return redirect("postal:bag", bag_id)


def _bag_page(request: HttpRequest, found: Bag, form: Signing, refusal: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    signed = found.signed_at is not None
    context = {
        "bag": found,
        "is_in": found.way is Way.IN,
        "form": form if not signed and found.way is Way.IN and access.judge(actor, WORK, found.unit) else None,
        "arrivals": _arrivals(found.arrivals) if signed else [],
        "parcels": _parcels(found) if found.parcels else None,
        "facts": _facts(found),
        "print_url": reverse("prints:print", args=[found.print]) if found.print else "",
        "refusal": refusal.sentence if refusal and signed else "",
    }
    return render(request, "postal/bag.html", context, status=refusal.status if refusal else 200)


def _facts(found: Bag) -> list[Fact]:
    return [
        Fact(_("Lập lúc"), words.moment(found.opened_at)),
        Fact(_("Ký lúc"), words.moment(found.signed_at) if found.signed_at else _("chưa ký")),
        Fact(_("Nhân viên bưu điện"), found.postman),
        Fact(_("Danh sách của bưu điện"), found.list_number),
    ]


def _arrivals(arrivals: tuple[Arrival, ...]) -> list[dict[str, Any]]:
    """Return what came with what became of it: a dossier, or the page where it is taken in."""
    found = owner()
    ids = [one.id for one in arrivals]
    numbers = found.numbers(ids) if found else {}
    known = set(found.known([one.about for one in arrivals])) if found else set()
    return [
        {
            "arrival": one,
            "signal": SIGNS[one.verdict] if one.verdict else Signal.PAUSED,
            "number": numbers.get(one.id, ""),
            "number_url": found.url(numbers[one.id]) if found and one.id in numbers else "",
            "begin_url": found.begin_url(one.id)
            if found and one.verdict and one.verdict.is_here and one.id not in numbers and one.about not in known
            else "",
            "known_url": found.url(one.about) if found and one.about in known else "",
        }
        for one in arrivals
    ]


def _parcels(found: Bag) -> Table:
    return Table(
        _("Bưu gửi đã giao"),
        [Column(_("Bưu gửi"), "code"), Column(_("Mã bưu gửi"), "code"), Column(_("Người nhận")), Column(_("Đang ở"))],
        [
            [
                Cell(one.reference, url=reverse("postal:parcel", args=[one.id])),
                Cell(one.tracking or _("chưa có")),
                Cell(one.receiver, sub=one.address),
                Cell(one.fate.words),
            ]
            for one in found.parcels
        ],
    )
