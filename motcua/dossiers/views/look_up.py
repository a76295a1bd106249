"""Where is my dossier: one field, one sentence first; no sign-in, no person, no place unless the receipt is there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.dossiers import queries, services
from motcua.dossiers.sockets import invitations
from motcua.dossiers.types import NoSuchDossier, PublicState, Station
from motcua.dossiers.views.asking import moment_of
from motcua.gate.queries import client_network
from motcua.gate.types import TooMany
from motcua.ui import words
from motcua.ui.types import Cell
from motcua.ui.types import Station as ShownStation

STATES = {"done": "done", "here": "now", "ahead": "next"}


@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask by code: state, stations and dates."""
    code = request.GET.get("ma", "").strip()[:60]
    if not code:
        return _page(request, code)
    try:
        services.count_look_up(client_network(request))
        return _page(request, code, queries.by_code(code, now=moment_of(request)))
    except (NoSuchDossier, TooMany) as problem:
        return _page(request, code, problem=problem)


@require_safe
def by_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Ask by the token in the receipt's QR: places too."""
    try:
        services.count_look_up(client_network(request))
        found = queries.by_token(token, now=moment_of(request))
        return _page(request, "", found, token=token)
    except (NoSuchDossier, TooMany) as problem:
        return _page(request, "", problem=problem)


def _page(
    request: HttpRequest,
    code: str,
    answer: PublicState | None = None,
    *,
    token: str = "",
    problem: NoSuchDossier | TooMany | None = None,
) -> HttpResponse:
    context = {
        "code": answer.number if answer else code,
        "answer": answer,
        "stations": [_station(station) for station in answer.stations] if answer else (),
        "places": bool(token),
        "online": token if answer and answer.is_online else "",
        "invitations": _invitations(token, answer),
        "sentence": problem.sentence if problem else "",
        "moment": moment_of(request),
    }
    response = render(request, "dossiers/look_up.html", context, status=problem.status if problem else 200)
    if isinstance(problem, TooMany):
        response["Retry-After"] = str(problem.retry_after)
    if answer or problem:
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
    return response


def _invitations(token: str, answer: PublicState | None) -> list[Cell]:
    if not token or answer is None:
        return []
    return [cell for plug in invitations if (cell := plug.invite(token, answer.state))]


def _station(station: Station) -> ShownStation:
    on = words.day(station.on) if station.on else ""
    return ShownStation(
        label=station.label,
        detail="; ".join(filter(None, (on, station.detail, station.place))),
        state=STATES[station.state],
    )
