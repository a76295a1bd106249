"""What is owed is set while the dossier is received: by the service, on the page without script, over the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries, services
from motcua.dossiers.charging import POSTAGE, tariffs_of
from motcua.dossiers.queries.reception import number_of
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen, values_of, words_of
from motcua.dossiers.tests.one_stop import DAY, RENEW, OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller, body
from motcua.dossiers.tests.test_fees import AMEND, COPY, STAY, voucher_of
from motcua.dossiers.types import Payment, Person, ProofKind, State
from motcua.kernel import moments
from motcua.kernel.ids import new_id
from motcua.payments.types import DueIn, Method, MoneyInvalid

WHEN = at("2020-05-11 09:30")
POOR = {"relief": "poor", "proof": "Sổ hộ nghèo 12"}
FARE = 28_000


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


def lines(procedure, *wanted, fare=0):
    known = {tariff.position: tariff for tariff in tariffs_of(catalogue.in_force(procedure, DAY), fare)}
    return tuple(DueIn(known[position], **more) for position, more in wanted)


def axis(number):
    record = stored(number)
    assert difference(record) is None
    return record.standing.payment


def test_whoever_is_freed_owes_nothing_from_the_first_moment(one_stop):
    number = one_stop.receives(AMEND, dues=lines(AMEND, (1, POOR))).code

    assert axis(number) is Payment.NONE
    assert stored(number).proofs() == {1: "Sổ hộ nghèo 12"}
    facts = queries.timeline(stored(number))
    assert [line.sentence.partition(",")[0] for line in facts] == ["Tiếp nhận"]


def test_of_several_lines_the_chosen_one_is_owed_so_many_times(one_stop):
    number = one_stop.receives(STAY, dues=lines(STAY, (2, {"quantity": 3}))).code

    assert axis(number) is Payment.DUE
    assert stored(number).life.money.outstanding(0) == 21_000
    assert services.take_fee(actor=one_stop.clerk, at=WHEN, number=number, receipt=new_id(), method=Method.CASH).drawn[
        "amount"
    ] == (21_000)


def test_set_or_not_it_is_one_statement(one_stop):
    """The act itself: what a reception reads beforehand stands in memory."""
    one_stop.receives(AMEND)
    for dues, times in ((None, 0), (lines(AMEND, (1, {"quantity": 2})), 1)):
        with CaptureQueriesContext(connection) as asked:
            one_stop.receives(AMEND, dues=dues)
        # Now and then a shelf asks whether it is still the newest.
        statements = [query["sql"] for query in asked.captured_queries if "_revision where" not in query["sql"].lower()]
        assert len(statements) == 1
        assert "ledger_write" in statements[0]
        assert statements[0].count("payments_set") == times


def test_the_later_act_begins_from_what_was_set(one_stop):
    number = one_stop.receives(STAY, dues=lines(STAY, (1, {}))).code
    services.set_dues(actor=one_stop.clerk, at=WHEN, number=number, lines=lines(STAY, (1, {"quantity": 2})))

    money = stored(number).life.money
    assert (money.times_set, money.owed(0)) == (2, 20_000)


@pytest.mark.parametrize(
    ("dues", "field", "sentence"),
    [
        ((1, {"relief": "poor"}), "proof_1", "Ghi giấy tờ chứng minh đã xem, ví dụ giấy chứng nhận hộ nghèo số 12."),
        ((1, {"quantity": 0}), "quantity_1", "Số lượng là một số từ 1 đến 999."),
        ((1, {"relief": "vip", "proof": "x"}), "relief_1", "Chọn diện miễn, giảm trong danh sách."),
    ],
)
def test_it_is_refused_by_the_later_acts_own_rules_and_nothing_is_received(one_stop, dues, field, sentence):
    reception = one_stop.reception(AMEND, dues=lines(AMEND, dues))
    with pytest.raises(MoneyInvalid) as refused:
        services.receive(actor=one_stop.clerk, at=WHEN, reception=reception)

    assert refused.value.fields == {field: sentence}
    assert number_of(reception.id) == ""


def test_what_goes_out_at_once_costs_what_was_set(one_stop):
    values = {"actor": one_stop.clerk, "at": WHEN, "recipient": Person("Triệu Mùi Khé", ProofKind.RECEIPT)}
    three = one_stop.reception(COPY, dues=lines(COPY, (1, {"quantity": 3})))
    with pytest.raises(MoneyInvalid) as refused:
        services.receive_and_return(reception=three, **values)
    assert refused.value.fields == {"payment_method": "Thủ tục này thu 6.000 đ. Chọn cách nộp rồi trả kết quả."}

    received = services.receive_and_return(reception=three, method=Method.CASH, **values)
    assert stored(received.code).life.money.paid == 6_000
    free = services.receive_and_return(reception=one_stop.reception(COPY, dues=lines(COPY, (1, POOR))), **values)
    assert (axis(free.code), stored(free.code).standing.state) == (Payment.NONE, State.RETURNED)


# The page.


def typed(one_stop, procedure, **changes):
    """What a page without script sends back: every line that it showed, with the version it showed it for."""
    reception = one_stop.reception(procedure)
    shown = {f"line_{place}": str(reception.procedure) for place in (1, 2, POSTAGE)}
    counts = {f"quantity_{place}": "1" for place in (1, 2, POSTAGE)}
    return values_of(reception) | shown | counts | changes


def test_the_page_shows_the_lines_and_the_sum_before_anything_is_received(one_stop):
    clerk, place = Screen(one_stop.clerk), f"/tiep-nhan/{new_id()}"
    clerk.sends(f"{place}/nhap", typed(one_stop, STAY, owed_2="on", quantity_2="3"))
    page = clerk.sees(place)

    assert "5. Lệ phí 21.000 đ" in page
    assert "Lệ phí: 21.000 đ" in page
    assert "Hộ nghèo: miễn" in page


def test_what_was_ticked_is_owed_and_printed(one_stop):
    clerk, place = Screen(one_stop.clerk), f"/tiep-nhan/{new_id()}"
    answer = clerk.sends(place, typed(one_stop, STAY, owed_1="on", quantity_1="2"))

    assert answer.status_code == 302, words_of(answer)
    number = answer["Location"].rstrip("/").split("/")[2]
    assert stored(number).life.money.owed(0) == 20_000


def test_a_page_that_was_left_as_it_came_sets_nothing(one_stop):
    clerk = Screen(one_stop.clerk)
    for changes in ({"owed_1": "on"}, {"owed_1": "on", "owed_90": "on"}):
        answer = clerk.sends(f"/tiep-nhan/{new_id()}", typed(one_stop, AMEND, **changes))
        money = stored(answer["Location"].rstrip("/").split("/")[2]).life
        assert (money.money.dues, money.fee) == (None, 30_000)


def test_unticked_it_is_not_owed(one_stop):
    answer = Screen(one_stop.clerk).sends(f"/tiep-nhan/{new_id()}", typed(one_stop, AMEND))

    assert axis(answer["Location"].rstrip("/").split("/")[2]) is Payment.NONE


def test_a_line_that_no_page_showed_stays_as_usual(one_stop):
    """The procedure was changed after the page came, or the post was chosen on it: nobody decided those lines."""
    other = str(catalogue.in_force(RENEW, DAY).id)
    values = typed(
        one_stop, AMEND, line_1=other, line_2=other, line_90="", delivery="post", delivery_address="Bản Pác Nghiên"
    )
    answer = Screen(one_stop.clerk).sends(f"/tiep-nhan/{new_id()}", values)

    life = stored(answer["Location"].rstrip("/").split("/")[2]).life
    assert (life.money.dues, life.fee) == (None, 30_000 + FARE)


def test_the_postage_may_be_left_out(one_stop):
    values = typed(one_stop, AMEND, owed_1="on", delivery="post", delivery_address="Bản Pác Nghiên")
    answer = Screen(one_stop.clerk).sends(f"/tiep-nhan/{new_id()}", values)

    assert stored(answer["Location"].rstrip("/").split("/")[2]).life.money.owed(0) == 30_000


def test_a_relief_without_proof_is_refused_at_its_field_and_loses_nothing(one_stop):
    place = f"/tiep-nhan/{new_id()}"
    answer = Screen(one_stop.clerk).sends(place, typed(one_stop, AMEND, owed_1="on", relief_1="poor", quantity_1="2"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ghi giấy tờ chứng minh đã xem" in words_of(answer)
    assert 'id="id_proof_1"' in page
    assert 'value="2"' in page
    wrong = Screen(one_stop.clerk).sends(place, typed(one_stop, AMEND, owed_1="on", quantity_1="hai"))
    assert "Số lượng là một số, ví dụ 2." in words_of(wrong)


# Programs.


def test_a_program_sets_them_too(one_stop):
    caller = Caller(one_stop.clerk)
    papers = [{"paper": str(paper.paper), "originals": 1} for paper in one_stop.reception(AMEND).papers]
    wanted = body(procedure=AMEND, papers=papers)
    free = caller.post("/dossiers", wanted | {"dues": []})
    twice = caller.post("/dossiers", wanted | {"dues": [{"position": 1, "quantity": 2}]})

    assert (free.status_code, twice.status_code) == (201, 201), free.content
    assert axis(free.json()["code"]) is Payment.NONE
    assert stored(twice.json()["code"]).life.money.owed(0) == 60_000
    unknown = caller.post("/dossiers", wanted | {"dues": [{"position": 7}]})
    assert unknown.status_code == 422
    assert unknown.json()["errors"] == {"lines": "Thủ tục này không có khoản thứ 7. Xem các khoản ở GET …/payments."}


def test_a_line_says_its_code_its_kind_and_how_it_was_collected(one_stop):
    number = one_stop.receives(AMEND, delivery="post", delivery_address="Thôn Nà Lẻo").code
    caller = Caller(one_stop.clerk)
    due = {"price": 30_000, "quantity": 1, "percent": 0, "amount": 30_000, "assumed": False}
    first, postage = caller.get(f"/dossiers/{number}/payments").json()["dues"]
    assert first == due | {
        "position": 1,
        "code": f"{AMEND}-01",
        "name": "Phí, lệ phí: Chứng thực việc sửa đổi, bổ sung, hủy bỏ giao dịch",
        "kind": "fee",
        "collection": None,
    }
    assert (postage["code"], postage["kind"], postage["collection"]) == ("CUOC-BUU-CHINH", "postage", None)

    paid = {"method": Method.TRANSFER, "reference": "FT1", "voucher": voucher_of(one_stop, number)}
    services.take_fee(actor=one_stop.clerk, at=WHEN, number=number, receipt=new_id(), **paid)

    told = caller.get(f"/dossiers/{number}/payments").json()
    assert {line["collection"] for line in told["dues"]} == {"transfer"}
    assert [tariff["code"] for tariff in told["tariffs"]] == [f"{AMEND}-01", "CUOC-BUU-CHINH"]
