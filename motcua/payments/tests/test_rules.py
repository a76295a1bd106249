"""Money's pure decisions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.money import dong
from motcua.payments.rules import amount_of, due_of, fee_rules, in_words, quarter_days, quarter_of
from motcua.payments.types import DueIn, Tariff


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (500, "Năm trăm đồng"),
        (2_000, "Hai nghìn đồng"),
        (10_000, "Mười nghìn đồng"),
        (15_000, "Mười lăm nghìn đồng"),
        (21_000, "Hai mươi mốt nghìn đồng"),
        (24_500, "Hai mươi tư nghìn năm trăm đồng"),
        (101_000, "Một trăm lẻ một nghìn đồng"),
        (110_005, "Một trăm mười nghìn không trăm lẻ năm đồng"),
        (1_000_000, "Một triệu đồng"),
        (1_005_000, "Một triệu không trăm lẻ năm nghìn đồng"),
        (50_000_000, "Năm mươi triệu đồng"),
        (2_000_000_015, "Hai tỷ không trăm mười lăm đồng"),
        (1_200_000_000_000, "Một nghìn hai trăm tỷ đồng"),
    ],
)
def test_an_amount_in_words_as_a_cashier_writes_it(amount, words):
    assert in_words(amount) == words


def test_an_amount_is_shown_in_whole_dong():
    assert dong(15_000) == "15.000 đ"


@given(price=st.integers(0, 10**9), quantity=st.integers(1, 999), percent=st.integers(0, 100))
def test_a_line_costs_whole_dong_between_nothing_and_its_full_price(price, quantity, percent):
    amount = amount_of(price, quantity, percent)

    assert isinstance(amount, int)
    assert 0 <= amount <= price * quantity
    assert (amount - 1) * 100 < price * quantity * (100 - percent) + 100 or amount == 0
    assert amount * 100 >= price * quantity * (100 - percent)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_lies_in_its_quarter_and_quarters_meet(day):
    first, last = quarter_days(*quarter_of(day))

    assert first <= day <= last
    assert quarter_of(last + timedelta(days=1)) != quarter_of(day)
    assert quarter_days(*quarter_of(last + timedelta(days=1)))[0] == last + timedelta(days=1)


def test_a_province_that_says_nothing_refuses_to_return_unpaid_and_counts_the_usual_notes():
    rules = fee_rules({})

    assert (rules.returns_unpaid, rules.denominations[0], rules.denominations[-1]) == (False, 500_000, 200)
    assert rules.reliefs == ()


def test_a_relief_lowers_a_line_and_says_its_basis():
    rules = fee_rules({"reliefs": {"old": {"name": "Người cao tuổi", "percent": 50, "basis": "Điều 10"}}})
    due = due_of(DueIn(Tariff(1, "Lệ phí", price=15_001), quantity=3, relief="old", proof="CCCD"), rules)

    assert (due.amount, due.percent, due.basis, due.assumed) == (22_502, 50, "Điều 10", True)
