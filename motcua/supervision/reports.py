"""Biểu II.06a/VPCP/KSTT: received, solved and in process, by field (spec N01, N02)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.dossiers import queries
from motcua.dossiers.queries import By, Figure, Period
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.parties.queries import sort_key
from motcua.supervision import cuts
from motcua.supervision.cuts import Asked


class Part(StrEnum):
    """The three parts of the form."""

    RECEIVED = "received"
    SOLVED = "solved"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: which figures it adds up, of all dossiers or only of those that wait for the citizen, or of the others."""

    part: Part
    name: Promise
    figures: tuple[Figure, ...]
    is_sum: bool = False
    waiting: bool | None = None


_RECEIVED = (
    ReportColumn(Part.RECEIVED, gettext_lazy("Tiếp nhận: tổng số"), (Figure.CARRIED, Figure.RECEIVED), is_sum=True),
    ReportColumn(Part.RECEIVED, gettext_lazy("Tiếp nhận trong kỳ: trực tuyến"), (Figure.ONLINE,)),
    ReportColumn(
        Part.RECEIVED,
        gettext_lazy("Tiếp nhận trong kỳ: trực tiếp, bưu chính"),
        (Figure.AT_COUNTER, Figure.BY_POST),
    ),
    ReportColumn(Part.RECEIVED, gettext_lazy("Tiếp nhận: từ kỳ trước"), (Figure.CARRIED,)),
)
_SOLVED = ReportColumn(Part.SOLVED, gettext_lazy("Đã giải quyết: tổng số"), (Figure.SOLVED,), is_sum=True)
_EARLY = ReportColumn(Part.SOLVED, gettext_lazy("Đã giải quyết: trước hạn"), (Figure.EARLY,))
_LATE = ReportColumn(Part.SOLVED, gettext_lazy("Đã giải quyết: quá hạn"), (Figure.LATE,))
_OPEN = ReportColumn(Part.OPEN, gettext_lazy("Đang giải quyết: tổng số"), (Figure.OPEN,), is_sum=True)
_OPEN_LATE = ReportColumn(Part.OPEN, gettext_lazy("Đang giải quyết: quá hạn"), (Figure.OPEN_LATE,))
_ON_TIME, _IN_TIME = gettext_lazy("Đã giải quyết: đúng hạn"), gettext_lazy("Đang giải quyết: trong hạn")
#: The form's columns as it is used: what was withdrawn or stopped stands with what is on time, what waits with what is in time.
TOGETHER = (
    *_RECEIVED,
    _SOLVED,
    _EARLY,
    ReportColumn(Part.SOLVED, _ON_TIME, (Figure.ON_TIME, Figure.UNDECIDED)),
    _LATE,
    _OPEN,
    ReportColumn(Part.OPEN, _IN_TIME, (Figure.OPEN_IN_TIME,)),
    _OPEN_LATE,
)
#: The same with columns of their own for both.
APART = (
    *_RECEIVED,
    _SOLVED,
    _EARLY,
    ReportColumn(Part.SOLVED, _ON_TIME, (Figure.ON_TIME,)),
    _LATE,
    ReportColumn(Part.SOLVED, gettext_lazy("Đã giải quyết: rút, dừng"), (Figure.UNDECIDED,)),
    _OPEN,
    ReportColumn(Part.OPEN, _IN_TIME, (Figure.OPEN_IN_TIME,), waiting=False),
    ReportColumn(
        Part.OPEN, gettext_lazy("Đang giải quyết: chờ công dân, trong hạn"), (Figure.OPEN_IN_TIME,), waiting=True
    ),
    _OPEN_LATE,
)


def day_of(period: Period, now: datetime) -> date:
    """Return the day whose settings and catalogue a report goes by: the period's last, or today while it runs."""
    return min(period.until, local(now).date())


def columns_on(on: date) -> tuple[ReportColumn, ...]:
    """Return the form's columns by the settings of a day (``reports.undecided``)."""
    return APART if organisation.settings(on).reports["undecided"] == "apart" else TOGETHER


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of the form: a field, its figures in the order of ``columns``, and what stands with others in a column."""

    name: str
    columns: tuple[ReportColumn, ...]
    figures: tuple[int, ...]
    undecided: int
    waiting: int
    key: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the form's identities hold: the parts make the sums, and what came in went out or is there."""
        received, solved, still_open = (self._sums(part) for part in Part)
        return all(one == parts for one, parts in (received, solved, still_open)) and received[0] == (
            solved[0] + still_open[0]
        )

    def _sums(self, part: Part) -> tuple[int, int]:
        of_part = [
            (column.is_sum, figure)
            for column, figure in zip(self.columns, self.figures, strict=True)
            if column.part is part
        ]
        return sum(figure for is_sum, figure in of_part if is_sum), sum(
            figure for is_sum, figure in of_part if not is_sum
        )


Counts = Mapping[Figure, int]
NOTHING: Counts = dict.fromkeys(Figure, 0)


def line_of(
    name: str, counted: Counts, waiting: Counts = NOTHING, columns: tuple[ReportColumn, ...] = TOGETHER, key: str = ""
) -> ReportLine:
    """Return a line; ``waiting`` are the figures of those dossiers only that wait for the citizen."""
    return ReportLine(
        name,
        columns,
        tuple(_figure(column, counted, waiting) for column in columns),
        counted[Figure.UNDECIDED],
        waiting[Figure.OPEN_IN_TIME],
        key,
    )


def _figure(column: ReportColumn, counted: Counts, waiting: Counts) -> int:
    whole, wait = (sum(counts[figure] for figure in column.figures) for counts in (counted, waiting))
    return {None: whole, True: wait, False: whole - wait}[column.waiting]


def sum_of(name: str, lines: Sequence[ReportLine], columns: tuple[ReportColumn, ...] = TOGETHER) -> ReportLine:
    """Return the sums of some lines."""
    figures = tuple(map(sum, zip(*(line.figures for line in lines), strict=True))) if lines else (0,) * len(columns)
    return ReportLine(
        name, columns, figures, sum(line.undecided for line in lines), sum(line.waiting for line in lines)
    )


def lines(actor: Actor, asked: Asked, now: datetime) -> tuple[list[ReportLine], ReportLine]:
    """Return the form's lines by field in Vietnamese order, and the sums, of what this actor may look at."""
    by_field = replace(asked, by=By.FIELD)
    columns = columns_on(day_of(asked.cut.period, now))
    rows = cuts.figures(actor, by_field, now)
    waiting = queries.tally(actor, replace(by_field.cut, waiting=True), By.FIELD, now)
    found = [
        line_of(name, counted, waiting.get(key, NOTHING), columns, key)
        for key, (name, counted) in sorted(rows.items(), key=lambda row: sort_key(row[1][0]))
    ]
    return found, sum_of(_("Tổng số"), found, columns)


def notes(total: ReportLine) -> list[str]:
    """Return what stands with others in a column of the form, as sentences; none where it has columns of its own."""
    if total.columns is APART:
        return []
    counts = (
        (
            total.undecided,
            ngettext(
                "Cột đúng hạn có %(n)s hồ sơ rút hoặc dừng.",
                "Cột đúng hạn có %(n)s hồ sơ rút hoặc dừng.",
                total.undecided,
            ),
        ),
        (
            total.waiting,
            ngettext(
                "Cột trong hạn có %(n)s hồ sơ chờ công dân bổ sung hoặc nộp tiền.",
                "Cột trong hạn có %(n)s hồ sơ chờ công dân bổ sung hoặc nộp tiền.",
                total.waiting,
            ),
        ),
    )
    return [words % {"n": count} for count, words in counts if count]
