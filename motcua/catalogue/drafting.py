"""Pages on which a wholly new procedure is drafted part by part, checked, and published by a second person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import draft_pages, forms_draft, forms_papers, forms_process, kept_pages, pages, queries, services
from motcua.catalogue.forms import Starting
from motcua.catalogue.forms_rows import with_more
from motcua.catalogue.keeping import published
from motcua.catalogue.rules import with_process
from motcua.catalogue.types import DRAFT, Draft, DraftPart, DraftUnknown, ProcedureVersion
from motcua.ui.acting import HttpRequest, done, having, sent, status_of, today

drafting = having(DRAFT)
BOTH = require_http_methods(["GET", "POST"])
Rewritten = Callable[[ProcedureVersion], ProcedureVersion]


@drafting
@BOTH
def drafts(request: HttpRequest) -> HttpResponse:
    """List the drafts; posted, begin another one."""
    form = forms_draft.Beginning(sent(request))
    begun: list[UUID] = []
    if done(
        form,
        lambda: begun.append(services.begin_draft(actor=request.actor, at=request.moment, **form.cleaned_data)),
    ):
        messages.success(request, _("Đã lưu dự thảo. Soạn tiếp từng phần, lúc nào cũng được."))
        return redirect("catalogue:draft", begun[0])
    context = {"form": form, "drafts": draft_pages.table(queries.drafts(request.actor), today(request))}
    return render(request, "catalogue/drafts.html", context, status=status_of(form))


@drafting
@BOTH
def draft(request: HttpRequest, drafted_id: UUID) -> HttpResponse:
    """Show a draft with its parts and what it lacks; posted, publish it from a day on."""
    found = queries.draft_for(request.actor, drafted_id)
    form = Starting(sent(request), today(request))
    if done(
        form,
        lambda: services.publish_draft(
            actor=request.actor,
            at=request.moment,
            draft_id=drafted_id,
            revision=revision_of(request),
            valid_from=form.cleaned_data["valid_from"],
        ),
    ):
        return published(request, found.version.code, form.cleaned_data["valid_from"])
    context = draft_pages.overview(found, request.actor, request.moment) | {"form": form}
    return render(request, "catalogue/draft.html", context, status=status_of(form))


@drafting
@require_safe
def preview(request: HttpRequest, drafted_id: UUID) -> HttpResponse:
    """Show a draft as people will see the procedure."""
    found = queries.draft_for(request.actor, drafted_id)
    shown = pages.procedure(found.version, on=today(request), is_current=True)
    return render(request, "catalogue/draft_preview.html", {"draft": found, **shown})


@drafting
@BOTH
def particulars(request: HttpRequest, drafted_id: UUID) -> HttpResponse:
    """Write what the procedure says in words, who receives and decides, and its limit."""
    found = queries.draft_for(request.actor, drafted_id)
    units = draft_pages.departments(today(request))
    scale = queries.online_scale(today(request))
    form = forms_draft.Particulars(sent(request), found.version, found.revision, units=units, scale=scale)
    if _kept(request, form, found, DraftPart.PARTICULARS, form.put_into):
        return _back(request, found)
    return _page(request, "catalogue/draft_particulars.html", form, found)


@drafting
@BOTH
def fees(request: HttpRequest, drafted_id: UUID) -> HttpResponse:
    """Write what is charged."""
    found = queries.draft_for(request.actor, drafted_id)
    form = forms_draft.Fees(sent(request), found.version, found.revision)
    if _kept(
        request,
        form,
        found,
        DraftPart.FEES,
        lambda version: replace(
            version, fees=tuple(form.lines), exemptions=form.exemptions, fee_note=form.cleaned_data["note"]
        ),
    ):
        return _back(request, found)
    return _page(request, "catalogue/draft_fees.html", form, found)


@drafting
@BOTH
def papers(request: HttpRequest, drafted_id: UUID) -> HttpResponse:
    """Write the list of papers; more rows keep what was typed."""
    found = queries.draft_for(request.actor, drafted_id)
    if "more" in request.POST:
        values = with_more(request.POST, forms_papers.SPARE, forms_papers.MOST)
        form, rows = _part(None, found), forms_papers.rows_of(values, found.version.groups)
        return _page(request, "catalogue/draft_papers.html", form, found, rows=rows)
    form, rows = _part(sent(request), found), forms_papers.rows_of(sent(request), found.version.groups)
    if rows.is_bound and not rows.is_valid():
        form.add_error(None, forms_papers.wrong_rows())
    elif _kept(
        request,
        form,
        found,
        DraftPart.PAPERS,
        lambda version: replace(version, groups=forms_papers.papers_of(rows, version.groups)),
    ):
        return _back(request, found)
    return _page(request, "catalogue/draft_papers.html", form, found, rows=rows)


@drafting
@BOTH
def steps(request: HttpRequest, drafted_id: UUID) -> HttpResponse:
    """Write the steps for what one level receives; a look at the picture or more rows keep what was typed."""
    found = queries.draft_for(request.actor, drafted_id)
    level = request.GET.get("cap", found.version.receive_level)
    if level not in found.version.receive_levels:
        raise DraftUnknown
    version = draft_pages.with_usual_steps(found.version, level)
    looking = "more" in request.POST or "look" in request.POST
    values: Any = sent(request)
    if "more" in request.POST:
        values = with_more(request.POST, forms_process.SPARE, forms_process.MOST)
    form = _part(None if looking else values, found)
    rows = forms_process.rows_of(values, version, level, today(request))
    right = rows.is_bound and rows.is_valid()
    if form.is_bound and not right:
        form.add_error(None, forms_process.wrong_rows())
    elif not looking and _kept(
        request,
        form,
        found,
        DraftPart.PROCESS,
        lambda now: with_process(now, level, forms_process.steps_of(rows)),
    ):
        return _back(request, found)
    several = (
        forms_process.steps_of(rows) if right else next(one.steps for one in version.processes if one.level == level)
    )
    more = {
        "rows": rows,
        "level": level,
        "place": _(pages.COUNTERS[level]),
        **kept_pages.picture(version, level, several),
    }
    return _page(request, "catalogue/draft_steps.html", form, found, **more)


@drafting
@BOTH
def dropping(request: HttpRequest, drafted_id: UUID) -> HttpResponse:
    """Drop a draft."""
    found = queries.draft_for(request.actor, drafted_id)
    form = _part(sent(request), found)
    if done(
        form,
        lambda: services.drop_draft(
            actor=request.actor, at=request.moment, draft_id=found.id, revision=form.cleaned_data["revision"]
        ),
    ):
        messages.success(request, _("Đã bỏ dự thảo."))
        return redirect("catalogue:drafts")
    return _page(request, "catalogue/draft_dropping.html", form, found)


def revision_of(request: HttpRequest) -> int:
    """Return the revision that the page showed; 0 where it was torn off, which is nobody's."""
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() else 0


def _part(values: Any, found: Draft) -> forms_draft.Part:
    return forms_draft.Part(values, initial={"revision": found.revision})


def _kept(request: HttpRequest, form: forms.Form, found: Draft, part: DraftPart, rewritten: Rewritten) -> bool:
    return done(
        form,
        lambda: services.write_draft(
            actor=request.actor,
            at=request.moment,
            draft_id=found.id,
            revision=form.cleaned_data["revision"],
            part=part,
            version=rewritten(found.version),
        ),
    )


def _back(request: HttpRequest, found: Draft) -> HttpResponse:
    messages.success(request, _("Đã lưu phần này của dự thảo."))
    return redirect("catalogue:draft", found.id)


def _page(request: HttpRequest, template: str, form: forms.Form, found: Draft, **more: Any) -> HttpResponse:
    context = {"form": form, "draft": found, "procedure": found.version, **more}
    return render(request, template, context, status=status_of(form))
