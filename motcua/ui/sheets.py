"""A table as XLSX: numbers as numbers, so that a sheet can go on counting."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST = 3


def sheet(title: str, detail: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[float | str]]]) -> bytes:
    """Return a workbook with one sheet: a title, a line beneath, the columns, a row each with its name."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "text_wrap": True})
    page = book.add_worksheet()
    page.write_string(0, 0, title, book.add_format({"bold": True}))
    page.write_string(1, 0, detail)
    for column, name in enumerate(columns):
        page.write_string(FIRST - 1, column, name, bold)
    for line, (name, figures) in enumerate(rows, start=FIRST):
        page.write_string(line, 0, name)
        for column, figure in enumerate(figures, start=1):
            if isinstance(figure, str):
                page.write_string(line, column, figure)
            else:
                page.write_number(line, column, figure)
    page.set_column(0, 0, 48)
    page.set_column(1, len(columns) - 1, 14)
    page.freeze_panes(FIRST, 1)
    book.close()
    return made.getvalue()
