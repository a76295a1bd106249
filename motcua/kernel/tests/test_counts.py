"""Counts of one page, asked together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.kernel.counts import NOUGHT, Count, numbers

pytestmark = pytest.mark.django_db

TWO = "select %(n)s::int as count, %(n)s::int * 10 as tens"


def test_all_counts_of_a_page_go_in_one_statement_each_with_its_own_values():
    counts = [
        Count(TWO, {"n": 3}),
        Count(TWO, {"n": 4}, "tens"),
        NOUGHT,
        Count("select 7 as count"),
        Count(TWO, {"n": 3}, "tens"),
    ]
    with CaptureQueriesContext(connection) as asked:
        assert numbers(counts) == [3, 40, 0, 7, 30]
    assert len(asked) == 1
    assert asked[0]["sql"].count("tens") == 2, "the same statement with the same values is asked once"


def test_nothing_is_asked_where_nothing_is_counted(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert numbers([]) == []
        assert numbers([NOUGHT, NOUGHT.or_none()]) == [0, None]


def test_nought_is_a_number_or_none_as_one_wishes():
    count = Count(TWO, {"n": 0})
    assert numbers([count, count.or_none(), Count(TWO, {"n": 5}).or_none()]) == [0, None, 5]
    assert count.or_none().number() == 0
