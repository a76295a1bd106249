"""Take the result online: send the code to the person's own address, type it, and the file comes."""

from __future__ import annotations

from datetime import timedelta

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers import queries, services
from motcua.files import queries as files
from motcua.files.types import StoredFile
from motcua.gate import services as gate
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import NotFound, Refusal
from motcua.ui.acting import actor_of, moment_of, today

#: A receipt's code may be asked for, and tried, so often.
MOST_SENT, SENT_WITHIN = 5, timedelta(hours=1)
MOST_TRIED, TRIED_WITHIN = 5, timedelta(minutes=30)
#: Bytes sent at a time: larger pieces hold a worker less often on a slow line.
BLOCK = 64 * 1024


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_online(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show how to take the result; with the right code, send it."""
    if request.method != "POST":
        return _page(request, token)
    try:
        queries.online_result(token, today(request))
        gate.check(
            kind="dossiers.online-tries", who=token, at=moments.machine_now(), limit=MOST_TRIED, window=TRIED_WITHIN
        )
        handed = services.return_online(
            actor=actor_of(request), at=moment_of(request), token=token, code=request.POST.get("ma", "")[:20]
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, token, refusal)
    return _saved(files.file_for(SYSTEM, handed.file, at=moment_of(request)))


@require_POST
def send_code(request: HttpRequest, token: str) -> HttpResponse:
    """Send the code, and lead to the page where it is typed."""
    try:
        queries.online_result(token, today(request))
        gate.check(
            kind="dossiers.online-codes", who=token, at=moments.machine_now(), limit=MOST_SENT, window=SENT_WITHIN
        )
        services.send_online_code(actor=actor_of(request), at=moment_of(request), token=token)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, token, refusal, sending=True)
    response = redirect("dossiers:online-result", token)
    response["Location"] += "?da-gui"
    return response


def _saved(file: StoredFile) -> FileResponse:
    """Answer with a file to be saved, never kept on the way."""
    response = FileResponse(
        files.open_bytes(file), as_attachment=True, filename=file.name, content_type=file.media_type
    )
    response.block_size = BLOCK
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request: HttpRequest, token: str, refusal: Refusal | None = None, *, sending: bool = False) -> HttpResponse:
    context = {
        "token": token,
        "found": queries.online_result(token, today(request)),
        "sent": "da-gui" in request.GET,
        "sentence": refusal.sentence if refusal else "",
        "sending": sending,
    }
    response = render(request, "dossiers/online_result.html", context, status=refusal.status if refusal else 200)
    response["X-Robots-Tag"] = "noindex"
    return response
