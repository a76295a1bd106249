"""Biểu II.06a/VPCP/KSTT: received, solved and in process, by field (spec N01)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from motcua.dossiers.queries import Figure

#: The form's columns with their numbers and how they follow from each other.
COLUMNS = (
    gettext_lazy("Tiếp nhận: tổng số"),
    gettext_lazy("Tiếp nhận trong kỳ: trực tuyến"),
    gettext_lazy("Tiếp nhận trong kỳ: trực tiếp, bưu chính"),
    gettext_lazy("Tiếp nhận: từ kỳ trước"),
    gettext_lazy("Đã giải quyết: tổng số"),
    gettext_lazy("Đã giải quyết: trước hạn"),
    gettext_lazy("Đã giải quyết: đúng hạn"),
    gettext_lazy("Đã giải quyết: quá hạn"),
    gettext_lazy("Đang giải quyết: tổng số"),
    gettext_lazy("Đang giải quyết: trong hạn"),
    gettext_lazy("Đang giải quyết: quá hạn"),
)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of the form: a field, its eleven figures, and how many of those «on time» were withdrawn or stopped."""

    name: str
    figures: tuple[int, ...]
    undecided: int

    @property
    def agrees(self) -> bool:
        """Whether the form's identities hold: the parts make the sums, and what came in went out or is there."""
        total, online, direct, before, solved, early, on_time, late, open_, in_time, overdue = self.figures
        return (
            total == online + direct + before == solved + open_
            and solved == early + on_time + late
            and open_ == in_time + overdue
        )


def line_of(name: str, counted: Mapping[Figure, int]) -> ReportLine:
    """Return a line; dossiers that were withdrawn or stopped stand in the column «on time», as the form is used (spec N02)."""
    return ReportLine(
        name,
        (
            counted[Figure.CARRIED] + counted[Figure.RECEIVED],
            counted[Figure.ONLINE],
            counted[Figure.AT_COUNTER] + counted[Figure.BY_POST],
            counted[Figure.CARRIED],
            counted[Figure.SOLVED],
            counted[Figure.EARLY],
            counted[Figure.ON_TIME] + counted[Figure.UNDECIDED],
            counted[Figure.LATE],
            counted[Figure.OPEN],
            counted[Figure.OPEN_IN_TIME],
            counted[Figure.OPEN_LATE],
        ),
        counted[Figure.UNDECIDED],
    )


def sum_of(name: str, lines: Sequence[ReportLine]) -> ReportLine:
    """Return the sums of some lines."""
    figures = tuple(map(sum, zip(*(line.figures for line in lines), strict=True))) if lines else (0,) * len(COLUMNS)
    return ReportLine(name, figures, sum(line.undecided for line in lines))
