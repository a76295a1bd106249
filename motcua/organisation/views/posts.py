"""Posts of a unit: a new one, and the end of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.kernel.access import require
from motcua.organisation import forms, queries, services
from motcua.organisation.services.posts import check_adding, check_closing
from motcua.organisation.types import UNITS
from motcua.organisation.views.deciding import Decision, decide, may
from motcua.ui import words
from motcua.ui.acting import HttpRequest, having, sent, today


@having(UNITS)
@require_http_methods(["GET", "POST"])
def adding(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Give a unit a post."""
    unit, on = queries.unit(unit_id), today(request)
    begins = max(on, unit.valid_from) if unit.valid_from else on
    form = forms.AddingPost(sent(request), initial={"valid_from": begins, "seats": 1})

    def preview(given: dict[str, Any]) -> list[str]:
        check_adding(unit_id, at=request.moment, **given)
        said = {
            "name": given["name"],
            "unit": queries.short_name(unit_id, begins),
            "seats": given["seats"],
            "day": words.weekday_day(given["valid_from"]),
        }
        return [
            _("%(unit)s có thêm vị trí «%(name)s», %(seats)s người, từ %(day)s.") % said,
            _("Người giữ vị trí có quyền của vai trò «%(role)s».") % {"role": forms.ROLE_WORDS[given["role"]]},
        ]

    def act(given: dict[str, Any]) -> str:
        services.add_post(actor=request.actor, at=request.moment, unit_id=unit_id, **given)
        return reverse("organisation:unit", args=[unit_id])

    title = _("Lập vị trí ở %(unit)s") % {"unit": queries.short_name(unit_id, begins)}
    back = reverse("organisation:unit", args=[unit_id]), queries.short_name(unit_id, begins)
    hindrance = may(lambda: require(request.actor, UNITS, unit_id))
    return decide(
        request, form, Decision(title, back, _("Lập vị trí"), _("Đã lập vị trí."), preview, act, hindrance=hindrance)
    )


@having(UNITS)
@require_http_methods(["GET", "POST"])
def closing(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """End a post."""
    post, on = queries.post(post_id), today(request)
    form = forms.ClosingPost(sent(request), initial={"last_day": on})

    def preview(given: dict[str, Any]) -> list[str]:
        check_closing(post_id, at=request.moment, **given)
        return [
            _("Vị trí «%(name)s» đóng sau %(day)s; lịch sử giữ nguyên.")
            % {"name": post.name, "day": words.weekday_day(given["last_day"])}
        ]

    def act(given: dict[str, Any]) -> str:
        services.close_post(actor=request.actor, at=request.moment, post_id=post_id, **given)
        return reverse("organisation:unit", args=[post.unit_id])

    title = _("Đóng vị trí «%(name)s»") % {"name": post.name}
    back = reverse("organisation:unit", args=[post.unit_id]), queries.short_name(post.unit_id)
    hindrance = may(lambda: require(request.actor, UNITS, post.unit_id))
    return decide(
        request,
        form,
        Decision(title, back, _("Đóng vị trí"), _("Đã ghi ngày cuối của vị trí."), preview, act, hindrance=hindrance),
    )
