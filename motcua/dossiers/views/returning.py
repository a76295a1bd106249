"""Results that wait at the counter: the list, and a field for a code that is typed or scanned."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers import queries
from motcua.dossiers.deeds import deeds_of
from motcua.dossiers.queries import Tab
from motcua.dossiers.queries.scanned import number_scanned
from motcua.dossiers.types import Deed, NoSuchDossier
from motcua.dossiers.views.asking import actor_of, moment_of, signed_in
from motcua.dossiers.views.desk import EMPTY, page_words, shown


@signed_in
@require_safe
def returning(request: HttpRequest) -> HttpResponse:
    """List what waits to be returned; a code (typed, or read from the receipt's QR) opens the act at once."""
    actor, at = actor_of(request), moment_of(request)
    text, sentence = request.GET.get("ma", "").strip(), ""
    if text:
        try:
            record = queries.dossier_for(actor, number_scanned(text), at=at, look=False)
        except NoSuchDossier as problem:
            sentence = problem.sentence
        else:
            ready = Deed.RETURN_RESULT in deeds_of(actor, record)
            return redirect("dossiers:delivery" if ready else "dossiers:dossier", record.number)
    found = queries.desk(actor, Tab.RETURN, at, cursor=request.GET.get("tiep", ""))
    following = f"?{urlencode({'tiep': found.following})}" if found.following else ""
    context = {
        "rows": shown(found.rows),
        "text": text,
        "sentence": sentence,
        "empty": EMPTY[Tab.RETURN],
        "waiting": _("Việc chờ tôi"),
        "page": page_words(len(found.rows), found.counts[Tab.RETURN], following, first=not request.GET.get("tiep")),
    }
    return render(request, "dossiers/returning.html", context, status=404 if sentence else 200)
