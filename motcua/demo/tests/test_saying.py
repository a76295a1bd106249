"""What people say when they have their result, without a database."""

from collections import Counter
from datetime import datetime, timedelta

from motcua.demo.acts import Act
from motcua.demo.saying import rated, said
from motcua.kernel.moments import TZ
from motcua.ratings.types import Satisfaction

AT = datetime(2020, 5, 11, 9, tzinfo=TZ)
FETCHED = (Act("receive", AT), Act("approve", AT + timedelta(days=1)), Act("return_result", AT + timedelta(days=2)))


def test_one_of_eight_says_something_after_the_result_and_nobody_else():
    lives = [rated(FETCHED, number) for number in range(800)]

    assert sum(life[-1].deed == "rate" for life in lives) == 100
    assert all(life[: len(FETCHED)] == [*FETCHED] or life == FETCHED for life in lives)
    assert rated(FETCHED[:2], 5) == FETCHED[:2]


def test_a_refusal_is_not_rated():
    refused = (FETCHED[0], Act("refuse", AT + timedelta(days=1)), FETCHED[2])

    assert rated(refused, 5) == refused


def test_most_are_content_and_only_who_is_not_complains():
    heard = [said(number) for number in range(5, 1605, 8)]
    levels = Counter(each.overall for each in heard)

    assert levels[Satisfaction.VERY] > levels[Satisfaction.SATISFIED] > levels[Satisfaction.NOT] > 0
    assert {each.overall for each in heard if each.complains} == {Satisfaction.NOT}
