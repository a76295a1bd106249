"""Who acts in this request, and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from motcua.identity import queries
from motcua.identity.types import AccountUnknown, SeatUnknown
from motcua.kernel import moments
from motcua.kernel.actor import ANONYMOUS, Actor

#: Where the session keeps the seat its owner has chosen.
SEAT = "seat"


class ActorMiddleware:
    """Sets ``request.actor`` (ANONYMOUS when nobody is signed in) and ``request.moment``, the business moment.

    The actor is asked for when a view has been found and CSRF has read the form: a slow line must not hold one of the
    few connections to the database while its body comes in. Error pages before that get it when they ask.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the moment, and the actor for whoever asks early."""
        request.moment = moments.now()  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> None:
        """Set the actor itself."""
        del view, args, kwargs
        request.actor = actor_of(request)  # type: ignore[attr-defined]


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts: the signed-in account in the seat it has chosen, its first one when that has ended."""
    user = request.user
    if not user.is_authenticated:
        return ANONYMOUS
    at, chosen = request.moment, request.session.get(SEAT)  # type: ignore[attr-defined]
    try:
        if chosen is not None:
            try:
                return queries.actor_of_seat(user.pk, chosen, at)
            except SeatUnknown:
                pass
        return queries.actor_for(user.pk, None, at)
    except AccountUnknown:
        return ANONYMOUS
