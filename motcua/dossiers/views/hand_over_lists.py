"""Papers between counter and agency: what waits to be carried, lists, their confirmation, differences."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers import queries, services
from motcua.dossiers.carrying import CARRY, HandOverList, Leg, ListLine, ListWay
from motcua.dossiers.forms.hand_over_lists import Confirming, Handing, Settling
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in
from motcua.dossiers.views.parts import print_url
from motcua.kernel import access
from motcua.kernel.refusal import NotFound, Refusal
from motcua.postal.types import Verdict
from motcua.ui.acting import id_of
from motcua.ui.types import Signal

BOTH = require_http_methods(["GET", "POST"])
SIGNS = {
    Verdict.HERE: Signal.ONTIME,
    Verdict.EXTRA: Signal.NEAR,
    Verdict.DAMAGED: Signal.NEAR,
    Verdict.MISSING: Signal.LATE,
}


@signed_in
@BOTH
def hand_over_lists(request: HttpRequest) -> HttpResponse:
    """Show what waits to be carried, by place, and the unit's lists; posted, hand papers over with a new list."""
    actor, at = actor_of(request), moment_of(request)
    access.require(actor, CARRY, actor.unit)
    legs = queries.ready_to_carry(actor, at)
    target = request.POST.get("target", "")
    form = Handing(sent(request), legs=[leg for leg in legs if leg.key == target])
    if request.method == "GET":
        return _page(request, legs)
    try:
        made = services.hand_over_papers(
            actor=actor,
            at=at,
            target=target,
            dossiers=form.chosen(),
            originals=form.originals(),
            carrier=form.typed("carrier"),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, queries.ready_to_carry(actor, at), form, refusal)
    messages.success(
        request,
        _("Đã lập phiếu. In hai phiếu, hai bên ký; ký xong thì ghi vào đây ai ký và lúc nào.")
        if queries.hand_over_list(actor, made, at=at, look=False).is_outside
        else _("Đã giao. In hai phiếu, hai bên ký; bên nhận xác nhận từng hồ sơ."),
    )
    return redirect("dossiers:hand-over-list", made)


def _page(
    request: HttpRequest, legs: tuple[Leg, ...], form: Handing | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    actor, at = actor_of(request), moment_of(request)
    target = form.typed("target") if form else ""
    places: list[dict[str, Any]] = []
    for key, found in groupby(sorted(legs, key=_order), key=lambda leg: leg.key):
        waiting = tuple(found)
        shown = form if form and key == target else None
        comes_back = waiting[0].way is ListWay.BACK
        places.append(
            {
                "words": queries.place_words(waiting[0].origin if comes_back else waiting[0].target),
                "way": waiting[0].way,
                "due_at": min((leg.due_at for leg in waiting if leg.due_at), default=None),
                "late": sum(1 for leg in waiting if leg.is_late(at)),
                "form": shown
                or Handing(
                    legs=waiting,
                    auto_id=f"id_{len(places)}_%s",
                    initial={"target": key, "dossiers": [str(leg.dossier) for leg in waiting]},
                ),
            }
        )
    heads = [
        {
            "head": head,
            "origin": queries.place_words(head.origin),
            "target": queries.place_words(head.target),
            "comes": head.way is ListWay.BETWEEN
            and head.target.unit == actor.unit
            and head.giver_account != actor.account,
            "is_outside": head.way is not ListWay.BETWEEN,
        }
        for head in queries.hand_over_lists(actor)
    ]
    context = {"places": places, "heads": heads, "form": form}
    return render(request, "dossiers/hand_over_lists.html", context, status=refusal.status if refusal else 200)


def _order(leg: Leg) -> tuple[int, str]:
    return list(ListWay).index(leg.way), leg.key


@signed_in
@BOTH
def hand_over_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show a list; posted, confirm what came with it."""
    actor, at = actor_of(request), moment_of(request)
    found = queries.hand_over_list(actor, list_id, at=at, look=request.method == "GET")
    form = _confirming(request, found)
    if request.method == "GET":
        return _list_page(request, found, form)
    try:
        differences = services.confirm_papers(
            actor=actor,
            at=at,
            list_id=list_id,
            found=form.found(),
            scanned=form.codes(),
            lacking=form.lacking(),
            place=form.typed("place"),
            outside=form.signature(),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        now = queries.hand_over_list(actor, list_id, at=at, look=False)
        return _list_page(request, now, form, refusal=refusal)
    messages.success(
        request,
        _("Đã xác nhận, còn %(count)s chênh lệch phải giải quyết.") % {"count": differences}
        if differences
        else _("Đã xác nhận đủ."),
    )
    return redirect("dossiers:hand-over-list", list_id)


def _confirming(request: HttpRequest, found: HandOverList, *, typed: bool = True) -> Confirming:
    return Confirming(
        sent(request) if typed else None, listed=found, shelves=queries.shelves([found.unit]) if found.lays else ()
    )


@signed_in
@require_POST
def settling(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Settle a difference."""
    actor, at = actor_of(request), moment_of(request)
    form = Settling(request.POST)
    line = id_of(form.typed("line")) or UUID(int=0)
    try:
        services.settle_difference(actor=actor, at=at, list_id=list_id, line=line, how=form.typed("how"))
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        found = queries.hand_over_list(actor, list_id, at=at, look=False)
        return _list_page(request, found, _confirming(request, found, typed=False), settled=form, refusal=refusal)
    messages.success(request, _("Đã ghi cách giải quyết chênh lệch."))
    return redirect("dossiers:hand-over-list", list_id)


def _list_page(
    request: HttpRequest,
    found: HandOverList,
    form: Confirming,
    *,
    settled: Settling | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    receives = access.judge(actor, CARRY, found.unit) and (found.is_outside or found.giver_account != actor.account)
    context: dict[str, Any] = {
        "list": found,
        "origin": queries.place_words(found.origin),
        "target": queries.place_words(found.target),
        "print_url": print_url(found.print),
        "form": form if found.confirmed_at is None and receives else None,
        "refused": settled or (form if refusal else None),
        "lines": [
            {
                "line": line,
                "signal": _signal(line),
                "form": _settle_form(line.id, settled) if line.is_open else None,
            }
            for line in found.lines
        ],
    }
    return render(request, "dossiers/hand_over_list.html", context, status=refusal.status if refusal else 200)


def _signal(line: ListLine) -> Signal | None:
    if line.verdict is None:
        return None
    return Signal.NEAR if line.verdict is Verdict.HERE and line.lacking else SIGNS[line.verdict]


def _settle_form(line: UUID, settled: Settling | None) -> Settling:
    if settled is not None and settled.typed("line") == str(line):
        return settled
    return Settling(initial={"line": str(line)}, auto_id=f"id_{line}_%s")
