"""Biểu II.07b: procedures by online level, dossiers by level and channel."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries
from motcua.dossiers.queries import By, Figure, Side
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import DAY, FOREIGN, RENEW, SINGLE, OneStop, at, unit_named
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.types import Channel
from motcua.supervision import levels, reports
from motcua.supervision.cuts import Asked
from motcua.supervision.levels import OTHER, Arrived, LevelLine
from motcua.supervision.periods import Span

NOW = at("2020-05-29 10:00")
PAGE = "/bao-cao/ii-07b?ngay=2020-05-29"


@pytest.fixture
def stop(province_db):
    return OneStop.open()


@pytest.fixture
def lives(stop):
    """Two at the counter, one that came online, of procedures that stand under the levels of their versions."""
    stop.receives(RENEW)
    stop.receives(SINGLE)
    stop.receives(RENEW, channel=Channel.ONLINE)


def found(stop, by=By.FIELD, actor=None):
    asked = Asked(Span.MONTH, NOW.date(), stop.unit.id, Side.COMPETENT, by)
    whole, *lines = levels.lines(actor or stop.clerk, asked, NOW)
    return asked, whole, lines


def level(code):
    return levels.level_of(catalogue.in_force(code, DAY))


@pytest.mark.parametrize("by", levels.BYS)
def test_parts_make_the_sums_and_the_sums_are_those_of_the_other_form(stop, lives, by):
    asked, whole, lines = found(stop, by)

    assert lines
    assert all(line.agrees for line in (whole, *lines))
    assert levels.as_in_06a(stop.clerk, asked, whole, NOW)
    counted = queries.tally(stop.clerk, asked.cut, By.UNIT, NOW)[stop.unit.id]
    assert whole.all_arrived == Arrived(
        counted[Figure.RECEIVED], counted[Figure.ONLINE], counted[Figure.AT_COUNTER] + counted[Figure.BY_POST]
    )
    procedures, *by_level = whole.figures[: len(levels.LEVELS) + 1]
    assert procedures == sum(by_level) == len(catalogue.answered_for(stop.unit.id, NOW.date()))


def test_a_dossier_stands_under_the_level_of_its_version_and_its_channel(stop, lives):
    _asked, before, _lines = found(stop)
    stop.receives(RENEW, channel=Channel.ONLINE)
    _asked, after, _lines = found(stop)

    one, two = before.arrived[level(RENEW)], after.arrived[level(RENEW)]
    assert (two.total - one.total, two.online - one.online, two.direct - one.direct) == (1, 1, 0)
    assert {key: after.arrived[key] == before.arrived[key] for key in levels.LEVELS} == {
        key: key != level(RENEW) for key in levels.LEVELS
    }


def test_narrowed_to_a_procedure_it_counts_nothing_else(stop, lives):
    asked, *_found = found(stop)
    narrow = replace(asked, procedure=RENEW)
    whole, *lines = levels.lines(stop.clerk, narrow, NOW)

    assert [line.name for line in lines] == [catalogue.in_force(RENEW, DAY).field]
    assert whole.figures[0] == 1
    assert whole.arrived[level(RENEW)] == whole.all_arrived
    assert levels.as_in_06a(stop.clerk, narrow, whole, NOW)


def test_programs_get_both_forms_as_the_pages_show_them(stop, lives):
    asked, whole, lines = found(stop)
    caller, query = Caller(stop.clerk), f"span=thang&on=2020-05-29&by=linh-vuc&unit={stop.unit.id}"

    answer = caller.get(f"/reports/ii-07b?{query}").json()
    assert [row["name"] for row in answer["rows"]] == [line.name for line in lines]
    assert sum(each["received"] for each in answer["total"]["levels"]) == whole.all_arrived.total
    answer = caller.get(f"/reports/ii-06a?{query}").json()
    _lines, total = reports.lines(stop.clerk, asked, NOW)
    assert tuple(answer["total"]["figures"]) == total.figures
    assert len(answer["columns"]) == len(total.figures)
    assert answer["total"]["agrees"]


def test_a_procedure_of_several_units_counts_once_in_the_sums(stop):
    one = LevelLine("a", "A", {4: frozenset({"1", "2"})}, {})
    other = LevelLine("b", "B", {4: frozenset({"2"}), OTHER: frozenset({"3"})}, {4: Arrived(3, 2, 1)})

    whole = levels.total([one, other])
    assert whole.figures == (3, 0, 0, 2, 1, 3, 0, 0, 0, 0, 2, 1, 0, 0)
    assert whole.agrees


@pytest.mark.parametrize(
    "line",
    [
        LevelLine("a", "A", {3: frozenset({"1"}), 4: frozenset({"1"})}, {}),
        LevelLine("a", "A", {}, {3: Arrived(3, 1, 1)}),
    ],
)
def test_a_procedure_of_two_levels_or_a_dossier_without_a_channel_is_told(line):
    assert not line.agrees


def test_nobody_sees_the_procedures_or_dossiers_of_another_unit(stop, lives):
    stranger = stop.person("leader", unit_named(FOREIGN).id)

    assert found(stop, By.UNIT, stranger)[2] == []


def test_the_page_says_that_its_columns_are_assumed_and_gives_a_sheet(stop, lives):
    clerk = Screen(stop.clerk)
    words = clerk.sees(PAGE)

    assert "giả định" in words
    assert "Có dòng không cân" not in words
    assert "Tổng số " + " ".join(map(str, levels.lines(stop.clerk, _page(), NOW)[0].figures)) in words
    assert clerk.opens("/bao-cao/ii-07b/bang-tinh?ngay=2020-05-29").content.startswith(b"PK")
    assert "xã Quảng Khê" in clerk.sees(f"{PAGE}&xem=don-vi")


def _page():
    return Asked(Span.MONTH, date(2020, 5, 29), None, Side.COMPETENT, By.FIELD)
