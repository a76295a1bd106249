"""Parts of the pages of figures: tables with a link behind each figure, bars, the choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.queries import By, Figure, Period, Side, share_in_time
from motcua.dossiers.types import DeskRow
from motcua.organisation import queries as organisation
from motcua.organisation.types import Unit
from motcua.supervision.cuts import Asked
from motcua.supervision.periods import Span
from motcua.ui import bars, words
from motcua.ui.types import Cell, Column, Signal, Table

Rows = Mapping[str, tuple[str, Mapping[Figure, int]]]

SPANS = {
    Span.DAY: gettext_lazy("Ngày"),
    Span.MONTH: gettext_lazy("Tháng"),
    Span.QUARTER: gettext_lazy("Quý"),
    Span.YEAR: gettext_lazy("Năm"),
}
SIDES = {
    Side.COMPETENT: gettext_lazy("cơ quan giải quyết"),
    Side.RECEIVING: gettext_lazy("nơi tiếp nhận"),
}
BYS = {
    By.UNIT: gettext_lazy("Đơn vị"),
    By.FIELD: gettext_lazy("Lĩnh vực"),
    By.PROCEDURE: gettext_lazy("Thủ tục"),
    By.STAGE: gettext_lazy("Khâu"),
    By.HOLDER: gettext_lazy("Nơi đang giữ"),
    By.OFFICIAL: gettext_lazy("Vị trí"),
}
NAMES = {
    Figure.CARRIED: gettext_lazy("Kỳ trước chuyển sang"),
    Figure.RECEIVED: gettext_lazy("Tiếp nhận trong kỳ"),
    Figure.ONLINE: gettext_lazy("Tiếp nhận trực tuyến"),
    Figure.AT_COUNTER: gettext_lazy("Tiếp nhận tại quầy"),
    Figure.BY_POST: gettext_lazy("Tiếp nhận qua bưu chính"),
    Figure.SOLVED: gettext_lazy("Đã giải quyết"),
    Figure.EARLY: gettext_lazy("Giải quyết trước hạn"),
    Figure.ON_TIME: gettext_lazy("Giải quyết đúng hạn"),
    Figure.LATE: gettext_lazy("Giải quyết quá hạn"),
    Figure.UNDECIDED: gettext_lazy("Rút hoặc dừng"),
    Figure.OPEN: gettext_lazy("Đang giải quyết"),
    Figure.OPEN_IN_TIME: gettext_lazy("Đang giải quyết, trong hạn"),
    Figure.NEAR: gettext_lazy("Sắp hạn"),
    Figure.OPEN_LATE: gettext_lazy("Đang giải quyết, quá hạn"),
    Figure.WAITING: gettext_lazy("Chờ công dân"),
    Figure.TO_RETURN: gettext_lazy("Chờ trả kết quả"),
}
#: What stands above a column of the board: shorter than the figure's name.
SHORT = {
    Figure.CARRIED: gettext_lazy("Kỳ trước"),
    Figure.RECEIVED: gettext_lazy("Tiếp nhận"),
    Figure.SOLVED: gettext_lazy("Đã giải quyết"),
    Figure.EARLY: gettext_lazy("Trước hạn"),
    Figure.ON_TIME: gettext_lazy("Đúng hạn"),
    Figure.LATE: gettext_lazy("Quá hạn"),
    Figure.UNDECIDED: gettext_lazy("Rút, dừng"),
    Figure.OPEN: gettext_lazy("Đang giải quyết"),
    Figure.OPEN_IN_TIME: gettext_lazy("Trong hạn"),
    Figure.NEAR: gettext_lazy("Sắp hạn"),
    Figure.OPEN_LATE: gettext_lazy("Đang quá hạn"),
    Figure.WAITING: gettext_lazy("Chờ công dân"),
    Figure.TO_RETURN: gettext_lazy("Chờ trả"),
}
#: Rows that the picture shows; the table has all.
PICTURED = 12


def period_words(asked: Asked) -> str:
    """Say the period of a question."""
    return span_words(asked.span, asked.cut.period)


def span_words(span: Span, period: Period) -> str:
    """Say a period of this length: «quý 2/2020»."""
    match span:
        case Span.DAY:
            return words.weekday_day(period.since)
        case Span.MONTH:
            return _("tháng %(month)s/%(year)s") % {"month": period.since.month, "year": period.since.year}
        case Span.QUARTER:
            return _("quý %(quarter)s/%(year)s") % {"quarter": (period.since.month + 2) // 3, "year": period.since.year}
        case Span.YEAR:
            return _("năm %(year)s") % {"year": period.since.year}


def days_words(period: Period) -> str:
    """Say the first and the last day of a period."""
    return _("từ %(since)s đến %(until)s") % {"since": words.day(period.since), "until": words.day(period.until)}


def unit_words(unit: Unit, today: date) -> str:
    """Say a unit's name, and until when it was where it is gone."""
    name = organisation.short_name(unit.id)
    if unit.is_alive(today) or unit.valid_to is None:
        return name
    return _("%(unit)s (đến %(day)s)") % {"unit": name, "day": words.day(unit.valid_to)}


def whose(asked: Asked) -> str:
    """Say whose dossiers a question means."""
    unit = organisation.short_name(asked.unit) if asked.unit else _("mọi đơn vị bạn được xem")
    return _("%(unit)s, theo đơn vị hiện nay") % {"unit": unit} if asked.heirs_on else unit


def board(asked: Asked, rows: Rows, total: Mapping[Figure, int]) -> Table:
    """Return the figures as a table, the sums first; every figure but zero leads to the dossiers behind it."""
    shown = [
        _row(asked, "", _("Cộng"), total),
        *(_row(asked, key, name, figures) for key, (name, figures) in rows.items()),
    ]
    columns = [
        Column(str(BYS[asked.by])),
        *(Column(str(words), "number") for words in SHORT.values()),
        Column(_("Tỉ lệ đúng hạn"), "number"),
    ]
    caption = _("Số hồ sơ, %(period)s, %(unit)s") % {"period": period_words(asked), "unit": whose(asked)}
    return Table(caption, columns, shown)


def _row(asked: Asked, key: str, name: str, figures: Mapping[Figure, int]) -> Sequence[Cell]:
    cells = [_cell(asked, key, figure, figures[figure]) for figure in SHORT]
    return (Cell(name), *cells, Cell(share_words(figures)))


def _cell(asked: Asked, key: str, figure: Figure, count: int) -> Cell:
    url = f"{reverse('supervision:behind')}{asked.address(so=figure, dong=key)}" if count else ""
    return Cell(str(count), url)


def percent(part: int, whole: int) -> str:
    """Say a share of something in percent with one place; a dash of nothing."""
    if not whole:
        return "–"
    return f"{(Decimal(part) * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%".replace(".", ",")


def share_words(figures: Mapping[Figure, int]) -> str:
    """Say that share; a dash where nothing was decided."""
    found = share_in_time(figures)
    return "–" if found is None else f"{found}%".replace(".", ",")


def picture(rows: Rows) -> SafeString:
    """Return the busiest rows as bars: solved in time, open in time, late."""
    shown = [
        bars.Bar(
            name,
            (
                (Signal.DONE, figures[Figure.EARLY] + figures[Figure.ON_TIME] + figures[Figure.UNDECIDED]),
                (Signal.ONTIME, figures[Figure.OPEN_IN_TIME]),
                (Signal.LATE, figures[Figure.LATE] + figures[Figure.OPEN_LATE]),
            ),
        )
        for name, figures in list(rows.values())[:PICTURED]
    ]
    said = "; ".join(f"{bar.name}: {bar.total}" for bar in shown)
    caption = _("Xám: đã giải quyết không trễ; xanh: đang giải quyết trong hạn; đỏ: quá hạn.")
    return bars.svg(shown, _("Số hồ sơ theo từng dòng: %(rows)s.") % {"rows": said}, caption)


def dossiers(rows: Sequence[DeskRow]) -> Table:
    """Return the dossiers behind a figure."""
    columns = (
        Column(_("Mã hồ sơ"), "code"),
        Column(_("Chủ hồ sơ")),
        Column(_("Thủ tục")),
        Column(_("Đang ở")),
        Column(_("Thời hạn")),
    )
    return Table(
        _("Hồ sơ của con số này"),
        columns,
        [
            (
                Cell(row.number, reverse("dossiers:dossier", args=[row.number])),
                Cell(row.owner),
                Cell(row.procedure),
                Cell(row.waiting_for, sub=organisation.short_name(row.unit)),
                Cell(row.time, sub=row.time_detail, signal=Signal(row.time_kind)),
            )
            for row in rows
        ],
    )
