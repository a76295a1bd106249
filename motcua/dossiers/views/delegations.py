"""Deciding at the counter: the unit's list of who may, and the decision itself."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers import queries, services
from motcua.dossiers.deeds import DELEGATE
from motcua.dossiers.forms.delegations import Delegation
from motcua.dossiers.types import Deed
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in
from motcua.dossiers.views.endings import with_result
from motcua.dossiers.views.procedures import hits_of, looks
from motcua.gate.services import uploading
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.refusal import NotAllowed, Refusal
from motcua.organisation import queries as organisation

BOTH = require_http_methods(["GET", "POST"])


@signed_in
@BOTH
def delegations(request: HttpRequest) -> HttpResponse:
    """Show who decides what at the unit's counter; posted, add a procedure."""
    actor, at = actor_of(request), moment_of(request)
    unit = _unit_of(request)
    people = [(official.account, official.name) for official in identity.people_of(unit, at)]
    form = Delegation(sent(request), on=at.date(), people=people)
    refusal = None
    if request.method == "POST" and not looks(request):
        try:
            services.delegate(
                actor=actor,
                at=at,
                unit=unit,
                account=form.account(),
                procedure=form.code(),
                decision=form.typed("decision"),
            )
        except Refusal as refused:
            form.refuse(refused)
            refusal = refused
        else:
            messages.success(request, _("Đã ghi uỷ quyền. Người ấy thấy nút «Quyết định tại quầy» khi tiếp nhận xong."))
            return redirect("dossiers:delegations")
    context = {
        "form": form,
        "hits": hits_of(form.unchosen(), unit, at.date()),
        "refused": refusal is not None,
        "unit": organisation.short_name(unit),
        "lines": queries.delegations(actor, unit),
    }
    return render(request, "dossiers/delegations.html", context, status=refusal.status if refusal else 200)


@signed_in
@require_POST
def ended(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """End a delegation."""
    services.end_delegation(actor=actor_of(request), at=moment_of(request), delegation=delegation_id)
    messages.success(request, _("Đã thôi uỷ quyền."))
    return redirect("dossiers:delegations")


@uploading()
@signed_in
@BOTH
def decision(request: HttpRequest, number: str) -> HttpResponse:
    """Decide at the counter: the result's number, its day, perhaps its scan."""
    said = _("Đã quyết định tại quầy. Trả kết quả cho người nộp.")
    return with_result(request, number, Deed.DECIDE, services.decide_at_counter, said)


def _unit_of(request: HttpRequest) -> UUID:
    actor = actor_of(request)
    access.require(actor, DELEGATE, actor.unit)
    if actor.unit is None:
        raise NotAllowed("")
    return actor.unit
