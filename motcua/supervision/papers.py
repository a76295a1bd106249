"""The tables of a page of figures as a paper: A4 landscape, drawn when asked for and not kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse

from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.prints import queries as prints
from motcua.prints.types import FiguresInputs, FiguresTable, Head
from motcua.supervision.cuts import Asked
from motcua.supervision.pages import SIDES, days_words, whose
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
    response = HttpResponse(prints.drawn("figures", inputs, at), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="so-lieu-{asked.on.isoformat()}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _head(actor: Actor, at: datetime) -> Head:
    """Return the head of the unit for which somebody prints, or of the province."""
    on = local(at).date()
    return organisation.head_of(actor.unit or organisation.province(on), on)
