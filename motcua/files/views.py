"""One page: the bytes of a file, for whoever may read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.http.response import HttpResponseNotModified
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from motcua.files import queries
from motcua.files.types import FileNotFound, StoredFile

#: Up to here a file is sent whole; beyond, in blocks (FileResponse's 4 kB blocks hold a thread sixteen times as often).
WHOLE = 200 * 1024
BLOCK = 64 * 1024
SHOWN = {"pdf", "jpg", "png"}


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
