"""Pages with which an administrator keeps the procedures: list, versions, what differs, new fee, limit, end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import forms_papers, kept_pages, pages, proposal_pages, queries, services
from motcua.catalogue.forms import Fees, Particulars, SettingLimit, Starting
from motcua.catalogue.types import DRAFT, PUBLISH, Brought, ChangedPart, ProcedureUnknown, ProcedureVersion
from motcua.clocks.limits import describe_limit
from motcua.kernel.access import judge
from motcua.ui import words
from motcua.ui.acting import HttpRequest, done, having, id_of, sent, today

#: Opens a page to whoever may publish procedures.
publishes = having(PUBLISH)


@publishes
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """List every procedure with its state and the number of its versions."""
    text, state = request.GET.get("q", "").strip()[:100], request.GET.get("trang-thai", "")
    context = kept_pages.everything(today(request), text, state) | {
        "may_draft": judge(request.actor, DRAFT),
        "waiting": len(queries.open_proposals(request.actor)),
    }
    return render(request, "catalogue/kept.html", context)


@publishes
@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Show every version of a procedure, newest first, and what can be done."""
    waiting = proposal_pages.table(queries.open_proposals(request.actor, code))
    context = kept_pages.history(_versions(code), today(request)) | {"waiting": waiting}
    return render(request, "catalogue/history.html", context)


@publishes
@require_safe
def comparison(request: HttpRequest, code: str) -> HttpResponse:
    """Show two versions side by side, in words; without a choice the newest two."""
    versions = {str(version.number): version for version in _versions(code)}
    newest = list(versions)[-2:]
    try:
        old, new = (versions[request.GET.get(name, found)] for name, found in (("cu", newest[0]), ("moi", newest[-1])))
    except KeyError:
        raise ProcedureUnknown from None
    return render(request, "catalogue/comparison.html", kept_pages.comparison(old, new))


@publishes
@require_http_methods(["GET", "POST"])
def fees(request: HttpRequest, code: str) -> HttpResponse:
    """Another fee from a day on."""
    current = current_of(code)
    form = Fees(sent(request), today(request), begun_from(request, current, ChangedPart.FEES))
    made = tried(
        form,
        lambda: services.set_fees(
            actor=request.actor,
            at=request.moment,
            code=code,
            fees=tuple(form.lines),
            exemptions=form.exemptions,
            note=form.cleaned_data["note"],
            valid_from=form.cleaned_data["valid_from"],
        ),
    )
    if made:
        return brought(request, code, form.cleaned_data["valid_from"], made)
    return _page(request, "catalogue/fees.html", form, current)


@publishes
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """Another list of papers from a day on."""
    current = current_of(code)
    known = begun_from(request, current, ChangedPart.PAPERS).groups
    form, rows = Starting(sent(request), today(request)), forms_papers.rows_of(sent(request), known)
    if rows.is_bound and not rows.is_valid():
        form.add_error(None, forms_papers.wrong_rows())
    made = tried(
        form,
        lambda: services.set_papers(
            actor=request.actor,
            at=request.moment,
            code=code,
            papers=forms_papers.papers_of(rows, known),
            valid_from=form.cleaned_data["valid_from"],
        ),
    )
    if made:
        return brought(request, code, form.cleaned_data["valid_from"], made)
    return _page(request, "catalogue/papers.html", form, current, rows=rows)


@publishes
@require_http_methods(["GET", "POST"])
def particulars(request: HttpRequest, code: str) -> HttpResponse:
    """Other words from a day on: name, field, result, legal basis, online level, and the parts of NĐ 63/2010 Đ8.2."""
    current = current_of(code)
    begun = begun_from(request, current, ChangedPart.PARTICULARS)
    form = Particulars(sent(request), today(request), begun, queries.online_scale(today(request)))
    made = tried(
        form,
        lambda: services.set_particulars(
            actor=request.actor,
            at=request.moment,
            code=code,
            said=form.said(current),
            valid_from=form.cleaned_data["valid_from"],
        ),
    )
    if made:
        return brought(request, code, form.cleaned_data["valid_from"], made)
    return _page(request, "catalogue/particulars.html", form, current)


@publishes
@require_http_methods(["GET", "POST"])
def limit(request: HttpRequest, code: str) -> HttpResponse:
    """Another time limit from a day on."""
    current = current_of(code)
    begun = begun_from(request, current, ChangedPart.LIMIT)
    shown = {"limit": describe_limit(begun.limit) if begun.has_limit else "", "note": begun.limit_note}
    form = SettingLimit(sent(request), today(request), initial=shown)
    made = tried(
        form,
        lambda: services.set_limit(actor=request.actor, at=request.moment, code=code, **form.cleaned_data),
    )
    if made:
        return brought(request, code, form.cleaned_data["valid_from"], made)
    return _page(request, "catalogue/limit.html", form, current)


@publishes
@require_http_methods(["GET", "POST"])
def abolition(request: HttpRequest, code: str) -> HttpResponse:
    """End a procedure from a day on."""
    current = current_of(code)
    form = Starting(sent(request), today(request))
    if done(
        form,
        lambda: services.abolish(
            actor=request.actor, at=request.moment, code=code, from_day=form.cleaned_data["valid_from"]
        ),
    ):
        day = words.day(form.cleaned_data["valid_from"])
        messages.success(request, _("Thủ tục bãi bỏ từ ngày %(day)s.") % {"day": day})
        return redirect("catalogue:history", code)
    return _page(request, "catalogue/abolition.html", form, current)


@publishes
@require_http_methods(["GET", "POST"])
def withdrawal(request: HttpRequest, code: str, version_no: int) -> HttpResponse:
    """Take back a version that has not begun."""
    found = next((version for version in _versions(code) if version.number == version_no), None)
    if found is None:
        raise ProcedureUnknown
    form = forms.Form(sent(request))
    if done(
        form, lambda: services.withdraw_version(actor=request.actor, at=request.moment, code=code, number=version_no)
    ):
        messages.success(request, _("Đã thu hồi bản số %(number)s.") % {"number": version_no})
        return redirect("catalogue:history", code)
    return _page(request, "catalogue/withdrawal.html", form, found)


def _versions(code: str) -> tuple[ProcedureVersion, ...]:
    versions = queries.versions_of(code)
    if not versions:
        raise ProcedureUnknown
    return versions


def current_of(code: str) -> ProcedureVersion:
    """Return the version that a new one is drafted from: the newest that is not taken back."""
    return next((each for each in reversed(_versions(code)) if not each.is_void), _versions(code)[-1])


def begun_from(request: HttpRequest, current: ProcedureVersion, part: ChangedPart, level: str = "") -> ProcedureVersion:
    """Return what a form begins with: an earlier proposal of this part that the address names, else the newest version."""
    named = id_of(request.GET.get("de-nghi"))
    found = queries.proposal_for(request.actor, named) if named else None
    if found is None or (found.code, found.part, found.level) != (current.code, part, level):
        return current
    return found.version


def tried(form: forms.Form, act: Callable[[], Brought]) -> Brought | None:
    """Do an act that changes a procedure when the form is whole; put a refusal beside its field and return None."""
    made: list[Brought] = []
    done(form, lambda: made.append(act()))
    return made[0] if made else None


def brought(request: HttpRequest, code: str, day: date, made: Brought) -> HttpResponse:
    """Say what became of a change: published from a day, or proposed to a second person."""
    if made.proposal is None:
        return published(request, code, day)
    messages.success(request, _("Đã lưu đề nghị. Một người khác có quyền công bố xem, rồi công bố hoặc trả lại."))
    return redirect("catalogue:proposal", made.proposal)


def published(request: HttpRequest, code: str, day: date) -> HttpResponse:
    """Say from when the new version holds, on the page of all versions."""
    messages.success(request, _("Đã công bố bản mới, áp dụng từ ngày %(day)s.") % {"day": words.day(day)})
    return redirect("catalogue:history", code)


def _page(
    request: HttpRequest, template: str, form: forms.Form, version: ProcedureVersion, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "procedure": version,
        "fee": pages.fee_words(version),
        "limit": pages.limit_words(version),
        "may_publish": queries.may_publish(request.actor),
        "wants_second": queries.wants_second(request.actor, today(request)),
        **more,
    }
    return render(request, template, context, status=422 if form.is_bound else 200)
