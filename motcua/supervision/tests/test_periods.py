"""The period in which a day lies."""

from datetime import date

import pytest

from motcua.dossiers.queries import Period
from motcua.supervision.periods import Span, beside, period_of


@pytest.mark.parametrize(
    ("span", "since", "until"),
    [
        (Span.DAY, date(2020, 5, 11), date(2020, 5, 11)),
        (Span.MONTH, date(2020, 5, 1), date(2020, 5, 31)),
        (Span.QUARTER, date(2020, 4, 1), date(2020, 6, 30)),
        (Span.YEAR, date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_a_day_lies_in_one_period_of_each_length(span, since, until):
    assert period_of(span, date(2020, 5, 11)) == Period(since, until)


def test_the_periods_before_and_after_touch_it():
    before, after = beside(period_of(Span.MONTH, date(2020, 2, 10)))

    assert period_of(Span.MONTH, before).until == date(2020, 1, 31)
    assert period_of(Span.MONTH, after).since == date(2020, 3, 1)
