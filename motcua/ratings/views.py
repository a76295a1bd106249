"""Pages of ratings: the citizen's slip, a paper slip entered, what all of them say together."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import queries as dossiers
from motcua.dossiers.types import NoSuchDossier
from motcua.gate import services as gate
from motcua.gate.queries import client_network
from motcua.kernel import access, moments
from motcua.organisation import queries as organisation
from motcua.organisation.queries.orders import units_within
from motcua.parties.queries import sort_key
from motcua.ratings import printing, queries, services
from motcua.ratings.forms import PaperSlip, Slip
from motcua.ratings.types import ENTER, LOOK, Found, Satisfaction, Source
from motcua.ui.acting import actor_of, done, having, moment_of, sent, signed_in, status_of, today
from motcua.ui.inputs import number_typed
from motcua.ui.types import Cell, Column, Table

#: A network may send so many slips; a village's line carries many.
SLIPS, WINDOW = 60, timedelta(minutes=10)
#: Years that anybody asks for.
FIRST, LAST = 2010, 2100


@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Show the slip to the bearer of the receipt; posted, take it. No account, no name."""
    gate.check(kind="ratings.rate", who=client_network(request), at=moments.machine_now(), limit=SLIPS, window=WINDOW)
    found = dossiers.rateable(token=token)
    if found is None:
        raise NoSuchDossier
    form = Slip(sent(request), on=today(request))

    def take() -> None:
        services.rate(actor=actor_of(request), at=moment_of(request), token=token, said=form.said)

    thanks = request.method == "POST" and done(form, take)
    hindrance = None if request.method == "POST" else queries.hindrance(found)
    context = {"form": form, "thanks": thanks, "hindrance": hindrance.sentence if hindrance else ""}
    answer = render(request, "ratings/rate.html", context, status=200 if thanks else status_of(form))
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@having(ENTER)
@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """Enter a paper slip; the next one may follow at once."""
    form = PaperSlip(sent(request), on=today(request))

    def enter() -> None:
        services.enter_slip(
            actor=actor_of(request),
            at=moment_of(request),
            number=form.cleaned_data["number"],
            said=form.said,
            source=Source(form.cleaned_data["source"]),
        )

    if request.method == "POST" and done(form, enter):
        messages.success(request, _("Đã nhập phiếu. Hệ thống không giữ phiếu nào của hồ sơ nào."))
        return redirect("ratings:slip")
    return render(request, "ratings/slip.html", {"form": form}, status=status_of(form))


@signed_in
@require_safe
def with_slip(request: HttpRequest, number: str, print_id: UUID) -> HttpResponse:
    """Print a form of a dossier with the slip that goes with it."""
    content = printing.with_slip(actor_of(request), number, print_id, moment_of(request))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{number}-phieu-danh-gia.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@having(LOOK)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what the ratings of a quarter that is over say together, of each unit where the reader may look, and of those in whose place they stand."""
    actor, now, on = actor_of(request), moment_of(request), today(request)
    year, quarter = _asked(request.GET, on)
    units = organisation.with_predecessors(frozenset(unit.id for unit in units_within(actor, LOOK, on)), on)
    found = queries.together(sorted(units), year, (quarter,), now)
    named = sorted(
        ((organisation.short_name(unit), each) for unit, each in found.items()), key=lambda one: sort_key(one[0])
    )
    before, after = _beside(year, quarter)
    context = {
        "term": _("quý %(quarter)s/%(year)s") % {"quarter": quarter, "year": year},
        "table": _table(named) if named else None,
        "least": queries.LEAST,
        "may_enter": access.judge(actor, ENTER, actor.unit),
        "before_url": f"{reverse('ratings:results')}?nam={before[0]}&quy={before[1]}",
        "after_url": f"{reverse('ratings:results')}?nam={after[0]}&quy={after[1]}" if after <= _last_over(on) else "",
    }
    return render(request, "ratings/results.html", context)


def _asked(values: QueryDict, on: date) -> tuple[int, int]:
    """Read a quarter; what cannot be read, or is not over, is the last one that is over."""
    year, quarter = number_typed(values.get("nam", ""), FIRST, LAST), number_typed(values.get("quy", ""), 1, 4)
    last = _last_over(on)
    return last if year is None or quarter is None else min((year, quarter), last)


def _last_over(on: date) -> tuple[int, int]:
    return _beside(on.year, (on.month + 2) // 3)[0]


def _beside(year: int, quarter: int) -> tuple[tuple[int, int], tuple[int, int]]:
    before = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    after = (year, quarter + 1) if quarter < 4 else (year + 1, 1)  # noqa: PLR2004  four quarters
    return before, after


def _table(named: list[tuple[str, Found]]) -> Table:
    columns = (
        Column(_("Đơn vị")),
        Column(_("Số phiếu"), "number"),
        Column(_("Rất hài lòng"), "number"),
        Column(_("Hài lòng"), "number"),
        Column(_("Chưa hài lòng"), "number"),
        Column(_("Tỉ lệ hài lòng"), "number"),
    )
    rows = [
        (
            Cell(name),
            Cell(str(found.count)),
            *(
                Cell(str(found.overall[level]))
                for level in (Satisfaction.VERY, Satisfaction.SATISFIED, Satisfaction.NOT)
            ),
            Cell(f"{found.content}%"),
        )
        for name, found in named
    ]
    return Table(_("Mức độ hài lòng theo đơn vị"), columns, rows)
