"""Areas coloured by a level, with a tile for each place in them; SVG made on the server.

The same figures stand in a table beneath, whose links are those of the keyboard; on the map a pointer finds them too. Where no outline
of a place is known, its tile says only that it lies in the area, not where. Colours come from classes of the style sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Point = tuple[float, float]
Ring = tuple[Point, ...]

WIDTH, MARGIN = 640, 10
#: The sides of a tile, the largest first, and the room between two.
LARGEST, SMALLEST, GAP = 26, 6, 3


@dataclass(frozen=True, slots=True)
class Tile:
    """A place in an area: its name, what is said of it, its level (None: nothing is known), where it leads."""

    name: str
    words: str
    level: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Area:
    """An area by its outlines in degrees (longitude, latitude), with its places in the order in which they are read."""

    name: str
    words: str
    level: int | None
    url: str
    rings: tuple[Ring, ...]
    tiles: Sequence[Tile] = ()


def svg(areas: Sequence[Area], caption: str) -> SafeString:
    """Return the figure; ``caption`` says its colours and what it does not tell. Nothing without areas."""
    if not areas:
        return SafeString("")
    placed, height = _placed(tuple(area.rings for area in areas))
    drawn = list(zip(areas, placed, strict=True))
    return format_html(
        '<figure class="mc-map"><svg aria-hidden="true" focusable="false" viewBox="0 0 {} {}" width="{}" height="{}">{}{}</svg>'
        '<figcaption class="mc-quiet mc-small">{}</figcaption></figure>',
        WIDTH,
        height,
        WIDTH,
        height,
        format_html_join("", "{}", ((_area(*each),) for each in drawn)),
        format_html_join("", "{}", ((_places(*each),) for each in drawn)),
        caption,
    )


def _area(area: Area, rings: tuple[Ring, ...]) -> SafeString:
    outline = "".join(f"M{' '.join(f'{x:.1f} {y:.1f}' for x, y in ring)}z" for ring in rings)
    return format_html(
        '<a href="{}" tabindex="-1"><path class="mp-area {}" d="{}"><title>{}: {}</title></path></a>',
        area.url,
        _class(area.level),
        outline,
        area.name,
        area.words,
    )


def _places(area: Area, rings: tuple[Ring, ...]) -> SafeString:
    cells, side = cells_within(rings, len(area.tiles))
    tiles = [
        (tile.url, _class(tile.level), f"{x:.1f}", f"{y:.1f}", side, side, tile.name, tile.words)
        for tile, (x, y) in zip(area.tiles, cells, strict=False)
    ]
    middle, top = _label_of(rings, cells)
    return format_html(
        '{}<text class="mp-name" x="{}" y="{}">{}</text>',
        format_html_join(
            "",
            '<a href="{}" tabindex="-1"><rect class="mp-tile {}" x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect></a>',
            tiles,
        ),
        f"{middle:.1f}",
        f"{top:.1f}",
        area.name,
    )


def _class(level: int | None) -> str:
    return "mp-unknown" if level is None else f"mp-{level}"


def _label_of(rings: tuple[Ring, ...], cells: Sequence[Point]) -> Point:
    """Return where an area's name stands: above its places, in the middle of them."""
    points = cells or [point for ring in rings for point in ring]
    across = [x for x, _y in points]
    return (min(across) + max(across)) / 2 + (LARGEST / 2 if cells else 0), min(y for _x, y in points) - 5


@lru_cache(maxsize=8)
def _placed(areas: tuple[tuple[Ring, ...], ...]) -> tuple[tuple[tuple[Ring, ...], ...], int]:
    """Bring outlines from degrees onto the sheet, north above; return them and the sheet's height."""
    points = [point for rings in areas for ring in rings for point in ring]
    west, north = min(x for x, _y in points), max(y for _x, y in points)
    east, south = max(x for x, _y in points), min(y for _x, y in points)
    narrower = cos(radians((north + south) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * narrower)
    return (
        tuple(
            tuple(
                tuple((MARGIN + (x - west) * narrower * scale, MARGIN + (north - y) * scale) for x, y in ring)
                for ring in rings
            )
            for rings in areas
        ),
        round((north - south) * scale) + 2 * MARGIN,
    )


@lru_cache(maxsize=64)
def cells_within(rings: tuple[Ring, ...], count: int) -> tuple[tuple[Point, ...], int]:
    """Return so many squares within outlines, from the top left, and their side: the largest of which so many fit.

    Where not even the smallest fit, as many as do.
    """
    side = next(
        (
            side
            for side in range(LARGEST, SMALLEST, -1)
            if _may_hold(rings, side, count) and len(_grid(rings, side)) >= count
        ),
        SMALLEST,
    )
    cells = _grid(rings, side)
    if not cells or not count:
        return (), SMALLEST
    middle = (sum(x for x, _y in cells) / len(cells), sum(y for _x, y in cells) / len(cells))
    nearest = sorted(cells, key=lambda cell: (cell[0] - middle[0]) ** 2 + (cell[1] - middle[1]) ** 2)[:count]
    return tuple(sorted(nearest, key=lambda cell: (cell[1], cell[0]))), side


def _may_hold(rings: tuple[Ring, ...], side: int, count: int) -> bool:
    """Whether so many squares are no more than the outlines' extent: what needs no grid to be refused."""
    across, down = [x for ring in rings for x, _y in ring], [y for ring in rings for _x, y in ring]
    step = side + GAP
    return ((max(across) - min(across)) // step + 1) * ((max(down) - min(down)) // step + 1) >= count


def _grid(rings: tuple[Ring, ...], side: int) -> list[Point]:
    """Return the squares of a grid whose upper and lower sides lie wholly within the outlines."""
    found = []
    west, down = min(x for ring in rings for x, _y in ring), [y for ring in rings for _x, y in ring]
    y = min(down)
    while y + side < max(down):
        above, below = _stretches(rings, y), _stretches(rings, y + side)
        for begins, ends in above:
            x = west + -(-(begins - west) // (side + GAP)) * (side + GAP)
            while x + side <= ends:
                if any(left <= x and x + side <= right for left, right in below):
                    found.append((x, y))
                x += side + GAP
        y += side + GAP
    return found


def _stretches(rings: tuple[Ring, ...], y: float) -> list[Point]:
    """Return what lies within the outlines at a height, from where to where."""
    crossings = sorted(
        (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for ring in rings
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (y1 > y) != (y2 > y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))
