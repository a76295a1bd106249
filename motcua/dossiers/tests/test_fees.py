"""A dossier's money: owed from reception on, taken once, given back, and no result before it is paid."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries, services
from motcua.dossiers.charging import is_chargeable, tariffs_of
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen, values_of, words_of
from motcua.dossiers.tests.one_stop import BIRTH, DAY, RENEW, OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller, body
from motcua.dossiers.types import Deed, NoSuchDossier, NotNow, Payment, Person, ProofKind, State
from motcua.files.tests import papers
from motcua.kernel import moments
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import NotAllowed
from motcua.kernel.statements import rows, run
from motcua.organisation import queries as organisation
from motcua.payments import queries as payments
from motcua.payments.types import AlreadyTaken, DueIn, Method, MoneyInvalid, ReceiptIdUsed, Unpaid

#: 30.000 đ in two working days; 2.000 đ at once; 10.000 or 7.000 đ in three days.
AMEND, COPY, STAY = "2.000913", "2.000815", "1.004194"
WHEN = at("2020-05-11 09:30")


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


@pytest.fixture
def number(one_stop):
    return one_stop.receives(AMEND).code


def takes(one_stop, number, when="2020-05-11 09:30", **values):
    values = {"receipt": new_id(), "method": Method.CASH, "actor": one_stop.clerk} | values
    return services.take_fee(at=at(when), number=number, **values)


def voucher_of(one_stop, number, content=None):
    """The scan of a bank's slip, stored for a dossier."""
    return services.store_file(
        actor=one_stop.clerk,
        at=at("2020-05-11 09:00"),
        dossier=stored(number).id,
        name="chung-tu.pdf",
        stream=BytesIO(content or papers.scan(1)),
        length=None,
    ).id


def axis(number):
    record = stored(number)
    assert difference(record) is None
    return record.standing.payment


def approved(one_stop):
    number = one_stop.receives(AMEND).code
    one_stop.hands_over(number)
    one_stop.examines(number)
    one_stop.proposes(number)
    one_stop.approves(number)
    return number


def test_what_is_received_with_a_fee_owes_it_until_it_is_taken(one_stop, number):
    assert axis(number) is Payment.DUE

    written = takes(one_stop, number)

    assert axis(number) is Payment.PAID
    receipt = stored(number).life.money.receipts[0]
    assert (receipt.amount, receipt.number, receipt.year) == (30_000, written.drawn["number"], 2020)
    assert queries.timeline(stored(number))[0].sentence == (
        f"Thu 30.000 đ, biên lai số {receipt.number:07}, quyển 1/2020."
    )


def test_what_costs_nothing_owes_nothing(one_stop):
    free = one_stop.receives(BIRTH).code

    assert axis(free) is Payment.NONE
    with pytest.raises(NotNow):
        takes(one_stop, free)
    with pytest.raises(NotNow):
        services.set_dues(actor=one_stop.clerk, at=WHEN, number=free, lines=[])


def test_sent_twice_it_is_one_receipt(one_stop, number):
    receipt = new_id()
    takes(one_stop, number, receipt=receipt)
    with pytest.raises(AlreadyTaken) as known:
        takes(one_stop, number, receipt=receipt)

    assert known.value.receipt.id == receipt
    assert len(stored(number).life.money.receipts) == 1
    other = one_stop.receives(AMEND).code
    with pytest.raises(ReceiptIdUsed):
        takes(one_stop, other, receipt=receipt)
    assert axis(other) is Payment.DUE


def test_two_tills_at_once_take_it_once(one_stop, number):
    ready, answers = threading.Barrier(6), []

    def till(_turn):
        ready.wait()
        try:
            takes(one_stop, number)
            answers.append("taken")
        except NotNow as refusal:
            answers.append(refusal.kind)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as tills:
        list(tills.map(till, range(6)))

    assert sorted(answers) == ["not-now"] * 5 + ["taken"]
    assert len(stored(number).life.money.receipts) == 1


def test_taking_is_one_writing_statement(one_stop, number, monkeypatch, django_assert_max_num_queries):
    stored(number)
    # What is in memory is asked for anew once a second: not in this one.
    monkeypatch.setattr("motcua.kernel.reference.time", SimpleNamespace(monotonic=lambda: 0.0))
    with django_assert_max_num_queries(6) as asked:
        takes(one_stop, number)

    writing = [query["sql"] for query in asked.captured_queries if "payments_take" in query["sql"]]
    assert len(writing) == 1
    assert "ledger_write" in writing[0]


def test_a_cancelled_receipt_makes_it_owed_again_and_keeps_its_number(one_stop, number):
    first = takes(one_stop, number).drawn["number"]
    receipt = stored(number).life.money.receipts[0].id
    services.cancel_fee_receipt(actor=one_stop.clerk, at=WHEN, number=number, receipt=receipt, reason="Ghi nhầm tên.")

    assert axis(number) is Payment.DUE
    line = queries.timeline(stored(number))[0]
    assert line.sentence == f"Huỷ biên lai số {first:07}, quyển 1/2020, trả lại 30.000 đ."
    assert line.text == "Ghi nhầm tên."
    assert takes(one_stop, number).drawn["number"] == first + 1
    assert axis(number) is Payment.PAID
    with pytest.raises(NotAllowed):
        services.cancel_fee_receipt(actor=one_stop.specialist, at=WHEN, number=number, receipt=receipt, reason="x")


def test_lines_are_chosen_with_quantity_and_relief(one_stop):
    number = one_stop.receives(STAY).code
    ten, seven = tariffs_of(stored(number).procedure)
    assert (axis(number), ten.price, seven.price, ten.assumed) == (Payment.NONE, 10_000, 7_000, True)

    services.set_dues(
        actor=one_stop.clerk, at=WHEN, number=number, lines=[DueIn(seven, quantity=2, relief="old", proof="CMND 095")]
    )
    assert axis(number) is Payment.DUE
    assert queries.timeline(stored(number))[0].sentence == "Ghi khoản phải nộp: 7.000 đ."
    assert takes(one_stop, number).drawn["amount"] == 7_000

    services.set_dues(actor=one_stop.clerk, at=WHEN, number=number, lines=[DueIn(ten), DueIn(seven, quantity=1)])
    assert stored(number).life.money.outstanding(0) == 10_000
    assert takes(one_stop, number).drawn["amount"] == 10_000
    assert axis(number) is Payment.PAID


def test_who_is_freed_owes_nothing(one_stop, number):
    (tariff,) = tariffs_of(stored(number).procedure)
    services.set_dues(
        actor=one_stop.clerk, at=WHEN, number=number, lines=[DueIn(tariff, relief="poor", proof="Sổ hộ nghèo 12")]
    )

    assert axis(number) is Payment.NONE
    assert stored(number).proofs() == {1: "Sổ hộ nghèo 12"}
    with pytest.raises(NotNow):
        takes(one_stop, number)


def test_what_the_list_does_not_know_is_typed_and_assumed(one_stop):
    version = catalogue.in_force(RENEW, DAY)
    (tariff,) = tariffs_of(version)
    number = one_stop.receives(RENEW).code

    assert (tariff.price, tariff.assumed) == (None, True)
    services.set_dues(actor=one_stop.clerk, at=WHEN, number=number, lines=[DueIn(tariff, price=8_000)])
    assert stored(number).life.money.dues[0].assumed is True
    assert takes(one_stop, number).drawn["amount"] == 8_000


def test_what_is_free_by_decision_is_charged_to_nobody(province_db):
    assert not is_chargeable(catalogue.in_force("1.001123", DAY))
    assert not is_chargeable(catalogue.in_force(BIRTH, DAY))
    assert is_chargeable(catalogue.in_force(RENEW, DAY))


def test_no_result_before_it_is_paid_unless_a_leader_allows_it(one_stop):
    number = approved(one_stop)
    with pytest.raises(Unpaid) as refused:
        one_stop.returns(number)
    assert refused.value.sentence == (
        "Hồ sơ còn 30.000 đ chưa nộp. Thu phí rồi trả kết quả, hoặc xin lãnh đạo cho trả trước."
    )
    with pytest.raises(NotAllowed):
        services.allow_unpaid(actor=one_stop.clerk, at=at("2020-05-13 10:00"), number=number, reason="Gấp.")

    services.allow_unpaid(actor=one_stop.leader, at=at("2020-05-13 10:00"), number=number, reason="Người nộp ở xa.")
    one_stop.returns(number)

    assert stored(number).standing.state is State.RETURNED
    assert axis(number) is Payment.DUE
    assert takes(one_stop, number, "2020-05-20 09:00").drawn["amount"] == 30_000
    assert axis(number) is Payment.PAID


def test_paid_it_goes_out(one_stop):
    number = approved(one_stop)
    takes(one_stop, number, "2020-05-13 10:00")
    one_stop.returns(number)

    assert stored(number).standing.state is State.RETURNED


def test_a_province_may_return_unpaid(one_stop, monkeypatch):
    number = approved(one_stop)
    settings = organisation.settings(DAY)
    from dataclasses import replace

    open_handed = replace(settings, fees={"return_unpaid": "allow"})
    monkeypatch.setattr("motcua.payments.queries.money.organisation.settings", lambda _on: open_handed)
    one_stop.returns(number)

    assert stored(number).standing.state is State.RETURNED


def test_received_and_returned_at_once_it_is_paid_in_the_same_act(one_stop):
    values = {
        "actor": one_stop.clerk,
        "at": WHEN,
        "recipient": Person("Triệu Mùi Khé", ProofKind.RECEIPT),
    }
    with pytest.raises(MoneyInvalid) as refused:
        services.receive_and_return(reception=one_stop.reception(COPY), **values)
    assert refused.value.fields == {"payment_method": "Thủ tục này thu 2.000 đ. Chọn cách nộp rồi trả kết quả."}

    received = services.receive_and_return(reception=one_stop.reception(COPY), method=Method.CASH, **values)

    assert axis(received.code) is Payment.PAID
    assert stored(received.code).standing.state is State.RETURNED
    assert [line.sentence for line in queries.timeline(stored(received.code))][1].startswith("Thu 2.000 đ")


def test_only_the_counter_that_received_it_takes_its_money(one_stop, number):
    with pytest.raises(NotAllowed):
        takes(one_stop, number, actor=one_stop.specialist)
    with pytest.raises(NoSuchDossier):
        takes(one_stop, number, actor=one_stop.stranger)


def test_the_till_and_the_settlement_know_what_was_taken(one_stop):
    day = "2020-07-01"
    number = one_stop.receives(AMEND, when=f"{day} 08:00").code
    paid = {"method": Method.TRANSFER, "reference": "FT20183", "voucher": voucher_of(one_stop, number)}
    takes(one_stop, number, f"{day} 09:00", **paid)
    (till,) = payments.tills(one_stop.clerk, one_stop.unit.id, at(f"{day} 09:00").date())
    found = payments.settlement(one_stop.clerk, one_stop.unit.id, 2020, 3)

    assert [(entry.subject, entry.amount) for entry in till.entries] == [(number, 30_000)]
    assert [(share.agency, share.transfer, share.total) for share in found.shares] == [
        (one_stop.unit.id, 30_000, 30_000)
    ]


def test_a_standing_that_forgot_its_money_is_named(one_stop, number):
    takes(one_stop, number)
    run("update dossiers_standing set payment = 'due' where dossier_id = %s", [stored(number).id])

    assert difference(stored(number)).columns == (("payment", Payment.DUE, Payment.PAID),)
    run("update dossiers_standing set payment = 'paid' where dossier_id = %s", [stored(number).id])


# Pages.


def test_the_page_takes_the_money_once_and_offers_the_receipt(one_stop, number):
    clerk = Screen(one_stop.clerk)
    assert "Thu 30.000 đ" in clerk.sees(f"/ho-so/{number}")
    assert "30.000 đ, chưa thu" in clerk.sees(f"/ho-so/{number}")
    receipt, revision = str(new_id()), stored(number).revision
    sent = {"receipt": receipt, "method": "cash", "revision": revision}

    first, second = (clerk.sends(f"/ho-so/{number}/thu-phi", sent) for _press in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert len(stored(number).life.money.receipts) == 1
    page = clerk.sees(f"/ho-so/{number}")
    assert "Đã thu 30.000 đ, biên lai số" in page
    assert "30.000 đ, đã thu đủ" in page
    assert "In biên lai" in page


def test_a_transfer_without_its_number_is_refused_beside_the_field_and_loses_nothing(one_stop, number):
    clerk = Screen(one_stop.clerk)
    answer = clerk.does(number, "thu-phi", receipt=str(new_id()), method="transfer", reference="")

    assert answer.status_code == 422
    assert "Ghi số giao dịch in trên chứng từ chuyển khoản." in answer.content.decode()
    assert (
        'value="transfer" checked' in answer.content.decode().replace("\n", " ") or "checked" in answer.content.decode()
    )


def test_dues_are_typed_on_their_page(one_stop):
    number = one_stop.receives(STAY).code
    clerk = Screen(one_stop.clerk)
    page = clerk.sees(f"/ho-so/{number}/khoan-phai-nop")
    assert "10.000 đ" in page
    assert "Hộ nghèo: miễn" in page

    wrong = clerk.does(number, "khoan-phai-nop", owed_1="on", quantity_1="hai")
    assert wrong.status_code == 422
    assert "Số lượng là một số, ví dụ 2." in wrong.content.decode()
    assert 'value="hai"' in wrong.content.decode()

    assert (
        clerk.does(number, "khoan-phai-nop", owed_1="on", quantity_1="2", owed_2="", quantity_2="1").status_code == 302
    )
    assert stored(number).life.money.owed(0) == 20_000


def test_a_receipt_is_cancelled_on_its_page_with_a_reason(one_stop, number):
    takes(one_stop, number)
    receipt = stored(number).life.money.receipts[0]
    clerk = Screen(one_stop.clerk)
    assert receipt.words in clerk.sees(f"/ho-so/{number}/huy-bien-lai")
    refused = clerk.does(number, "huy-bien-lai", receipt=str(receipt.id), reason="")
    assert refused.status_code == 422
    assert "Ghi lý do." in refused.content.decode()

    assert clerk.does(number, "huy-bien-lai", receipt=str(receipt.id), reason="Nhầm người nộp.").status_code == 302
    assert "(đã huỷ)" in clerk.sees(f"/ho-so/{number}")


def test_a_leader_allows_on_the_page_and_the_counter_returns(one_stop):
    number = approved(one_stop)
    clerk, leader = Screen(one_stop.clerk), Screen(one_stop.leader)
    refused = clerk.does(number, "tra-ket-qua", name="Triệu Mùi Khé", proof="receipt", relation="self")
    assert refused.status_code == 409
    assert "Hồ sơ còn 30.000 đ chưa nộp." in refused.content.decode()

    assert "30.000 đ chưa nộp" in leader.sees(f"/ho-so/{number}/cho-tra-truoc")
    assert leader.does(number, "cho-tra-truoc", reason="Người nộp ở xa.").status_code == 302
    returned = clerk.does(
        number, "tra-ket-qua", name="Triệu Mùi Khé", proof="receipt", relation="self", told="Gọi bà Khé."
    )
    assert returned.status_code == 302


def test_the_day_is_counted_and_closed_on_the_till_page(one_stop, number):
    takes(one_stop, number)
    clerk = Screen(one_stop.clerk)
    page = clerk.sees("/quy")
    assert number in page
    assert "Chốt quỹ ngày 11/5/2020" in page

    wrong = clerk.sends("/quy/chot", {"on": "2020-05-11", "note_10000": "ba"})
    assert wrong.status_code == 422
    assert "Số tờ là một số, ví dụ 12." in wrong.content.decode()
    unexplained = clerk.sends("/quy/chot", {"on": "2020-05-11", "note_10000": "1"})
    assert unexplained.status_code == 422
    assert "Ghi vì sao thừa hoặc thiếu." in unexplained.content.decode()

    closed = clerk.sends("/quy/chot", {"on": "2020-05-11", "note_10000": "1", "explanation": "Thiếu tiền lẻ."})
    assert closed.status_code == 302
    page = clerk.sees("/quy")
    assert "Đã chốt" in page
    assert "thiếu" in page or "thừa" in page
    assert one_stop.clerk.name in Screen(one_stop.leader).sees("/quy")


def test_the_settlement_is_shown_printed_and_given_as_a_sheet(one_stop, number):
    takes(one_stop, number)
    clerk = Screen(one_stop.clerk)
    assert "UBND xã Quảng Khê" in clerk.sees("/doi-soat?nam=2020&quy=2")
    total = payments.settlement(one_stop.clerk, one_stop.unit.id, 2020, 2).total

    sheet = clerk.opens("/doi-soat/bang-tinh?nam=2020&quy=2")
    assert sheet["Content-Disposition"] == 'attachment; filename="doi-soat-quy-2-2020.xlsx"'
    assert f"<v>{total}</v>" in sheet_of(sheet.content)

    answer = clerk.sends("/doi-soat/ban-in", {"nam": "2020", "quy": "2"})
    assert answer.status_code == 302
    assert clerk.opens(answer["Location"])["Content-Type"] == "application/pdf"
    assert Screen(one_stop.stranger).opens(answer["Location"]).status_code == 404
    early = clerk.sends("/doi-soat/ban-in", {"nam": "2021", "quy": "1"})
    assert early.status_code == 409
    assert "Quý này chưa bắt đầu." in early.content.decode()


def test_the_units_settlements_stand_side_by_side_and_say_when_one_is_behind(one_stop, number):
    takes(one_stop, number)
    clerk, page = Screen(one_stop.clerk), "/doi-soat/cac-don-vi?nam=2020&quy=2"
    assert clerk.sends("/doi-soat/ban-in", {"nam": "2020", "quy": "2"}).status_code == 302
    (before,) = payments.quarter_of_units(one_stop.clerk, 2020, 2)
    assert (before.agrees, before.settled, before.is_behind) == (True, before.total, False)
    assert "đã khác, lập lại" not in clerk.sees(page)

    takes(one_stop, one_stop.receives(COPY).code)
    (after,) = payments.quarter_of_units(one_stop.clerk, 2020, 2)
    assert (after.issued, after.is_behind) == (before.issued + 1, True)
    words = clerk.sees(page)
    assert "đã khác, lập lại" in words
    assert "Có đơn vị không cân" not in words
    assert f"<v>{after.total}</v>" in sheet_of(clerk.opens("/doi-soat/cac-don-vi/bang-tinh?nam=2020&quy=2").content)
    assert payments.quarter_of_units(one_stop.stranger, 2020, 2) == ()
    told = Caller(one_stop.clerk).get("/settlements/units?year=2020&quarter=2").json()
    assert (told["total"], told["since"], told["until"]) == (after.total, "2020-04-01", "2020-06-30")
    assert [(each["unit"], each["total"], each["is_behind"]) for each in told["units"]] == [
        (str(one_stop.unit.id), after.total, True)
    ]
    assert Caller(one_stop.stranger).get("/settlements/units?year=2020&quarter=2").json()["units"] == []
    assert Caller(one_stop.specialist).get("/settlements/units").status_code == 403


def sheet_of(content):
    import io
    import zipfile

    return zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()


def test_returned_at_once_on_the_reception_page_it_asks_how_it_was_paid(one_stop):
    clerk, draft = Screen(one_stop.clerk), new_id()
    values = values_of(one_stop.reception(COPY), recipient_proof="identity", recipient_number="095000000002")
    refused = clerk.sends(f"/tiep-nhan/{draft}/tra-ngay", values)
    assert refused.status_code == 422
    assert "Thủ tục này thu 2.000 đ. Chọn cách nộp rồi trả kết quả." in refused.content.decode()

    done = clerk.sends(f"/tiep-nhan/{draft}/tra-ngay", values, payment_method="cash")
    assert done.status_code == 302, words_of(done)[:900]
    page = clerk.sees(done["Location"])
    assert "Đã tiếp nhận và trả kết quả." in page
    assert "Biên lai số" in page


def test_returned_at_once_and_paid_through_a_bank_it_asks_for_the_voucher_and_keeps_it(one_stop):
    clerk, draft = Screen(one_stop.clerk), new_id()
    values = values_of(one_stop.reception(COPY), recipient_proof="identity", recipient_number="095000000002")
    values |= {"payment_method": "transfer", "payment_reference": "FT12"}
    refused = clerk.sends(f"/tiep-nhan/{draft}/tra-ngay", values)
    assert refused.status_code == 422
    assert "Kèm ảnh hoặc PDF chứng từ chuyển khoản" in refused.content.decode()
    voucher = SimpleUploadedFile("chung-tu.pdf", papers.scan(1), "application/pdf")
    assert clerk.sends(f"/tiep-nhan/{draft}/nhap", values, payment_voucher_file=voucher).status_code == 302
    page = clerk.opens(f"/tiep-nhan/{draft}").content.decode()
    assert "mở chứng từ" in page

    kept = re.search(r'name="payment_voucher_scan" value="([0-9a-f-]{36})"', page)[1]
    done = clerk.sends(f"/tiep-nhan/{draft}/tra-ngay", values, payment_voucher_scan=kept)

    assert done.status_code == 302, words_of(done)[:900]
    assert [str(file) for file in queries.vouchers_of(draft).values()] == [kept]


def test_right_after_reception_the_page_offers_to_take_the_fee(one_stop, number):
    assert "Thu 30.000 đ" in Screen(one_stop.clerk).sees(f"/ho-so/{number}/da-tiep-nhan")


# Programs.


def test_a_program_takes_money_once_for_its_key(one_stop):
    caller = Caller(one_stop.clerk)
    papers = [{"paper": str(one.paper), "originals": 1} for one in one_stop.reception(AMEND).papers]
    number = caller.post("/dossiers", body(procedure=AMEND, papers=papers)).json()["code"]
    key, sent = str(new_id()), {"method": "cash", "receipt": str(new_id())}

    first = caller.post(f"/dossiers/{number}/payments", sent, key)
    again = caller.post(f"/dossiers/{number}/payments", sent, key)

    assert (first.status_code, again.status_code) == (200, 200), first.content
    assert again.json() == first.json()
    assert first.json()["payment"] == "paid"
    money = caller.get(f"/dossiers/{number}/payments").json()
    assert (money["owed"], money["paid"], money["outstanding"]) == (30_000, 30_000, 0)
    assert Deed.TAKE_FEE not in first.json()["deeds"]
    assert len(rows("select id from dossiers_dossier where code = %s", [number])) == 1
