"""Pages on which a second person looks at a proposed change: side by side, published or sent back; or it is withdrawn."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import proposal_pages, queries, services
from motcua.catalogue.keeping import published, publishes
from motcua.ui.acting import HttpRequest, done, sent, status_of

BOTH = require_http_methods(["GET", "POST"])


class SendingBack(forms.Form):
    """Why a proposal is sent back."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do trả lại"),
        help_text=gettext_lazy("Người đề nghị đọc nguyên văn."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Ghi lý do để người đề nghị biết sửa gì.")},
    )


@publishes
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """List what waits for a second person, and what became of the others."""
    context = {
        "waiting": proposal_pages.table(queries.open_proposals(request.actor)),
        "ended": proposal_pages.table(queries.ended_proposals(request.actor)),
    }
    return render(request, "catalogue/proposals.html", context)


@publishes
@BOTH
def proposal(request: HttpRequest, proposed_id: UUID) -> HttpResponse:
    """Show a proposed change side by side with the version before; posted, publish it."""
    found = queries.proposal_for(request.actor, proposed_id)
    form = forms.Form(sent(request))
    if done(
        form,
        lambda: services.publish_proposal(actor=request.actor, at=request.moment, proposal_id=proposed_id),
    ):
        return published(request, found.code, found.valid_from)
    return _page(request, "catalogue/proposal.html", form, proposed_id)


@publishes
@BOTH
def sending_back(request: HttpRequest, proposed_id: UUID) -> HttpResponse:
    """Send a proposed change back with a reason."""
    form = SendingBack(sent(request))
    if done(
        form,
        lambda: services.send_back_proposal(
            actor=request.actor,
            at=request.moment,
            proposal_id=proposed_id,
            reason=form.cleaned_data["reason"],
        ),
    ):
        messages.success(request, _("Đã trả lại đề nghị."))
        return redirect("catalogue:proposals")
    return _page(request, "catalogue/proposal_sending_back.html", form, proposed_id)


@publishes
@BOTH
def withdrawing(request: HttpRequest, proposed_id: UUID) -> HttpResponse:
    """Withdraw one's own proposed change."""
    form = forms.Form(sent(request))
    if done(
        form,
        lambda: services.withdraw_proposal(actor=request.actor, at=request.moment, proposal_id=proposed_id),
    ):
        messages.success(request, _("Đã rút đề nghị."))
        return redirect("catalogue:proposals")
    return _page(request, "catalogue/proposal_withdrawing.html", form, proposed_id)


def _page(request: HttpRequest, template: str, form: forms.Form, proposed_id: UUID) -> HttpResponse:
    found = queries.proposal_for(request.actor, proposed_id)
    context = proposal_pages.shown(found, request.actor, request.moment) | {"form": form}
    return render(request, template, context, status=status_of(form))
