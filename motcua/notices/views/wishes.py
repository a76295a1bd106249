"""By which channels a person wants to be told."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.kernel import access
from motcua.kernel.refusal import Refusal
from motcua.notices import queries, rules, services
from motcua.notices.forms import WishesForm
from motcua.notices.types import WISHES, Channel
from motcua.parties import queries as parties
from motcua.ui.acting import actor_of, moment_of, sent, signed_in
from motcua.ui.types import Fact


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show how a person is told, and note another wish; opening is a look at the person."""
    actor, at = actor_of(request), moment_of(request)
    access.require(actor, WISHES, actor.unit)
    person = parties.person_for(actor, person_id, at)
    declined = queries.declined_of(person_id)
    wanted = [channel.value for channel in Channel if channel not in declined]
    form = WishesForm(sent(request), initial={"channels": wanted})
    refusal = ""
    if form.is_bound and form.is_valid():
        try:
            for channel in Channel:
                service = services.accept if channel in form.cleaned_data["channels"] else services.decline
                if (channel in declined) is (service is services.accept):
                    service(actor=actor, at=at, person=person_id, channel=channel)
        except Refusal as problem:
            refusal = problem.sentence
        else:
            messages.success(request, _("Đã ghi cách báo tin."))
            return redirect("notices:wishes", person_id)
    context = {
        "person": person,
        "form": form,
        "refusal": refusal,
        "facts": [
            Fact(channel.words, rules.mask(address) if address else _("chưa ghi"))
            for channel in Channel
            for address in [rules.address_of(person, channel)]
        ],
        "declinable": ", ".join(name.lower() for name in queries.declinable(at.date())),
    }
    return render(request, "notices/wishes.html", context, status=409 if refusal else 422 if form.errors else 200)
