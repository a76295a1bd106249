"""Units: the list, one whole, and the decisions about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.access import judge, require
from motcua.kernel.refusal import Refusal
from motcua.organisation import forms, queries, services
from motcua.organisation.queries.orders import Order, order, orders_of, units_to_come, units_within
from motcua.organisation.rules import scheme_of
from motcua.organisation.services import change_unit, orders
from motcua.organisation.services.found_unit import check_founding
from motcua.organisation.sockets import stakes
from motcua.organisation.types import CODES, UNITS, OrderKind, Unit
from motcua.organisation.views.deciding import Decision, decide, may, name_of
from motcua.ui import words
from motcua.ui.acting import HttpRequest, having, sent, today
from motcua.ui.types import Cell, Column, Fact, Page, Table

A_PAGE = 50
LONGEST = 100
ONE_DAY = timedelta(days=1)
KIND_WORDS = {
    OrderKind.FOUND: gettext_lazy("Lập đơn vị"),
    OrderKind.RENAME: gettext_lazy("Đổi tên"),
    OrderKind.MOVE: gettext_lazy("Chuyển trực thuộc"),
    OrderKind.DISSOLVE: gettext_lazy("Giải thể"),
    OrderKind.ADD_POST: gettext_lazy("Lập vị trí"),
    OrderKind.CLOSE_POST: gettext_lazy("Đóng vị trí"),
}


@having(UNITS)
@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """List the units within reach, those still to come with them; find them by name or code."""
    on, text = today(request), request.GET.get("q", "").strip()[:LONGEST]
    mine = units_within(request.actor, UNITS, on)
    known = {unit.id for unit in mine}
    coming = [unit for unit in units_to_come(on) if unit.parent_id in known]
    found = [unit for unit in [*coming, *mine] if text.lower() in f"{unit.name} {unit.code}".lower()]
    asked = request.GET.get("trang", "1")
    page = int(asked) if asked.isdecimal() and len(asked) < 4 and asked != "0" else 1  # noqa: PLR2004  digits
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    query = f"q={text}&" if text else ""
    context = {
        "text": text,
        "number": len(found),
        "units": _table(shown, on),
        "page": Page(
            _("%(shown)s trong %(all)s đơn vị") % {"shown": len(shown), "all": len(found)},
            next_url=f"?{query}trang={page + 1}" if len(found) > page * A_PAGE else "",
            previous_url=f"?{query}trang={page - 1}" if page > 1 else "",
        ),
    }
    return render(request, "organisation/units.html", context)


def _table(units: list[Unit], on: date) -> Table:
    rows = []
    for unit in units:
        above = queries.parent(unit.id, on)
        coming = (
            _("hoạt động từ %(day)s") % {"day": words.day(unit.valid_from)}
            if unit.valid_from and unit.valid_from > on
            else ""
        )
        rows.append(
            [
                Cell(queries.short_name(unit.id, on), url=reverse("organisation:unit", args=[unit.id]), sub=coming),
                Cell(unit.code),
                Cell(queries.short_name(above, on) if above else ""),
            ]
        )
    return Table(_("Đơn vị"), [Column(_("Tên")), Column(_("Mã"), "code"), Column(_("Trực thuộc"))], rows)


@having(UNITS)
@require_safe
def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Show a unit whole: names, place, codes, posts, decisions."""
    found, day = queries.unit(unit_id), _day_of(unit_id, today(request))
    require(request.actor, UNITS, queries.parent(unit_id, day) if day > today(request) else unit_id)
    above, prefix = queries.parent(unit_id, day), queries.code_prefix(unit_id, day)
    facts = [
        Fact(_("Loại"), _(found.unit_type)),
        Fact(_("Trực thuộc"), queries.full_name(above, day) if above else ""),
        Fact(_("Mã đơn vị"), found.code),
        Fact(_("Đầu mã hồ sơ"), prefix.text, assumed=prefix.assumed),
        Fact(_("Hoạt động từ"), words.day(found.valid_from) if found.valid_from else _("chưa rõ")),
        Fact(_("Đến hết"), words.day(found.valid_to) if found.valid_to else ""),
    ]
    posts = queries.posts(unit_id, day)
    context = {
        "unit": found,
        "name": queries.full_name(unit_id, day),
        "facts": facts,
        "posts": _posts(unit_id, day),
        "has_counter": any(post.role == "counter" for post in posts),
        "orders": [_order_line(one, today(request)) for one in orders_of(unit_id)],
        "may_above": not may(lambda: orders.require_above(request.actor, unit_id, day)) and bool(above),
        "may_code": judge(request.actor, CODES, unit_id),
    }
    return render(request, "organisation/unit.html", context)


def _day_of(unit_id: UUID, on: date) -> date:
    """Return the day to speak of a unit: today, or its first day while that is still to come."""
    begins = queries.unit(unit_id).valid_from
    return max(on, begins) if begins else on


def _posts(unit_id: UUID, on: date) -> Table:
    columns = [Column(_("Vị trí")), Column(_("Vai trò")), Column(_("Số người"), "number"), Column(_("Việc"))]
    rows = [
        [
            Cell(post.name, sub=post.section),
            Cell(str(forms.ROLE_WORDS[post.role]), sub="" if post.signs == "no" else str(forms.SIGN_WORDS[post.signs])),
            Cell(str(post.seats)),
            Cell(_("Đóng"), url=reverse("organisation:post-closing", args=[post.id])),
        ]
        for post in queries.posts(unit_id, on)
    ]
    return Table(_("Vị trí"), columns, rows)


def _order_line(one: Order, on: date) -> dict[str, Any]:
    name = one.after.get("name", "")
    said = {"kind": KIND_WORDS[one.kind], "day": words.day(one.valid_from), "name": name}
    sentence = _("%(kind)s «%(name)s», từ %(day)s") % said if name else _("%(kind)s, từ %(day)s") % said
    return {
        "id": one.id,
        "sentence": sentence,
        "paper": one.paper,
        "who": name_of(one.by_account),
        "at": words.moment_short(one.at),
        "undone": _("đã huỷ %(at)s, %(who)s") % {"at": words.moment_short(one.undone_at), "who": name_of(one.undone_by)}
        if one.undone_at
        else "",
        "is_open": one.undone_at is None and one.valid_from > on,
    }


@having(UNITS)
@require_http_methods(["GET", "POST"])
def founding(request: HttpRequest) -> HttpResponse:
    """Found a unit."""
    on = today(request)
    mine = units_within(request.actor, UNITS, on)
    above = [(str(one.id), queries.full_name(one.id, on)) for one in mine if one.level in {"province", "district"}]
    like = [
        (str(one.id), queries.full_name(one.id, on))
        for one in mine
        if one.level != "province" and queries.posts(one.id, on)
    ]
    form = forms.Founding(sent(request), {"parent_id": above, "like": like}, initial={"valid_from": on})

    def preview(given: dict[str, Any]) -> list[str]:
        given = {**given, "code": given["code"].strip().upper(), "eid": given["eid"].strip().upper()}
        require(request.actor, UNITS, given["parent_id"])
        check_founding(**{**given, "name": " ".join(given["name"].split())}, at=request.moment)
        return [
            _("Có đơn vị mới «%(name)s» thuộc %(above)s, hoạt động từ %(day)s.")
            % {
                "name": given["name"],
                "above": queries.full_name(given["parent_id"], on),
                "day": words.weekday_day(given["valid_from"]),
            },
            _("Mã hồ sơ nhận ở đây bắt đầu bằng %(code)s.") % {"code": given["eid"]}
            if given["eid"]
            else _("Chưa có mã định danh thật: mã hồ sơ mang một mã giả định, không trùng đơn vị nào."),
            *_posts_to_be(given["like"], on),
            _("Sau đó bổ nhiệm người ở «Cán bộ, phân quyền»; quyết định huỷ được trước ngày hoạt động."),
        ]

    def act(given: dict[str, Any]) -> str:
        made = services.found_unit(actor=request.actor, at=request.moment, **given)
        return reverse("organisation:unit", args=[made])

    hindrance = "" if above else _("Việc này do người quản trị huyện hoặc tỉnh làm. Nhờ người quản trị cấp trên.")
    return decide(
        request,
        form,
        Decision(_("Lập đơn vị"), _list(), _("Lập đơn vị"), _("Đã lập đơn vị."), preview, act, hindrance=hindrance),
    )


def _posts_to_be(like: UUID | None, on: date) -> list[str]:
    if like is None:
        return [_("Chưa có vị trí nào: đơn vị chưa tiếp nhận được hồ sơ cho đến khi lập vị trí một cửa.")]
    posts = queries.posts(like, on)
    counters = [post.section or post.name for post in posts if post.role == "counter"]
    said = [_("Có %(count)s vị trí như ở %(unit)s.") % {"count": len(posts), "unit": queries.short_name(like, on)}]
    if counters:
        return [*said, _("Quầy tiếp nhận: %(counter)s.") % {"counter": counters[0]}]
    return [*said, _("Trong đó không có vị trí một cửa: lập thêm thì đơn vị mới tiếp nhận được hồ sơ.")]


@having(UNITS)
@require_http_methods(["GET", "POST"])
def renaming(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Give a unit another name."""
    on, found = today(request), queries.unit(unit_id)
    name = queries.name_on(unit_id, on)
    form = forms.Renaming(sent(request), initial={"name": name, "valid_from": on})

    def preview(given: dict[str, Any]) -> list[str]:
        change_unit.check_renaming(
            orders.unit_row(unit_id), at=request.moment, **{**given, "name": " ".join(given["name"].split())}
        )
        return [
            _("Từ %(day)s, «%(old)s» gọi là «%(new)s».")
            % {"day": words.weekday_day(given["valid_from"]), "old": name, "new": given["name"]},
            _("Giấy tờ đã in giữ tên cũ; mã đơn vị, mã hồ sơ, vị trí và quyền không đổi."),
        ]

    def act(given: dict[str, Any]) -> str:
        services.rename_unit(actor=request.actor, at=request.moment, unit_id=unit_id, **given)
        return _home(unit_id)

    return _about(
        request, form, found, (_("Đổi tên %(unit)s"), _("Đổi tên"), _("Đã ghi tên mới.")), preview=preview, act=act
    )


@having(UNITS)
@require_http_methods(["GET", "POST"])
def moving(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Put a unit under another."""
    on, found = today(request), queries.unit(unit_id)
    mine = units_within(request.actor, UNITS, on)
    above = [(str(one.id), queries.full_name(one.id, on)) for one in mine if one.level in {"province", "district"}]
    form = forms.Moving(sent(request), {"parent_id": above}, initial={"valid_from": on})

    def preview(given: dict[str, Any]) -> list[str]:
        require(request.actor, UNITS, given["parent_id"])
        change_unit.check_moving(orders.unit_row(unit_id), at=request.moment, **given)
        return [
            _("Từ %(day)s, %(unit)s trực thuộc %(above)s.")
            % {
                "day": words.weekday_day(given["valid_from"]),
                "unit": queries.short_name(unit_id, on),
                "above": queries.full_name(given["parent_id"], on),
            },
            _("Người quản trị của nơi cũ không còn quản trị đơn vị này; hồ sơ đã nhận không chuyển đi đâu."),
        ]

    def act(given: dict[str, Any]) -> str:
        services.move_unit(actor=request.actor, at=request.moment, unit_id=unit_id, **given)
        return _home(unit_id)

    return _about(
        request,
        form,
        found,
        (_("Chuyển trực thuộc: %(unit)s"), _("Chuyển"), _("Đã ghi đơn vị cấp trên mới.")),
        preview=preview,
        act=act,
    )


@having(UNITS)
@require_http_methods(["GET", "POST"])
def dissolving(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """End a unit, with its heirs."""
    on, found = today(request), queries.unit(unit_id)
    heirs = [
        (str(one.id), queries.full_name(one.id, on)) for one in queries.units(on, found.level) if one.id != unit_id
    ]
    form = forms.Dissolving(sent(request), {"successors": heirs}, initial={"last_day": on})

    def preview(given: dict[str, Any]) -> list[str]:
        change_unit.check_dissolving(orders.unit_row(unit_id), at=request.moment, **given)
        names = "; ".join(queries.short_name(heir, on) for heir in given["successors"])
        held = [
            stake.words
            for plug in stakes
            for stake in plug.held(unit=unit_id, posts=frozenset(), whole=True, on=given["last_day"])
            if stake.count
        ]
        return [
            _("%(unit)s hoạt động đến hết %(day)s.")
            % {"unit": queries.short_name(unit_id, on), "day": words.weekday_day(given["last_day"])},
            _("Kế thừa: %(names)s.") % {"names": names}
            if names
            else _("Không có đơn vị kế thừa: việc dở dang sẽ không ai nhận."),
            *([_("Còn dở: %(stakes)s.") % {"stakes": "; ".join(held)}] if held else []),
            _("Hồ sơ giữ nguyên mã và lịch sử; từ hôm sau người của đơn vị kế thừa làm tiếp."),
        ]

    def act(given: dict[str, Any]) -> str:
        services.dissolve_unit(actor=request.actor, at=request.moment, unit_id=unit_id, **given)
        return _home(unit_id)

    return _about(
        request,
        form,
        found,
        (_("Giải thể %(unit)s"), _("Giải thể"), _("Đã ghi ngày hoạt động cuối cùng.")),
        preview=preview,
        act=act,
    )


@having(UNITS)
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Give a unit its real e-identifier."""
    on, found = _day_of(unit_id, today(request)), queries.unit(unit_id)
    form = forms.GivingCode(sent(request), initial={"valid_from": on})
    prefix = queries.code_prefix(unit_id, on)

    def preview(given: dict[str, Any]) -> list[str]:
        require(request.actor, CODES, unit_id)
        text = given["code"].strip().upper()
        scheme = scheme_of(text)
        said = [
            _("Từ %(day)s, mã %(old)s của đơn vị được thay bằng %(new)s; mã đã in không đổi.")
            % {"day": words.weekday_day(given["valid_from"]), "old": prefix.text, "new": text}
        ]
        if scheme != prefix.scheme:
            said = [_("Đơn vị có mã %(new)s, dùng khi tỉnh chuyển sang cách đánh mã ấy.") % {"new": text}]
        return said

    def act(given: dict[str, Any]) -> str:
        services.give_code(
            actor=request.actor, at=request.moment, unit_id=unit_id, text=given["code"], valid_from=given["valid_from"]
        )
        return _home(unit_id)

    title = _("Mã định danh của %(unit)s") % {"unit": queries.short_name(unit_id, on)}
    hindrance = may(lambda: require(request.actor, CODES, unit_id))
    decision = Decision(title, _unit(found), _("Ghi mã"), _("Đã ghi mã định danh."), preview, act, hindrance=hindrance)
    return decide(request, form, decision)


@having(UNITS)
@require_POST
def undoing(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Take a decision back before its day."""
    found = order(order_id)
    try:
        services.undo_order(actor=request.actor, at=request.moment, order_id=order_id)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, refusal.sentence)
        return redirect("organisation:unit", found.unit_id)
    messages.success(request, _("Đã huỷ quyết định; cả hai còn trong lịch sử."))
    if found.kind is OrderKind.FOUND:
        return redirect("organisation:units")
    return redirect("organisation:unit", found.unit_id)


def _about(
    request: HttpRequest, form: Any, found: Unit, said: tuple[str, str, str], *, preview: Any, act: Any
) -> HttpResponse:
    on = _day_of(found.id, today(request))
    hindrance = may(lambda: orders.require_above(request.actor, found.id, on))
    title, save, done = said
    title = title % {"unit": queries.short_name(found.id, on)}
    return decide(request, form, Decision(title, _unit(found), save, done, preview, act, hindrance=hindrance))


def _home(unit_id: UUID) -> str:
    return reverse("organisation:unit", args=[unit_id])


def _unit(found: Unit) -> tuple[str, str]:
    return _home(found.id), queries.short_name(found.id)


def _list() -> tuple[str, str]:
    return reverse("organisation:units"), _("Đơn vị và vị trí")
