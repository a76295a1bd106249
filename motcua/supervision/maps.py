"""The map of a province's districts, coloured by a figure, with the communes of the day as tiles; and the table beneath."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.queries import By, Figure
from motcua.kernel.actor import Actor
from motcua.organisation import queries as organisation
from motcua.organisation.types import Unit
from motcua.parties.queries import sort_key
from motcua.profile import queries as profile
from motcua.supervision import cuts
from motcua.supervision.cuts import Asked
from motcua.supervision.pages import SHORT, percent, period_words
from motcua.ui import map as maps
from motcua.ui.types import Cell, Column, Table

Figures = Mapping[Figure, int]


class Colouring(StrEnum):
    """By what a map is coloured."""

    LATE = "qua-han"
    OPEN_LATE = "dang-qua-han"
    RECEIVED = "tiep-nhan"


COLOURINGS = {
    Colouring.LATE: gettext_lazy("Tỉ lệ giải quyết quá hạn"),
    Colouring.OPEN_LATE: gettext_lazy("Tỉ lệ đang quá hạn"),
    Colouring.RECEIVED: gettext_lazy("Tiếp nhận"),
}
#: Up to these shares, in percent, a level each; the last level is above.
SHARES = (0, 5, 10, 20)
COLUMNS = (Figure.RECEIVED, Figure.SOLVED, Figure.LATE, Figure.OPEN, Figure.OPEN_LATE)
NOTHING = dict.fromkeys(Figure, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with its figures; those of a district (``places`` follow) are the sums of all in it.

    ``is_gone``: it ended before the day of the map, so it has no tile.
    """

    unit: Unit
    name: str
    figures: Figures
    places: tuple[Place, ...] = ()
    is_gone: bool = False


def day_of(question: Asked, now: datetime) -> date:
    """Return the day whose units a map shows: the last of the period, or today."""
    return question.heirs_on or min(question.cut.period.until, now.date())


def districts(actor: Actor, question: Asked, now: datetime) -> tuple[list[Place], list[Place]]:
    """Return the districts with their places, and what lies in no district; each with the figures that its own board has."""
    by_unit = replace(question, by=By.UNIT)
    rows: dict[UUID, Figures] = {
        UUID(key): figures for key, (_name, figures) in cuts.figures(actor, by_unit, now).items()
    }
    on, rest, found = day_of(question, now), set(rows), []
    for district in _by_name(organisation.units(on, "district")):
        within = replace(by_unit, unit=district.id).cut.units or frozenset()
        if rest & within:
            found.append(_district(district, {each: rows[each] for each in rest & within}, on))
            rest -= within
    others = _by_name([organisation.unit(each) for each in rest])
    return found, [Place(unit, organisation.short_name(unit.id), rows[unit.id]) for unit in others]


def _district(district: Unit, rows: Mapping[UUID, Figures], on: date) -> Place:
    communes = [unit for unit in organisation.children(district.id, on) if unit.level == "commune"]
    gone = [organisation.unit(each) for each in rows.keys() - {unit.id for unit in communes} - {district.id}]
    own = [Place(district, organisation.short_name(district.id), rows[district.id])] if district.id in rows else []
    below = [Place(unit, unit.name, rows.get(unit.id, NOTHING)) for unit in _by_name(communes)]
    before = [Place(unit, unit.name, rows[unit.id], is_gone=True) for unit in _by_name(gone)]
    total = {figure: sum(figures[figure] for figures in rows.values()) for figure in Figure}
    return Place(district, district.name, total, (*own, *below, *before))


def _by_name(units: Iterable[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: sort_key(unit.name))


def picture(question: Asked, found: Sequence[Place], colouring: Colouring) -> SafeString:
    """Return the map; nothing where no district has an outline."""
    outlines = profile.outlines()
    drawn = [place for place in found if place.unit.code in outlines]
    tiles = [[tile for tile in place.places if tile.unit.level == "commune" and not tile.is_gone] for place in drawn]
    whole = max((place.figures[Figure.RECEIVED] for place in drawn), default=0)
    most = max((tile.figures[Figure.RECEIVED] for each in tiles for tile in each), default=0)
    areas = [
        maps.Area(
            organisation.place(place.unit.id),
            said(place, colouring),
            level(place.figures, colouring, whole),
            _board(question, place),
            outlines[place.unit.code],
            [
                maps.Tile(
                    tile.name, said(tile, colouring), level(tile.figures, colouring, most), _board(question, tile)
                )
                for tile in each
            ],
        )
        for place, each in zip(drawn, tiles, strict=True)
    ]
    return maps.svg(areas, f"{_legend(colouring)} {_doubt()}")


def _legend(colouring: Colouring) -> str:
    if colouring is Colouring.RECEIVED:
        return _(
            "Trắng: không có; rồi đậm dần: đến một phần tư của nơi nhiều nhất, một nửa, ba phần tư, rồi hơn. "
            "Huyện so với huyện, xã so với xã."
        )
    return _("Trắng: 0%; rồi đậm dần: đến 5%, đến 10%, đến 20%, trên 20%. Xám: không có hồ sơ nào để tính.")


def _doubt() -> str:
    return _(
        "Đường ranh huyện đã giản lược, không dùng để xác định địa giới (giả định). Mỗi ô là một xã của ngày xem, "
        "đặt trong huyện của nó nhưng không đúng vị trí: chưa có ranh giới xã được phép dùng."
    )


def share(figures: Figures, colouring: Colouring) -> tuple[int, int]:
    """Return the part and the whole that a map is coloured by."""
    if colouring is Colouring.LATE:
        return figures[Figure.LATE], figures[Figure.EARLY] + figures[Figure.ON_TIME] + figures[Figure.LATE]
    return figures[Figure.OPEN_LATE], figures[Figure.OPEN]


def level(figures: Figures, colouring: Colouring, most: int) -> int | None:
    """Return how dark a place is, from 0 to 4, ``most`` being the largest number; None where there is nothing to tell."""
    if colouring is Colouring.RECEIVED:
        return (figures[Figure.RECEIVED] * len(SHARES) - 1) // most + 1 if most and figures[Figure.RECEIVED] else 0
    part, whole = share(figures, colouring)
    if not whole:
        return None
    return sum(part * 100 > whole * bound for bound in SHARES)


def said(place: Place, colouring: Colouring) -> str:
    """Say the figure that a place is coloured by."""
    if colouring is Colouring.RECEIVED:
        return str(place.figures[Figure.RECEIVED])
    part, whole = share(place.figures, colouring)
    return f"{percent(part, whole)} ({part}/{whole})"


def table(question: Asked, found: Sequence[Place], others: Sequence[Place]) -> Table:
    """Return the map's figures, each district before its communes; a name leads to the unit's board, a figure to its dossiers."""
    rows = []
    for district in found:
        rows.append(_row(replace(question, unit=district.unit.id), district, "", _("cả huyện")))
        rows += [
            _row(question, place, str(place.unit.id), _("đã sắp xếp") if place.is_gone else "")
            for place in district.places
        ]
    rows += [_row(question, place, str(place.unit.id), "") for place in others]
    columns = (
        Column(_("Đơn vị")),
        *(Column(str(SHORT[figure]), "number") for figure in COLUMNS),
        Column(str(COLOURINGS[Colouring.LATE]), "number"),
        Column(str(COLOURINGS[Colouring.OPEN_LATE]), "number"),
    )
    caption = _("Số hồ sơ theo huyện và xã, %(period)s") % {"period": period_words(question)}
    return Table(caption, columns, rows)


def _row(question: Asked, place: Place, key: str, sub: str) -> Sequence[Cell]:
    def cell(figure: Figure) -> Cell:
        count, page = place.figures[figure], reverse("supervision:behind")
        return Cell(str(count), page + question.address(by=By.UNIT, so=figure, dong=key) if count else "")

    return (
        Cell(place.name, _board(question, place), sub=sub),
        *map(cell, COLUMNS),
        Cell(percent(*share(place.figures, Colouring.LATE))),
        Cell(percent(*share(place.figures, Colouring.OPEN_LATE))),
    )


def _board(question: Asked, place: Place) -> str:
    return reverse("supervision:board") + question.address(unit=place.unit.id, by=By.FIELD)
