"""A page's table as it is printed."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.prints.types import FiguresTable
from motcua.ui.types import Table


def tabled(table: Table, widths: Sequence[float] = ()) -> FiguresTable:
    """Return a page's table as the form «figures» takes it; the quiet line beneath a cell's words stands after them.

    ``widths`` are the columns' shares of the sheet where the kinds do not tell them well: in a table of words.
    """
    return {
        "caption": table.caption,
        "columns": [column.label for column in table.columns],
        "kinds": [column.kind for column in table.columns],
        "rows": [[" – ".join(filter(None, (str(cell.text), cell.sub))) for cell in row] for row in table.rows],
        "widths": list(widths),
    }
