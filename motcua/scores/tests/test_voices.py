"""Criterion 5.4 of the index: a hundred less what was late and who was not satisfied, from a quarter that is over."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.dossiers import services as deeds
from motcua.dossiers.queries import IndexCut, Measured
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, OneStop, at, stored, unit_named
from motcua.dossiers.tests.test_api import Caller
from motcua.kernel import moments
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.organisation import queries as organisation
from motcua.ratings import services
from motcua.ratings.types import Said, Satisfaction
from motcua.scores import index_measuring, national_index, voices
from motcua.scores.types import Month, Term
from motcua.scores.voices import Voices

NOW = at("2020-05-29 10:00")
FEBRUARY, MAY = Month(2020, 2), Month(2020, 5)
FIRST = Term(2020, 1)


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    return OneStop.open()


def rated(stop, overall):
    """A dossier that was early in February, and rated in March."""
    number = stop.receives(RENEW, when="2020-02-10 09:10").code
    stop.hands_over(number, "2020-02-10 10:00")
    stop.examines(number, "2020-02-10 14:00")
    stop.proposes(number, "2020-02-11 09:00")
    stop.approves(number, "2020-02-11 10:00")
    token = stored(number).facts["token"]
    services.rate(actor=ANONYMOUS, at=at("2020-03-20 10:00"), token=token, said=Said(overall))


def criterion():
    return next(each for each in national_index.criteria(date(2022, 7, 1)) if each.code == "5.4")


def satisfaction(stop, month=FEBRUARY, actor=None, unit=None, now=NOW):
    cut = IndexCut(month.since, month.until, frozenset({unit or stop.unit.id}))
    return points(index_measuring.index_of(actor or stop.leader, cut, now))


def points(index):
    return next(each for each in index.points if each.criterion.code == "5.4")


def test_five_ratings_of_the_quarter_give_the_points_of_its_months_and_four_do_not(stop):
    for overall in (Satisfaction.VERY, Satisfaction.SATISFIED, Satisfaction.SATISFIED, Satisfaction.NOT):
        rated(stop, overall)
    assert satisfaction(stop).got is None
    rated(stop, Satisfaction.VERY)

    found = satisfaction(stop)
    assert (found.of, found.good, found.rate) == (5, 4, Decimal(80))
    assert found.got == Decimal("5.33")  # 80 of 90, of six points
    assert "quý 1/2020" in found.criterion.words
    assert satisfaction(stop, now=at("2020-03-31 10:00")).got is None, "the quarter is not over"
    by_unit = index_measuring.index_by_unit(stop.leader, IndexCut(FEBRUARY.since, FEBRUARY.until), NOW)
    assert points(by_unit[stop.unit.id]) == found
    stranger = stop.person("leader", unit_named(FOREIGN).id)
    assert satisfaction(stop, actor=stranger, unit=stop.unit.id).got is None

    stop.receives(RENEW, when="2020-05-11 09:10")
    running = satisfaction(stop, MAY)
    assert (running.of, "quý 1/2020" in running.criterion.words) == (5, True), "the last quarter that is over"
    page = Screen(stop.leader).opens(f"/chi-so-766?thang=2020-02&don-vi={stop.unit.id}").content.decode()
    assert "Tháng này lấy phiếu của quý 1/2020." in page
    assert "tieu-chi=5.4" not in page, "no rating leads to its dossier"
    asked = f"/index/lost?year=2020&month=2&criterion=5.4&unit={stop.unit.id}"
    assert Caller(stop.leader).get(asked).status_code == 422


def test_the_whole_has_the_ratings_of_its_rows_also_of_a_unit_that_is_gone_since(stop, monkeypatch):
    gone = organisation.unit_by_code("BK-01966").id
    monkeypatch.setattr(moments, "now", lambda: at("2020-01-06 08:00"))
    stop.seat(gone, date(2020, 1, 6))
    clerk, specialist, leader = (stop.person(role, gone) for role in ("counter", "specialist", "leader"))
    monkeypatch.setattr(moments, "now", lambda: NOW)
    for place in range(6):
        came = at("2020-01-06 09:10")
        reception = stop.reception(RENEW, on=came.date(), unit=gone)
        number = deeds.receive(actor=clerk, at=came, reception=reception).code
        if place == 5:
            break
        deeds.hand_over(actor=clerk, at=at("2020-01-06 10:00"), number=number)
        deeds.take_up(actor=specialist, at=at("2020-01-06 14:00"), number=number)
        deeds.propose(actor=specialist, at=at("2020-01-07 09:00"), number=number)
        deeds.approve(actor=leader, at=at("2020-01-07 10:00"), number=number)
        said = Said(Satisfaction.SATISFIED)
        services.rate(actor=ANONYMOUS, at=at("2020-03-20 10:00"), token=stored(number).facts["token"], said=said)

    for month in (Month(2020, 1), FEBRUARY):
        cut = IndexCut(month.since, month.until)
        rows = {unit: points(index) for unit, index in index_measuring.index_by_unit(SYSTEM, cut, NOW).items()}
        assert rows[gone].of == 5
        assert points(index_measuring.index_of(SYSTEM, cut, NOW)).of == sum(row.of for row in rows.values())


def test_what_was_late_goes_off_and_nothing_falls_below_zero():
    said = Voices(FIRST, 10, 1)

    assert voices.pointed(criterion(), said, Measured(20, 19)).rate == Decimal(85)
    assert voices.pointed(criterion(), said, Measured(20, 20)).got == Decimal(6)
    assert voices.pointed(criterion(), said, Measured(20, 1)).got == Decimal(0)
    assert voices.pointed(criterion(), said, Measured(0, 0)).got is None
    assert voices.pointed(criterion(), None, Measured(20, 20)).got is None


def test_units_add_up():
    both = voices.together([Voices(FIRST, 5, 1), Voices(FIRST, 15, 0)])

    assert both == Voices(FIRST, 20, 1)
    assert voices.together([]) is None
