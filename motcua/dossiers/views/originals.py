"""The citizen's originals: keep, lay elsewhere, give back; the unit's list of what it keeps."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import custody, queries, services
from motcua.dossiers.deeds import KEEP
from motcua.dossiers.forms.originals import GivingBack, Keeping, Laying, ticked
from motcua.dossiers.forms.reception import id_of
from motcua.dossiers.queries.originals import PAGE
from motcua.dossiers.record import Record
from motcua.dossiers.types import Deed, ProofKind
from motcua.dossiers.views.acting import act_page, done, opened
from motcua.dossiers.views.asking import actor_of, moment_of, sent, signed_in
from motcua.dossiers.views.endings import usual_recipient
from motcua.kernel import access
from motcua.ui.types import Page

BOTH = require_http_methods(["GET", "POST"])


def _shelf(request: HttpRequest, record: Record) -> dict[str, Any]:
    """Return what the fields of a shelf offer: the people of the offices, the shelves of the own one."""
    actor, at = actor_of(request), moment_of(request)
    offices = [
        (office, [(post.id, words) for post, words in posts]) for office, posts in queries.keepers(record, at) if posts
    ]
    return {"keepers": offices, "shelves": queries.shelves([actor.unit] if actor.unit else [])}


@signed_in
@BOTH
def keeping(request: HttpRequest, number: str) -> HttpResponse:
    """Take originals into custody."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.KEEP_ORIGINALS)
    kept = {original.paper for original in record.life.kept}
    papers = [paper for paper in queries.paper_scans(record) if paper.id not in kept]
    form = Keeping(sent(request), papers=papers, initial={"post": str(actor.post or "")}, **_shelf(request, record))
    if request.method == "GET":
        return act_page(request, record, Deed.KEEP_ORIGINALS, form)
    return done(
        request,
        record,
        Deed.KEEP_ORIGINALS,
        form,
        lambda: services.keep_originals(
            actor=actor,
            at=at,
            number=number,
            papers=form.papers(),
            place=form.typed("place"),
            post=form.keeper(),
            revision=form.looked_at(),
        ),
        says=lambda _written: (
            _("Đã ghi việc giữ bản chính. In phiếu giữ và giấy hẹn bản mới ở mục Bản in, đưa người nộp.")
            if custody.stands_on_receipt(actor, record)
            else _("Đã ghi việc giữ bản chính. In phiếu giữ ở mục Bản in và đưa người nộp một bản.")
        ),
    )


@signed_in
@BOTH
def laying(request: HttpRequest, number: str) -> HttpResponse:
    """Lay originals on another shelf, or into other hands."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.MOVE_ORIGINALS)
    initial = {"originals": [str(one.id) for one in record.life.kept], "post": str(record.standing.post or "")}
    form = Laying(sent(request), originals=record.life.kept, initial=initial, **_shelf(request, record))
    if request.method == "GET":
        return act_page(request, record, Deed.MOVE_ORIGINALS, form)
    return done(
        request,
        record,
        Deed.MOVE_ORIGINALS,
        form,
        lambda: services.move_originals(
            actor=actor,
            at=at,
            number=number,
            originals=ticked(form),
            place=form.typed("place"),
            post=form.keeper(),
            revision=form.looked_at(),
        ),
        says=lambda _written: _("Đã ghi nơi giữ mới của bản chính."),
    )


@signed_in
@BOTH
def giving_back(request: HttpRequest, number: str) -> HttpResponse:
    """Give originals back, and keep who took them."""
    actor, at = actor_of(request), moment_of(request)
    record = opened(request, number, Deed.GIVE_BACK_ORIGINALS)
    form = GivingBack(
        sent(request),
        originals=record.life.kept,
        goes_by_post=record.life.goes_by_post,
        has_submitter=bool(record.facts["submitter_name"]),
        initial=usual_recipient(record)
        | {"proof": ProofKind.RECEIPT, "originals": [str(one.id) for one in record.life.kept]},
    )
    more = {"template": "dossiers/delivery.html"}
    if request.method == "GET":
        return act_page(request, record, Deed.GIVE_BACK_ORIGINALS, form, **more)
    return done(
        request,
        record,
        Deed.GIVE_BACK_ORIGINALS,
        form,
        lambda: services.give_back_originals(
            actor=actor,
            at=at,
            number=number,
            originals=ticked(form),
            recipient=form.person(),
            revision=form.looked_at(),
        ),
        says=lambda _written: _("Đã ghi việc trả bản chính."),
        **more,
    )


@signed_in
@require_safe
def originals(request: HttpRequest) -> HttpResponse:
    """List the originals that the unit keeps, narrowed by shelf, paper or code."""
    actor, at = actor_of(request), moment_of(request)
    access.require(actor, KEEP, actor.unit)
    text, after = request.GET.get("q", "").strip(), id_of(request.GET.get("tiep"))
    found = queries.originals_kept(actor, at, text=text, after=after)
    shown = found[:PAGE]
    context = {
        "lines": shown,
        "text": text,
        "page": Page(_("%(count)s bản chính trên trang này") % {"count": len(shown)}, next_url=_next(found, text)),
    }
    return render(request, "dossiers/originals.html", context)


def _next(found: tuple[queries.KeptLine, ...], text: str) -> str:
    if len(found) <= PAGE:
        return ""
    last: UUID = found[PAGE - 1].id
    return f"?{urlencode({'q': text, 'tiep': str(last)} if text else {'tiep': str(last)})}"
