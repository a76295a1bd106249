"""What every page of a decision shares: who may, the look ahead, the act, where refusals go."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from motcua.kernel.access import require
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid, Refusal
from motcua.organisation.sockets import names


class HttpRequest(DjangoRequest):
    """A request of somebody who is signed in, at a business moment."""

    actor: Actor
    moment: datetime


View = Callable[..., HttpResponse]


def administers(act: str) -> Callable[[View], View]:
    """Open a page to whoever has the act somewhere; how far it reaches, the services say."""

    def wrap(view: View) -> View:
        @never_cache
        @login_required
        @functools.wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            require(request.actor, act)
            return view(request, *args, **kwargs)

        return run

    return wrap


def today(request: HttpRequest) -> date:
    """Return the business day."""
    return local(request.moment).date()


def sent(request: HttpRequest) -> Any:
    """Return what was sent, None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def may(allowed: Callable[[], None]) -> str:
    """Return why somebody may not, in a sentence; empty when they may."""
    try:
        allowed()
    except Refusal as refusal:
        return refusal.sentence
    return ""


def name_of(account: UUID | None) -> str:
    """Return what somebody is called."""
    return names.only().names([account]).get(account, "") if account else ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One page of a decision: its words, what it looks at before, and what it does."""

    title: str
    back: tuple[str, str]
    save: str
    done: str
    #: Checks what was typed and returns the sentences that say what will be; raises as the act does.
    preview: Callable[[dict[str, Any]], Sequence[str]]
    act: Callable[[dict[str, Any]], str]
    lead: str = ""
    #: Why this reader may not decide; the page then only says so.
    hindrance: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def decide(request: HttpRequest, form: forms.Form, decision: Decision) -> HttpResponse:
    """Show the form; on «xem» say what will be; on «ghi» do it and go where the act says."""
    notes: Sequence[str] = ()
    if request.method == "POST" and form.is_valid() and not decision.hindrance:
        try:
            if request.POST.get("viec") == "ghi":
                to = decision.act(form.cleaned_data)
                messages.success(request, decision.done)
                return redirect(to)
            notes = decision.preview(form.cleaned_data)
        except Refusal as refusal:
            put(form, refusal)
    status = 403 if decision.hindrance and request.method == "POST" else 422 if form.errors else 200
    context = {"form": form, "decision": decision, "notes": notes, **decision.more}
    return render(request, "organisation/decide.html", context, status=status)


def put(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal beside its field."""
    if isinstance(refusal, Invalid):
        for name, sentence in refusal.fields.items():
            form.add_error(name if name in form.fields else None, sentence)
    else:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
