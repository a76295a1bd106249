"""The index of a month as a paper to sign: its criteria and, of all units together, each unit's points."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.prints.types import ReportFormInputs, ReportTable
from motcua.scores import index_pages
from motcua.scores.index_asked import IndexAsked
from motcua.scores.index_measuring import Index
from motcua.scores.index_pages import number
from motcua.ui import words
from motcua.ui.types import Table


def inputs(
    actor: Actor,
    asked: IndexAsked,
    index: Index,
    by_unit: Mapping[UUID, Index],
    at: datetime,
    *,
    is_tried: bool,
    is_open: bool,
) -> ReportFormInputs:
    """Return what the form of a report is filled with; ``is_tried``: the month was before the index, ``is_open``: it is not over."""
    on, month = local(at).date(), asked.month
    unit = asked.unit or actor.unit or organisation.province(on)
    above = organisation.parent(unit, min(month.until, on))
    tables = [_table(index_pages.card(asked, index), _("điểm"), _sums(index))]
    if by_unit:
        tables.append(_table(index_pages.units(asked, by_unit), _("điểm"), []))
    return {
        "number": "",
        "title": _("Chỉ số phục vụ người dân, doanh nghiệp"),
        "unit": organisation.short_name(unit),
        "receiver": organisation.short_name(above) if above else "",
        "period": index_pages.month_words(month),
        "days": _("từ %(since)s đến %(until)s") % {"since": words.day(month.since), "until": words.day(month.until)},
        "about": "" if asked.unit else _("gồm mọi đơn vị mà người in được xem"),
        "tables": tables,
        "notes": _notes(index, is_tried=is_tried, is_open=is_open),
        "place": organisation.place(unit),
        "printed_at": local(at).isoformat(),
        "printed_by": actor.name,
    }


def _table(table: Table, measure: str, sums: list[str]) -> ReportTable:
    return {
        "caption": table.caption,
        "measure": measure,
        "columns": [column.label for column in table.columns],
        "kinds": [column.kind for column in table.columns],
        "width": 5,
        "sums": sums,
        "rows": [[" – ".join(filter(None, (str(cell.text), cell.sub))) for cell in row] for row in table.rows],
    }


def _sums(index: Index) -> list[str]:
    sums = index.sums
    return [_("Cộng các tiêu chí đo được"), number(sums.most), "", "", "", number(sums.got), ""]


def _notes(index: Index, *, is_tried: bool, is_open: bool) -> list[str]:
    unmeasured = _("Chưa đo được %(unmeasured)s điểm; phần này để riêng, không tính là 0.") % {
        "unmeasured": number(index.sums.unmeasured)
    }
    said = [
        (True, _("Theo Quyết định 766/QĐ-TTg ngày 23/6/2022, tính từ hồ sơ của hệ thống này.")),
        (is_tried, _("Bộ chỉ số có hiệu lực từ 23/6/2022. Tháng này tính thử theo bản đầu tiên.")),
        (is_open, _("Tháng chưa hết: tính đến lúc này.")),
        (True, unmeasured),
        (True, _("Điểm ghi «giả định» là chưa có văn bản xác nhận.")),
    ]
    return [sentence for holds, sentence in said if holds]
