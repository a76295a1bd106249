"""Who asks: pages for officials, for whoever has an act, and what a form brought along."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect

from motcua.files import services as files
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import NotAllowed

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Show a page to officials only; whoever is not signed in signs in first and comes back."""

    @functools.wraps(view)
    def run(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if actor_of(request).is_anonymous:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return run


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to signing in, and back to the page that was asked for."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': back})}" if back else settings.LOGIN_URL)


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def moment_of(request: HttpRequest) -> datetime:
    """Return the business moment of this request."""
    at: datetime = request.moment  # type: ignore[attr-defined]
    return at


def counter_of(request: HttpRequest) -> UUID:
    """Return the unit for which the actor receives. Refuses with NotAllowed whoever receives nowhere."""
    actor = actor_of(request)
    access.require(actor, "dossiers.receive", actor.unit)
    if actor.unit is None:
        raise NotAllowed("")
    return actor.unit


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, even if it is empty; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def stored(
    request: HttpRequest, upload: UploadedFile | None, *, owner_kind: str, owner: UUID, may: bool = True
) -> UUID | None:
    """Store a file that came with a form; return its id, None where none came or this actor may not.

    A file that is not taken is refused with FileProblem.
    """
    if upload is None or not may:
        return None
    kept = files.store(
        actor=actor_of(request),
        at=moment_of(request),
        owner_kind=owner_kind,
        owner_id=owner,
        name=upload.name or "",
        stream=upload,
        length=upload.size,
    )
    return kept.id
