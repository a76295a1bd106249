"""Receipts: numbered without gaps, once each, cancelled only by a counter-entry."""

from datetime import date

import pytest
from django.db.utils import IntegrityError

from motcua.kernel.ids import new_id
from motcua.kernel.refusal import NotAllowed
from motcua.kernel.statements import rows
from motcua.payments import queries, services
from motcua.payments.tests.counter import DAY, KIND, Counter, at, money_of, person, unit_named
from motcua.payments.types import (
    NO_MONEY,
    AlreadyCancelled,
    DueIn,
    EarlierDayOpen,
    LessThanPaid,
    Method,
    MoneyInvalid,
    NoSuchReceipt,
    NothingInTill,
    NothingToTake,
    ReceiptIdUsed,
    Tariff,
    TillClosed,
)
from motcua.prints import queries as prints

_counters = {}


@pytest.fixture
def counter(province_db):
    if province_db.name not in _counters:
        unit = unit_named("Xã Quảng Khê")
        found = Counter(unit, unit)
        found.cashier, found.other = person(unit, "counter"), person(unit, "counter")
        found.leader, found.specialist = person(unit, "leader"), person(unit, "specialist")
        _counters[province_db.name] = found
    return _counters[province_db.name]


def till_of(counter, cashier, on=DAY):
    return next((till for till in queries.tills(cashier, counter.unit, on) if till.account == cashier.account), None)


def test_numbers_follow_each_other_and_begin_anew_with_the_year(counter):
    first = counter.takes(counter.cashier, 15_000, when="2019-12-30 09:00")
    second = counter.takes(counter.other, 2_000, when="2019-12-31 09:00")
    third = counter.takes(counter.cashier, 2_000, when="2020-01-02 09:00")

    assert second["number"] == first["number"] + 1
    assert (third["number"], third["book"], third["year"]) == (1, 1, 2020)


def test_a_receipt_is_printed_on_one_sheet_with_what_was_drawn(counter):
    from io import BytesIO

    import pypdf

    receipt = new_id()
    drawn = counter.takes(counter.cashier, 15_000, 2_000, receipt=receipt)
    kept = rows("select print_id from payments_receipt where id = %s", [receipt])[0]["print_id"]
    pages = pypdf.PdfReader(BytesIO(prints.pdf(kept))).pages
    text = " ".join(pages[0].extract_text().split())

    assert len(pages) == 1
    assert f"{drawn['number']:07}" in text
    assert "17.000" in text
    assert "Mười bảy nghìn đồng" in text


def test_the_same_receipt_is_never_written_twice_and_draws_no_number(counter):
    receipt = new_id()
    before = counter.takes(counter.cashier, 1_000, receipt=receipt)
    with pytest.raises(IntegrityError) as problem:
        counter.takes(counter.cashier, 1_000, receipt=receipt)

    assert isinstance(services.meaning_of(problem.value), ReceiptIdUsed)
    assert counter.takes(counter.cashier, 1_000)["number"] == before["number"] + 1


def test_a_cancelled_receipt_stays_and_its_money_leaves_the_till(counter):
    owner, receipt = new_id(), new_id()
    counter.takes(counter.other, 30_000, owner=owner, receipt=receipt, when="2020-03-02 09:00")
    counter.cancels(counter.other, owner, receipt, "2020-03-02 10:00")

    money, till = money_of(owner), till_of(counter, counter.other, date(2020, 3, 2))
    assert (money.paid, len(money.receipts), money.valid) == (0, 1, ())
    assert [entry.amount for entry in till.entries] == [30_000, -30_000]
    assert till.amount == 0
    assert queries.reasons_of(owner) == {str(receipt): "Ghi nhầm."}
    with pytest.raises(AlreadyCancelled):
        counter.cancels(counter.other, owner, receipt, "2020-03-02 10:01")
    with pytest.raises(NoSuchReceipt):
        counter.cancels(counter.other, owner, new_id(), "2020-03-02 10:02")
    with pytest.raises(MoneyInvalid) as refused:
        counter.cancels(counter.other, owner, receipt, "2020-03-02 10:03", reason=" ")
    assert refused.value.fields == {"reason": "Ghi lý do."}


def test_what_cannot_be_taken_is_refused_in_words(counter):
    with pytest.raises(NothingToTake):
        counter.takes(counter.cashier)
    with pytest.raises(MoneyInvalid) as refused:
        counter.takes(counter.cashier, 1_000, method=Method.TRANSFER, reference=" ")
    assert refused.value.fields == {"reference": "Ghi số giao dịch in trên chứng từ chuyển khoản."}
    with pytest.raises(NotAllowed):
        counter.takes(counter.specialist, 1_000)


def test_a_closed_day_takes_no_more_and_the_rest_goes_to_the_next(counter):
    day, next_day = date(2020, 4, 6), date(2020, 4, 7)
    counter.takes(counter.cashier, 25_000, when="2020-04-06 09:00")
    counter.takes(counter.cashier, 5_000, when="2020-04-06 10:00", method=Method.TRANSFER)
    close_what_is_open(counter, counter.cashier, before=day)

    closed = services.close_till(
        actor=counter.cashier, at=at("2020-04-06 16:00"), on=day, counted={20_000: 1, 5_000: 1}
    )
    late = counter.takes(counter.cashier, 2_000, when="2020-04-06 16:30")

    assert (closed.cash, closed.transfer, closed.counted, closed.difference) == (25_000, 5_000, 25_000, 0)
    assert late["till"] == next_day.isoformat()
    assert [entry.amount for entry in till_of(counter, counter.cashier, day).entries] == [25_000, 5_000]
    assert [entry.amount for entry in till_of(counter, counter.cashier, next_day).entries] == [2_000]
    with pytest.raises(TillClosed):
        services.close_till(actor=counter.cashier, at=at("2020-04-06 17:00"), on=day, counted={})


def test_a_day_without_money_has_nothing_to_close(counter):
    with pytest.raises(NothingInTill):
        services.close_till(
            actor=person(counter.unit, "counter"), at=at("2020-04-08 17:00"), on=date(2020, 4, 8), counted={}
        )


def close_what_is_open(counter, cashier, *, before):
    for day in queries.open_days(cashier, counter.unit):
        if day < before:
            till = till_of(counter, cashier, day)
            counted = {1_000: till.total(Method.CASH) // 1_000}
            services.close_till(actor=cashier, at=at(f"{day} 17:00"), on=day, counted=counted, explanation="Tiền lẻ.")


def test_days_are_closed_in_order_and_not_before_they_come(counter):
    cashier = person(counter.unit, "counter")
    counter.takes(cashier, 3_000, when="2020-06-01 09:00")
    counter.takes(cashier, 4_000, when="2020-06-02 09:00")

    with pytest.raises(EarlierDayOpen) as refused:
        services.close_till(actor=cashier, at=at("2020-06-02 17:00"), on=date(2020, 6, 2), counted={2_000: 2})
    assert refused.value.sentence == "Quỹ ngày 01/06/2020 chưa chốt. Chốt ngày ấy trước."
    with pytest.raises(MoneyInvalid):
        services.close_till(actor=cashier, at=at("2020-06-02 17:00"), on=date(2020, 6, 3), counted={})
    assert queries.open_days(cashier, counter.unit) == (date(2020, 6, 1), date(2020, 6, 2))


def test_a_difference_is_named_and_explained(counter):
    cashier = person(counter.unit, "counter")
    counter.takes(cashier, 10_000, when="2020-06-01 09:00")
    with pytest.raises(MoneyInvalid) as refused:
        services.close_till(actor=cashier, at=at("2020-06-01 17:00"), on=date(2020, 6, 1), counted={5_000: 1})
    assert refused.value.fields == {"explanation": "Số đếm khác sổ. Ghi vì sao thừa hoặc thiếu."}

    services.close_till(
        actor=cashier, at=at("2020-06-01 17:00"), on=date(2020, 6, 1), counted={5_000: 1}, explanation="Thối nhầm."
    )
    closing = till_of(counter, cashier, date(2020, 6, 1)).closing
    assert (closing.difference, closing.explanation) == (-5_000, "Thối nhầm.")


def test_only_who_takes_money_closes_a_till(counter):
    for actor in (counter.leader, counter.specialist):
        with pytest.raises(NotAllowed):
            services.close_till(actor=actor, at=at("2020-05-11 17:00"), on=DAY, counted={})


def test_what_the_post_collects_is_written_by_nobody_by_hand(counter):
    with pytest.raises(MoneyInvalid) as refused:
        counter.takes(counter.cashier, 5_000, method=Method.POST)
    assert set(refused.value.fields) == {"method"}


def test_dues_are_set_with_quantity_and_relief_and_never_below_what_was_paid(counter):
    owner = new_id()
    tariff, unknown = Tariff(1, "Lệ phí", price=10_000), Tariff(2, "Phí", price=None, assumed=True)

    def sets(*lines):
        counter.sets(owner, lines, money_of(owner))

    sets(DueIn(tariff, quantity=2), DueIn(unknown, price=7_000, relief="old", proof="CCCD 0950"))
    money = money_of(owner)
    assert [(due.amount, due.assumed) for due in money.dues] == [(20_000, False), (3_500, True)]
    assert money.owed(0) == money.outstanding(0) == 23_500

    counter.takes(counter.cashier, 20_000, 3_500, owner=owner)
    with pytest.raises(LessThanPaid) as refused:
        sets(DueIn(tariff))
    assert refused.value.sentence == ("«Lệ phí» đã thu 20.000 đ. Huỷ biên lai trước, rồi mới ghi số phải nộp thấp hơn.")
    with pytest.raises(LessThanPaid):
        sets()
    sets(DueIn(tariff, quantity=3), DueIn(unknown, price=7_000, relief="old", proof="CCCD 0950"))
    assert money_of(owner).open_lines(()) == ((money_of(owner).dues[0], 10_000),)


def test_a_line_without_price_proof_or_sense_is_refused_beside_its_field(counter):
    tariff, unknown = Tariff(1, "Lệ phí", price=10_000), Tariff(2, "Phí")
    lines = [DueIn(tariff, quantity=0, relief="poor"), DueIn(unknown, relief="rich", proof="x")]
    with pytest.raises(MoneyInvalid) as refused:
        counter.sets(new_id(), lines, NO_MONEY)
    assert set(refused.value.fields) == {"quantity_1", "proof_1", "price_2", "relief_2"}


def test_a_leader_alone_allows_an_unpaid_return_and_says_why(counter):
    owner = new_id()
    values = {"owner_kind": KIND, "owner": owner, "unit": counter.unit, "amount": 5_000}
    with pytest.raises(NotAllowed):
        services.allow_unpaid(actor=counter.cashier, at=at("2020-05-11 09:00"), reason="Gấp.", **values)
    with pytest.raises(MoneyInvalid):
        services.allow_unpaid(actor=counter.leader, at=at("2020-05-11 09:00"), reason="", **values)

    services.allow_unpaid(actor=counter.leader, at=at("2020-05-11 09:00"), reason="Gấp.", **values)
    assert money_of(owner).allowed_at == at("2020-05-11 09:00")
