"""Uploads at a time: forty slow lines must not hold every thread of a process.

granian holds a thread from the end of the headers to the last byte of the body, and a client cut in the middle looks
like a normal end. So a view that takes files wears ``@uploading``: it takes one of a process's places before the body
is read, reads it whole without a database connection, compares the length with what was announced, and only then goes
on.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from motcua.gate.types import UploadCut, UploadsBusy, UploadTooLarge

RETRY_AFTER = 5

View = Callable[..., HttpResponseBase]


class Places:
    """So many uploads at a time in this process."""

    def __init__(self, most: int) -> None:
        """Take how many."""
        self._free = threading.BoundedSemaphore(most)

    def __enter__(self) -> None:
        if not self._free.acquire(blocking=False):
            raise UploadsBusy(RETRY_AFTER)

    def __exit__(self, *error: object) -> None:
        self._free.release()


places = Places(getattr(settings, "UPLOADS_AT_A_TIME", 40))


def uploading(most: int | None = None, *, within: Places | None = None) -> Callable[[View], View]:
    """Make a view one that takes files: ``@uploading(most=20 * 2**20)``, ``most`` bytes in the whole request.

    The body is read before the view is called: ``request.FILES`` and ``request.POST`` are ready, a raw body of
    another content type is left for the view to stream. CSRF is checked after the body was read, inside.
    Raises UploadsBusy (503), UploadTooLarge (413), UploadCut (400).
    """

    def wrap(view: View) -> View:
        protected = csrf_protect(view)

        @csrf_exempt
        @functools.wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in {"POST", "PUT"}:
                with within or places:
                    read_whole(request, most or int(getattr(settings, "UPLOAD_MAX_BYTES", 64 * 2**20)))
            return protected(request, *args, **kwargs)

        return run

    return wrap


@contextmanager
def raw_upload(request: HttpRequest, most: int | None = None) -> Iterator[int | None]:
    """Hold one of the process's places while a raw body is streamed; give its announced length in bytes, None without one.

    The database connection goes back to the pool before. Raises UploadsBusy (503), UploadTooLarge (413).
    """
    with places:
        text = request.META.get("CONTENT_LENGTH") or ""
        announced = int(text) if text.isascii() and text.isdigit() else None
        limit = most or int(getattr(settings, "UPLOAD_MAX_BYTES", 64 * 2**20))
        if announced is not None and announced > limit:
            raise UploadTooLarge(limit)
        release_connection()
        yield announced


def read_whole(request: HttpRequest, most: int) -> None:
    """Read a form with files and compare its length with what was announced. Raises UploadTooLarge, UploadCut."""
    announced = int(request.META.get("CONTENT_LENGTH") or 0)
    if announced > most:
        raise UploadTooLarge(most)
    if request.content_type != "multipart/form-data":
        return
    release_connection()
    counted = _Counted(request._stream)  # noqa: SLF001  Django has no public place to count at
    request._stream = counted  # type: ignore[assignment]  # noqa: SLF001
    try:
        request.FILES  # noqa: B018  reading it is what reads the body
        counted.drain()
    except (MultiPartParserError, OSError) as problem:
        raise UploadCut from problem
    if counted.bytes_read < announced:
        raise UploadCut


def release_connection() -> None:
    """Give the database connection back to the pool before something slow; the next statement takes one again."""
    if getattr(connection, "pool", None) is not None and not connection.in_atomic_block:
        connection.close()


class _Counted:
    """A body's stream that counts what really came."""

    def __init__(self, stream: Any) -> None:
        self._stream, self.bytes_read = stream, 0

    def read(self, *size: int) -> bytes:
        piece: bytes = self._stream.read(*size)
        self.bytes_read += len(piece)
        return piece

    def drain(self) -> None:
        """Read what stands behind the form's end."""
        while self.read(64 * 1024):
            pass

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
