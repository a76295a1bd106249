"""Ways back in: a printed slip, and a telephone forgotten by two administrators."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.identity import queries, services
from motcua.identity.services.code import has_code
from motcua.identity.types import IssuedSlip
from motcua.identity.views.keeping import administers
from motcua.kernel import moments
from motcua.organisation import queries as organisation
from motcua.prints import queries as prints
from motcua.ui.acting import HttpRequest


@administers
@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Say what a slip changes; the button's answer is the slip itself, which is kept nowhere."""
    found = queries.person_for(request.actor, account_id, request.moment)
    if request.method == "GET":
        return render(request, "identity/slip.html", {"person": found})
    issued = services.issue_slip(actor=request.actor, at=request.moment, account=found.id)
    answer = HttpResponse(_printed(request, issued), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="phieu-mat-khau.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@administers
@require_http_methods(["GET", "POST"])
def code_reset(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Ask that a telephone be forgotten, or answer what another administrator asked."""
    found = queries.person_for(request.actor, account_id, request.moment)
    if request.method == "POST":
        words = {"actor": request.actor, "at": request.moment, "account": found.id}
        match request.POST.get("deed"):
            case "confirm":
                services.confirm_code_reset(**words)
                said = _("Đã gỡ điện thoại. Lần đăng nhập sau, người này gắn điện thoại mới.")
            case "drop":
                services.drop_code_reset(**words)
                said = _("Đã bỏ yêu cầu. Điện thoại đã gắn vẫn dùng như cũ.")
            case _other:
                services.ask_code_reset(**words)
                said = _("Đã ghi yêu cầu. Một người quản trị khác cần mở trang này và xác nhận.")
        messages.success(request, said)
        return redirect("identity:person", found.id)
    asker = found.reset_asked_by
    context = {
        "person": found,
        "has_code": has_code(found.id),
        "asked_by": queries.names([asker]).get(asker, "–") if asker else "",
        "may_confirm": asker is not None and request.actor.account not in {asker, found.id},
        "is_self": request.actor.account == found.id,
    }
    return render(request, "identity/code_reset.html", context)


def _printed(request: HttpRequest, issued: IssuedSlip) -> bytes:
    unit = request.actor.unit
    on = moments.local(request.moment).date()
    above = organisation.parent(unit, on) if unit else None
    head = {
        "superior": organisation.short_name(above, on) if above else "",
        "agency": organisation.short_name(unit, on) if unit else "",
        "desk": "",
        "place": organisation.place(unit, on) if unit else "",
        "day": on.isoformat(),
    }
    site = urlsplit(settings.PUBLIC_URL)
    inputs = {
        "head": head,
        "name": issued.name,
        "username": issued.username,
        "secret": issued.secret,
        "until": moments.local(issued.expires_at + moments.shift()).isoformat(timespec="seconds"),
        "site": f"{site.netloc}{site.path.rstrip('/')}{reverse('identity:sign-in')}",
        "issued_by": request.actor.name,
    }
    return prints.once("slip", inputs, at=request.moment)
