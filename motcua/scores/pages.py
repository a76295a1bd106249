"""Parts of the pages of scores: tables, words of indicators, terms and bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.types import DeskRow
from motcua.organisation import queries as organisation
from motcua.scores.asked import Asked
from motcua.scores.measuring import ASPECTS, WHY, Scored
from motcua.scores.rules import Band, Card
from motcua.scores.types import Indicator, Term
from motcua.ui.types import Cell, Column, Signal, Table

NAMES = {
    Indicator.TIME: gettext_lazy("Tổng thời gian giải quyết so với quy định"),
    Indicator.PARTS: gettext_lazy("Thời gian của từng cơ quan, kể cả cơ quan phối hợp"),
    Indicator.CONTACTS: gettext_lazy("Số lần liên hệ nơi tiếp nhận để hoàn thiện hồ sơ"),
    Indicator.BODIES: gettext_lazy("Số cơ quan phải liên hệ"),
    Indicator.COUNTER: gettext_lazy("Thực hiện thủ tục tại Một cửa"),
    Indicator.PUBLICATION: gettext_lazy("Công khai thủ tục"),
    Indicator.ATTITUDE: gettext_lazy("Thái độ phục vụ"),
    Indicator.FEEDBACK: gettext_lazy("Xử lý phản ánh, kiến nghị"),
    Indicator.ONLINE: gettext_lazy("Dịch vụ công trực tuyến"),
}
#: What has two points, one and none, where dossiers are counted.
MEANINGS = {
    Indicator.TIME: (gettext_lazy("trước hạn"), gettext_lazy("đúng ngày hẹn"), gettext_lazy("quá hạn")),
    Indicator.PARTS: (
        gettext_lazy("mọi cơ quan trước hạn"),
        gettext_lazy("có cơ quan đúng ngày hẹn"),
        gettext_lazy("có cơ quan quá hạn"),
    ),
    Indicator.CONTACTS: (
        gettext_lazy("không phải bổ sung"),
        gettext_lazy("bổ sung một lần"),
        gettext_lazy("bổ sung nhiều lần"),
    ),
    Indicator.BODIES: (
        gettext_lazy("không cơ quan nào khác"),
        gettext_lazy("một cơ quan"),
        gettext_lazy("nhiều cơ quan"),
    ),
    Indicator.ATTITUDE: (
        gettext_lazy("trước hạn, không bị chê"),
        gettext_lazy("đúng ngày hẹn, không bị chê"),
        gettext_lazy("bị chê, hoặc quá hạn"),
    ),
}
BANDS = {
    Band.DONE: gettext_lazy("hoàn thành 100% nhiệm vụ"),
    Band.MOSTLY: gettext_lazy("hoàn thành từ 70% đến dưới 100% nhiệm vụ"),
    Band.HARDLY: gettext_lazy("hoàn thành dưới 70% nhiệm vụ"),
    Band.EXCELLENT: gettext_lazy("xuất sắc"),
    Band.GOOD: gettext_lazy("tốt"),
    Band.FAIR: gettext_lazy("khá"),
    Band.AVERAGE: gettext_lazy("trung bình"),
    Band.WEAK: gettext_lazy("yếu"),
}
NO_DATA = gettext_lazy("chưa có dữ liệu")


def figure(value: Decimal | None) -> str:
    """Write a score as people do: «1,7»; what is not known is said."""
    return str(NO_DATA) if value is None else str(value).replace(".", ",")


def term_words(term: Term) -> str:
    """Say a term: «quý 2/2020», «năm 2020»."""
    if term.quarter is None:
        return _("năm %(year)s") % {"year": term.year}
    return _("quý %(quarter)s/%(year)s") % {"quarter": term.quarter, "year": term.year}


def total_words(card: Card) -> str:
    """Say a total with what it is out of: «5,2/18»."""
    return f"{figure(card.total)}/{card.most}"


def band_words(card: Card) -> str:
    """Say what a total amounts to; where something is missing, between what and what it lies."""
    if card.is_empty:
        return str(NO_DATA)
    least, best = BANDS[card.least_band], BANDS[card.best_band]
    if least == best:
        return str(least)
    return _("chưa đủ dữ liệu: từ %(least)s đến %(best)s") % {"least": least, "best": best}


def listed(asked: Asked, found: Sequence[tuple[UUID, str, Scored]], *, caption: str, what: str, page: str) -> Table:
    """Return cards as a table, a row each; ``page`` is where a name leads, ``what`` the address's place for its id."""
    indicators = tuple(found[0][2].card.scores) if found else ()
    columns = (
        Column(_("Tên")),
        Column(_("Số hồ sơ"), "number"),
        *(Column(_("Chỉ số %(number)s") % {"number": int(indicator)}, "number") for indicator in indicators),
        Column(_("Tổng điểm"), "number"),
        Column(_("Độ phủ"), "number"),
        Column(_("Xếp loại")),
    )
    rows = [
        (
            Cell(name, reverse(page) + asked.address(**{what: key})),
            Cell(str(scored.dossiers)),
            *(Cell("–" if value is None else figure(value)) for value in scored.card.scores.values()),
            Cell(total_words(scored.card)),
            Cell(f"{scored.card.coverage}%"),
            Cell(band_words(scored.card)),
        )
        for key, name, scored in found
    ]
    return Table(caption, columns, rows)


def card(asked: Asked, scored: Scored) -> Table:
    """Return one card as a table: an indicator a row, each count with the dossiers behind it."""
    columns = (
        Column(_("Chỉ số")),
        Column(_("2 điểm"), "number"),
        Column(_("1 điểm"), "number"),
        Column(_("0 điểm"), "number"),
        Column(_("Điểm"), "number"),
    )
    rows = [
        (
            Cell(f"{int(indicator)}. {NAMES[indicator]}", sub=str(WHY[indicator]) if value is None else ""),
            *_counted(asked, scored, indicator),
            Cell(figure(value)),
        )
        for indicator, value in scored.card.scores.items()
    ]
    return Table(_("Điểm theo từng chỉ số, %(term)s") % {"term": term_words(asked.term)}, columns, rows)


def _counted(asked: Asked, scored: Scored, indicator: Indicator) -> Sequence[Cell]:
    counts = scored.counts.get(indicator)
    if counts is None:
        return (Cell("–"), Cell("–"), Cell("–"))
    behind = reverse("scores:behind")
    return tuple(
        Cell(
            str(count),
            behind + asked.address(**{"chi-so": int(indicator), "diem": points})
            if count and indicator in ASPECTS
            else "",
            sub=str(meaning),
        )
        for count, points, meaning in zip(
            (counts.two, counts.one, counts.none), (2, 1, 0), MEANINGS[indicator], strict=True
        )
    )


def sheet_rows(found: Sequence[tuple[UUID, str, Scored]]) -> list[tuple[str, list[float | str]]]:
    """Return cards as rows of a sheet: dossiers, each score, the total, coverage; what is not known is empty."""
    return [
        (
            name,
            [
                scored.dossiers,
                *("" if value is None else float(value) for value in scored.card.scores.values()),
                float(scored.card.total),
                scored.card.coverage,
                band_words(scored.card),
            ],
        )
        for _key, name, scored in found
    ]


def sheet_columns(indicators: Mapping[Indicator, object]) -> list[str]:
    """Return the columns of that sheet."""
    return [
        _("Tên"),
        _("Số hồ sơ"),
        *(f"{int(indicator)}. {NAMES[indicator]}" for indicator in indicators),
        _("Tổng điểm"),
        _("Độ phủ (%)"),
        _("Xếp loại"),
    ]


def dossiers(rows: Sequence[DeskRow]) -> Table:
    """Return the dossiers behind a count."""
    columns = (Column(_("Mã hồ sơ"), "code"), Column(_("Chủ hồ sơ")), Column(_("Thủ tục")), Column(_("Thời hạn")))
    return Table(
        _("Hồ sơ của con số này"),
        columns,
        [
            (
                Cell(row.number, reverse("dossiers:dossier", args=[row.number])),
                Cell(row.owner),
                Cell(row.procedure, sub=organisation.short_name(row.unit)),
                Cell(row.time, sub=row.time_detail, signal=Signal(row.time_kind)),
            )
            for row in rows
        ],
    )
