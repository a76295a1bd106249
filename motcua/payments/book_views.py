"""The books of receipts of a unit, and opening the next one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.kernel import access
from motcua.kernel.refusal import Refusal
from motcua.organisation import queries as organisation
from motcua.payments import pages, queries, services
from motcua.payments.forms import Opening
from motcua.payments.types import OPEN
from motcua.payments.views import of_unit, today
from motcua.ui.acting import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def books(request: HttpRequest) -> HttpResponse:
    """List the year's books; posted, open the next one."""
    actor, _unit = of_unit(request)
    form = Opening(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return _page(request, form)
    try:
        opened = services.open_book(
            actor=actor,
            at=request.moment,  # type: ignore[attr-defined]
            serial=form.typed("serial"),
            size=form.size_typed(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form, status=refusal.status)
    said = {"book": opened.book, "year": opened.year, "first": f"{opened.first:07}"}
    messages.success(request, _("Đã mở quyển %(book)s/%(year)s, biên lai tiếp theo mang số %(first)s.") % said)
    return redirect("payments:books")


def _page(request: HttpRequest, form: Opening, *, status: int = 200) -> HttpResponse:
    actor, unit = of_unit(request)
    found = queries.books(actor, unit, today(request).year)
    if not form.is_bound and found:
        form.initial = {"serial": found[-1].serial, "size": (found[-1].until or 0) - found[-1].first + 1}
        if found[-1].until is None:
            form.initial["size"] = ""
    context = {
        "year": today(request).year,
        "unit": organisation.short_name(unit),
        "books": pages.books(found) if found else None,
        "short": next((book for book in found if book.is_short), None),
        "form": form if access.judge(actor, OPEN, unit) else None,
    }
    return render(request, "payments/books.html", context, status=status)
