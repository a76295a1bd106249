"""Pages of narrative reports: the list, a draft, one that was issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.organisation import queries as organisation
from motcua.supervision import cuts, narratives, pages, queries, services
from motcua.supervision.cuts import Asked
from motcua.supervision.forms import Draft
from motcua.supervision.periods import beside
from motcua.supervision.types import ISSUE, LOOK, WRITE, Narrative
from motcua.ui import words
from motcua.ui.acting import actor_of, done, having, id_of, moment_of, sent, signed_in, status_of, today
from motcua.ui.places import fill
from motcua.ui.types import Cell, Column, Table


@having(LOOK)
@require_safe
def narrative_list(request: HttpRequest) -> HttpResponse:
    """List the narrative reports of the units that the reader may look at, and lead to a new one."""
    actor = actor_of(request)
    found = queries.narratives(actor)
    last = beside(_asked(request, actor).cut.period)[0] if actor.unit else today(request)
    context = {
        "table": _listed(found) if found else None,
        "draft_url": f"{reverse('supervision:narrative-draft')}?ky=quy&ngay={last.isoformat()}",
        "may_write": access.judge(actor, WRITE, actor.unit),
    }
    return render(request, "supervision/narratives.html", context)


@having(WRITE)
@require_http_methods(["GET", "POST"])
def narrative_draft(request: HttpRequest) -> HttpResponse:
    """Write the report of the reader's unit about a period; posted, save it, and issue it where that was asked."""
    actor, at = actor_of(request), moment_of(request)
    access.require(actor, WRITE, actor.unit)
    asked = _asked(request, actor)
    assert actor.unit is not None, "required above"
    draft = queries.draft_for(actor, actor.unit, asked.cut.period)
    template = narratives.template_on(asked.cut.period.until)
    texts = draft.texts if draft else narratives.usual_texts(template)
    form = Draft(template, sent(request), initial={**texts, "revision": draft.revision if draft else 0})
    issues = "issue" in request.POST
    write = services.issue_narrative if issues else services.save_narrative
    made: list[Narrative] = []

    def save() -> None:
        texts = {item.key: form.cleaned_data[item.key] for item in template.items}
        made.append(write(actor=actor, at=at, span=asked.span, on=asked.on, texts=texts, revision=form.looked_at()))

    if request.method == "POST" and done(form, save):
        if issues:
            messages.success(request, _("Đã ban hành báo cáo; số liệu và lời của nó không đổi nữa."))
            return redirect(f"{reverse('supervision:narrative')}?so={made[0].id}")
        messages.success(request, _("Đã ghi bản soạn."))
        return redirect(reverse("supervision:narrative-draft") + _address(asked))
    figures = narratives.figures_of(actor, actor.unit, asked.cut.period, at)
    before, after = beside(asked.cut.period)
    context = {
        "form": form,
        "period": pages.period_words(asked),
        "unit": organisation.short_name(actor.unit),
        "basis": template.basis,
        "places": [(f"{{{place}}}", value) for place, value in figures.items()],
        "preview": [(item.title, fill(form[item.key].value() or "", figures)) for item in template.items],
        "saved": narratives.saved_words(draft.saved_at) if draft else "",
        "saved_by": identity.names([draft.saved_by]).get(draft.saved_by, "") if draft else "",
        "may_issue": access.judge(actor, ISSUE, actor.unit),
        "spans": [(span.value, str(pages.SPANS[span]), span is asked.span) for span in narratives.SPANS],
        "on": asked.on,
        "unread": cuts.unread(request.GET),
        "before_url": _address(asked, before),
        "after_url": _address(asked, after) if after <= today(request) else "",
    }
    return render(request, "supervision/narrative_draft.html", context, status=status_of(form))


@signed_in
@require_safe
def narrative(request: HttpRequest) -> HttpResponse:
    """Show one report as it was issued; a draft leads to its page. An address that names none leads to the list."""
    if "so" not in request.GET:
        return redirect("supervision:narratives")
    found = queries.narrative_for(actor_of(request), id_of(request.GET.get("so")))
    if found.issued_at is None or found.print_id is None:
        return redirect(_draft_url(found))
    template = narratives.template_named(found.template)
    told = narratives.digest_of(found.unit, found.period, found.template, found.texts, found.figures)
    context = {
        "report": found,
        "unit": organisation.short_name(found.unit),
        "period": narratives.title_of(found.period),
        "basis": template.basis,
        "items": [(item.title, found.texts[item.key]) for item in template.items],
        "issued": words.moment(found.issued_at),
        "issued_by": _name(found.issued_by),
        "is_whole": told == found.digest,
        "print_url": reverse("prints:print", args=[found.print_id]),
    }
    return render(request, "supervision/narrative.html", context)


def _asked(request: HttpRequest, actor: Actor) -> Asked:
    asked = cuts.asked(request.GET, today(request))
    assert actor.unit is not None, "whoever writes or looks has a unit"
    return narratives.question(actor.unit, asked.span if "ky" in request.GET else narratives.SPANS[1], asked.on)


def _address(asked: Asked, on: date | None = None) -> str:
    return f"?ky={asked.span}&ngay={(on or asked.on).isoformat()}"


def _draft_url(found: Narrative) -> str:
    span = narratives.span_of(found.period)
    return f"{reverse('supervision:narrative-draft')}?ky={span}&ngay={found.since.isoformat()}"


def _name(account: UUID | None) -> str:
    return identity.names([account]).get(account, "") if account else ""


def _listed(found: Sequence[Narrative]) -> Table:
    names = identity.names(each.issued_by or each.saved_by for each in found)
    columns = (
        Column(_("Kỳ")),
        Column(_("Đơn vị"), is_named=True),
        Column(_("Lần"), "number"),
        Column(_("Tình trạng"), is_named=True),
        Column(_("Người ghi sau cùng"), is_named=True),
    )
    rows = [
        (
            Cell(
                narratives.title_of(each.period),
                f"{reverse('supervision:narrative')}?so={each.id}",
            ),
            Cell(organisation.short_name(each.unit)),
            Cell(str(each.ordinal)),
            Cell(
                _("ban hành %(at)s") % {"at": words.day(each.issued_at)}
                if each.issued_at
                else _("bản soạn, ghi %(at)s") % {"at": words.day(each.saved_at)}
            ),
            Cell(names.get(each.issued_by or each.saved_by, "")),
        )
        for each in found
    ]
    return Table(_("Báo cáo thuyết minh"), columns, rows)
