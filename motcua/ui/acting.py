"""Pages on which somebody acts: who, when, what was sent, and where a refusal goes; what was typed is never lost."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from motcua.kernel import access
from motcua.kernel.actor import ANONYMOUS, Actor
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid, Refusal

View = Callable[..., HttpResponseBase]


class HttpRequest(DjangoRequest):
    """A request of somebody who is signed in, at a business moment."""

    actor: Actor
    moment: datetime


def actor_of(request: DjangoRequest) -> Actor:
    """Return who acts; nobody, before identity has looked."""
    return getattr(request, "actor", ANONYMOUS)


def moment_of(request: DjangoRequest) -> datetime:
    """Return the business moment of this request."""
    at: datetime = request.moment  # type: ignore[attr-defined]
    return at


def today(request: DjangoRequest) -> date:
    """Return the business day."""
    return local(moment_of(request)).date()


def sent(request: DjangoRequest) -> QueryDict | None:
    """Return what a form sent, even if it is empty; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def id_of(text: object) -> UUID | None:
    """Read an id; anything else is none."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


def signed_in(view: View) -> View:
    """Show a page to officials only; whoever is not signed in signs in first and comes back."""

    @functools.wraps(view)
    def run(request: DjangoRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if actor_of(request).is_anonymous:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return run


def to_sign_in(request: DjangoRequest) -> HttpResponse:
    """Lead to signing in, and back to the page that was asked for."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': back})}" if back else settings.LOGIN_URL)


def having(act: str) -> Callable[[View], View]:
    """Open a page to whoever has an act somewhere; how far it reaches, queries and services say."""

    def wrap(view: View) -> View:
        @never_cache
        @signed_in
        @functools.wraps(view)
        def run(request: DjangoRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            access.require(actor_of(request), act)
            return view(request, *args, **kwargs)

        return run

    return wrap


def put(form: forms.BaseForm, refusal: Refusal, places: Callable[[str], str] = str) -> None:
    """Put a refusal's sentences beside the fields that it names; ``places`` tells a form's field by the service's name."""
    fields = refusal.fields if isinstance(refusal, Invalid) else {refusal.field or "": refusal.sentence}
    form.is_valid()
    for name, sentence in fields.items():
        place = places(name)
        form.add_error(place if place in form.fields else None, sentence)


def done(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Do an act when the form is whole; put a refusal beside its field and return False."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refusal as refusal:
        put(form, refusal)
        return False
    return True


def status_of(form: forms.BaseForm) -> int:
    """Return 422 for what was sent and not taken."""
    return 422 if form.is_bound else 200
