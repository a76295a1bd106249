"""«Chưa gắn»: what the office scanner left, and what somebody does with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel.refusal import Invalid, NotFound, Refusal
from motcua.scans import queries, services
from motcua.scans.types import Found
from motcua.ui.acting import actor_of, id_of, moment_of, signed_in


@signed_in
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List what waits in the unit."""
    return render(request, "scans/found_list.html", {"found": queries.waiting(actor_of(request))})


@signed_in
@require_safe
def found(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """Show one file: attach it to a paper of the dossier whose number is typed, or discard it."""
    known = queries.found_for(actor_of(request), found_id)
    return _page(request, known, number=request.GET.get("so", "").strip())


@signed_in
@require_POST
def attach(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """Attach it to the paper that was chosen."""
    known = queries.found_for(actor_of(request), found_id)
    number = request.POST.get("so", "").strip()
    owner, part = id_of(request.POST.get("owner")), id_of(request.POST.get("part"))
    if owner is None or part is None:
        refusal = Invalid({"part": _("Chọn giấy tờ mà tệp này là bản quét.")})
        return _page(request, known, number=number, refusal=refusal)
    try:
        services.attach_found(
            actor=actor_of(request),
            at=moment_of(request),
            found=found_id,
            kind=request.POST.get("kind", ""),
            owner=owner,
            part=part,
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, known, number=number, refusal=refusal)
    messages.success(request, _("Đã gắn tệp vào hồ sơ."))
    return redirect("scans:found-list")


@signed_in
@require_POST
def discard(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """Put it aside with a reason."""
    known = queries.found_for(actor_of(request), found_id)
    reason = request.POST.get("reason", "")
    try:
        services.discard_found(actor=actor_of(request), at=moment_of(request), found=found_id, reason=reason)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, known, refusal=refusal, reason=reason)
    messages.success(request, _("Đã bỏ tệp, lý do được ghi lại. Tệp gốc vẫn nằm trong thư mục máy quét."))
    return redirect("scans:found-list")


def _page(
    request: HttpRequest, known: Found, *, number: str = "", refusal: Refusal | None = None, reason: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"found": known, "number": number, "reason": reason, "refusal": refusal}
    context["wrong"] = refusal.fields if isinstance(refusal, Invalid) else {}
    context |= {"kind": known.kind, "owner": known.owner, "of": known.of, "parts": known.parts}
    status = refusal.status if refusal else 200
    if number:
        named = queries.owner_named(actor_of(request), number)
        if named is not None:
            context |= dict(zip(("kind", "owner", "of", "parts"), named, strict=True))
        else:
            context["wrong"] |= {
                "so": _("Không có hồ sơ nào mang mã này mà bạn được gắn bản quét. Xem lại mã ở đầu giấy hẹn.")
            }
            status = 422
    return render(request, "scans/found.html", context, status=status)
