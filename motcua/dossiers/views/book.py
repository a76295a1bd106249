"""The register of a year: read on screen, printed by a job, closed when the year is over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries, services
from motcua.dossiers.books import CLOSE, READ, Book, Edition, Line, Wanted, short_moment
from motcua.dossiers.forms.book import BookFilter
from motcua.dossiers.queries.book import PAGE
from motcua.dossiers.views.asking import actor_of, moment_of, signed_in
from motcua.dossiers.views.desk import STATES
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Refusal
from motcua.organisation import queries as organisation
from motcua.ui.types import Cell, Column, Fact, Page, Table


@signed_in
@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """Show a register page by page, what was printed of it and how it was closed."""
    form = _filter(request, request.GET)
    if not form.is_valid():
        return render(request, "dossiers/book.html", _named(form), status=422)
    return _page(request, form)


@signed_in
@require_POST
def printing(request: HttpRequest) -> HttpResponse:
    """Have the register printed: then the page that tells how far it is."""
    form = _filter(request, request.POST)
    if not form.is_valid():
        return render(request, "dossiers/book.html", _named(form), status=422)
    wanted = form.wanted()
    try:
        edition = services.print_book(
            actor=actor_of(request), at=moment_of(request), unit=form.unit(), year=form.year(), field=wanted.field
        )
    except Refusal as refusal:
        return _page(request, form, refusal)
    return redirect("dossiers:book-edition", edition)


@signed_in
@require_safe
def edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Tell how far a printing is; when it is done, lead to its files."""
    found = queries.edition_for(actor_of(request), edition_id)
    context = {
        "found": found,
        "unit": organisation.short_name(found.unit),
        "facts": _facts(found),
        "links": _links(found),
        "book_url": _address(found.unit, found.year),
    }
    return render(request, "dossiers/book_edition.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def closing(request: HttpRequest) -> HttpResponse:
    """Say what closing means, and close."""
    actor = actor_of(request)
    access.require(actor, CLOSE, actor.unit)
    form = _filter(request, request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return render(request, "dossiers/book.html", _named(form), status=422)
    unit, year = form.unit(), form.year()
    access.require(actor, CLOSE, unit)
    refused = ""
    if request.method == "POST":
        try:
            made = services.close_book(actor=actor, at=moment_of(request), unit=unit, year=year)
        except Refusal as refusal:
            refused, status = refusal.sentence, refusal.status
        else:
            words = _("Đã khoá sổ năm %(year)s. Bản in khoá sổ đang được lập.")
            messages.success(request, words % {"year": year})
            return redirect("dossiers:book-edition", made)
    found = queries.book_for(actor, unit, year)
    context = {
        "unit": organisation.short_name(unit),
        "unit_id": unit,
        "year": year,
        "refusal": refused,
        "book_url": _address(unit, year),
        "facts": [
            Fact(_("Số cuối cùng"), str(found.last)),
            Fact(_("Đã huỷ tiếp nhận"), str(found.cancelled)),
            Fact(_("Chưa trả kết quả"), str(found.open)),
        ],
    }
    return render(request, "dossiers/book_closing.html", context, status=status if refused else 200)


def _filter(request: HttpRequest, typed: QueryDict) -> BookFilter:
    """Return the filter with what was typed; without anything the own unit and this year. Refuses with NotAllowed."""
    actor, today = actor_of(request), moment_of(request).date()
    access.require(actor, READ, actor.unit)
    values = typed.copy()
    if not values.get("don-vi"):
        values["don-vi"] = str(actor.unit)
    if not values.get("nam"):
        values["nam"] = str(today.year)
    return BookFilter(
        values,
        units=_units(actor, today),
        states=[(str(int(state)), str(words)) for state, words in STATES.items()],
        fields=[name for name, _count in catalogue.fields(today)],
    )


def _units(actor: Actor, today: Any) -> list[tuple[str, str]]:
    """Return the units whose registers this actor may read, the own one first."""
    allowed = access.scope(actor, READ).units
    ids = [unit.id for unit in organisation.units(today)] if allowed is None else sorted(allowed)
    first = [actor.unit] if actor.unit in ids else []
    others = sorted((one for one in ids if one != actor.unit), key=organisation.short_name)
    return [(str(one), organisation.short_name(one)) for one in (*first, *others)]


def _named(form: BookFilter) -> dict[str, Any]:
    """Return the filter's fields by names that a template can say."""
    return {"form": form, "filters": [form[name] for name in form.fields]}


def _page(request: HttpRequest, form: BookFilter, refusal: Refusal | None = None) -> HttpResponse:
    actor, at, wanted = actor_of(request), moment_of(request), form.wanted()
    found = queries.book_for(actor, form.unit(), form.year())
    typed = request.GET.get("sau", "")
    after = int(typed) if typed.isascii() and typed.isdigit() else 0
    lines = queries.book_lines(actor, found, wanted, at=at, after=min(after, 2**31 - 1), limit=PAGE + 1)
    shown = lines[:PAGE]
    context = _named(form) | {
        "book": found,
        "unit": organisation.short_name(found.unit),
        "refusal": refusal.sentence if refusal else "",
        "table": _table(found, shown) if shown else None,
        "narrowed": wanted != Wanted(),
        "page": _where(request, shown, more=len(lines) > PAGE),
        "closed": _closed(found),
        "editions": [(_edition_words(one), reverse("dossiers:book-edition", args=[one.id])) for one in found.editions],
        "may_close": found.closing is None
        and found.last
        and found.year < at.year
        and access.judge(actor, CLOSE, found.unit),
        "closing_url": f"{reverse('dossiers:book-closing')}?{urlencode({'don-vi': found.unit, 'nam': found.year})}",
        "field": wanted.field,
    }
    return render(request, "dossiers/book.html", context, status=refusal.status if refusal else 200)


def _where(request: HttpRequest, shown: Sequence[Line], *, more: bool) -> Page:
    words = _("%(count)s dòng trên trang này") % {"count": len(shown)}
    kept = {name: value for name, value in request.GET.items() if value and name != "sau"}
    following = f"?{urlencode({**kept, 'sau': shown[-1].ordinal})}" if more else ""
    return Page(words, next_url=following)


def _table(found: Book, shown: Sequence[Line]) -> Table:
    titles = (
        _("STT"), _("Mã hồ sơ, nội dung"), _("Chủ hồ sơ"), _("Nhận, hẹn trả"), _("Trả kết quả"), _("Người nhận hồ sơ"), _("Nơi giải quyết"), _("Ghi chú"),
    )  # fmt: skip
    caption = _("Sổ theo dõi hồ sơ năm %(year)s, %(unit)s") % {
        "year": found.year,
        "unit": organisation.short_name(found.unit),
    }
    return Table(caption, [Column(title) for title in titles], [_row(line) for line in shown])


def _row(line: Line) -> Sequence[Cell]:
    says = line.says
    later = " ".join(note.text for note in line.later)
    handed = " → ".join(filter(None, (says["giver"], says["taker"])))
    copies = _("%(sets)s bộ") % {"sets": says["sets"]}
    due = _("hẹn trả %(moment)s") % {"moment": says["due"]} if says["due"] else _("không có thời hạn")
    return (
        Cell(str(line.ordinal)),
        Cell(says["code"], url=reverse("dossiers:dossier", args=[says["code"]]), sub=f"{says['procedure']}; {copies}"),
        Cell(says["owner"], sub="; ".join(filter(None, (says["address"], says["phone"])))),
        Cell(says["received"], sub=due),
        Cell(says["returned"], sub=handed),
        Cell(says["clerk"]),
        Cell(says["competent"], sub="; ".join(filter(None, (says["commune"], says["delivery"])))),
        Cell(says["note"], sub=_("Sau khoá sổ: %(notes)s") % {"notes": later} if later else ""),
    )


def _closed(found: Book) -> str:
    closed = found.closing
    if closed is None:
        return ""
    who = identity.names([closed.by]).get(closed.by, "")
    return _("Khoá sổ lúc %(moment)s ở số %(last)s, người khoá: %(who)s.") % {
        "moment": short_moment(closed.at),
        "last": closed.last,
        "who": who,
    }


def _edition_words(one: Edition) -> str:
    words = {
        "moment": short_moment(one.at),
        "last": one.last,
        "state": _state(one),
        "field": f", {one.field}" if one.field else "",
    }
    if one.is_closing:
        return _("Bản khoá sổ %(moment)s, đến số %(last)s: %(state)s") % words
    return _("Bản in %(moment)s, đến số %(last)s%(field)s: %(state)s") % words


def _state(one: Edition) -> str:
    if one.is_done:
        return _("%(pages)s trang") % {"pages": one.pages}
    if one.failed_at:
        return _("không lập được")
    return _("đang lập, %(percent)s %%") % {"percent": one.percent}


def _facts(found: Edition) -> list[Fact]:
    return [
        Fact(_("Đơn vị tiếp nhận"), organisation.short_name(found.unit)),
        Fact(_("Năm"), str(found.year)),
        *([Fact(_("Lĩnh vực"), found.field)] if found.field else []),
        Fact(_("Số thứ tự"), _("từ 1 đến %(last)s") % {"last": found.last}),
        Fact(_("Như lúc"), short_moment(found.at)),
        *([Fact(_("Số trang"), str(found.pages))] if found.pages else []),
    ]


def _links(found: Edition) -> list[tuple[str, str]]:
    if not found.is_done:
        return []
    return [
        (_("Mở bản in PDF"), reverse("files:file", args=[found.pdf])),
        (_("Tải bảng tính XLSX"), reverse("files:file", args=[found.sheet])),
    ]


def _address(unit: UUID, year: int) -> str:
    return f"{reverse('dossiers:book')}?{urlencode({'don-vi': unit, 'nam': year})}"
