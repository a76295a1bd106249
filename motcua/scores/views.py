"""Pages of scores: agencies, one agency with its officials, one official, the dossiers behind a count."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers import queries
from motcua.dossiers.queries import Judged
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.organisation import queries as organisation
from motcua.parties.queries import sort_key
from motcua.scores import measuring, pages
from motcua.scores.asked import Asked, asked, unread
from motcua.scores.measuring import ASPECTS, Scored
from motcua.scores.types import LOOK, OFFICIALS, Indicator
from motcua.ui.acting import actor_of, having, moment_of, signed_in, today
from motcua.ui.sheets import XLSX, sheet
from motcua.ui.types import Page

Found = list[tuple[UUID, str, Scored]]


@having(LOOK)
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """Show the scores of the agencies whose dossiers the reader may look at."""
    actor, now, question, context = _asked(request)
    found = _agencies(actor, question, now)
    caption = _("Điểm của các cơ quan, %(term)s") % {"term": context["term"]}
    context |= {
        "table": pages.listed(question, found, caption=caption, what="unit", page="scores:agency") if found else None,
        "indicators": [f"{int(indicator)}. {name}" for indicator, name in pages.NAMES.items()],
        "sheet_url": reverse("scores:agencies-sheet") + question.address(),
    }
    return render(request, "scores/agencies.html", context)


@having(LOOK)
@require_safe
def agencies_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same as a sheet."""
    actor, now, question, context = _asked(request)
    found = _agencies(actor, question, now)
    content = sheet(
        _("Điểm của các cơ quan theo Thông tư 01/2018/TT-VPCP"),
        context["term"],
        pages.sheet_columns(dict.fromkeys(Indicator)),
        pages.sheet_rows(found),
    )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="cham-diem.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@having(LOOK)
@require_safe
def agency(request: HttpRequest) -> HttpResponse:
    """Show one agency's card (without one named, the reader's own), and its officials to whoever heads it."""
    actor, now, question, context = _asked(request)
    unit = question.unit or actor.unit
    question = Asked(question.term, unit)
    units = [organisation.unit(unit)] if unit and access.judge(actor, LOOK, unit) else []
    scored = measuring.agencies(actor, question.term, units, now).get(unit) if unit else None
    people: Found = []
    if unit is not None and access.judge(actor, OFFICIALS, unit):
        people = _named(measuring.officials(actor, question.term, unit, now))
    caption = _("Điểm của công chức, %(term)s") % {"term": context["term"]}
    context |= {
        "name": organisation.short_name(unit) if units and unit else "",
        "asked": question,
        "scored": scored,
        "table": pages.card(question, scored) if scored else None,
        "band": pages.band_words(scored.card) if scored else "",
        "total": pages.total_words(scored.card) if scored else "",
        "people": pages.listed(question, people, caption=caption, what="person", page="scores:official")
        if people
        else None,
        "all_url": reverse("scores:agencies") + Asked(question.term).address(),
    }
    return render(request, "scores/agency.html", context)


@signed_in
@require_safe
def official(request: HttpRequest) -> HttpResponse:
    """Show one official's card: the reader's own, or of somebody in a unit that the reader heads."""
    actor, now, question, context = _asked(request)
    person = question.person or actor.account
    question = Asked(question.term, question.unit, person)
    scored = measuring.official(actor, question.term, person, now)
    seen = person == actor.account or scored.dossiers > 0
    context |= {
        "name": identity.names([person]).get(person, "") if seen else "",
        "asked": question,
        "scored": scored if scored.dossiers else None,
        "table": pages.card(question, scored) if scored.dossiers else None,
        "band": pages.band_words(scored.card),
        "total": pages.total_words(scored.card),
    }
    return render(request, "scores/official.html", context)


@signed_in
@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """Show the dossiers that have so many points in an indicator."""
    actor, now, question, context = _asked(request)
    number, given = request.GET.get("chi-so", ""), request.GET.get("diem", "")
    indicator = next((each for each in ASPECTS if str(int(each)) == number), Indicator.TIME)
    points = int(given) if given in {"0", "1", "2"} else 0
    judged = Judged(
        question.term.since,
        question.term.until,
        frozenset({question.unit}) if question.unit else None,
        question.person,
        OFFICIALS if question.person else LOOK,
    )
    found = queries.judged_dossiers(actor, judged, ASPECTS[indicator], points, now, cursor=request.GET.get("tiep", ""))
    count = found.counts[ASPECTS[indicator]]
    here: dict[str, Any] = {"chi-so": int(indicator), "diem": points}
    context |= {
        "name": str(pages.NAMES[indicator]),
        "meaning": str(pages.MEANINGS[indicator][2 - points]),
        "points": points,
        "count": count,
        "table": pages.dossiers(found.rows) if found.rows else None,
        "page": Page(
            _("%(shown)s trong %(count)s hồ sơ") % {"shown": len(found.rows), "count": count},
            question.address(**here, tiep=found.following) if found.following else "",
            question.address(**here) if request.GET.get("tiep") else "",
        ),
        "back_url": reverse("scores:official" if question.person else "scores:agency") + question.address(),
    }
    return render(request, "scores/behind.html", context)


def _agencies(actor: Actor, question: Asked, now: datetime) -> Found:
    on = min(question.term.until, now.date())
    found = measuring.agencies(actor, question.term, organisation.units(on), now)
    rows = [(unit, organisation.short_name(unit), scored) for unit, scored in found.items()]
    return sorted(rows, key=lambda row: (-row[2].card.total, sort_key(row[1])))


def _named(found: dict[UUID, Scored]) -> Found:
    names = identity.names(found)
    rows = [(account, names.get(account, ""), scored) for account, scored in found.items()]
    return sorted(rows, key=lambda row: sort_key(row[1]))


def _asked(request: HttpRequest) -> tuple[Actor, datetime, Asked, dict[str, Any]]:
    actor, now = actor_of(request), moment_of(request)
    question = asked(request.GET, today(request))
    after = question.term.after
    return (
        actor,
        now,
        question,
        {
            "asked": question,
            "term": pages.term_words(question.term),
            "unread": unread(request.GET),
            "quarters": [
                *(
                    (str(each), _("Quý %(quarter)s") % {"quarter": each}, question.term.quarter == each)
                    for each in (1, 2, 3, 4)
                ),
                ("ca-nam", _("Cả năm"), question.term.quarter is None),
            ],
            "before_url": question.address(term=question.term.before),
            "after_url": question.address(term=after) if after.since <= today(request) else "",
        },
    )
