"""Results: the search among those of the unit, and the file of one on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import queries, services
from motcua.dossiers.deeds import LOOK
from motcua.dossiers.forms.moments import read_day
from motcua.dossiers.queries.results import PAGE, may_scan_result
from motcua.dossiers.record import Record
from motcua.dossiers.slips import result_words
from motcua.dossiers.types import KIND, NoResult
from motcua.dossiers.views import parts
from motcua.dossiers.views.asking import actor_of, moment_of, signed_in, stored
from motcua.files import queries as files
from motcua.gate.services import uploading
from motcua.kernel import access
from motcua.kernel.refusal import Invalid, NotFound, Refusal
from motcua.scans import queries as scans
from motcua.ui.acting import id_of
from motcua.ui.types import Page


@signed_in
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Search the results of the units where I may look: by code or name, number and symbol, day of signature."""
    actor = actor_of(request)
    access.require(actor, LOOK, actor.unit)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "so", "ngay")}
    found: tuple[queries.ResultLine, ...] = ()
    wrong: Mapping[str, str] = {}
    try:
        day = read_day(asked["ngay"], "ngay")
        found = queries.results_found(
            actor, text=asked["q"], result_number=asked["so"], signed_on=day, after=id_of(request.GET.get("tiep"))
        )
    except Invalid as refusal:
        wrong = refusal.fields
    kept = {name: value for name, value in asked.items() if value}
    following = f"?{urlencode({**kept, 'tiep': found[PAGE - 1].id})}" if len(found) > PAGE else ""
    shown = found[:PAGE]
    context = {
        "lines": [{"line": line, "words": result_words(line.kind), "url": parts.file_url(line.file)} for line in shown],
        "asked": asked,
        "wrong": wrong,
        "narrowed": bool(kept),
        "page": Page(_("%(count)s kết quả trên trang này") % {"count": len(shown)}, next_url=following),
    }
    return render(request, "dossiers/results.html", context, status=422 if wrong else 200)


@uploading()
@signed_in
@require_http_methods(["GET", "POST"])
def result_paper(request: HttpRequest, number: str) -> HttpResponse:
    """Show the result's file and the ways to make one; posted, take a file that was scanned elsewhere."""
    actor, at = actor_of(request), moment_of(request)
    record = queries.dossier_for(actor, number, at=at, look=request.method == "GET")
    if not record.rows["results"]:
        raise NoResult
    if request.method == "GET":
        return _page(request, record)
    try:
        upload = request.FILES.get("file")
        may = may_scan_result(actor, record)
        kept = stored(request, upload, owner_kind=KIND, owner=record.id, may=may)
        if kept is None:
            raise Invalid({"file": _("Chọn tệp bản quét (PDF, JPEG hoặc PNG) trước khi gửi.")})
        services.scan_result(actor=actor, at=at, number=record.number, file=files.of_id(kept), way="upload")
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, record, refusal)
    messages.success(request, _("Đã gắn bản quét kết quả."))
    return redirect("dossiers:dossier", record.number)


def _page(request: HttpRequest, record: Record, refusal: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    may = may_scan_result(actor, record)
    shown = parts.results(record)
    fields = refusal.fields if isinstance(refusal, Invalid) else {}
    context: dict[str, Any] = {
        "number": record.number,
        "owner": record.facts["owner_name"],
        "result": shown[-1],
        "part": record.rows["results"][-1]["id"],
        "kind": KIND,
        "record": record,
        "may": may,
        "waiting": scans.waiting(actor, kind=KIND, owner=record.id) if may else (),
        "refusal": refusal,
        "wrong": fields.get("file", ""),
    }
    return render(request, "dossiers/result_paper.html", context, status=refusal.status if refusal else 200)
