"""A map: outlines on a sheet, tiles within their area, nothing that only a pointer finds."""

import re

from motcua.ui import map as maps

SQUARE = ((105.0, 22.0), (105.2, 22.0), (105.2, 22.2), (105.0, 22.2))
WEDGE = ((105.2, 22.0), (105.4, 22.0), (105.2, 22.2))
BENT = ((105.0, 22.0), (105.3, 22.0), (105.3, 22.05), (105.08, 22.07), (105.1, 22.3), (105.0, 22.25))


def area(ring, tiles=0, level=1):
    return maps.Area(
        "Huyện A", "3%", level, "/a", (ring,), [maps.Tile(f"Xã {n}", "1%", None, f"/a/{n}") for n in range(tiles)]
    )


def test_every_tile_lies_within_its_district_and_apart_from_the_others():
    placed, _height = maps._placed(((SQUARE,), (WEDGE,), (BENT,)))
    for rings in placed:
        cells, side = maps.cells_within(rings, 22)
        assert len(set(cells)) == 22
        assert side >= maps.SMALLEST
        for x, y in cells:
            for height in (y, y + side):
                assert any(left <= x and x + side <= right for left, right in maps._stretches(rings, height))
        for one in cells:
            for other in cells:
                assert one == other or max(abs(one[0] - other[0]), abs(one[1] - other[1])) > side


def test_north_is_above_and_east_on_the_right():
    ((square,), (wedge,)), _height = maps._placed(((SQUARE,), (WEDGE,)))

    assert square[2][1] < square[1][1]
    assert min(x for x, _y in wedge) >= max(x for x, _y in square) - 0.001


def test_what_the_pointer_finds_is_left_to_the_table_for_all_others():
    picture = maps.svg([area(SQUARE, tiles=4), area(WEDGE, level=None)], "Màu")

    assert 'aria-hidden="true"' in picture
    assert picture.count("<a ") == picture.count('tabindex="-1"') == 6
    assert re.findall(r"<title>(Xã \d): 1%</title>", picture) == [f"Xã {n}" for n in range(4)]
    assert "mp-unknown" in picture
    assert "<figcaption" in picture
    assert maps.svg([], "Màu") == ""
