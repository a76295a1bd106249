"""Whatever is taken, cancelled and closed: the lines, the tills and the settlement have the same sum."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.kernel.statements import row, rows
from motcua.payments import queries, services
from motcua.payments.tests.counter import POSTAGE, Counter, at, money_of, person, unit_named
from motcua.payments.types import EarlierDayOpen, Method, NothingInTill, TillClosed

COMMUNES = ("Xã Quảng Khê", "Xã Đồng Phúc", "Xã Hoàng Trĩ", "Xã Yến Dương", "Xã Địa Linh", "Xã Chu Hương")
FIRST = date(2020, 4, 1)
CASHIERS, AGENCIES, DAYS = 2, 2, 4

_tried = []
AMOUNT = st.integers(1, 2_000_000)
WHO, DAY = st.integers(0, CASHIERS - 1), st.integers(0, DAYS)
STEP = st.one_of(
    st.tuples(
        st.just("take"), WHO, DAY, st.lists(AMOUNT, min_size=1, max_size=3), st.sampled_from([Method.CASH, Method.TRANSFER]),
        st.integers(0, AGENCIES - 1), st.integers(0, 60_000),
    ),
    st.tuples(
        st.just("collect"), WHO, DAY, st.lists(AMOUNT, min_size=1, max_size=3), st.integers(0, AGENCIES - 1),
        st.integers(0, 60_000),
    ),
    st.tuples(st.just("cancel"), WHO, DAY, st.integers(0, 30)),
    st.tuples(st.just("close"), WHO, DAY),
)  # fmt: skip


@pytest.fixture
def province(province_db):
    return [unit_named(name) for name in COMMUNES]


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEP, min_size=1, max_size=14))
def test_lines_tills_and_settlement_agree_with_postage_and_what_the_post_collects(province, steps):
    # A year of its own for each example: its numbers and sums begin from nothing.
    year = 2000 + len(_tried) % 20
    unit = province[len(_tried) // 20 % len(province)]
    _tried.append(steps)
    counter = Counter(unit, unit)
    cashiers = [person(unit, "counter") for _cashier in range(CASHIERS)]
    taken, wanted = play(counter, cashiers, [unit, province[-1]], steps, year)

    kept = row(
        "select coalesce(sum(l.amount), 0)::bigint as total, "
        "coalesce(sum(l.amount) filter (where l.kind = 'postage'), 0)::bigint as postage from payments_receipt_line l "
        "join payments_receipt r on r.id = l.receipt_id left join payments_cancellation c on c.receipt_id = r.id "
        "where c.id is null and r.id = any(%s)",
        [list(taken)],
    )
    lines = kept["total"]
    assert kept == {"total": sum(sum(one.values()) for one in wanted.values()), "postage": postage_in(wanted)}
    days = [date(year, FIRST.month, FIRST.day) + timedelta(days=number) for number in range(DAYS + 3)]
    tills = [till for day in days for till in queries.tills(cashiers[0], unit, day)]
    found = queries.settlement(cashiers[0], unit, year, 2)

    assert sum(till.amount for till in tills) == found.total == lines
    assert sum(share.cash + share.transfer + share.post for share in found.shares) == lines
    assert sum(till.total(Method.POST) for till in tills) == sum(share.post for share in found.shares)
    assert found.open_days == len([till for till in tills if till.closing is None and in_a_till(till)])
    for till in tills:
        if till.closing:
            assert (till.closing.cash, till.closing.transfer) == (till.total(Method.CASH), till.total(Method.TRANSFER))
    of_unit = [each for each in queries.quarter_of_units(cashiers[0], year, 2) if each.unit == unit]
    assert sum(each.total for each in of_unit) == lines
    assert sum(each.issued for each in of_unit) == len(taken)
    assert sum(each.issued - each.cancelled for each in of_unit) == len(wanted)
    assert sum(each.open_tills for each in of_unit) == found.open_days
    assert sum(each.closed_tills for each in of_unit) == sum(till.closing is not None for till in tills)
    assert all(each.agrees for each in of_unit)
    numbers = [one["number"] for one in rows("select number from payments_receipt where id = any(%s)", [list(taken)])]
    assert sorted(numbers) == list(range(1, len(taken) + 1))
    assert all(isinstance(till.amount, int) for till in tills)


def postage_in(wanted):
    return sum(one.get(POSTAGE, 0) for one in wanted.values())


def in_a_till(till):
    """Whether something of it went through somebody's hands."""
    return any(entry.method is not Method.POST for entry in till.entries)


def play(counter, cashiers, agencies, steps, year):
    """Do the steps; return the receipts with their owners, and what each that stands was for, by the line's position."""
    taken, wanted = {}, {}
    for step in steps:
        day = date(year, FIRST.month, FIRST.day) + timedelta(days=step[2])
        cashier = cashiers[step[1]]
        match step:
            case ("take", _who, _day, amounts, method, agency, postage):
                owner, receipt = new_id(), new_id()
                counter.takes(
                    cashier, *amounts, when=f"{day} 09:00", method=method, owner=owner, receipt=receipt,
                    agency=agencies[agency], postage=postage,
                )  # fmt: skip
                taken[receipt], wanted[receipt] = owner, parts(amounts, postage)
            case ("collect", _who, _day, amounts, agency, postage):
                owner, receipt = new_id(), new_id()
                counter.takes(
                    SYSTEM, *amounts, when=f"{day} 15:00", method=Method.POST, owner=owner, receipt=receipt,
                    agency=agencies[agency], postage=postage,
                )  # fmt: skip
                taken[receipt], wanted[receipt] = owner, parts(amounts, postage)
            case ("cancel", _who, _day, which) if taken:
                receipt = list(taken)[which % len(taken)]
                if money_of(taken[receipt]).valid:
                    counter.cancels(cashier, taken[receipt], receipt, f"{day} 10:00")
                    wanted.pop(receipt)
            case ("close", *_rest):
                close(cashier, day)
    return taken, wanted


def parts(amounts, postage):
    return dict(enumerate(amounts, start=1)) | ({POSTAGE: postage} if postage else {})


def close(cashier, day):
    with suppress(TillClosed, NothingInTill, EarlierDayOpen):
        services.close_till(actor=cashier, at=at(f"{day} 17:00"), on=day, counted={1_000: 3}, explanation="Đếm thử.")
