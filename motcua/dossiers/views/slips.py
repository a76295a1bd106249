"""Papers drawn up on demand: control slip, story, return slip; each is a look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.dossiers import queries, slips
from motcua.dossiers.record import Record
from motcua.dossiers.types import KIND
from motcua.dossiers.views.asking import actor_of, moment_of, signed_in
from motcua.ledger.services import note_look
from motcua.prints import queries as prints


@signed_in
@require_safe
def control_slip(request: HttpRequest, number: str) -> HttpResponse:
    """Print the control slip (Mẫu 05)."""
    return _drawn(request, number, "control_slip", slips.control_slip)


@signed_in
@require_safe
def history(request: HttpRequest, number: str) -> HttpResponse:
    """Print the story."""
    return _drawn(request, number, "history", lambda record, at: slips.history(actor_of(request), record, at))


@signed_in
@require_safe
def delivery_slip(request: HttpRequest, number: str) -> HttpResponse:
    """Print what both sides sign when the result is handed over."""
    return _drawn(request, number, "delivery_slip", lambda record, _at: slips.delivery_slip(record))


@signed_in
@require_safe
def transfer_slip(request: HttpRequest, number: str) -> HttpResponse:
    """Print the work and the deadline of each agency."""
    return _drawn(
        request, number, "transfer_slip", lambda record, at: slips.transfer_slip(actor_of(request), record, at)
    )


@signed_in
@require_safe
def originals_slip(request: HttpRequest, number: str) -> HttpResponse:
    """Print what both sides sign when originals are taken in."""
    return _drawn(request, number, "originals_slip", slips.originals_slip)


def _drawn(
    request: HttpRequest, number: str, form: str, inputs: Callable[[Record, datetime], Mapping[str, Any]]
) -> HttpResponse:
    actor, at = actor_of(request), moment_of(request)
    record = queries.dossier_for(actor, number, at=at, look=False)
    return pdf(request, record, form, inputs(record, at))


def pdf(request: HttpRequest, record: Record, form: str, inputs: Mapping[str, Any]) -> HttpResponse:
    """Answer with a form drawn up now; whoever prints it looked at the dossier."""
    actor, at = actor_of(request), moment_of(request)
    content = prints.drawn(form, inputs, at)
    note_look(actor, kind=KIND, subject=record.id, at=at, act="print")
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{record.number}-{form}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
