"""The map: districts are the sums of what lies in them, and every figure opens exactly its dossiers."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.queries import By, Figure, Side
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, OneStop, at, unit_named
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.organisation import queries as organisation
from motcua.profile import queries as profile
from motcua.supervision import cuts, maps
from motcua.supervision.cuts import Asked
from motcua.supervision.maps import Colouring
from motcua.supervision.periods import Span
from motcua.ui.map import Area, Tile, svg

NOW = at("2020-05-29 10:00")
MAY = Asked(Span.MONTH, NOW.date(), None, Side.COMPETENT, By.UNIT)


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    return OneStop.open()


@pytest.fixture
def late(stop):
    """One in time and one late in xã Quảng Khê, one open in its neighbour."""
    stop.approves(stop.brings_to_signature(), "2020-05-12 09:30")
    number = stop.brings_to_signature()
    stop.approves(number, "2020-05-20 09:00")
    foreign = stop.reception(RENEW, unit=unit_named(FOREIGN).id)
    services.receive(actor=stop.stranger, at=at("2020-05-11 09:00"), reception=foreign)
    return number


def test_a_district_is_all_that_lies_in_it_and_its_own_board(stop, late):
    found, others = maps.districts(SYSTEM, MAY, NOW)

    (ba_be,) = [place for place in found if place.unit.id == organisation.district_of(stop.unit.id, NOW.date())]
    communes = {place.unit.name: place.figures for place in ba_be.places}
    assert len(communes) == len([u for u in organisation.children(ba_be.unit.id, NOW.date()) if u.level == "commune"])
    counted = cuts.figures(SYSTEM, MAY, NOW)
    assert communes["Xã Quảng Khê"] == counted[str(stop.unit.id)][1]
    assert communes["Xã Quảng Khê"][Figure.LATE] >= 1
    assert communes[FOREIGN][Figure.OPEN] >= 1
    for figure in Figure:
        assert ba_be.figures[figure] == sum(place.figures[figure] for place in ba_be.places)
    assert ba_be.figures == cuts.total(cuts.figures(SYSTEM, replace(MAY, unit=ba_be.unit.id), NOW))
    everything = cuts.total(cuts.figures(SYSTEM, MAY, NOW))
    assert everything[Figure.RECEIVED] == sum(place.figures[Figure.RECEIVED] for place in (*found, *others))


@pytest.mark.parametrize(
    ("late", "decided", "level"), [(0, 0, None), (0, 9, 0), (1, 20, 1), (1, 10, 2), (1, 5, 3), (2, 5, 4)]
)
def test_the_darker_the_later(late, decided, level):
    figures = dict.fromkeys(Figure, 0) | {Figure.LATE: late, Figure.ON_TIME: decided - late}

    assert maps.level(figures, Colouring.LATE, 0) == level


def test_the_page_has_map_and_table_and_each_figure_opens_as_many(stop, late):
    clerk = Screen(stop.clerk)
    page = clerk.opens("/so-lieu/ban-do").content.decode()

    assert "giả định" in page
    assert re.search(r'mp-4"[^>]*><title>Xã Quảng Khê: 50,0% \(\d+/\d+\)', page)
    found = [(unescape(url), int(count)) for url, count in re.findall(r'href="([^"]*dong=[^"]*)"[^>]*>(\d+)<', page)]
    assert len(found) >= 6
    for url, count in found:
        assert re.search(rf"<h1>[^<]*: {count}</h1>", clerk.opens(url).content.decode()), url


def test_a_period_without_dossiers_and_a_day_without_districts_say_so(stop, late):
    assert "Kỳ này không có hồ sơ nào" in Screen(stop.clerk).sees("/so-lieu/ban-do?ngay=2010-01-01")
    assert maps.districts(SYSTEM, replace(MAY, span=Span.YEAR, on=date(2026, 1, 5)), at("2026-01-05 10:00"))[0] == []


def test_lists_behind_a_commune_are_the_boards(stop, late):
    found, _others = maps.districts(SYSTEM, MAY, NOW)
    for district in found:
        for place in district.places:
            cut, versions, _name = cuts.narrowed(MAY, str(place.unit.id))
            page = queries.behind(SYSTEM, cut, Figure.RECEIVED, NOW, versions=versions)
            assert page.counts[Figure.RECEIVED] == place.figures[Figure.RECEIVED]


def test_every_district_of_the_province_has_an_outline_that_holds_its_communes():
    outlines = profile.outlines()

    assert len(outlines) == 8
    for rings in outlines.values():
        assert all(105 < x < 107 and 21 < y < 23 for ring in rings for x, y in ring)
    areas = [Area("Huyện", "1%", 1, "/a", rings, [Tile("Xã", "1%", 1, "/a")] * 23) for rings in outlines.values()]
    assert svg(areas, "Màu").count("<rect") == 8 * 23
