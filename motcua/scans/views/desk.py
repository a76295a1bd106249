"""At the desk: open a telephone for a paper, show its code, see what has come, close it."""

from __future__ import annotations

import io

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel import moments
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.scans import queries, services
from motcua.scans.rules import is_over
from motcua.ui.acting import actor_of, id_of, moment_of, signed_in


@signed_in
@require_POST
def opening(request: HttpRequest) -> HttpResponse:
    """Open a telephone for the paper that a button named."""
    owner, part = id_of(request.POST.get("owner")), id_of(request.POST.get("part"))
    if owner is None or part is None:
        raise Invalid({"part": _("Chọn giấy tờ mà tệp này là bản quét.")})
    made = services.open_sitting(
        actor=actor_of(request), at=moment_of(request), kind=request.POST.get("kind", ""), owner=owner, part=part
    )
    return redirect("scans:sitting", made)


@signed_in
@require_safe
def sitting(request: HttpRequest, scan_id: object) -> HttpResponse:
    """Show the code for the telephone, and the pictures that have come."""
    found = queries.sitting_for(actor_of(request), scan_id)  # type: ignore[arg-type]
    over = is_over(moments.machine_now(), found.ends_at, found.closed_at)
    address = f"{settings.PUBLIC_URL}{reverse('scans:phone', args=[found.token])}"
    context = {
        "sitting": found,
        "is_over": over,
        "qr": "" if over else qr_of(address),
        "address": address,
        "until": local(found.ends_at) + moments.shift(),
        "whole": len(found.whole),
        "coming": len(found.pictures) - len(found.whole),
    }
    return render(request, "scans/sitting.html", context)


@signed_in
@require_POST
def closing(request: HttpRequest, scan_id: object) -> HttpResponse:
    """Close the code: the telephone gets no further."""
    found = services.close_sitting(actor=actor_of(request), at=moment_of(request), sitting=scan_id)  # type: ignore[arg-type]
    messages.success(request, _("Đã đóng mã chụp. Điện thoại không gửi thêm được nữa."))
    return redirect(found.target.url)


def qr_of(text: str) -> SafeString:
    """Return a QR code as an SVG that stands in the page."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        picture, kind="svg", border=2, scale=4, xmldecl=False, svgns=True, omitsize=True
    )
    return mark_safe(picture.getvalue().decode())  # noqa: S308  an SVG of squares that segno drew
