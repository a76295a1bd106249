"""Paper books: draw a block of codes, print it, enter what was received on it, give codes back, close."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.dossiers import paper_sheets, queries, services
from motcua.dossiers.fallback import BOOK, CodeState, PaperBook, PaperCode
from motcua.dossiers.forms.paper_books import USUAL_SIZE, Draw, End
from motcua.dossiers.queries.reception import numbers_of
from motcua.dossiers.views.asking import actor_of, counter_of, moment_of, sent, signed_in
from motcua.identity import queries as identity
from motcua.kernel.refusal import NotFound, Refusal
from motcua.ledger.services import note_look
from motcua.organisation import queries as organisation
from motcua.prints import queries as prints
from motcua.ui.types import Signal

STATES = {
    CodeState.FREE: (gettext_lazy("chưa dùng"), Signal.NEAR),
    CodeState.ENTERED: (gettext_lazy("đã nhập"), Signal.ONTIME),
    CodeState.RETURNED: (gettext_lazy("trả lại, không dùng"), Signal.DONE),
    CodeState.SPOILT: (gettext_lazy("viết hỏng"), Signal.DONE),
}


@signed_in
@require_http_methods(["GET", "POST"])
def paper_books(request: HttpRequest) -> HttpResponse:
    """Show the unit's paper books; posted, draw another."""
    unit = counter_of(request)
    form = Draw(sent(request), initial={"size": USUAL_SIZE})
    if request.method == "GET":
        return _list_page(request, unit, form)
    try:
        book = services.draw_paper_book(
            actor=actor_of(request), at=moment_of(request), unit=unit, size=form.count(), day=form.on()
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _list_page(request, unit, form, refusal)
    messages.success(request, _("Đã lập sổ. In ra giấy ngay khi còn điện, cất ở quầy."))
    return redirect("dossiers:paper-book", book)


def _list_page(request: HttpRequest, unit: UUID, form: Draw, refusal: Refusal | None = None) -> HttpResponse:
    at = moment_of(request)
    found = queries.paper_books(actor_of(request), unit)
    context = {
        "form": form,
        "refused": refusal is not None,
        "unit": organisation.short_name(unit),
        "books": [{"book": book, "is_old": book.is_old(at)} for book in found],
        "old": sum(1 for book in found if book.is_old(at)),
    }
    return render(request, "dossiers/paper_books.html", context, status=refusal.status if refusal else 200)


@signed_in
@require_safe
def paper_book(request: HttpRequest, book_id: UUID) -> HttpResponse:
    """Show a book: what became of each code, and what can be done."""
    counter_of(request)
    return _book_page(request, queries.paper_book(actor_of(request), book_id))


def _book_page(
    request: HttpRequest, book: PaperBook, form: End | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    codes = queries.paper_codes(actor_of(request), book.id)
    free = [one for one in codes if one.state is CodeState.FREE]
    numbers = numbers_of([one.dossier for one in codes if one.dossier])
    names = identity.names([one.by_account for one in codes if one.by_account])
    form = form or End(free=free, initial={"how": CodeState.RETURNED.value})
    ticked = set(form["codes"].value() or ())
    context: dict[str, Any] = {
        "book": book,
        "unit": organisation.short_name(book.unit),
        "lines": [_line(one, numbers, names, ticked) for one in codes],
        "form": form,
        "refusal": refusal,
        "next": free[0] if free and book.closed_at is None else None,
        "is_old": book.is_old(moment_of(request)),
    }
    return render(request, "dossiers/paper_book.html", context, status=refusal.status if refusal else 200)


def _line(code: PaperCode, numbers: dict[UUID, str], names: dict[UUID, str] | Any, ticked: set[str]) -> dict[str, Any]:
    words, sign = STATES[code.state]
    return {
        "code": code,
        "is_free": code.state is CodeState.FREE,
        "words": words,
        "sign": sign,
        "ticked": str(code.id) in ticked,
        "url": reverse("dossiers:dossier", args=[numbers[code.dossier]]) if code.dossier else "",
        "who": names.get(code.by_account, "") if code.by_account else "",
    }


@signed_in
@require_safe
def printed(request: HttpRequest, book_id: UUID) -> HttpResponse:
    """Print a book: cover, lines to write on, slips to tear off; it is a look."""
    counter_of(request)
    actor, at = actor_of(request), moment_of(request)
    book = queries.paper_book(actor, book_id)
    codes = queries.paper_codes(actor, book_id)
    content = prints.drawn("paper_book", paper_sheets.paper_book(book, codes), book.drawn_at)
    note_look(actor, kind=BOOK, subject=book.id, at=at, act="print")
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="so-giay-{book.first}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@signed_in
@require_POST
def codes_ended(request: HttpRequest, book_id: UUID) -> HttpResponse:
    """Give codes back, or say that they were spoilt, with the reason."""
    counter_of(request)
    actor = actor_of(request)
    free = [one for one in queries.paper_codes(actor, book_id) if one.state is CodeState.FREE]
    form = End(request.POST, free=free)
    try:
        count = services.end_paper_codes(
            actor=actor,
            at=moment_of(request),
            book=book_id,
            codes=form.chosen(),
            how=form.ending(),
            reason=form.typed("reason"),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _book_page(request, queries.paper_book(actor, book_id), form, refusal)
    messages.success(request, _("Đã ghi %(count)s mã.") % {"count": count})
    return redirect("dossiers:paper-book", book_id)


@signed_in
@require_POST
def closed(request: HttpRequest, book_id: UUID) -> HttpResponse:
    """Close a book whose every code is accounted for."""
    counter_of(request)
    actor = actor_of(request)
    try:
        services.close_paper_book(actor=actor, at=moment_of(request), book=book_id)
    except NotFound:
        raise
    except Refusal as refusal:
        return _book_page(request, queries.paper_book(actor, book_id), refusal=refusal)
    messages.success(request, _("Đã đóng sổ giấy."))
    return redirect("dossiers:paper-book", book_id)


@signed_in
@require_safe
def next_line(request: HttpRequest, book_id: UUID) -> HttpResponse:
    """Lead to the entry of the next code that is not accounted for; to the book where there is none."""
    counter_of(request)
    code = queries.next_free(actor_of(request), book_id)
    if code is None:
        messages.success(request, _("Mọi mã trong sổ đã được ghi. Có thể đóng sổ."))
        return redirect("dossiers:paper-book", book_id)
    return redirect("dossiers:paper-entry", code.id)
