"""``GET /health``: do the pages answer? ``GET /ready`` (and ``/khoe``): is every part alive? No secret, nothing of anybody."""

from __future__ import annotations

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.database.locks import is_held
from motcua.ledger import queries as ledger
from motcua.website.serving.work import PARTS, lock_of

#: Lines must be sealed within a second or so; later, something holds the horizon.
LAG_SECONDS = 10.0


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as this process answers at all; asks neither database nor other parts."""
    del request
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when all is well, else 503; both say what is alive and how long the oldest line waits to be sealed."""
    del request
    lag = _sealing_lag()
    facts: dict[str, object] = {"database": lag is not None, **{part: is_held(lock_of(part)) for part in PARTS}}
    well = all(facts.values()) and lag is not None and lag < LAG_SECONDS
    facts |= {"sealing_lag_seconds": None if lag is None else round(lag, 3), "well": well}
    return JsonResponse(facts, status=200 if well else 503)


def _sealing_lag() -> float | None:
    try:
        return ledger.sealing_lag()
    except Error:
        connection.close()
        return None
