"""Parts of the pages of the index: its tables, and the words of points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.catalogue.types import ProcedureVersion
from motcua.organisation import queries as organisation
from motcua.parties.queries import sort_key
from motcua.scores import index_measuring
from motcua.scores.index_asked import IndexAsked
from motcua.scores.index_measuring import Index, ProcedureMeasure, lacking
from motcua.scores.national_index import Points, Sums
from motcua.scores.pages import NO_DATA
from motcua.scores.types import Month
from motcua.ui.types import Cell, Column, Table


def number(value: Decimal | None) -> str:
    """Write points as people do, without idle zeros: «17,5»; what is not known is said."""
    if value is None:
        return str(NO_DATA)
    return f"{value.normalize():f}".replace(".", ",")


def month_words(month: Month) -> str:
    """Say a month: «tháng 5/2020»."""
    return _("tháng %(month)s/%(year)s") % {"month": month.month, "year": month.year}


def whose(asked: IndexAsked) -> str:
    """Say whose index it is."""
    return organisation.short_name(asked.unit) if asked.unit else _("mọi đơn vị bạn được xem")


def sums_words(sums: Sums) -> str:
    """Say what was reached of what could be measured: «31,2/56 điểm»."""
    return _("%(got)s/%(most)s điểm") % {"got": number(sums.got), "most": number(sums.most)}


def card(asked: IndexAsked, index: Index) -> Table:
    """Return the criteria as a table; each that lost points leads to what cost them."""
    columns = (
        Column(_("Tiêu chí")),
        Column(_("Điểm tối đa"), "number"),
        Column(_("Tổng số"), "number"),
        Column(_("Đạt"), "number"),
        Column(_("Tỉ lệ"), "number"),
        Column(_("Điểm"), "number"),
        Column(_("Làm mất điểm"), "number"),
    )
    rows = [
        (
            Cell(f"{each.criterion.code}. {each.criterion.name}", sub=each.criterion.words),
            Cell(number(each.criterion.points), sub=_("giả định") if each.criterion.is_assumed else ""),
            *_counted(each),
            Cell(number(each.got)),
            _cost(asked, each),
        )
        for each in index.points
    ]
    return Table(_("Điểm theo từng tiêu chí, %(month)s") % {"month": month_words(asked.month)}, columns, rows)


def _counted(points: Points) -> Sequence[Cell]:
    if points.rate is None:
        return (Cell("–"), Cell("–"), Cell("–"))
    share = _("đủ điểm từ %(target)s%%") % {"target": number(points.criterion.target)}
    return (Cell(str(points.of)), Cell(str(points.good)), Cell(f"{number(points.rate)}%", sub=share))


def _cost(asked: IndexAsked, points: Points) -> Cell:
    if not points.lost:
        return Cell("–" if points.got is None else "0")
    if not index_measuring.leads_behind(points.criterion):
        return Cell(str(points.of - points.good), sub=_("phiếu chưa hài lòng; hồ sơ trễ xem 2.1"))
    unit = _("thủ tục") if points.criterion.measure in set(ProcedureMeasure) else _("hồ sơ")
    return Cell(
        str(points.of - points.good),
        reverse("scores:index-lost") + asked.address(**{"tieu-chi": points.criterion.code}),
        sub=unit,
    )


def units(asked: IndexAsked, found: Mapping[UUID, Index]) -> Table:
    """Return the units that had dossiers in the month, those with most points first."""
    columns = (
        Column(_("Đơn vị")),
        Column(_("Hồ sơ có ngày hẹn"), "number"),
        Column(_("Điểm"), "number"),
        Column(_("Độ phủ"), "number"),
    )
    named = [(unit, organisation.short_name(unit), index) for unit, index in found.items()]
    named.sort(key=lambda row: (-row[2].sums.got, sort_key(row[1])))
    rows = [
        (
            Cell(name, reverse("scores:index") + asked.address(unit=unit)),
            Cell(str(index.dossiers)),
            Cell(f"{number(index.sums.got)}/{number(index.sums.most)}"),
            Cell(f"{number(index.sums.coverage)}%"),
        )
        for unit, name, index in named
    ]
    return Table(_("Điểm của từng đơn vị, %(month)s") % {"month": month_words(asked.month)}, columns, rows)


def procedures(asked: IndexAsked, measure: ProcedureMeasure, lost: Sequence[ProcedureVersion]) -> Table:
    """Return the procedures that cost points, each with what it lacks."""
    columns = (Column(_("Mã thủ tục"), "code"), Column(_("Thủ tục")))
    rows = [
        (
            Cell(version.code, reverse("catalogue:procedure", args=[version.code])),
            Cell(
                version.name,
                sub=" ".join(lacking(version, asked.month.until)) if measure is ProcedureMeasure.COMPLETE else "",
            ),
        )
        for version in lost
    ]
    return Table(_("Thủ tục làm mất điểm"), columns, rows)


def sheet_columns() -> list[str]:
    """Return the columns of the sheet."""
    return [
        _("Tiêu chí"),
        _("Điểm tối đa"),
        _("Đủ điểm từ (%)"),
        _("Tổng số"),
        _("Đạt"),
        _("Tỉ lệ (%)"),
        _("Điểm"),
        _("Điểm mất"),
        _("Ghi chú"),
    ]


def sheet_rows(index: Index) -> list[tuple[str, list[float | str]]]:
    """Return the criteria as rows of a sheet and their sums; what is not known is empty."""
    rows: list[tuple[str, list[float | str]]] = [
        (
            f"{each.criterion.code}. {each.criterion.name}",
            [
                float(each.criterion.points),
                float(each.criterion.target),
                *((each.of, each.good) if each.rate is not None else ("", "")),
                *("" if value is None else float(value) for value in (each.rate, each.got, each.lost)),
                each.criterion.words,
            ],
        )
        for each in index.points
    ]
    sums = index.sums
    missing = _("Chưa đo được %(points)s điểm.") % {"points": number(sums.unmeasured)}
    rows.append((_("Cộng"), [float(sums.most), "", "", "", "", float(sums.got), float(sums.most - sums.got), missing]))
    return rows
