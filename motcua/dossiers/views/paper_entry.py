"""Enter afterwards what was received on paper: the reception page under a code of the book, with the real moment."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers import queries, services
from motcua.dossiers.fallback import CodeState
from motcua.dossiers.forms import reception as typing
from motcua.dossiers.queries.reception import number_of
from motcua.dossiers.views import reception as receptions
from motcua.dossiers.views import sitting as sittings
from motcua.dossiers.views.asking import actor_of, counter_of, moment_of, signed_in
from motcua.dossiers.views.sitting import Sitting
from motcua.gate.services import uploading


@uploading()
@signed_in
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, code_id: UUID) -> HttpResponse:
    """Show the page of a code; posted, enter. A code that has ended leads to its book, an entered one to its dossier."""
    sitting = _sitting(request, code_id)
    assert sitting.paper is not None, "made with a code"
    if request.method == "GET":
        if sitting.paper.dossier is not None:
            return redirect("dossiers:received", number_of(sitting.paper.dossier))
        if sitting.paper.state is not CodeState.FREE:
            return redirect("dossiers:paper-book", sitting.paper.book)
        return receptions.shown(request, sitting)
    return receptions.received_by(
        request,
        sitting,
        lambda values: services.enter_from_book(
            actor=actor_of(request),
            at=moment_of(request),
            code=code_id,
            reception=sittings.reception_of(request, values, sitting),
            received_at=typing.real_moment_of(values),
            reuse=sittings.reuse_of(values),
        ),
    )


@uploading()
@signed_in
@require_POST
def save(request: HttpRequest, code_id: UUID) -> HttpResponse:
    """Save what was typed."""
    return receptions.saved(request, _sitting(request, code_id))


def _sitting(request: HttpRequest, code_id: UUID) -> Sitting:
    counter_of(request)
    actor = actor_of(request)
    book, code = queries.paper_code(actor, code_id)
    # Two clerks at one code have two drafts, and one of them gets the code; one clerk twice has the same.
    return Sitting(uuid.uuid5(code.id, str(actor.account)), book.unit, paper=code)
