"""A list of people from a spreadsheet: looked at first, taken in as one act."""

from __future__ import annotations

import csv
import io

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.gate.services import uploading
from motcua.identity import queries, services
from motcua.identity.forms_people import ListOfPeople
from motcua.identity.queries.importing import APPOINTS, HEADINGS, NEW, SAME, WRONG, ImportLine
from motcua.identity.views.keeping import administers
from motcua.kernel.refusal import Invalid
from motcua.ui import spreadsheet
from motcua.ui.acting import HttpRequest, done
from motcua.ui.types import Cell, Column, Signal, Table

MOST = 4 * 2**20


@uploading(most=MOST)
@administers
@require_http_methods(["GET", "POST"])
def people_list(request: HttpRequest) -> HttpResponse:
    """Take a file, say per line what it would do, and do it when that page is sent."""
    if request.method == "GET":
        return _ask(request, ListOfPeople())
    if "rows" in request.POST:
        return _take(request)
    form = ListOfPeople(request.POST, request.FILES)
    rows: spreadsheet.Rows = []

    def read() -> None:
        rows.extend(spreadsheet.read(form.cleaned_data["file"].read(spreadsheet.MOST_BYTES + 1)))

    return _preview(request, rows) if done(form, read) else _ask(request, form)


def _take(request: HttpRequest) -> HttpResponse:
    """Take what the preview showed; where something changed meanwhile, show the preview anew."""
    rows = _unpacked(request.POST["rows"])
    try:
        lines = services.import_people(actor=request.actor, at=request.moment, rows=rows)
    except Invalid as refusal:
        return _preview(request, rows, refusal.sentence)
    made = len({line.username for line in lines if line.what == NEW})
    more = sum(line.what == APPOINTS for line in lines)
    said = _("Đã nhận danh sách: %(made)s tài khoản mới, %(more)s lần bổ nhiệm thêm.") % {"made": made, "more": more}
    messages.success(request, said)
    return redirect("identity:people")


def _ask(request: HttpRequest, form: ListOfPeople) -> HttpResponse:
    context = {"form": form, "headings": ", ".join(HEADINGS)}
    return render(request, "identity/people_list.html", context, status=422 if form.is_bound else 200)


def _preview(request: HttpRequest, rows: spreadsheet.Rows, problem: str = "") -> HttpResponse:
    lines = queries.import_lines(request.actor, rows, request.moment)
    wrong = sum(line.what == WRONG for line in lines)
    changing = sum(line.what in {NEW, APPOINTS} for line in lines)
    said = (
        _("%(count)s dòng còn lỗi.") % {"count": wrong}
        if wrong
        else _("%(count)s dòng sẽ thay đổi, %(same)s dòng đã có sẵn.")
        % {"count": changing, "same": len(lines) - changing}
    )
    context = {
        "lines": _table(lines),
        "said": said,
        "problem": problem,
        "may_take": not wrong and changing,
        "is_wrong": bool(wrong),
        "rows": _packed(rows),
    }
    return render(request, "identity/people_preview.html", context, status=422 if wrong or problem else 200)


def _table(lines: tuple[ImportLine, ...]) -> Table:
    columns = [Column(_("Dòng")), Column(_("Người")), Column(_("Sẽ làm gì"))]
    signals = {NEW: Signal.ONTIME, APPOINTS: Signal.ONTIME, SAME: Signal.DONE, WRONG: Signal.LATE}
    said = {NEW: _("tạo mới"), APPOINTS: _("bổ nhiệm thêm"), SAME: _("không đổi"), WRONG: _("lỗi")}
    rows = []
    for line in lines:
        where = _("cột %(column)s") % {"column": line.column} if line.column else ""
        rows.append(
            [
                Cell(_("dòng %(line)s") % {"line": line.line}),
                Cell(line.name or "–", sub=line.username),
                Cell(
                    said[line.what],
                    sub=f"{where}: {line.sentence}" if where else line.sentence,
                    signal=signals[line.what],
                ),
            ]
        )
    return Table(_("Từng dòng của danh sách"), columns, rows)


def _packed(rows: spreadsheet.Rows) -> str:
    """Write rows so that the preview's form carries them, each with its number."""
    text = io.StringIO()
    csv.writer(text).writerows([number, *cells] for number, cells in rows)
    return text.getvalue()


def _unpacked(text: str) -> spreadsheet.Rows:
    found = csv.reader(io.StringIO(text, newline=""))
    return [(int(number), cells) for number, *cells in found if number.isdecimal()][: spreadsheet.MOST_ROWS]
