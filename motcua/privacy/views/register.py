"""Pages of the register of processing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kernel.personal import holdings
from motcua.privacy.register import as_paper, as_sheet
from motcua.privacy.types import LOOK
from motcua.ui.acting import actor_of, having, moment_of
from motcua.ui.sheets import XLSX


@having(LOOK)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show the register of processing: what is held, for what, on what ground, who sees it, until when, who gets it."""
    return render(request, "privacy/register.html", {"holdings": list(holdings)})


@having(LOOK)
@require_safe
def register_sheet(request: HttpRequest) -> HttpResponse:
    """Give the register of processing as XLSX."""
    answered = HttpResponse(as_sheet(moment_of(request)), content_type=XLSX)
    answered["Content-Disposition"] = 'attachment; filename="so-xu-ly-du-lieu-ca-nhan.xlsx"'
    return answered


@having(LOOK)
@require_safe
def register_paper(request: HttpRequest) -> HttpResponse:
    """Print the register of processing."""
    content = as_paper(actor_of(request), moment_of(request))
    answered = HttpResponse(content, content_type="application/pdf")
    answered["Content-Disposition"] = 'inline; filename="so-xu-ly-du-lieu-ca-nhan.pdf"'
    return answered
