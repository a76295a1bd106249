"""The demo's sign-in: pick who to be."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.identity import queries
from motcua.identity.models import Account
from motcua.identity.queries.demo import units_with_demo_people
from motcua.identity.views import coming
from motcua.identity.views.coming import Coming


@never_cache
@require_http_methods(["GET", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Show demo people by unit, and sign in as the chosen one. There is no such page outside of the demo."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        account = _id(request.POST.get("account", ""))
        if account is None or not Account.objects.filter(id=account, is_demo=True, is_active=True).exists():
            raise Http404
        request.session.flush()
        return coming.let_in(request, Coming(account, coming.next_url(request)), "demo")
    at = request.moment  # type: ignore[attr-defined]
    unit = _id(request.GET.get("don-vi", ""))
    context = {
        "groups": queries.demo_people(at, unit),
        "units": [(str(unit_id), name) for unit_id, name in units_with_demo_people(at)],
        "unit": str(unit or ""),
        "next": coming.next_url(request),
    }
    return render(request, "identity/demo.html", context)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
