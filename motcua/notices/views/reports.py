"""A gateway reports what has become of an SMS: no person asks, the key in the address says that it may."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.notices import reports, services

log = structlog.get_logger("motcua.notices")

#: No gateway has a longer code.
LONGEST = 9


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Take a report. Without the attempt's key it is refused; of an attempt that is no more it is thanked for and dropped."""
    asked = request.GET
    code = asked.get("ma", "")
    if not reports.is_signed(attempt, asked.get("khoa", "")):
        return _say("not yours", HTTPStatus.FORBIDDEN)
    if not (code.isascii() and code.isdigit() and len(code) <= LONGEST):
        return _say("no code", HTTPStatus.BAD_REQUEST)
    known = services.take_report(actor=SYSTEM, at=moments.now(), attempt=attempt, code=int(code))
    if not known:
        log.warning("notices.report_of_nothing", attempt=str(attempt), code=int(code))
    return _say("ok", HTTPStatus.OK)


def _say(words: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
