"""Pages that answer a person: the package and the sheet at the counter, who looked for whoever bears the receipt."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import services as dossier_services
from motcua.gate.queries import client_network
from motcua.prints import queries as prints
from motcua.privacy import queries, services
from motcua.privacy.forms import Ask
from motcua.privacy.packing import package
from motcua.privacy.types import ANSWER, Seen
from motcua.ui import words
from motcua.ui.acting import actor_of, done, having, moment_of, sent, status_of
from motcua.ui.inputs import number_typed
from motcua.ui.types import Cell, Column, Page, Table

#: Looks on one page of the citizen's.
LOOKS_SHOWN = 25


@having(ANSWER)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest) -> HttpResponseBase:
    """Ask for the card's number and why; posted, give the package, or the sheet of who looked. Nothing of either is kept."""
    actor, at = actor_of(request), moment_of(request)
    form = Ask(sent(request))
    made: list[HttpResponseBase] = []

    def give() -> None:
        asked = {"number": form.cleaned_data["number"], "reason": form.cleaned_data["reason"]}
        if form.cleaned_data["what"] == "looks":
            looked = services.tell_who_looked(actor=actor, at=at, **asked)
            made.append(HttpResponse(prints.drawn("lookers", looked, at), content_type="application/pdf"))
        else:
            found = services.give_everything(actor=actor, at=at, **asked)
            made.append(FileResponse(package(found), as_attachment=True, filename="du-lieu-ca-nhan.zip"))

    if request.method == "POST" and done(form, give):
        return made[0]
    return render(request, "privacy/answer.html", {"form": form}, status=status_of(form))


@require_safe
def lookers(request: HttpRequest, token: str) -> HttpResponse:
    """Show the bearer of the receipt, who owns the dossier, which officials looked at it; reading it is no look of an official."""
    dossier_services.count_look_up(client_network(request))
    number, seen, earlier = queries.seen_of_bearer(token)
    last = max((len(seen) - 1) // LOOKS_SHOWN + 1, 1)
    page = number_typed(request.GET.get("trang", ""), 1, last) or 1
    first = (page - 1) * LOOKS_SHOWN
    shown = seen[first : first + LOOKS_SHOWN]
    said = _("%(first)s–%(last)s trong %(count)s lượt xem") % {
        "first": first + 1,
        "last": first + len(shown),
        "count": len(seen),
    }
    context = {
        "number": number,
        "back_url": reverse("dossiers:look-up-receipt", args=[token]),
        "table": _looks(shown) if shown else None,
        "page": Page(
            said,
            next_url=f"?trang={page + 1}" if page < last else "",
            previous_url=f"?trang={page - 1}" if page > 1 else "",
        ),
        "earlier": earlier if page == last else 0,
    }
    response = render(request, "privacy/lookers.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _looks(seen: Sequence[Seen]) -> Table:
    columns = (
        Column(_("Lúc")),
        Column(_("Đơn vị, vị trí")),
        Column(_("Việc")),
    )
    rows = [
        (
            Cell(f"{words.clock(one.at)} {words.day(one.at)}"),
            Cell(one.who),
            Cell(" ".join(filter(None, (one.act, one.part))), sub=_why(one)),
        )
        for one in seen
    ]
    return Table(_("Cán bộ đã xem hồ sơ"), columns, rows)


def _why(one: Seen) -> str:
    return _("Lý do: %(reason)s") % {"reason": one.reason} if one.reason else ""
