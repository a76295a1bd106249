"""The till of a day, and a quarter's settlement."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.money import dong
from motcua.kernel.refusal import NotAllowed, Refusal
from motcua.organisation import queries as organisation
from motcua.payments import pages, queries, services
from motcua.payments.forms import Counting
from motcua.payments.rules import quarter_days, quarter_of
from motcua.payments.sheets import settlement_sheet
from motcua.payments.types import CLOSE, LOOK, SETTLE, Method, Settlement
from motcua.ui import words
from motcua.ui.acting import signed_in
from motcua.ui.inputs import day_typed, number_typed
from motcua.ui.sheets import XLSX

#: Years of this house.
YEARS = (2000, 2100)


def of_unit(request: HttpRequest) -> tuple[Actor, UUID]:
    """Return who looks and into which unit's money. Refuses with NotAllowed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    access.require(actor, LOOK, actor.unit)
    if actor.unit is None:
        raise NotAllowed(_("Chọn vị trí ở một đơn vị để xem quỹ."))
    return actor, actor.unit


def today(request: HttpRequest) -> date:
    """Return the business day."""
    day: date = request.moment.date()  # type: ignore[attr-defined]
    return day


@signed_in
@require_safe
def till(request: HttpRequest) -> HttpResponse:
    """Show the day's till: my entries and their count, and what the colleagues took."""
    actor, unit = of_unit(request)
    on = day_typed(request.GET.get("ngay", "")) or today(request)
    form = Counting(denominations=queries.fee_rules(on).denominations, initial={"on": on.isoformat()})
    return _till_page(request, actor, unit, on, form)


def _till_page(
    request: HttpRequest, actor: Actor, unit: UUID, on: date, form: Counting, *, status: int = 200
) -> HttpResponse:
    found = queries.tills(actor, unit, on)
    names = identity.names([one.account for one in found])
    mine = next((one for one in found if one.account == actor.account), None)
    context: dict[str, Any] = {
        "on": on,
        "unit": organisation.short_name(unit),
        "mine": mine,
        "entries": pages.entries(mine) if mine else None,
        "sums": pages.sums(mine) if mine else (),
        "closing": pages.closing(mine.closing) if mine and mine.closing else (),
        "form": form,
        "may_close": mine is not None
        and mine.closing is None
        and on <= today(request)
        and access.judge(actor, CLOSE, unit),
        "expected": dong(mine.total(Method.CASH)) if mine else "",
        "open_days": [
            (words.weekday_day(day), f"{reverse('payments:till')}?ngay={day.isoformat()}")
            for day in queries.open_days(actor, unit)
            if day < today(request) and day != on
        ],
        "colleagues": pages.colleagues([one for one in found if one.account != actor.account], names),
        "total": dong(sum(one.amount for one in found)),
        "tills": len(found),
        "short": next((book for book in queries.books(actor, unit, today(request).year) if book.is_short), None),
    }
    return render(request, "payments/till.html", context, status=status)


@signed_in
@require_POST
def closing(request: HttpRequest) -> HttpResponse:
    """Close my till of a day: then the day with its figures, or the page again with what was counted."""
    actor, unit = of_unit(request)
    access.require(actor, CLOSE, unit)
    form = Counting(request.POST, denominations=queries.fee_rules(today(request)).denominations)
    on = form.day() or today(request)
    try:
        closed = services.close_till(
            actor=actor,
            at=request.moment,  # type: ignore[attr-defined]
            on=on,
            counted=form.counted(),
            explanation=request.POST.get("explanation", ""),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _till_page(request, actor, unit, on, form, status=refusal.status)
    messages.success(
        request,
        _("Đã chốt quỹ ngày %(day)s: đếm được %(counted)s.") % {"day": words.day(on), "counted": dong(closed.counted)},
    )
    return redirect(f"{reverse('payments:till')}?ngay={on.isoformat()}")


def quarter_asked(request: HttpRequest) -> tuple[int, int]:
    """Return the year and quarter that are asked for; this one where they make no sense."""
    asked = request.POST if request.method == "POST" else request.GET
    now = quarter_of(today(request))
    year, quarter = number_typed(asked.get("nam", ""), *YEARS), number_typed(asked.get("quy", ""), 1, 4)
    return now if year is None or quarter is None else (year, quarter)


def _settlement(request: HttpRequest) -> tuple[Actor, Settlement]:
    actor, unit = of_unit(request)
    return actor, queries.settlement(actor, unit, *quarter_asked(request))


@signed_in
@require_safe
def settlement(request: HttpRequest) -> HttpResponse:
    """Show a quarter's settlement by competent agency."""
    actor, found = _settlement(request)
    return _settlement_page(request, actor, found)


def _settlement_page(
    request: HttpRequest, actor: Actor, found: Settlement, refusal: Refusal | None = None
) -> HttpResponse:
    first, last = quarter_days(found.year, found.quarter)
    query = f"?nam={found.year}&quy={found.quarter}"
    context = {
        "found": found,
        "unit": organisation.short_name(found.unit),
        "first": first,
        "last": last,
        "table": pages.settlement(found) if found.shares else None,
        "total": dong(found.total),
        "sheet_url": f"{reverse('payments:sheet')}{query}",
        "may_settle": access.judge(actor, SETTLE, found.unit),
        "drawn_up": [
            (number, words.moment(at), reverse("prints:print", args=[printed]))
            for number, (at, printed) in enumerate(found.drawn_up, start=1)
        ],
        "quarters": (1, 2, 3, 4),
        "refusal": refusal.sentence if refusal else "",
    }
    return render(request, "payments/settlement.html", context, status=refusal.status if refusal else 200)


@signed_in
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Give the settlement as a sheet for a spreadsheet."""
    _actor, found = _settlement(request)
    response = HttpResponse(settlement_sheet(found), content_type=XLSX)
    name = f"doi-soat-quy-{found.quarter}-{found.year}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_POST
def printed(request: HttpRequest) -> HttpResponse:
    """Draw the settlement up: the print that stays."""
    actor, found = _settlement(request)
    try:
        kept = services.settle(
            actor=actor,
            at=request.moment,  # type: ignore[attr-defined]
            unit=found.unit,
            year=found.year,
            quarter=found.quarter,
        )
    except Refusal as refusal:
        return _settlement_page(request, actor, found, refusal)
    return redirect("prints:print", kept)
