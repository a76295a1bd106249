"""Receive at the counter: one page, saved at every field, sent once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.dossiers import queries, services
from motcua.dossiers.forms import reception as typing
from motcua.dossiers.queries import again, brought
from motcua.dossiers.queries.reception import number_of
from motcua.dossiers.types import DRAFT, AlreadyReceived, Deed, Received
from motcua.dossiers.views import sitting as sittings
from motcua.dossiers.views.acting import opened
from motcua.dossiers.views.asking import actor_of, counter_of, moment_of, signed_in
from motcua.dossiers.views.sitting import Sitting
from motcua.forms import services as drafting
from motcua.gate.services import uploading
from motcua.kernel import moments
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import NotFound, Refusal
from motcua.scans import services as scanning

#: Shorter texts would find everybody.
SHORTEST = 2


@signed_in
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin a reception; posted with a dossier's number, for the same people («Thêm thủ tục»)."""
    unit = counter_of(request)
    sitting = Sitting(new_id(), unit)
    if request.method == "POST":
        actor, at = actor_of(request), moment_of(request)
        record = queries.dossier_for(actor, request.POST.get("ho-so", ""), at=at, look=False)
        sittings.keep(request, sitting, again.people_of(actor, record, at=at))
    return redirect(sitting.url())


@uploading()
@signed_in
@require_http_methods(["GET", "POST"])
def reception(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show the page; posted, receive. Sent twice, it leads to the same dossier."""
    sitting = Sitting(draft_id, counter_of(request))
    if request.method == "GET":
        if number := number_of(draft_id):
            return redirect("dossiers:received", number)
        return shown(request, sitting)
    return received_by(
        request,
        sitting,
        lambda values: _receive(request, sitting, values),
    )


def _receive(request: HttpRequest, sitting: Sitting, values: dict[str, Any]) -> Received:
    actor, at, reception = actor_of(request), moment_of(request), sittings.reception_of(request, values, sitting)
    if reuse := sittings.reuse_of(values):
        return services.receive_with_earlier(actor=actor, at=at, reception=reception, reuse=reuse)
    return services.receive(actor=actor, at=at, reception=reception)


@uploading()
@signed_in
@require_POST
def received_and_returned(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Receive, and hand the result over at once, where the procedure is done the same day."""
    sitting = Sitting(draft_id, counter_of(request))
    return received_by(
        request,
        sitting,
        lambda values: services.receive_and_return(
            actor=actor_of(request),
            at=moment_of(request),
            reception=sittings.reception_of(request, values, sitting),
            recipient=typing.recipient_of(values),
            result_number=str(values.get("result_number") or ""),
            method=typing.method_of(values),
            reference=str(values.get("payment_reference") or ""),
            voucher=typing.voucher_of(values),
            reuse=sittings.reuse_of(values),
        ),
    )


@uploading()
@signed_in
@require_http_methods(["GET", "POST"])
def receive_filed(request: HttpRequest, number: str) -> HttpResponse:
    """Receive a dossier that was filed before and has only a filing number; its page comes filled."""
    counter_of(request)
    record = opened(request, number, Deed.RECEIVE)
    sitting = Sitting(record.id, record.unit, record)
    if request.method == "GET":
        return shown(request, sitting)
    revision = request.POST.get("revision", "")
    return received_by(
        request,
        sitting,
        lambda values: services.receive_filed(
            actor=actor_of(request),
            at=moment_of(request),
            number=number,
            reception=sittings.reception_of(request, values, sitting),
            revision=int(revision) if revision.isdigit() else None,
            reuse=sittings.reuse_of(values),
        ),
    )


def received_by(request: HttpRequest, sitting: Sitting, service: Callable[[dict[str, Any]], Received]) -> HttpResponse:
    """Receive what was typed: then the page of what was received, or this page again with the refusal."""
    sittings.typed_before(actor_of(request), sitting.draft)
    values, torn = sittings.taken(request, sitting)
    if torn:
        return _again(request, sitting, values, torn)
    try:
        received = service(values)
    except AlreadyReceived as known:
        return redirect("dossiers:received", number_of(known.dossier))
    except NotFound:
        raise
    except Refusal as refusal:
        return _again(request, sitting, values, refusal)
    drafting.discard_draft(actor=actor_of(request), at=moment_of(request), draft_id=sitting.draft)
    return redirect("dossiers:received", received.code)


def _again(request: HttpRequest, sitting: Sitting, values: dict[str, Any], refusal: Refusal) -> HttpResponse:
    sittings.keep(request, sitting, values)
    return sittings.show(request, sitting, values, refusal=refusal, saved_at=moments.machine_now())


def shown(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show the page with what was typed before."""
    actor, at = actor_of(request), moment_of(request)
    if draft := sittings.draft_of(actor, sitting.draft):
        return sittings.show(request, sitting, draft.values, saved_at=draft.saved_at)
    if sitting.filed:
        return sittings.show(request, sitting, again.everything_of(actor, sitting.filed, at=at))
    came = sittings.came_by_post(request, sitting, look=True)
    return sittings.show(request, sitting, brought.values_of(came, sitting.unit, at.date()) if came else {})


@uploading()
@signed_in
@require_POST
def save(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Save what was typed: by the script at every field, else by each section's button."""
    return saved(request, Sitting(draft_id, counter_of(request)))


@uploading()
@signed_in
@require_POST
def save_filed(request: HttpRequest, number: str) -> HttpResponse:
    """Save what was typed on the page of a dossier that was filed before."""
    counter_of(request)
    record = opened(request, number, Deed.RECEIVE)
    return saved(request, Sitting(record.id, record.unit, record))


def saved(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Save what was typed, and say so or go on."""
    if sitting.filed is None and (number := number_of(sitting.draft)):
        return redirect("dossiers:received", number)
    before = sittings.typed_before(actor_of(request), sitting.draft)
    values, torn = sittings.taken(request, sitting)
    if torn:
        return _again(request, sitting, values, torn)
    sittings.keep(request, sitting, values)
    if sittings.by_script(request):
        saved_at = sittings.saved_words(moments.machine_now())
        return JsonResponse({"saved_at": saved_at, "regions": sittings.regions(request, sitting, values)})
    if sitting.filed is None and (paper := _to_photograph(request)):
        return redirect(_telephone(request, sitting, paper))
    if then := {"bo-sung": "guidance", "tu-choi": "refusal"}.get(request.POST.get("tiep", "")):
        return redirect(sitting.url(then))
    return redirect(f"{sitting.url()}{_where_next(request, before, values)}")


def _to_photograph(request: HttpRequest) -> UUID | None:
    """Return the paper whose «Chụp bằng điện thoại» was pressed."""
    return typing.id_of(request.POST.get("tiep", "").removeprefix("chup-"))


def _telephone(request: HttpRequest, sitting: Sitting, paper: UUID) -> str:
    """Open a telephone for a paper of this reception; return the address of the page with its code."""
    opened_sitting = scanning.open_sitting(
        actor=actor_of(request), at=moment_of(request), kind=DRAFT, owner=sitting.draft, part=paper
    )
    return reverse("scans:sitting", args=[opened_sitting])


def _where_next(request: HttpRequest, before: dict[str, Any], values: dict[str, Any]) -> str:
    """Return where the page goes on: the next section after a choice, else the one whose button was pressed."""
    section = request.POST.get("muc", "")
    if request.POST.get("pick_owner") or request.POST.get("pick_submitter"):
        return f"?muc={sittings.PAPERS}"
    if values.get("procedure") and values.get("procedure") != before.get("procedure"):
        return f"?muc={sittings.PAPERS if values.get('owner_name') else sittings.PEOPLE}"
    if section == sittings.PEOPLE and (values.get("person_text") or values.get("submitter_text")):
        return f"?muc={section}&tim=1"
    return f"?muc={section}" if section else ""


@signed_in
@require_POST
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a reception of mine away that was begun and is not wanted."""
    counter_of(request)
    sittings.typed_before(actor_of(request), draft_id)
    drafting.discard_draft(actor=actor_of(request), at=moment_of(request), draft_id=draft_id)
    messages.success(request, _("Đã bỏ bản nhập dở."))
    return redirect("dossiers:reception-start")


@signed_in
@require_safe
def procedures(request: HttpRequest) -> JsonResponse:
    """Suggest procedures while typing."""
    unit, text = counter_of(request), request.GET.get("q", "").strip()
    return JsonResponse({"hits": sittings.procedure_hits(text, unit, request) if len(text) >= SHORTEST else []})


@signed_in
@require_safe
def people(request: HttpRequest) -> JsonResponse:
    """Suggest known persons while typing; by number or telephone it is a look."""
    counter_of(request)
    text = request.GET.get("q", "").strip()
    found = sittings.found_people(request, text) if len(text) > SHORTEST else []
    hits = [{"value": str(hit.id), "label": hit.name, "detail": sittings.hit_words(hit)} for hit in found]
    return JsonResponse({"hits": hits})
