"""Who asks, and when."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.postal.sockets import Owner, owners
from motcua.ui.views import actor_of

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Show a page to officials only; whoever is not signed in signs in first and comes back."""

    @functools.wraps(view)
    def run(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if actor_of(request).is_anonymous:
            back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
            return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': back})}" if back else settings.LOGIN_URL)
        return view(request, *args, **kwargs)

    return run


def moment_of(request: HttpRequest) -> datetime:
    """Return the business moment of this request."""
    at: datetime = request.moment  # type: ignore[attr-defined]
    return at


def owner() -> Owner | None:
    """Return whose things come and go by post; None where nothing has plugged in."""
    return next(iter(owners), None)
