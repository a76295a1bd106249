"""The frame's own pages: global search, help, accessibility, site map."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from motcua.kernel.actor import ANONYMOUS
from motcua.ui import context, manual, sockets, tokens
from motcua.ui.acting import actor_of

#: So many hits of each kind of the global search.
HITS = 8
#: A search text longer than this is nobody's code, name or number.
LONGEST = 100

OFFICIALS, CITIZENS = "ui/base.html", "ui/public.html"


def layout_of(request: HttpRequest) -> str:
    """Return the frame for this reader: the officials' for whoever is signed in, else the citizens'."""
    return CITIZENS if actor_of(request).is_anonymous else OFFICIALS


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search everything that this actor may see, grouped by kind."""
    actor = actor_of(request)
    if actor.is_anonymous:
        return redirect(settings.LOGIN_URL)
    text = request.GET.get("q", "").strip()[:LONGEST]
    hits = [hit for plug in sockets.search for hit in plug.hits(actor, text, HITS)] if text else []
    found = [
        (kind, list(group)) for kind, group in groupby(sorted(hits, key=lambda hit: hit.kind), lambda hit: hit.kind)
    ]
    return render(request, "ui/search.html", {"text": text, "found": found})


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Help on one page: keys and the manuals for officials, the receipt for citizens."""
    return _page(request, "ui/help.html", books=[(name, manual.topics(name, _language())) for name in manual.BOOKS])


@require_safe
def manual_page(request: HttpRequest, book: str, topic: str) -> HttpResponse:
    """Show one topic of a manual, with the topics around it."""
    language = _language()
    shown = manual.topic(book, topic, language)
    if shown is None:
        raise Http404
    return _page(
        request,
        "ui/manual.html",
        topic=shown,
        text=manual.as_html(shown),
        topics=manual.topics(book, language),
        is_foreign=shown.language != language,
    )


def _language() -> str:
    """Return the reader's language as the manuals' folders name it: «en»."""
    return (get_language() or manual.SOURCE).partition("-")[0]


@require_safe
def manual_picture(request: HttpRequest, book: str, name: str) -> FileResponse:
    """Send a picture of a manual; it changes with a new version of the house only."""
    del request
    found = manual.picture(book, name)
    if found is None:
        raise Http404
    response = FileResponse(found.open("rb"), content_type="image/webp")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what may be relied on, what is missing, whom to tell."""
    return _page(request, "ui/accessibility.html")


@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    """Gather what this reader looks after for others."""
    actor = actor_of(request)
    if actor.is_anonymous:
        return redirect(settings.LOGIN_URL)
    duties = sorted((duty for plug in sockets.administration for duty in plug.duties(actor)), key=lambda one: one.order)
    return render(request, "ui/administration.html", {"duties": duties})


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Show the pages as a tree, as this reader may open them."""
    return _page(request, "ui/site_map.html")


@require_safe
def site_map_for_machines(request: HttpRequest) -> HttpResponse:
    """List the public pages for search engines (sitemaps.org)."""
    paths = ["/", *(entry.url for entry in context.entries(ANONYMOUS, request))]
    paths += [reverse(f"ui:{name}") for name in ("help", "accessibility", "site_map")]
    addresses = [f"{settings.PUBLIC_URL.rstrip('/')}{path}" for path in dict.fromkeys(paths)]
    return render(request, "ui/site_map.xml", {"addresses": addresses}, content_type="application/xml")


@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """Send the province's own colours as custom properties; asked for under their own name, they are kept for ever."""
    response = HttpResponse(tokens.as_css(context.colours()), content_type="text/css; charset=utf-8")
    if request.GET.get("v") == context.look_key():
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _page(request: HttpRequest, template: str, **more: Any) -> HttpResponse:
    layout = layout_of(request)
    return render(request, template, {"layout": layout, "is_official": layout == OFFICIALS, **more})
