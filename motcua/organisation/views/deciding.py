"""What every page of a decision shares: who may, the look ahead, the act, where refusals go."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from motcua.kernel.refusal import Refusal
from motcua.organisation.sockets import names
from motcua.ui.acting import HttpRequest, put


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
    #: What will be, as a picture (PNG) of a printed sheet, where there is one.
    picture: Callable[[dict[str, Any]], bytes] | None = None
    lead: str = ""
    #: Why this reader may not decide; the page then only says so.
    hindrance: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def decide(request: HttpRequest, form: forms.Form, decision: Decision) -> HttpResponse:
    """Show the form; on «xem» say what will be; on «ghi» do it and go where the act says."""
    notes: Sequence[str] = ()
    picture = ""
    if request.method == "POST" and form.is_valid() and not decision.hindrance:
        try:
            if request.POST.get("viec") == "ghi":
                to = decision.act(form.cleaned_data)
                messages.success(request, decision.done)
                return redirect(to)
            notes = decision.preview(form.cleaned_data)
            if decision.picture:
                picture = f"data:image/png;base64,{b64encode(decision.picture(form.cleaned_data)).decode()}"
        except Refusal as refusal:
            put(form, refusal)
    status = 403 if decision.hindrance and request.method == "POST" else 422 if form.errors else 200
    context = {"form": form, "decision": decision, "notes": notes, "picture": picture, **decision.more}
    return render(request, "organisation/decide.html", context, status=status)
