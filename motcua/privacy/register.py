"""The register of processing: what the modules declare, as a sheet to calculate with and as a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.personal import Holding, holdings
from motcua.organisation import queries as organisation
from motcua.prints import queries as prints
from motcua.prints.types import FiguresInputs
from motcua.ui import words
from motcua.ui.sheets import sheet
from motcua.ui.types import Cell, Column, Table

#: After the name of the part.
COLUMNS = (
    gettext_lazy("Để làm gì"),
    gettext_lazy("Căn cứ"),
    gettext_lazy("Ai xem"),
    gettext_lazy("Giữ đến khi nào"),
    gettext_lazy("Gửi cho ai"),
    gettext_lazy("Những gì"),
)


#: Shares of the paper's width, the part's name first; what is held takes the most words.
WIDTHS = (1.2, 1.5, 1.4, 1.5, 1.6, 1.3, 4)


def as_sheet(at: datetime) -> bytes:
    """Return the register as XLSX."""
    rows = [
        (
            str(one.label),
            [
                *_texts(one),
                "; ".join(dict.fromkeys(str(column.what) for column in one.columns)),
                _("có") if any(column.is_sealed for column in one.columns) else _("không"),
            ],
        )
        for one in holdings
    ]
    columns = [_("Phần"), *map(str, COLUMNS), _("Có mã hoá")]
    return sheet(_("Sổ xử lý dữ liệu cá nhân"), words.day(at), columns, rows)


def as_paper(actor: Actor, at: datetime) -> bytes:
    """Return the register as PDF, with the head of the unit for which somebody prints, or of the province."""
    on = local(at).date()
    columns = [Column(_("Phần")), *(Column(str(label)) for label in COLUMNS)]
    rows = [[Cell(str(one.label)), *map(Cell, _texts(one)), Cell(_held(one))] for one in holdings]
    inputs: FiguresInputs = {
        "head": organisation.head_of(actor.unit or organisation.province(on), on),
        "title": _("Sổ xử lý dữ liệu cá nhân"),
        "about": "",
        "tables": [prints.tabled(Table("", columns, rows), WIDTHS)],
        "notes": [_("«Mã hoá»: lưu dưới dạng mã hoá, chìa khoá để ngoài cơ sở dữ liệu.")],
        "printed_at": local(at).isoformat(),
        "printed_by": actor.name,
    }
    return prints.drawn("figures", inputs, at)


def _texts(one: Holding) -> Sequence[str]:
    return tuple(map(str, (one.aim, one.ground, one.seen_by, one.kept, one.recipients)))


def _held(one: Holding) -> str:
    said = (
        _("%(what)s (mã hoá)") % {"what": column.what} if column.is_sealed else str(column.what)
        for column in one.columns
    )
    return "; ".join(dict.fromkeys(said))
