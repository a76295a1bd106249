"""The page of frozen scores for everybody: agencies, nobody's name (TT 01/2018 Đ15)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.organisation import queries as organisation
from motcua.parties.queries import sort_key
from motcua.scores import pages, queries
from motcua.scores.asked import Asked, asked, unread
from motcua.scores.freezing import Frozen
from motcua.scores.types import OF_AGENCIES
from motcua.ui import words
from motcua.ui.acting import actor_of, today
from motcua.ui.types import Cell, Column, Tab, Table

#: Seconds for which an answer is given again: what is frozen does not change.
KEPT_SECONDS = 3600


@require_safe
def open_scores(request: HttpRequest) -> HttpResponse:
    """Show the scores of agencies for a quarter or a year that is over, as they were frozen."""
    terms = queries.frozen_terms()
    question = asked(request.GET, today(request))
    term = question.term if "nam" in request.GET or not terms else terms[0]
    found = queries.frozen(term)
    least = settings.SMALLEST_PUBLIC_FIGURE
    answer = render(
        request,
        "scores/open.html",
        {
            "term": pages.term_words(term),
            "unread": unread(request.GET),
            "tabs": [
                Tab(pages.term_words(each), reverse("scores:open") + Asked(each).address(), is_current=each == term)
                for each in terms[:12]
            ],
            "table": _listed(found, least, term.until) if found else None,
            "hidden": _hidden(found, least, term.until) if found else [],
            "least": least,
            "indicators": [f"{int(indicator)}. {pages.NAMES[indicator]}" for indicator in OF_AGENCIES],
            "frozen_at": words.moment(found.at) if found else "",
            "digest": found.digest if found else "",
            "is_whole": found is None or found.is_whole,
        },
    )
    answer["Cache-Control"] = (
        f"public, max-age={KEPT_SECONDS}" if actor_of(request).is_anonymous else "private, no-store"
    )
    return answer


def _listed(found: Frozen, least: int, on: date) -> Table:
    columns = (
        Column(_("Cơ quan")),
        *(Column(_("Chỉ số %(number)s") % {"number": int(indicator)}, "number") for indicator in OF_AGENCIES),
        Column(_("Tổng điểm"), "number"),
        Column(_("Độ phủ"), "number"),
        Column(_("Xếp loại"), is_named=True),
    )
    named = [(organisation.full_name(each.unit, on), each) for each in found.cards if each.dossiers >= least]
    rows = [
        (
            Cell(name),
            *(Cell("–" if value is None else pages.figure(value)) for value in each.card.scores.values()),
            Cell(pages.total_words(each.card)),
            Cell(f"{each.card.coverage}%"),
            Cell(pages.band_words(each.card)),
        )
        for name, each in sorted(named, key=lambda pair: (-pair[1].card.total, sort_key(pair[0])))
    ]
    return Table(_("Điểm của các cơ quan, %(term)s") % {"term": pages.term_words(found.term)}, columns, rows)


def _hidden(found: Frozen, least: int, on: date) -> list[str]:
    """Return the names of the agencies that had too few dossiers to tell, in Vietnamese order."""
    return sorted(
        (organisation.full_name(each.unit, on) for each in found.cards if each.dossiers < least), key=sort_key
    )
