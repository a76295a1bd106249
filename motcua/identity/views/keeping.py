"""What the pages for keeping people share: who may, where refusals go."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from motcua.identity.types import Acts
from motcua.kernel.access import require
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid, Refusal


class HttpRequest(DjangoRequest):
    """A request of somebody who is signed in, at a business moment."""

    actor: Actor
    moment: datetime


View = Callable[..., HttpResponse]


def administers(view: View) -> View:
    """Open a page to whoever administers accounts somewhere; how far, the queries and services say."""

    @never_cache
    @login_required
    @functools.wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(request.actor, Acts.ACCOUNTS)
        return view(request, *args, **kwargs)

    return run


def sent(request: HttpRequest) -> Any:
    """Return what was sent, None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def today(request: HttpRequest) -> date:
    """Return the business day."""
    return local(request.moment).date()


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do an act when the form is whole; put a refusal beside its field and return False."""
    if not form.is_valid():
        return False
    try:
        act()
    except Invalid as refusal:
        for field, sentence in refusal.fields.items():
            form.add_error(field if field in form.fields else None, sentence)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    else:
        return True
    return False


def status_of(form: forms.Form) -> int:
    """Return 422 for what was sent and not taken."""
    return 422 if form.is_bound else 200
