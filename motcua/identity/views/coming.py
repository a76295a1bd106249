"""Somebody has given the right password and still owes the code: kept in the session for ten minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.identity import queries, services
from motcua.kernel import moments
from motcua.kernel.actor import Actor

KEPT = "coming"
#: Whose printed password was right, and who still owes one of their own: nothing else opens to them.
SLIP = "slip"
HOLDS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Coming:
    """Whose password was right, and where they want to go."""

    account: UUID
    next_url: str


def keep(request: HttpRequest, coming: Coming) -> None:
    """Remember who is coming."""
    request.session[KEPT] = [str(coming.account), coming.next_url, moments.machine_now().isoformat()]


def kept(request: HttpRequest) -> Coming | None:
    """Return who is coming, None when nobody is or ten minutes have passed."""
    found = request.session.get(KEPT)
    if found is None or moments.machine_now() - datetime.fromisoformat(found[2]) > HOLDS:
        return None
    return Coming(UUID(found[0]), found[1])


def keep_slip(request: HttpRequest, coming: Coming, slip: UUID) -> None:
    """Remember whose slip was used; the next pages ask a password of their own first."""
    request.session[SLIP] = [str(coming.account), coming.next_url, moments.machine_now().isoformat(), str(slip)]


def kept_slip(request: HttpRequest) -> tuple[Coming, UUID] | None:
    """Return who owes a password and the slip, None when nobody does or ten minutes have passed."""
    found = request.session.get(SLIP)
    if found is None or moments.machine_now() - datetime.fromisoformat(found[2]) > HOLDS:
        return None
    return Coming(UUID(found[0]), found[1]), UUID(found[3])


def actor_coming(request: HttpRequest, coming: Coming) -> Actor:
    """Return the actor who is about to sign in."""
    return queries.actor_for(coming.account, None, request.moment)  # type: ignore[attr-defined]


def let_in(request: HttpRequest, coming: Coming, way: str) -> HttpResponse:
    """Sign in and go where they wanted."""
    request.session.pop(KEPT, None)
    actor = actor_coming(request, coming)
    services.open_session(actor=actor, at=request.moment, request=request, way=way)  # type: ignore[attr-defined]
    return redirect(coming.next_url)


def next_url(request: HttpRequest) -> str:
    """Return where to go after signing in: an address of this house, else the desk."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=request.is_secure()):
        return wanted
    return str(settings.LOGIN_REDIRECT_URL)
