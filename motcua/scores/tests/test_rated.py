"""Indicators 4 and 7 of agencies: from ratings, five or more of a quarter that is over."""

from decimal import Decimal

import pytest

from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, OneStop, at, stored
from motcua.kernel.actor import ANONYMOUS
from motcua.ratings import services
from motcua.ratings.types import Said, Satisfaction
from motcua.scores import measuring
from motcua.scores.types import Indicator, Term

NOW = at("2020-05-29 10:00")


@pytest.fixture
def stop(province_db):
    return OneStop.open()


def rated(stop, bodies, *, complains=False):
    number = stop.receives(RENEW, when="2020-02-10 09:10").code
    stop.hands_over(number, "2020-02-10 10:00")
    stop.examines(number, "2020-02-10 14:00")
    stop.proposes(number, "2020-02-11 09:00")
    stop.approves(number, "2020-02-11 10:00")
    said = Said(Satisfaction.SATISFIED, bodies=bodies, complains=complains)
    services.rate(actor=ANONYMOUS, at=NOW, token=stored(number).facts["token"], said=said)


def card(stop, term):
    return measuring.agencies(stop.leader, term, [stop.unit], NOW)[stop.unit.id].card


def test_ratings_give_the_indicators_that_only_people_can_give_and_raise_the_coverage(stop):
    for bodies in (0, 0, 0, 1):
        rated(stop, bodies)
    few = card(stop, Term(2020, 1))
    assert few.scores[Indicator.BODIES] is None
    rated(stop, 3, complains=True)

    found = card(stop, Term(2020, 1))
    assert found.scores[Indicator.BODIES] == Decimal("1.4")  # 2 + 2 + 2 + 1 + 0 of five ratings
    assert found.scores[Indicator.ATTITUDE] == Decimal("1.6")  # four early without a complaint, one with
    assert found.coverage == few.coverage + 22
    assert card(stop, Term(2020)).scores[Indicator.BODIES] == Decimal("1.4")
    page = Screen(stop.leader).opens(f"/cham-diem/co-quan?nam=2020&quy=1&don-vi={stop.unit.id}").content.decode()
    assert "chi-so=7" not in page, "no rating leads to its dossier"
