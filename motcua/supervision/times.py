"""Parts of the page that tells where time goes: tables with a link behind each count, bars, words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers import queries
from motcua.dossiers.queries import AGENCIES, NOBODY, By, Figure, Pile, Spent, StepFigure, StepRow
from motcua.kernel.actor import Actor
from motcua.organisation import queries as organisation
from motcua.supervision import cuts
from motcua.supervision.cuts import Asked
from motcua.supervision.pages import PICTURED, percent, period_words, whose
from motcua.supervision.periods import Span
from motcua.ui import bars, words
from motcua.ui.types import Cell, Column, Signal, Table

BYS = {
    By.STAGE: gettext_lazy("Khâu"),
    By.HOLDER: gettext_lazy("Nơi giữ"),
    By.FIELD: gettext_lazy("Lĩnh vực"),
    By.PROCEDURE: gettext_lazy("Thủ tục"),
}
STEP_NAMES = {
    StepFigure.DONE: gettext_lazy("Bước đã xong"),
    StepFigure.TIMED: gettext_lazy("Bước có giờ định mức"),
    StepFigure.OVER: gettext_lazy("Bước quá giờ định mức"),
}
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Where:
    """Where time goes: what steps took by key, the late dossiers by place, what is open now by place with its oldest.

    Each with its name; all together stand under an empty key.
    """

    spent: Mapping[str, tuple[str, Spent]]
    late: Mapping[str, tuple[str, int]]
    open_now: Mapping[str, tuple[str, Mapping[Figure, int]]]
    oldest: Mapping[str, Pile]


def of_places(question: Asked) -> By:
    """Return by which places late and open dossiers are told apart: holders where one looks by holder, else stages."""
    return question.by if question.by is By.HOLDER else By.STAGE


def today(question: Asked, now: datetime) -> Asked:
    """Return the same question about this day: what is open at its end is open now."""
    return replace(question, span=Span.DAY, on=now.date(), by=of_places(question))


def where(actor: Actor, question: Asked, now: datetime) -> Where:
    """Return where time goes, the longest first; five statements."""
    place, this_day = of_places(question), today(question, now)
    spent = queries.time_spent(actor, question.cut, question.by)
    late = queries.made_late(actor, question.cut, place, now)
    return Where(
        spent={
            key: (name_of(question.by, key), found)
            for key, found in sorted(spent.items(), key=lambda one: (one[0] != "", -one[1].median))
        },
        late={
            key: (name_of(place, key), count)
            for key, count in sorted(late.items(), key=lambda one: (one[0] != "", -one[1]))
        },
        open_now={
            key: (name, figures)
            for key, (name, figures) in cuts.figures(actor, this_day, now).items()
            if figures[Figure.OPEN]
        },
        oldest=queries.piles(actor, this_day.cut, place, now),
    )


def name_of(by: By, key: str) -> str:
    """Return a row's name; of an empty key the sum's."""
    if not key:
        return _("Cộng")
    if key == NOBODY:
        return _("Không khâu nào quá giờ của mình")
    if key == AGENCIES:
        return _("Cơ quan được hỏi, lấy ý kiến")
    if by is By.PROCEDURE:
        return cuts.procedure_name(key)
    return cuts.named(by, key)[1]


def hours(minutes: float) -> str:
    """Say office minutes as hours with one place."""
    found = (Decimal(minutes) / _HOUR).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(found).replace(".", ",")


def spent_table(asked: Asked, found: Where) -> Table:
    """Return what steps took, all together first; a field's or a procedure's name leads to its stages."""
    columns = (
        Column(str(BYS[asked.by])),
        Column(_("Bước đã xong"), "number"),
        Column(_("Giữa (giờ làm việc)"), "number"),
        Column(_("9 trong 10 không quá (giờ)"), "number"),
        Column(_("Có giờ định mức"), "number"),
        Column(_("Quá giờ"), "number"),
        Column(_("Tỉ lệ quá giờ"), "number"),
    )
    caption = _("Thời gian của các bước, %(period)s, %(unit)s") % {"period": period_words(asked), "unit": whose(asked)}
    return Table(caption, columns, [_spent_row(asked, key, *one) for key, one in found.spent.items()])


def _spent_row(asked: Asked, key: str, name: str, spent: Spent) -> Sequence[Cell]:
    done, timed, over = (_steps(asked, key, spent, figure) for figure in StepFigure)
    share = percent(spent.figures[StepFigure.OVER], spent.figures[StepFigure.TIMED])
    return (
        Cell(name, _stages_of(asked, key)),
        done,
        Cell(hours(spent.median)),
        Cell(hours(spent.ninetieth)),
        timed,
        over,
        Cell(share),
    )


def _steps(asked: Asked, key: str, spent: Spent, figure: StepFigure) -> Cell:
    count = spent.figures[figure]
    return Cell(str(count), reverse("supervision:times-steps") + asked.address(so=figure, dong=key) if count else "")


def _stages_of(asked: Asked, key: str) -> str:
    """Return the page of one field's or one procedure's stages."""
    page = reverse("supervision:times")
    if key and asked.by is By.FIELD:
        return page + asked.address(by=By.STAGE, field=key)
    if key and asked.by is By.PROCEDURE:
        return page + asked.address(by=By.STAGE, procedure=key)
    return ""


def rule() -> str:
    """Say by which rule a late dossier is laid at a stage."""
    return _(
        "Hồ sơ trễ được tính cho mỗi khâu đã quá giờ của chính khâu ấy (TT 01/2018 Điều 13.2), nên một hồ sơ có thể đứng "
        "ở nhiều dòng; dòng cộng đếm mỗi hồ sơ một lần."
    )


def late_table(asked: Asked, found: Where) -> Table:
    """Return at which places late dossiers took longer than their time there."""
    place = of_places(asked)
    late = found.late.get("", ("", 0))[1]
    page = reverse("supervision:times-late")
    columns = (Column(str(BYS[place])), Column(_("Hồ sơ trễ"), "number"), Column(_("Trong số hồ sơ trễ"), "number"))
    rows = [
        (Cell(name), Cell(str(count), page + asked.address(by=place, dong=key)), Cell(percent(count, late)))
        for key, (name, count) in found.late.items()
    ]
    return Table(_("Hồ sơ giải quyết quá hạn, theo khâu đã quá giờ của mình"), columns, rows)


def open_table(asked: Asked, found: Where, now: datetime) -> Table:
    """Return what is open now by place, the most first, with the oldest of each."""
    this_day, page = today(asked, now), reverse("supervision:behind")

    def cell(key: str, figure: Figure, count: int) -> Cell:
        return Cell(str(count), page + this_day.address(so=figure, dong=key) if count else "")

    columns = (
        Column(str(BYS[this_day.by])),
        Column(_("Đang giải quyết"), "number"),
        Column(_("Đang quá hạn"), "number"),
        Column(_("Nhận sớm nhất"), is_named=True),
    )
    rows = [
        (
            Cell(name),
            cell(key, Figure.OPEN, figures[Figure.OPEN]),
            cell(key, Figure.OPEN_LATE, figures[Figure.OPEN_LATE]),
            _oldest(found.oldest[key]) if key in found.oldest else Cell(""),
        )
        for key, (name, figures) in sorted(found.open_now.items(), key=lambda one: -one[1][1][Figure.OPEN])
    ]
    return Table(_("Hồ sơ đang giải quyết, theo nơi đang nằm"), columns, rows)


def _oldest(pile: Pile) -> Cell:
    said = _("nhận %(day)s") % {"day": words.day(pile.received_at)}
    return Cell(pile.oldest, reverse("dossiers:dossier", args=[pile.oldest]), sub=said)


#: What a sheet says of steps, after their name.
SHEET = (
    *STEP_NAMES.values(),
    gettext_lazy("Giữa (giờ làm việc)"),
    gettext_lazy("9 trong 10 không quá (giờ làm việc)"),
)


def sheet_row(spent: Spent) -> Sequence[float]:
    """Return a row of that sheet."""
    return (*spent.figures.values(), round(spent.median / _HOUR, 1), round(spent.ninetieth / _HOUR, 1))


def picture(found: Where) -> SafeString:
    """Return what the longest steps took as bars: the middle one, and up to nine in ten."""
    shown = [
        bars.Bar(
            name,
            ((Signal.ONTIME, round(spent.median)), (Signal.NEAR, round(spent.ninetieth) - round(spent.median))),
            f"{hours(spent.median)} – {hours(spent.ninetieth)}",
        )
        for key, (name, spent) in found.spent.items()
        if key
    ][:PICTURED]
    said = "; ".join(f"{bar.name}: {bar.words}" for bar in shown)
    caption = _(
        "Giờ làm việc của một bước. Xanh: một nửa số bước xong trong chừng ấy; nâu: đến khi 9 trong 10 bước xong."
    )
    return bars.svg(shown, _("Giờ làm việc, giữa và 9 trong 10: %(rows)s.") % {"rows": said}, caption)


def steps(rows: Sequence[StepRow]) -> Table:
    """Return the steps behind a count."""
    columns = (
        Column(_("Mã hồ sơ"), "code"),
        Column(_("Thủ tục")),
        Column(_("Khâu")),
        Column(_("Từ lúc"), is_named=True),
        Column(_("Đến lúc"), is_named=True),
        Column(_("Giờ làm việc"), "number"),
        Column(_("Định mức"), "number"),
    )
    return Table(_("Các bước của con số này"), columns, [_step(row) for row in rows])


def _step(row: StepRow) -> Sequence[Cell]:
    signal = None if row.is_late is None else Signal.LATE if row.is_late else Signal.DONE
    return (
        Cell(row.number, reverse("dossiers:dossier", args=[row.number])),
        Cell(row.procedure),
        Cell(cuts.named(By.STAGE, row.role)[1], sub=organisation.short_name(row.unit)),
        Cell(words.moment_short(row.begun_at)),
        Cell(words.moment_short(row.ended_at)),
        Cell(hours(row.minutes), signal=signal),
        Cell("–" if row.allotted is None else hours(row.allotted)),
    )
