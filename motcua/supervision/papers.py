"""Tables of figures, and the forms of reports, as papers: A4 landscape, drawn when asked for and not kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.prints import queries as prints
from motcua.prints.types import FiguresInputs, FiguresTable, Head, ReportFormInputs, ReportTable
from motcua.supervision.cuts import Asked
from motcua.supervision.pages import SIDES, days_words, period_words, whose
from motcua.ui.types import Table


def paper(
    actor: Actor, asked: Asked, title: str, tables: Sequence[Table], at: datetime, *, notes: Sequence[str] = ()
) -> HttpResponse:
    """Return the PDF of these tables as an answer that no cache keeps."""
    about = (whose(asked), asked.narrowed, days_words(asked.cut.period), str(SIDES[asked.side]))
    printed: list[FiguresTable] = [prints.tabled(table) for table in tables]
    inputs: FiguresInputs = {
        "head": _head(actor, at),
        "title": title,
        "about": ", ".join(filter(None, about)),
        "tables": printed,
        "notes": list(notes),
        "printed_at": local(at).isoformat(),
        "printed_by": actor.name,
    }
    return _answer(prints.drawn("figures", inputs, at), f"so-lieu-{asked.on.isoformat()}.pdf")


def form_paper(
    actor: Actor, asked: Asked, table: ReportTable, at: datetime, *, number: str, title: str, notes: Sequence[str]
) -> HttpResponse:
    """Return the PDF of a report's form, with its number, unit, period and places to sign, as an answer that no cache keeps."""
    on = local(at).date()
    unit = asked.unit or actor.unit or organisation.province(on)
    above = organisation.parent(unit, min(asked.cut.period.until, on))
    inputs: ReportFormInputs = {
        "number": number,
        "title": title,
        "unit": organisation.short_name(unit),
        "receiver": organisation.short_name(above) if above else "",
        "period": period_words(asked),
        "days": days_words(asked.cut.period),
        "about": ", ".join(filter(None, (*_meant(asked), asked.narrowed, _side(asked)))),
        "tables": [table],
        "notes": list(notes),
        "place": organisation.place(unit),
        "printed_at": local(at).isoformat(),
        "printed_by": actor.name,
    }
    return _answer(prints.drawn("report_form", inputs, at), f"bieu-{asked.on.isoformat()}.pdf")


def form_table(
    measure: str,
    name: str,
    columns: Sequence[str],
    sums: Sequence[int],
    lines: Sequence[tuple[str, Sequence[int]]],
) -> ReportTable:
    """Return a form's table: an ordinal number, what a line is for (``name``), its figures; the sums first."""
    return {
        "caption": "",
        "measure": measure,
        "columns": [_("STT"), name, *columns],
        "kinds": ["code", "text", *("number" for _column in columns)],
        "width": 3,
        "sums": ["", _("Tổng số"), *map(str, sums)],
        "rows": [[str(place), line, *map(str, figures)] for place, (line, figures) in enumerate(lines, 1)],
    }


def _meant(asked: Asked) -> tuple[str, str]:
    """Say whose dossiers are counted where the form's head, which names one unit, does not say it."""
    return (
        "" if asked.unit else _("gồm mọi đơn vị mà người in được xem"),
        _("tính theo đơn vị hiện nay") if asked.heirs_on else "",
    )


def _side(asked: Asked) -> str:
    return _("tính theo %(side)s") % {"side": SIDES[asked.side]}


def _answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _head(actor: Actor, at: datetime) -> Head:
    """Return the head of the unit for which somebody prints, or of the province."""
    on = local(at).date()
    return organisation.head_of(actor.unit or organisation.province(on), on)
