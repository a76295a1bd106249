"""The one shape of an act's page: ask where something must be typed, do, and tell; what was typed is never lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.dossiers import queries
from motcua.dossiers.deeds import deeds_of, words_of
from motcua.dossiers.forms.acts import ActForm
from motcua.dossiers.record import Record
from motcua.dossiers.rules import supplements_left
from motcua.dossiers.types import AlreadyAsked, Deed, NotNow
from motcua.dossiers.views import parts
from motcua.dossiers.views.asking import actor_of, moment_of
from motcua.dossiers.views.dossier import refused
from motcua.kernel.refusal import NotFound, Refusal


def opened(request: HttpRequest, number: str, deed: Deed) -> Record:
    """Return the dossier for the page of a deed.

    Refuses with NoSuchDossier, with NotNow where its data was erased, and on opening the page with NotNow where this actor cannot do it now; what was sent is
    let through, so that the service's own sentence answers it.
    """
    record = queries.dossier_for(actor_of(request), number, at=moment_of(request), look=request.method == "GET")
    if record.life.erased_at:
        raise NotNow(
            _("Dữ liệu cá nhân của hồ sơ %(number)s đã xoá; không làm gì thêm với hồ sơ này được.")
            % {"number": record.number}
        )
    if request.method == "GET" and deed not in deeds_of(actor_of(request), record):
        if deed is Deed.ASK_SUPPLEMENT and record.has_code and not supplements_left(record.life):
            raise AlreadyAsked
        raise NotNow(
            _("Hồ sơ %(number)s lúc này bạn không «%(deed)s» được. Mở hồ sơ để xem đang ở bước nào, ai đang giữ.")
            % {"number": record.number, "deed": words_of(deed, record)}
        )
    return record


def act_page(
    request: HttpRequest,
    record: Record,
    deed: Deed,
    form: ActForm,
    *,
    template: str = "dossiers/act.html",
    refusal: Refusal | None = None,
    **more: Any,
) -> HttpResponse:
    """Show an act's page: the form, with sentences where it was refused, over the dossier's latest lines."""
    actor, at = actor_of(request), moment_of(request)
    page = queries.page_of(actor, record, at=at)
    context = {
        "record": record,
        "number": record.number,
        "owner": record.facts["owner_name"],
        "procedure": page.procedure,
        "time": page.time,
        "time_detail": page.time_detail,
        "signal": page.time_kind,
        "title": words_of(deed, record),
        "form": form,
        "revision": record.revision,
        "lines": parts.lines(page.timeline[:3]) if refusal else (),
        **more,
    }
    return render(request, template, context, status=refusal.status if refusal else 200)


def done(
    request: HttpRequest,
    record: Record,
    deed: Deed,
    form: ActForm,
    service: Callable[[], Record],
    *,
    says: Callable[[Record], str],
    **more: Any,
) -> HttpResponse:
    """Run an act: then the dossier with a sentence, or the page again with what was typed and the refusal."""
    try:
        written = service()
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        now = queries.dossier_for(actor_of(request), record.number, at=moment_of(request), look=False)
        return act_page(request, now, deed, form, refusal=refusal, **more)
    messages.success(request, says(written))
    return redirect("dossiers:dossier", written.number)


def done_at_once(
    request: HttpRequest,
    number: str,
    service: Callable[[], Record],
    *,
    says: Callable[[Record], str],
) -> HttpResponse:
    """Run an act that needs nothing typed: then the dossier with a sentence, or with the refusal and how it stands now."""
    try:
        written = service()
    except NotFound:
        raise
    except Refusal as refusal:
        now = queries.dossier_for(actor_of(request), number, at=moment_of(request), look=False)
        return refused(request, now, refusal)
    messages.success(request, says(written))
    return redirect("dossiers:dossier", written.number)
