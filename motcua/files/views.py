"""The bytes of a file, and its pages one by one, for whoever may read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.http.response import HttpResponseNotModified
from django.shortcuts import render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from motcua.files import queries
from motcua.files.types import FileNotFound, PageUnreadable, StoredFile

#: Up to here a file is sent whole; beyond, in blocks (FileResponse's 4 kB blocks hold a thread sixteen times as often).
WHOLE = 200 * 1024
BLOCK = 64 * 1024
SHOWN = {"pdf", "jpg", "png"}
#: Thumbnails on each side of the page that is open.
NEIGHBOURS = 4
LONGEST_NUMBER = 6


@require_safe
def download(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """Send a file; ``?luu`` asks to save it instead of showing it."""
    file = queries.file_for(request.actor, file_id, at=request.moment)  # type: ignore[attr-defined]
    try:
        content = queries.open_bytes(file)
    except FileNotFoundError as problem:
        raise FileNotFound from problem
    tag = f'"{file.sha256.hex()}"'
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == tag:
        content.close()
        response = HttpResponseNotModified()
    elif file.size <= WHOLE or request.method == "HEAD":
        with content:
            response = HttpResponse(content.read(WHOLE), content_type=file.media_type)
    else:
        response = StreamingHttpResponse(_blocks(content), content_type=file.media_type)
    return _dressed(response, request, file, tag)


@require_safe
def leaf(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Turn the pages of a file: one in full, the others as thumbnails, all plain links."""
    file = queries.file_for(request.actor, file_id, at=request.moment)  # type: ignore[attr-defined]
    refusal, pages = None, 0
    try:
        pages = queries.pages_in(file)
    except PageUnreadable as problem:
        refusal = problem
    page = min(_number(request), max(1, pages))
    first = max(1, page - NEIGHBOURS)
    context = {
        "file": file,
        "refusal": refusal,
        "page": page,
        "pages": pages,
        "before": page - 1,
        "after": page + 1 if page < pages else 0,
        "thumbnails": range(first, min(pages, page + NEIGHBOURS) + 1) if pages > 1 else (),
        "back": _back(request),
    }
    return render(request, "files/pages.html", context)


@require_safe
def picture(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """Send one page as a picture; ``?nho`` as a thumbnail."""
    file = queries.file_for(request.actor, file_id, at=request.moment)  # type: ignore[attr-defined]
    small = "nho" in request.GET
    tag = f'"{file.sha256.hex()}-{_number(request)}-{int(small)}"'
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(queries.page_as_picture(file, _number(request), small=small), content_type="image/jpeg")
        response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def _number(request: HttpRequest) -> int:
    """Return the page that is asked for, the first where it is none."""
    written = request.GET.get("so", "1")
    return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) < LONGEST_NUMBER else 1


def _back(request: HttpRequest) -> str:
    """Return the page from which somebody came, within this house."""
    back = request.GET.get("ve", "")
    return back if url_has_allowed_host_and_scheme(back, None) and back.startswith("/ho-so/") else ""


def _dressed(response: HttpResponseBase, request: HttpRequest, file: StoredFile, tag: str) -> HttpResponseBase:
    as_attachment = "luu" in request.GET or file.kind not in SHOWN
    response["ETag"] = tag
    response["Content-Length"] = "0" if response.status_code == HttpResponseNotModified.status_code else str(file.size)
    response["Content-Disposition"] = content_disposition_header(as_attachment, file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


def _blocks(content: IO[bytes]) -> Iterator[bytes]:
    # A slow line takes minutes over this: the connection goes back to the pool before the first block.
    if getattr(connection, "pool", None) is not None and not connection.in_atomic_block:
        connection.close()
    with content:
        while block := content.read(BLOCK):
            yield block
