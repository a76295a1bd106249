"""The settlement as XLSX: figures as figures, so that a sheet can go on counting."""

from __future__ import annotations

import io

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.organisation import queries as organisation
from motcua.payments.types import Settlement

MONEY = "#,##0"
FIRST = 3


def settlement_sheet(found: Settlement) -> bytes:
    """Return the workbook of a quarter's settlement; the last row adds up by formula, with its value beside it."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": MONEY})
    bold_money = book.add_format({"bold": True, "num_format": MONEY})
    sheet = book.add_worksheet(_("Đối soát"))
    title = _("Đối soát phí, lệ phí quý %(quarter)s/%(year)s, %(unit)s")
    sheet.write_string(
        0,
        0,
        title % {"quarter": found.quarter, "year": found.year, "unit": organisation.short_name(found.unit)},
        bold,
    )
    names = (
        _("Cơ quan giải quyết"),
        _("Biên lai"),
        _("Tiền mặt (đ)"),
        _("Chuyển khoản (đ)"),
        _("Bưu điện thu hộ (đ)"),
        _("Đã huỷ (đ)"),
        _("Phải chuyển (đ)"),
    )
    for column, name in enumerate(names):
        sheet.write_string(FIRST - 1, column, name, bold)
    figures = [
        (share.receipts, share.cash, share.transfer, share.post, share.cancelled, share.total) for share in found.shares
    ]
    for line, (share, row) in enumerate(zip(found.shares, figures, strict=True), start=FIRST):
        sheet.write_string(line, 0, organisation.short_name(share.agency))
        for column, figure in enumerate(row, start=1):
            sheet.write_number(line, column, figure, money)
    last = FIRST + len(figures)
    sheet.write_string(last, 0, _("Cộng"), bold)
    for column in range(1, len(names)):
        letter = "ABCDEFG"[column]
        total = sum(row[column - 1] for row in figures)
        formula = f"=SUM({letter}{FIRST + 1}:{letter}{last})" if figures else "=0"
        sheet.write_formula(last, column, formula, bold_money, total)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(names) - 1, 18)
    sheet.freeze_panes(FIRST, 1)
    book.close()
    return made.getvalue()
