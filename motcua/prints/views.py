"""The PDF of a print."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.prints import queries


@require_GET
def show(request: HttpRequest, print_id: UUID) -> HttpResponse:
    """Show a print to somebody who may read it."""
    content = queries.print_for(request.actor, print_id, at=request.moment)  # type: ignore[attr-defined]
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{print_id}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
