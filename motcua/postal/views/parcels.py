"""The post's page: parcels by where they are, one parcel, and the messages that wait for a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel import access
from motcua.kernel.money import dong
from motcua.kernel.refusal import NotFound, Refusal
from motcua.postal import queries, services
from motcua.postal.forms import Handing, Noting, Tracking
from motcua.postal.queries.parcels import TABS, Shown
from motcua.postal.sockets import owner
from motcua.postal.types import DECIDE, LOOK, WORK, EventLine, Fate, Means, Order, ParcelLine
from motcua.ui import words
from motcua.ui.acting import actor_of, id_of, moment_of, signed_in
from motcua.ui.types import Cell, Column, Fact, Page, Signal, Tab, Table

WORDS = {
    "cho-giao": gettext_lazy("Chờ giao"),
    "can-nguoi": gettext_lazy("Cần xem đơn"),
    "dang-di": gettext_lazy("Đang đi"),
    "chuyen-hoan": gettext_lazy("Chuyển hoàn"),
    "xong": gettext_lazy("Xong"),
}
SIGNS = {
    Fate.READY: Signal.PAUSED,
    Fate.HANDED: Signal.ONTIME,
    Fate.TRANSIT: Signal.ONTIME,
    Fate.FAILED: Signal.NEAR,
    Fate.DELIVERED: Signal.DONE,
    Fate.RETURNING: Signal.LATE,
    Fate.BACK: Signal.DONE,
    Fate.CANCELLED: Signal.DONE,
}
OUT = frozenset({Fate.HANDED, Fate.TRANSIT, Fate.FAILED, Fate.RETURNING})
FIRST = "cho-giao"


@signed_in
@require_safe
def parcels(request: HttpRequest) -> HttpResponse:
    """List the parcels of my unit by where they are; those that wait can be handed to the postman."""
    actor = actor_of(request)
    access.require(actor, LOOK, actor.unit)
    tab = request.GET.get("muc", "")
    tab = tab if tab in TABS else FIRST
    found = queries.parcels(actor, tab, before=id_of(request.GET.get("truoc", "")))
    return _page(request, tab, found, Handing(parcels=found.lines))


def _page(request: HttpRequest, tab: str, found: Shown, form: Handing, refusal: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    following = f"?{urlencode({'muc': tab, 'truoc': str(found.following)})}" if found.following else ""
    may_work, may_decide = access.judge(actor, WORK, actor.unit), access.judge(actor, DECIDE, actor.unit)
    context = {
        "tabs": [Tab(str(WORDS[name]), f"?muc={name}", found.counts[name], is_current=name == tab) for name in TABS],
        "lines": [_row(line, form) for line in found.lines],
        "form": form,
        "may_hand": may_work and tab == FIRST and bool(found.lines),
        "may_work": may_work,
        "parked": [_message(one) for one in queries.parked(actor)] if may_decide else [],
        "means": [(str(one), one.words) for one in Means],
        "page": Page(
            _("%(shown)s trong %(count)s bưu gửi") % {"shown": len(found.lines), "count": found.counts[tab]}, following
        ),
        "is_by_hand": queries.office() is None,
    }
    return render(request, "postal/parcels.html", context, status=refusal.status if refusal else 200)


def _row(line: ParcelLine, form: Handing) -> dict[str, Any]:
    found = owner()
    chosen = {str(one) for one in form.chosen()} if form.is_bound else None
    return {
        "line": line,
        "signal": SIGNS[line.fate],
        "url": found.url(line.label) if found else "",
        "ticked": chosen is None or str(line.id) in chosen,
        "order": line.order.words if line.fate is Fate.READY else "",
    }


def _message(one: EventLine) -> dict[str, Any]:
    said = one.words or _("mã %(code)s") % {"code": one.code or "–"}
    return {"event": one, "said": said, "known": one.parcel is not None}


@signed_in
@require_POST
def handing(request: HttpRequest) -> HttpResponse:
    """Hand the chosen parcels to the postman, and lead to the minutes."""
    actor, at = actor_of(request), moment_of(request)
    found = queries.parcels(actor, FIRST)
    form = Handing(request.POST, parcels=found.lines)
    try:
        bag = services.hand_to_post(actor=actor, at=at, parcels=form.chosen(), postman=form.typed("postman"))
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, FIRST, found, form, refusal)
    messages.success(request, _("Đã ký biên bản giao bưu điện. In hai bản, mỗi bên giữ một bản."))
    return redirect("postal:bag", bag)


@signed_in
@require_safe
def parcel(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """Show one parcel: where it is, what the post said, what can be done."""
    line = queries.parcel_for(actor_of(request), parcel_id, at=moment_of(request))
    return _parcel_page(request, line)


def _parcel_page(
    request: HttpRequest,
    line: ParcelLine,
    *,
    refusal: Refusal | None = None,
    tracking: Tracking | None = None,
    noting: Noting | None = None,
) -> HttpResponse:
    actor, found = actor_of(request), owner()
    may_work = access.judge(actor, WORK, line.unit)
    events = queries.events_of(line.id)
    may_note = may_work and line.fate in OUT
    may_track = (
        may_work and line.fate not in {Fate.CANCELLED, Fate.BACK, Fate.DELIVERED} and line.order is not Order.TAKEN
    )
    context = {
        "line": line,
        "signal": SIGNS[line.fate],
        "facts": _facts(line, found.url(line.label) if found else ""),
        "events": _events(events) if events else None,
        "refusal": refusal.sentence if refusal and tracking is None and noting is None else "",
        "needs": line.needs_a_person and access.judge(actor, DECIDE, line.unit),
        "may_cancel": may_work and line.fate is Fate.READY,
        "may_take_back": may_note,
        "tracking": (tracking or Tracking(initial={"tracking": line.tracking})) if may_track else None,
        "noting": (noting or Noting()) if may_note else None,
    }
    return render(request, "postal/parcel.html", context, status=refusal.status if refusal else 200)


def _facts(line: ParcelLine, url: str) -> list[Fact]:
    return [
        Fact(_("Hồ sơ"), line.label, url=url, link=_("mở hồ sơ")),
        Fact(_("Bên trong có"), line.what.words),
        Fact(_("Người nhận"), ", ".join(filter(None, (line.receiver, line.phone)))),
        Fact(_("Địa chỉ"), line.address),
        Fact(_("Bưu điện thu hộ"), dong(line.collects) if line.collects else ""),
        Fact(_("Số đơn của ta"), line.reference),
        Fact(_("Mã bưu gửi"), line.tracking or _("chưa có")),
        Fact(_("Đơn gửi"), ". ".join(filter(None, (line.order.words, line.words)))),
        Fact(_("Giao bưu điện"), words.moment(line.handed_at) if line.handed_at else _("chưa")),
    ]


def _events(events: list[EventLine]) -> Table:
    return Table(
        _("Bưu điện báo"),
        [Column(_("Lúc")), Column(_("Tin")), Column(_("Ghi chú"))],
        [
            [
                Cell(words.moment_short(one.at)),
                Cell(one.means.words if one.means else _("không dùng"), sub=one.words),
                Cell(one.doubt.words if one.is_open and one.doubt else one.receiver or "–"),
            ]
            for one in events
        ],
    )


@signed_in
@require_POST
def cancellation(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """Keep it here."""
    return _do(
        request,
        parcel_id,
        services.cancel_parcel,
        _("Không gửi nữa. Kết quả ở quầy, trả trực tiếp hoặc lập bưu gửi mới."),
    )


@signed_in
@require_POST
def way_back(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """Take it back at the counter."""
    return _do(
        request,
        parcel_id,
        services.take_back,
        _("Đã nhận lại ở quầy. Báo người nhận đến lấy, hoặc gửi lại đúng địa chỉ."),
    )


@signed_in
@require_POST
def order(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """Let the post be asked again."""
    return _do(request, parcel_id, services.order_again, _("Sẽ báo lại bưu điện với số đơn cũ."))


@signed_in
@require_POST
def tracking(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """Note the tracking number."""
    form = Tracking(request.POST)
    return _do(
        request,
        parcel_id,
        services.note_tracking,
        _("Đã ghi mã bưu gửi."),
        values=lambda: {"tracking": form.typed("tracking")},
        tracking=form,
    )


@signed_in
@require_POST
def note(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """Note what the post's paper says."""
    form = Noting(request.POST)
    return _do(
        request,
        parcel_id,
        services.note_message,
        _("Đã ghi tin của bưu điện."),
        values=lambda: {"means": form.meant(), "receiver": form.typed("receiver"), "on": form.when()},
        noting=form,
    )


def _do(
    request: HttpRequest,
    parcel_id: UUID,
    service: Callable[..., None],
    says: str,
    *,
    values: Callable[[], dict[str, Any]] = dict,
    **forms: Any,
) -> HttpResponse:
    actor, at = actor_of(request), moment_of(request)
    looked_at = request.POST.get("revision", "")
    try:
        service(
            actor=actor,
            at=at,
            parcel=parcel_id,
            revision=int(looked_at) if looked_at.isdecimal() else None,
            **values(),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        line = queries.parcel_for(actor, parcel_id, at=at, look=False)
        for form in forms.values():
            form.refuse(refusal)
        return _parcel_page(request, line, refusal=refusal, **forms)
    messages.success(request, says)
    return redirect("postal:parcel", parcel_id)


@signed_in
@require_POST
def message(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Decide what a message means that waits for a person."""
    actor, at = actor_of(request), moment_of(request)
    meant = request.POST.get("means", "")
    try:
        services.settle_message(actor=actor, at=at, event=event_id, means=Means(meant) if meant in set(Means) else None)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("postal:parcels")
    messages.success(request, _("Đã ghi quyết định về tin này."))
    return redirect("postal:parcels")
