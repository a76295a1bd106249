"""One dossier: what it is, where it stands, what I can do, its story."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.dossiers import queries
from motcua.dossiers.deeds import may
from motcua.dossiers.queries.looks import lookers, may_see_looks, number_of_lookers
from motcua.dossiers.record import Record
from motcua.dossiers.types import Deed, NoSuchDossier
from motcua.dossiers.views import parts
from motcua.dossiers.views.asking import actor_of, moment_of, signed_in
from motcua.dossiers.views.bar import bar_of
from motcua.kernel.moments import local
from motcua.kernel.refusal import Refusal
from motcua.ui.types import Signal


@signed_in
@require_safe
def dossier(request: HttpRequest, number: str) -> HttpResponse:
    """Show a dossier; opening it is a look."""
    record = queries.dossier_for(actor_of(request), number, at=moment_of(request))
    if record.life.erased_at:
        return render(request, "dossiers/erased.html", erased_context(record))
    return render(request, "dossiers/dossier.html", context_of(request, record))


def refused(request: HttpRequest, record: Record, refusal: Refusal) -> HttpResponse:
    """Show the dossier with the sentence of an act that was refused, and how it stands now."""
    page = "dossiers/erased.html" if record.life.erased_at else "dossiers/dossier.html"
    context = erased_context(record) if record.life.erased_at else context_of(request, record)
    return render(request, page, context | {"refusal": refusal.sentence}, status=refusal.status)


def context_of(request: HttpRequest, record: Record) -> dict[str, Any]:
    """Return all that the page shows."""
    actor, at = actor_of(request), moment_of(request)
    page = queries.page_of(actor, record, at=at)
    buttons, more = parts.choices(page, at)
    sees_looks = may_see_looks(actor, record)
    stages = queries.stage_lines(record, at)
    return {
        "record": record,
        "number": record.number,
        "code_tag": parts.code_tag(record),
        "owner": record.facts["owner_name"],
        "procedure": page.procedure,
        "signal": Signal(page.time_kind),
        "time": page.time,
        "time_detail": page.time_detail,
        "waiting_for": page.waiting_for,
        "holder": page.holder,
        "bar": bar_of(record, at, page.time_kind),
        "buttons": buttons,
        "more": more,
        "papers": parts.papers(page),
        "originals": queries.originals_of(record, at),
        "stages": stages,
        "carried": queries.list_of(record.id) if record.standing.is_open else None,
        "tasks": parts.tasks(queries.tasks_of(actor, record, at)),
        "meetings": parts.meetings(queries.meetings_of(actor, record, at)),
        "meeting_missing": parts.meeting_missing(record, may(actor, record, Deed.CALL_MEETING)),
        "results": parts.results(record),
        "may_scan_result": queries.may_scan_result(actor, record),
        "prints": parts.prints(record, local(at).date(), is_chain=bool(stages)),
        "facts": parts.facts(page),
        "beside": parts.beside_it(actor, record, at),
        "told": parts.told(actor, record),
        "wishes_url": parts.wishes_url(actor, record),
        "lines": parts.lines(page.timeline),
        "lookers": number_of_lookers(record) if sees_looks else None,
        "provisional": record.standing.provisional,
        "incident": parts.open_incident(record),
    }


def erased_context(record: Record) -> dict[str, Any]:
    """Return what the page of an erased dossier shows: no person, no text, no file."""
    return {
        "number": record.number,
        "procedure": record.procedure,
        "erased_at": record.life.erased_at,
        "facts": parts.facts_of_erased(record),
        "lines": parts.lines(queries.timeline(record, told=False)),
    }


@signed_in
@require_safe
def looks(request: HttpRequest, number: str) -> HttpResponse:
    """Show who has opened this dossier, to whoever supervises a unit that has to do with it."""
    actor = actor_of(request)
    record = queries.dossier_for(actor, number, at=moment_of(request), look=False)
    if not may_see_looks(actor, record):
        raise NoSuchDossier
    context = {"number": record.number, "owner": record.facts["owner_name"], "lookers": lookers(record)}
    return render(request, "dossiers/looks.html", context)
