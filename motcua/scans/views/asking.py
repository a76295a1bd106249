"""Who asks, when, and what came along."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from motcua.kernel.actor import Actor

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Show a page to officials only."""

    @functools.wraps(view)
    def run(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return redirect(settings.LOGIN_URL) if actor_of(request).is_anonymous else view(request, *args, **kwargs)

    return run


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def moment_of(request: HttpRequest) -> datetime:
    """Return the business moment of this request."""
    at: datetime = request.moment  # type: ignore[attr-defined]
    return at


def id_of(text: str | None) -> UUID | None:
    """Read an id, None where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
