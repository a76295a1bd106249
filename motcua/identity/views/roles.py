"""Which role has which act, and changing one after seeing who gains or loses."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.identity import queries, services
from motcua.identity.types import Role
from motcua.identity.views.keeping import administers
from motcua.ui.acting import HttpRequest
from motcua.ui.types import Cell, Column, Table

MODULES = {
    "organisation": gettext_lazy("Đơn vị, lịch làm việc"),
    "parties": gettext_lazy("Công dân, tổ chức"),
    "identity": gettext_lazy("Tài khoản, phân quyền"),
    "catalogue": gettext_lazy("Thủ tục hành chính"),
    "dossiers": gettext_lazy("Hồ sơ một cửa"),
}


@administers
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Show every act with the roles that have it."""
    may = queries.may_change_roles(request.actor)
    groups = []
    for key, acts in queries.role_matrix():
        columns = [Column(_("Việc")), *(Column(role.words) for role in Role)]
        rows = []
        for act in acts:
            row = [Cell(act.words)]
            for role, has, differs in act.has:
                said = _("có") if has else "–"
                beside = format_html('<span class="mc-hidden"> {}: {}</span>', Role(role).words, act.words)
                asked = f"?vai-tro={role}&viec={act.code}&cho={0 if has else 1}"
                url = reverse("identity:role-change") + asked if may else ""
                row.append(Cell(format_html("{}{}", said, beside), url=url, sub=_("khác mặc định") if differs else ""))
            rows.append(row)
        name = str(MODULES.get(key, key))
        groups.append((name, Table(name, columns, rows)))
    return render(request, "identity/roles.html", {"groups": groups, "may_change": may})


@administers
@require_http_methods(["GET", "POST"])
def role_change(request: HttpRequest) -> HttpResponse:
    """Say who would gain or lose an act; the button does it."""
    asked = request.POST if request.method == "POST" else request.GET
    change = queries.role_change(
        asked.get("vai-tro", ""), asked.get("viec", ""), request.moment, allowed=asked.get("cho") == "1"
    )
    if request.method == "POST":
        services.set_role_act(
            actor=request.actor, at=request.moment, role=change.role, act_code=change.act, allowed=change.allowed
        )
        messages.success(request, _("Đã đổi quyền của vai trò %(role)s.") % {"role": change.role_words})
        return redirect("identity:roles")
    people = Table(
        _("Những người này"),
        [Column(_("Họ và tên")), Column(_("Vị trí"))],
        [[Cell(name), Cell(place)] for name, place in change.people],
    )
    context = {
        "change": change,
        "people": people,
        "more": change.number - len(change.people),
        "may_change": queries.may_change_roles(request.actor),
    }
    return render(request, "identity/role_change.html", context)
