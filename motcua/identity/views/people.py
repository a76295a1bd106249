"""Accounts: the list, a new one, one whole; appointing, ending."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.identity import queries, services, sockets
from motcua.identity.forms_people import Appointing, Employing, Ending
from motcua.identity.queries.directory import AccountList, PostLine
from motcua.identity.types import Acts
from motcua.identity.views.keeping import administers
from motcua.organisation import queries as organisation
from motcua.organisation.types import Post
from motcua.ui import words
from motcua.ui.acting import HttpRequest, done, sent, status_of, today
from motcua.ui.types import Cell, Column, Fact, Page, Table

LONGEST = 100


@administers
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List the accounts within reach, by name; find them by name or unit."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    unit = _uuid(request.GET.get("don-vi", ""))
    closed = request.GET.get("da-dong") == "1"
    number = request.GET.get("trang", "1")
    found = queries.accounts_for(
        request.actor,
        request.moment,
        text=text,
        unit=unit,
        closed=closed,
        page=int(number) if number.isdecimal() and len(number) < 6 else 1,  # noqa: PLR2004
    )
    units = [
        (str(one.id), organisation.full_name(one.id, today(request)), one.id == unit)
        for one in queries.units_in_reach(request.actor, Acts.ACCOUNTS, request.moment)
    ]
    context = {
        "found": _accounts(found),
        "number": found.number,
        "page": _page(found, {"q": text, "don-vi": str(unit or ""), "da-dong": "1" if closed else ""}),
        "text": text,
        "units": units,
        "closed": closed,
        "ending": sum(line.ends_soon for line in queries.terms_for(request.actor, request.moment)),
    }
    return render(request, "identity/people.html", context)


@administers
@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Make an account with its first post."""
    posts = _posts_to_choose(request)
    if posts is None:
        return _choose_unit(request, _("Tạo tài khoản"))
    form = Employing(sent(request), posts, today(request))
    made: list[UUID] = []
    if form.is_bound and done(
        form,
        lambda: made.append(
            services.employ(
                actor=request.actor,
                at=request.moment,
                username=form.cleaned_data["username"],
                name=form.cleaned_data["name"],
                **form.words(),
            )
        ),
    ):
        messages.success(request, _("Đã tạo tài khoản. Tài khoản chưa có mật khẩu: in phiếu mật khẩu để đưa tận tay."))
        return redirect("identity:person", made[0])
    return render(request, "identity/new_person.html", {"form": form}, status=status_of(form))


@administers
@require_safe
def person(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Show one account whole."""
    found = queries.person_for(request.actor, account_id, request.moment)
    facts = [
        Fact(_("Tên đăng nhập"), found.username),
        Fact(_("Tình trạng"), _("đang dùng") if found.is_active else _("đã đóng")),
    ]
    if found.slip_until:
        facts.append(Fact(_("Phiếu mật khẩu"), _("chưa dùng, hết hạn %(at)s") % {"at": words.moment(found.slip_until)}))
    if found.reset_asked_at:
        facts.append(Fact(_("Gỡ điện thoại"), _("chờ người quản trị thứ hai xác nhận")))
    now = [line for line in found.posts if not line.is_over]
    earlier = [line for line in found.posts if line.is_over]
    context = {
        "person": found,
        "facts": facts,
        "now": _posts(now, _("Vị trí đang giữ và sắp giữ"), ending=found.is_active),
        "earlier": _posts(earlier, _("Vị trí trước đây"), ending=False),
        "is_self": request.actor.account == found.id,
    }
    return render(request, "identity/person.html", context)


@administers
@require_http_methods(["GET", "POST"])
def appointment(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Appoint somebody to a further post."""
    found = queries.person_for(request.actor, account_id, request.moment)
    posts = _posts_to_choose(request)
    if posts is None:
        return _choose_unit(request, _("Bổ nhiệm thêm vị trí cho %(name)s") % {"name": found.name})
    form = Appointing(sent(request), posts, today(request))
    if form.is_bound and done(
        form,
        lambda: services.appoint(actor=request.actor, at=request.moment, account=found.id, **form.words()),
    ):
        messages.success(request, _("Đã bổ nhiệm. Người này thấy vị trí mới ở góc trên, không cần đăng nhập lại."))
        return redirect("identity:person", found.id)
    return render(request, "identity/appointment.html", {"person": found, "form": form}, status=status_of(form))


@administers
@require_http_methods(["GET", "POST"])
def appointment_end(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """End an appointment after its last day."""
    line = queries.appointment_for(request.actor, appointment_id, request.moment)
    form = Ending(sent(request), initial={"last_day": today(request)})
    if form.is_bound and done(
        form,
        lambda: services.end_appointment(
            actor=request.actor, at=request.moment, appointment=line.id, last_day=form.cleaned_data["last_day"]
        ),
    ):
        messages.success(request, _("Đã kết thúc bổ nhiệm. Quyền của vị trí ấy hết cùng ngày."))
        return redirect("identity:person", line.account)
    posts = queries.posts_left_empty(line.account, request.moment) & {line.post}
    held = [one.words for one in (plug.held(posts) for plug in sockets.holdings) if one.count]
    context = {"line": line, "form": form, "name": queries.names([line.account])[line.account], "held": held}
    return render(request, "identity/appointment_end.html", context, status=status_of(form))


def _posts_to_choose(request: HttpRequest) -> list[tuple[str, list[Post]]] | None:
    """Return the posts of the unit in the address, or of the only one in reach; None while one must be chosen."""
    unit = _uuid(request.GET.get("don-vi", ""))
    if unit is None and len(queries.units_in_reach(request.actor, Acts.ACCOUNTS, request.moment)) > 1:
        return None
    return queries.posts_in_reach(request.actor, request.moment, unit)


def _choose_unit(request: HttpRequest, title: str) -> HttpResponse:
    """Ask for the unit first: a province has more posts than a page should carry."""
    on = today(request)
    units = [
        (unit.id, organisation.full_name(unit.id, on))
        for unit in queries.units_in_reach(request.actor, Acts.ACCOUNTS, request.moment)
        if organisation.posts(unit.id, on)
    ]
    return render(request, "identity/choose_unit.html", {"title": title, "units": units})


def _accounts(found: AccountList) -> Table:
    columns = [Column(_("Họ và tên")), Column(_("Tên đăng nhập")), Column(_("Vị trí hôm nay"))]
    rows = [
        [
            Cell(line.name, url=reverse("identity:person", args=[line.id])),
            Cell(line.username),
            Cell(
                line.posts[0].post_name if line.posts else _("hôm nay không giữ vị trí nào"),
                sub=" · ".join(
                    [line.posts[0].unit_name, *(f"{p.post_name}, {p.unit_name}" for p in line.posts[1:])]
                    if line.posts
                    else []
                ),
            ),
        ]
        for line in found.lines
    ]
    return Table(_("Tài khoản"), columns, rows)


def _posts(lines: list[PostLine], caption: str, *, ending: bool) -> Table:
    columns = [Column(_("Vị trí")), Column(_("Vai trò")), Column(_("Thời gian"))]
    if ending:
        columns.append(Column(_("Việc")))
    reaches = {"unit": "", "subtree": _("cả đơn vị trực thuộc"), "everywhere": _("toàn tỉnh")}
    rows = []
    for line in lines:
        period = _("từ %(from)s") % {"from": words.day(line.valid_from)}
        if line.valid_to:
            ends = {"from": words.day(line.valid_from), "to": words.day(line.valid_to)}
            period = _("từ %(from)s đến %(to)s") % ends
        place = f"{line.section}, {line.unit_name}" if line.section else line.unit_name
        row = [Cell(line.post_name, sub=place), Cell(line.roles, sub=reaches[line.reach]), Cell(period)]
        if ending:
            row.append(Cell(_("Kết thúc"), url=reverse("identity:appointment-end", args=[line.id])))
        rows.append(row)
    return Table(caption, columns, rows)


def _page(found: AccountList, asked: dict[str, str]) -> Page:
    def to(page: int) -> str:
        given: dict[str, Any] = {name: value for name, value in asked.items() if value}
        return "?" + urlencode({**given, "trang": page})

    said = _("%(shown)s trong %(all)s tài khoản") % {"shown": len(found.lines), "all": found.number}
    return Page(
        said,
        next_url=to(found.page + 1) if found.page < found.pages else "",
        previous_url=to(found.page - 1) if found.page > 1 else "",
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
