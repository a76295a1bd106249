"""On the telephone: pictures of one paper. The token in the address is all it has; without script each picture is a form."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.files.types import FileProblem
from motcua.gate.services import uploading
from motcua.kernel import moments
from motcua.kernel.moments import local
from motcua.kernel.refusal import NotFound, Refusal
from motcua.scans import queries, services
from motcua.scans.types import NothingToScan, Picture, Sitting
from motcua.ui.acting import actor_of, id_of, moment_of

#: A form's whole picture with its wrapping; one part of a picture.
WHOLE, PART = 21 * 2**20, 512 * 1024
SHA256 = 32


@require_safe
def pictures(request: HttpRequest, token: str) -> HttpResponse:
    """Show what has been taken, in order, and the button to take more."""
    return _page(request, token)


@uploading(most=WHOLE)
@require_POST
def picture(request: HttpRequest, token: str) -> HttpResponse:
    """Take a picture: whole from a form, or the announcement of one that comes in parts."""
    if request.POST.get("size"):
        return _announced(request, token)
    sent = request.FILES.getlist("picture")
    try:
        for each in sent:
            services.take_picture(
                actor=actor_of(request), token=token, at=moment_of(request), stream=each, length=each.size
            )
    except NotFound:
        raise
    except (Refusal, FileProblem) as refusal:
        return _page(request, token, refusal=refusal)
    return redirect("scans:phone", token)


def _announced(request: HttpRequest, token: str) -> HttpResponse:
    picture_id, size, sha256 = id_of(request.POST.get("id")), request.POST["size"], request.POST.get("sha256", "")
    if picture_id is None or not (size.isascii() and size.isdigit()):
        return JsonResponse({"sentence": NothingToScan().sentence}, status=422)
    try:
        digest = bytes.fromhex(sha256) if len(sha256) == 2 * SHA256 else None
        known = services.begin_picture(
            actor=actor_of(request),
            token=token,
            at=moment_of(request),
            picture=picture_id,
            size=int(size),
            sha256=digest,
        )
    except (Refusal, ValueError) as problem:
        return _refused(problem)
    return JsonResponse(_state(known))


@uploading(most=PART)
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, token: str, picture_id: UUID) -> HttpResponse:
    """Say how much of a picture is there, or take its next bytes (``?tu=`` the place of the first)."""
    at = moment_of(request)
    try:
        if request.method == "GET":
            sitting = queries.sitting_by_token(token, at=at)
            known = next((each for each in sitting.pictures if each.id == picture_id), None)
            if known is None:
                raise NothingToScan
            return JsonResponse(_state(known))
        offset = request.GET.get("tu", "")
        if not (offset.isascii() and offset.isdigit()):
            return _refused(NothingToScan())
        known = services.put_part(
            actor=actor_of(request),
            token=token,
            at=at,
            picture=picture_id,
            offset=int(offset),
            content=request.read(PART),
        )
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse(_state(known))


@require_safe
def thumbnail(request: HttpRequest, token: str, picture_id: UUID) -> HttpResponse:
    """Send a small picture of one page."""
    sitting = queries.sitting_by_token(token, at=moment_of(request))
    response = HttpResponse(queries.thumbnail(sitting, picture_id), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=900"
    return response


@require_POST
def removal(request: HttpRequest, token: str, picture_id: UUID) -> HttpResponse:
    """Take a page out."""
    services.remove_picture(actor=actor_of(request), token=token, at=moment_of(request), picture=picture_id)
    return redirect("scans:phone", token)


@require_POST
def move(request: HttpRequest, token: str, picture_id: UUID) -> HttpResponse:
    """Move a page one place up."""
    services.move_picture(actor=actor_of(request), token=token, at=moment_of(request), picture=picture_id)
    return redirect("scans:phone", token)


@require_POST
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Bind the pages into one PDF and close the code."""
    try:
        sitting = services.bind(actor=actor_of(request), token=token, at=moment_of(request))
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, token, refusal=refusal)
    return _dressed(render(request, "scans/phone_end.html", {"sitting": sitting, "pages": len(sitting.whole)}))


def _page(request: HttpRequest, token: str, *, refusal: Refusal | None = None) -> HttpResponse:
    sitting: Sitting = queries.sitting_by_token(token, at=moment_of(request))
    context = {
        "sitting": sitting,
        "token": token,
        "refusal": refusal,
        "until": local(sitting.ends_at) + moments.shift(),
        "coming": len(sitting.pictures) - len(sitting.whole),
    }
    return _dressed(render(request, "scans/phone.html", context, status=refusal.status if refusal else 200))


def _dressed(response: HttpResponse) -> HttpResponse:
    """Keep the page, whose address is its key, out of every cache and every search engine."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _state(known: Picture) -> dict[str, object]:
    return {"id": str(known.id), "received": known.received, "size": known.size, "whole": known.is_whole}


def _refused(problem: Exception) -> JsonResponse:
    if isinstance(problem, Refusal):
        more = {"received": problem.received} if hasattr(problem, "received") else {}
        return JsonResponse({"sentence": problem.sentence, "kind": problem.kind, **more}, status=problem.status)
    return JsonResponse({"sentence": NothingToScan().sentence}, status=422)
