"""Scores of TT 01/2018 Đ13-15 as pure rules."""

from decimal import Decimal

import pytest

from motcua.scores import rules
from motcua.scores.rules import Band
from motcua.scores.types import Counts, Indicator, Term


def test_example_8_8():
    """200 dossiers: 150 early, 40 on the day, 10 late; the total is 8.8, the task done wholly (spec §6.1)."""
    card = rules.card_of_official(
        {
            Indicator.TIME: rules.score(Counts(150, 40, 10)),
            Indicator.PARTS: rules.score(Counts(150, 40, 10)),
            Indicator.CONTACTS: rules.score(Counts(170, 25, 5)),
            Indicator.BODIES: rules.score(Counts(185, 10, 5)),
            Indicator.ATTITUDE: rules.score(Counts(148, 42, 10)),
        }
    )

    assert list(map(str, card.scores.values())) == ["1.7", "1.7", "1.8", "1.9", "1.7"]
    assert (card.total, card.coverage) == (Decimal("8.8"), 100)
    assert card.least_band is card.best_band is Band.DONE


def test_no_dossier_is_no_score_and_not_zero():
    assert rules.score(Counts(0, 0, 0)) is None
    assert rules.score(Counts(0, 0, 3)) == 0

    card = rules.card_of_official({})
    assert card.is_empty
    assert card.coverage == 0


def test_what_is_missing_is_left_out_and_the_grade_lies_between():
    card = rules.card_of_official({Indicator.TIME: Decimal("1.5"), Indicator.PARTS: None})

    assert (card.total, card.coverage) == (Decimal("1.5"), 20)
    assert (card.least_band, card.best_band) == (Band.HARDLY, Band.DONE)


@pytest.mark.parametrize(
    ("total", "band"),
    [
        ("15", "excellent"),
        ("14.9", "good"),
        ("12", "good"),
        ("9", "fair"),
        ("6", "average"),
        ("5.9", "weak"),
        ("0", "weak"),
    ],
)
def test_grades_of_agencies(total, band):
    assert rules.band(Decimal(total), rules.card_of_agency({}).bands) == band


@pytest.mark.parametrize(("total", "band"), [("5", "done"), ("4.9", "mostly"), ("3.5", "mostly"), ("3.4", "hardly")])
def test_how_far_an_official_did_the_task(total, band):
    assert rules.band(Decimal(total), rules.card_of_official({}).bands) == band


def test_half_a_tenth_is_rounded_up():
    assert rules.score(Counts(13, 7, 0)) == Decimal("1.7")  # 1.65


@pytest.mark.parametrize(
    ("level", "wholly", "points"),
    [("department", 20, 2), ("department", 19, 1), ("district", 50, 2), ("commune", 99, 1)],
)
def test_so_many_procedures_are_done_wholly_at_the_desk(level, wholly, points):
    assert rules.at_the_counter(level, procedures=100, receivable=100, wholly=wholly) == points


def test_the_desk_without_procedures_marks_or_limits():
    assert rules.at_the_counter("commune", procedures=0, receivable=0, wholly=0) is None
    assert rules.at_the_counter("commune", procedures=5, receivable=5, wholly=0) is None
    assert rules.at_the_counter("commune", procedures=5, receivable=4, wholly=5) == 0


@pytest.mark.parametrize(
    ("high", "came", "late", "points"),
    [(20, 30, 0, 2), (19, 30, 0, 1), (20, 29, 0, 1), (20, 15, 0, 1), (20, 14, 0, 0), (20, 60, 1, 0)],
)
def test_online_services(high, came, late, points):
    assert rules.online(graded=100, high=high, received=100, came_online=came, late=late) == points


def test_online_services_without_dossiers_or_grades():
    assert rules.online(graded=0, high=0, received=9, came_online=9, late=0) is None
    assert rules.online(graded=5, high=5, received=0, came_online=0, late=0) is None


def test_terms():
    assert (str(Term(2020, 2).since), str(Term(2020, 2).until)) == ("2020-04-01", "2020-06-30")
    assert (str(Term(2020).since), str(Term(2020).until)) == ("2020-01-01", "2020-12-31")
    assert (Term(2020, 4).after, Term(2020, 1).before) == (Term(2021, 1), Term(2019, 4))
