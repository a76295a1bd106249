"""The language of pages: Vietnamese, unless a reader has asked for English here; a browser's own setting decides nothing.

An official's browser often speaks English by default, and a page in two languages helps nobody. The API goes by
``Accept-Language``: its callers are programs, and say what they want.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from motcua.website.problems import is_api

#: «?ngon-ngu=en» asks for a language and is remembered for a year.
ASKED = "ngon-ngu"
YEAR = 365 * 24 * 60 * 60


class Language:
    """Speaks the language that was asked for, else the house's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the rest of the chain."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the language for this request, and remember one that was asked for."""
        if is_api(request.path_info):
            return self._answer(request, translation.get_language_from_request(request))
        known = dict(settings.LANGUAGES)
        asked = request.GET.get(ASKED, "")
        chosen = asked if asked in known else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        response = self._answer(request, language)
        if asked in known:
            response.set_cookie(  # type: ignore[attr-defined]
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=YEAR,
                samesite="Lax",
                secure=settings.BEHIND_TLS,
                httponly=True,
            )
        return response

    def _answer(self, request: HttpRequest, language: str) -> HttpResponseBase:
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
