"""Around every request: a number to quote, headers that keep browsers strict, refusals as pages."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from motcua.kernel import requests
from motcua.kernel.actor import ANONYMOUS
from motcua.kernel.refusal import Refusal
from motcua.website import metrics, views

log = structlog.get_logger("motcua.requests")

#: Letters and figures that nobody mistakes for another on the telephone.
ALPHABET = "2346789ACDEFGHKLMNPRTUVWXY"
NUMBER_LENGTH = 4
#: Static files and what is found nowhere have no route; of the first kind nothing is written.
FAILED = 400

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# The browser's own viewer of PDF files draws itself with inline styles; a PDF has none of our pages' rights.
PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'; base-uri 'none'"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
}
if settings.BEHIND_TLS:
    HEADERS["Strict-Transport-Security"] = "max-age=31536000"


class Frame:
    """The outermost middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the rest of the chain."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the request its number, the response its headers."""
        number, began = new_number(), time.perf_counter()
        request.number = number  # type: ignore[attr-defined]
        with requests.answering(number):
            response = self._get_response(request)
            _note(request, response, time.perf_counter() - began)
        headers = response.headers
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        policy = PDF_POLICY if headers.get("Content-Type") == "application/pdf" else CONTENT_POLICY
        headers.setdefault("Content-Security-Policy", policy)
        headers["X-Request-Number"] = number
        if not response.streaming:
            # With a length a cut line shows; without one the server sends in chunks.
            headers.setdefault("Content-Length", str(len(response.content)))  # type: ignore[attr-defined]
        if "Cache-Control" not in headers:
            # Counters are shared: what one official saw is not kept for the next.
            nobody = getattr(request, "actor", ANONYMOUS).is_anonymous
            headers["Cache-Control"] = "no-cache" if nobody else "private, no-store"
        return response

    def process_view(self, request: HttpRequest, *view: object) -> None:
        """Refuse an address with the NUL sign, which no database keeps: no name, code or token has it."""
        del view
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Show a refusal with its sentence and status; anything else is our fault and goes on to the handlers."""
        return views.refused(request, problem) if isinstance(problem, Refusal) else None


def _note(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """Count an answer, and write one line of it: who, which kind of page, how long; no address, it may hold a code."""
    metrics.answered(request.method or "", response.status_code, seconds)
    if request.resolver_match is None and response.status_code < FAILED:
        return
    log.info("request.done", **views.facts_of(request, response.status_code), seconds=round(seconds, 4))


class Compressed(GZipMiddleware):
    """Sends pages compressed, with a random length added (BREACH). Files keep their length: it is checked at the end."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress what is a page."""
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)  # type: ignore[arg-type]  # it is no stream


def new_number() -> str:
    """Return a number to quote, such as «K7M2»; with the minute it finds one request in the log."""
    return "".join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH))
