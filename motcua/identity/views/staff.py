"""Stand-ins, terms at one-stop desks, the public staff board, somebody who leaves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.identity import queries, services, sockets
from motcua.identity.forms_people import Leaving, Phone, Seconding, StandBy, StandIn
from motcua.identity.queries.board import BoardLine
from motcua.identity.types import Acts
from motcua.identity.views.keeping import administers
from motcua.kernel.access import judge, require
from motcua.organisation import queries as organisation
from motcua.ui import words
from motcua.ui.acting import HttpRequest, done, sent, status_of, today
from motcua.ui.types import Cell, Column, Fact, Signal, Table
from motcua.ui.views import layout_of


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def stand_ins(request: HttpRequest) -> HttpResponse:
    """List who stands in for whom, and arrange a new one in the own unit."""
    require(request.actor, Acts.SUBSTITUTE, request.actor.unit)
    holders = queries.holders_for(request.actor, request.moment)
    names = queries.names([line.account for line in holders])
    form = StandIn(
        sent(request),
        [(str(line.id), f"{names[line.account]}: {line.post_name}") for line in holders],
        [
            *_ready(request),
            *sorted({(str(line.account), names[line.account]) for line in holders}, key=lambda pair: pair[1]),
        ],
        today(request),
    )
    if form.is_bound and done(
        form,
        lambda: services.substitute(
            actor=request.actor,
            at=request.moment,
            appointment=UUID(form.cleaned_data["appointment"]),
            substitute=UUID(form.cleaned_data["substitute"]),
            valid_from=form.cleaned_data["valid_from"],
            valid_to=form.cleaned_data["valid_to"],
        ),
    ):
        messages.success(request, _("Đã cử người trực thay. Người ấy đổi vị trí ở góc trên để làm thay."))
        return redirect("identity:stand-ins")
    lines = queries.stand_ins_for(request.actor, request.moment)
    return render(request, "identity/stand_ins.html", {"form": form, "lines": lines}, status=status_of(form))


def _ready(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the stand-bys of the agencies that lent people to the own desk: the first to be asked."""
    unit = request.actor.unit
    lines = queries.stand_bys_at(unit, request.moment) if unit else ()
    return [
        (str(line.account), _("%(name)s (dự phòng, %(agency)s)") % {"name": line.name, "agency": line.from_name})
        for line in lines
    ]


@login_required
@require_POST
def stand_in_end(request: HttpRequest, substitution_id: UUID) -> HttpResponse:
    """End a substitution."""
    services.end_substitution(actor=request.actor, at=request.moment, substitution=substitution_id)
    messages.success(request, _("Đã kết thúc trực thay."))
    return redirect("identity:stand-ins")


@administers
@require_http_methods(["GET", "POST"])
def secondments(request: HttpRequest) -> HttpResponse:
    """List terms at one-stop desks, those that end soon marked, and record a new one."""
    groups = [
        (name, [post for post in posts if post.role == "counter"])
        for name, posts in queries.posts_in_reach(request.actor, request.moment)
    ]
    form = Seconding(sent(request), [(name, posts) for name, posts in groups if posts], today(request))
    if form.is_bound and done(
        form,
        lambda: services.second(
            actor=request.actor,
            at=request.moment,
            account=queries.account_named(form.cleaned_data["username"]).id,
            post=UUID(form.cleaned_data["post"]),
            from_unit=UUID(form.cleaned_data["from_unit"]),
            valid_from=form.cleaned_data["valid_from"],
            valid_to=form.cleaned_data["valid_to"],
        ),
    ):
        messages.success(request, _("Đã ghi thời hạn biệt phái."))
        return redirect("identity:secondments")
    lines = queries.terms_for(request.actor, request.moment)
    staff = organisation.settings(today(request)).staff
    columns = [
        Column(_("Người được cử")),
        Column(_("Nơi làm việc")),
        Column(_("Thời gian")),
        Column(_("Còn lại")),
        Column(_("Dự phòng")),
    ]
    ready = queries.stand_bys_for(request.actor, request.moment)
    rows = []
    for line in lines:
        period = _("từ %(from)s đến %(to)s") % {"from": words.day(line.valid_from), "to": words.day(line.valid_to)}
        left = _("còn %(days)s ngày") % {"days": line.days_left}
        rows.append(
            [
                Cell(line.name, sub=line.from_unit),
                Cell(line.post_name, sub=line.unit_name),
                Cell(period),
                Cell(
                    left,
                    signal=Signal.NEAR if line.ends_soon else Signal.ONTIME,
                    sub=_("sắp hết hạn, cử người thay hoặc gia hạn") if line.ends_soon else "",
                ),
                Cell(queries.stand_by_words(line, ready) or _("chưa có")),
            ]
        )
    context = {
        "form": form,
        "terms": Table(_("Thời hạn biệt phái"), columns, rows),
        "ending": sum(line.ends_soon for line in lines),
        "lacking": _lacking(request),
        "least": staff["secondment_least_months"],
        "most": staff["secondment_most_months"],
    }
    return render(request, "identity/secondments.html", context, status=status_of(form))


@administers
@require_http_methods(["GET", "POST"])
def stand_bys(request: HttpRequest) -> HttpResponse:
    """List who stands by for one-stop desks, which agency has nobody, and name somebody."""
    lendings = queries.lendings_for(request.actor, request.moment)
    form = StandBy(
        sent(request),
        [(f"{one.from_unit}|{one.in_unit}", f"{one.from_name}, {one.in_name}") for one in lendings],
    )

    def name() -> UUID:
        from_unit, in_unit = form.units()
        account = queries.account_named(form.cleaned_data["username"]).id
        return services.name_stand_by(
            actor=request.actor, at=request.moment, account=account, from_unit=from_unit, in_unit=in_unit
        )

    if form.is_bound and done(form, name):
        messages.success(request, _("Đã ghi người dự phòng."))
        return redirect("identity:stand-bys")
    context = {
        "form": form,
        "lendings": lendings,
        "lines": queries.stand_bys_for(request.actor, request.moment),
        "lacking": _lacking(request),
    }
    return render(request, "identity/stand_bys.html", context, status=status_of(form))


@administers
@require_POST
def stand_by_end(request: HttpRequest, stand_by_id: UUID) -> HttpResponse:
    """End a stand-by."""
    services.end_stand_by(actor=request.actor, at=request.moment, stand_by=stand_by_id)
    messages.success(request, _("Đã kết thúc dự phòng."))
    return redirect("identity:stand-bys")


def _lacking(request: HttpRequest) -> list[str]:
    """Name the agencies with people at a desk and nobody who stands by there."""
    lendings = queries.lendings_for(request.actor, request.moment)
    return [f"{one.from_name} ({one.in_name})" for one in lendings if not one.stand_bys]


@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    """List the one-stop desks whose people are published, for everybody."""
    return render(
        request,
        "identity/boards.html",
        {"layout": layout_of(request), "units": queries.units_with_board(request.moment)},
    )


@require_safe
def board(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Show who leads and who receives at one desk, for everybody: no private data."""
    found = queries.board(unit_id, request.moment)
    actor = request.actor
    context = {
        "layout": layout_of(request),
        "board": found,
        "leaders": _people(found.leaders, _("Lãnh đạo"), fields=False),
        "staff": _people(found.staff, _("Người tiếp nhận và trả kết quả"), fields=True),
        "may_edit": not actor.is_anonymous and judge(actor, Acts.ACCOUNTS, unit_id),
    }
    return render(request, "identity/board.html", context)


@administers
@require_http_methods(["GET", "POST"])
def desk_phone(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Set the telephone that the board shows."""
    found = queries.board(unit_id, request.moment)
    require(request.actor, Acts.ACCOUNTS, unit_id)
    form = Phone(sent(request), initial={"phone": found.phone})
    if form.is_bound and done(
        form,
        lambda: services.set_desk_phone(
            actor=request.actor, at=request.moment, unit=unit_id, phone=form.cleaned_data["phone"]
        ),
    ):
        messages.success(request, _("Đã ghi số điện thoại; trang công khai hiện ngay."))
        return redirect("identity:board", unit_id)
    return render(request, "identity/desk_phone.html", {"board": found, "form": form}, status=status_of(form))


@administers
@require_http_methods(["GET", "POST"])
def departure(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Say what lies with somebody who leaves; the button hands it over and closes the account."""
    found = queries.person_for(request.actor, account_id, request.moment)
    posts = queries.posts_left_empty(found.id, request.moment)
    held = [plug.held(posts) for plug in sockets.holdings]
    others = queries.colleagues(found.id, request.moment)
    names = queries.names([line.account for line in others])
    form = Leaving(
        sent(request),
        [(str(line.post), f"{names[line.account]}: {line.post_name}, {line.unit_name}") for line in others],
    )
    moved: list[dict[str, int]] = []
    if form.is_bound and done(
        form,
        lambda: moved.append(
            services.leave(
                actor=request.actor,
                at=request.moment,
                account=found.id,
                to=None if form.cleaned_data["to"] == "common" else UUID(form.cleaned_data["to"]),
            )
        ),
    ):
        said = _("Đã đóng tài khoản của %(name)s và bàn giao %(count)s việc.")
        messages.success(request, said % {"name": found.name, "count": sum(moved[0].values())})
        return redirect("identity:person", found.id)
    now = [line for line in found.posts if line.is_now]
    facts = [Fact(line.post_name, line.unit_name) for line in now]
    context = {
        "person": found,
        "facts": facts,
        "held": [one for one in held if one.count],
        "empty": [line for line in now if line.post in posts],
        "form": form,
        "is_self": request.actor.account == found.id,
    }
    return render(request, "identity/departure.html", context, status=status_of(form))


def _people(lines: tuple[BoardLine, ...], caption: str, *, fields: bool) -> Table:
    columns = [Column(_("Họ và tên")), Column(_("Chức danh"))]
    if fields:
        columns.append(Column(_("Lĩnh vực")))
    rows = [
        [Cell(line.name), Cell(line.title), *([Cell(", ".join(line.fields) or _("mọi lĩnh vực"))] if fields else [])]
        for line in lines
    ]
    return Table(caption, columns, rows)
