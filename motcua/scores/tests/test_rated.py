"""Indicators 4 and 7 of agencies and officials: from ratings, five or more of a quarter that is over."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, OneStop, at, stored
from motcua.identity.services import create_people
from motcua.identity.types import NewAppointment, NewPerson
from motcua.kernel import moments
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.ratings import services
from motcua.ratings.types import Said, Satisfaction
from motcua.scores import measuring
from motcua.scores.types import Indicator, Term

NOW = at("2020-05-29 10:00")


@pytest.fixture
def stop(province_db):
    return OneStop.open()


def rated(stop, bodies, *, complains=False, month="2020-02"):
    number = stop.receives(RENEW, when=f"{month}-11 09:10").code
    stop.hands_over(number, f"{month}-11 10:00")
    stop.examines(number, f"{month}-11 14:00")
    stop.proposes(number, f"{month}-12 09:00")
    stop.approves(number, f"{month}-12 10:00")
    said = Said(Satisfaction.SATISFIED, bodies=bodies, complains=complains)
    services.rate(actor=ANONYMOUS, at=at(f"{month}-20 10:00"), token=stored(number).facts["token"], said=said)


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


JULY = at("2020-07-10 10:00")
SECOND = Term(2020, 2)


def own(stop, person, term=SECOND, now=JULY):
    return measuring.official(person, term, person.account, now)


def test_an_official_has_both_from_five_ratings_of_the_post_and_only_who_may_sees_them(stop, monkeypatch):
    for bodies in (0, 0, 0, 1):
        rated(stop, bodies, month="2020-05")
    few = own(stop, stop.specialist)
    rated(stop, 3, complains=True, month="2020-05")

    found = own(stop, stop.specialist)
    assert few.card.scores[Indicator.BODIES] is None
    scores = found.card.scores
    assert (scores[Indicator.BODIES], scores[Indicator.ATTITUDE]) == (Decimal("1.4"), Decimal("1.6"))
    assert found.card.coverage == 100
    assert own(stop, stop.specialist, now=at("2020-06-30 10:00")).card.scores[Indicator.BODIES] is None
    assert own(stop, stop.clerk).card.scores[Indicator.BODIES] is None, "what is rated is the proposer's post"
    account = stop.specialist.account
    assert measuring.officials(stop.leader, SECOND, stop.unit.id, JULY)[account].card == found.card
    assert measuring.official(stop.clerk, SECOND, account, JULY).counts == {}
    assert measuring.officials(stop.stranger, SECOND, stop.unit.id, JULY) == {}
    monkeypatch.setattr(moments, "now", lambda: JULY)
    page = Screen(stop.specialist).opens("/cham-diem/cong-chuc?nam=2020&quy=2").content.decode()
    assert "1,4" in page
    assert "chi-so=4" not in page
    assert "chi-so=7" not in page, "no rating leads to its dossier"


def test_a_post_that_somebody_else_held_too_says_nothing_of_a_person(stop):
    for _each in range(5):
        rated(stop, 0, month="2020-05")
    specialist = stop.specialist
    assert own(stop, specialist).card.scores[Indicator.BODIES] is not None

    joins = NewAppointment(specialist.post, stop.unit.id, frozenset({"specialist"}), date(2020, 6, 30))
    create_people(actor=SYSTEM, at=NOW, rows=[NewPerson("cung-vi-tri", "Nông Văn Cùng", (joins,))])
    assert own(stop, specialist).card.scores[Indicator.BODIES] is None
