"""A result is taken on the look-up page: the receipt's token, a code to the person's own address, then the file."""

import re
from io import BytesIO

import pytest

from motcua.dossiers import queries, services, slips
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen, values_of, words_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_fees import AMEND
from motcua.dossiers.types import KIND, NoSuchDossier, NotOnline, ProofKind, State, WrongCode
from motcua.files import services as files
from motcua.kernel import moments
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import Invalid
from motcua.ledger.services import catch_up
from motcua.notices import queries as notices
from motcua.notices.types import Channel
from motcua.payments.types import Method

#: Of a commune, with review, signature and the document clerk, who enters the result with its file.
PROCEDURE = "1.004944"
NOW = at("2020-05-11 22:30")
RESULT = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def one_stop(province_db, monkeypatch, settings):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    settings.SMTP_HOST, settings.MAIL_FROM, settings.SMS_URL = "127.0.0.1", "a@vidu.vn", ""
    stop = OneStop.open()
    catch_up()
    return stop


def received(one_stop, **changes):
    person = one_stop.reception(PROCEDURE).owner | {"email": "khe@vidu.vn"}
    return one_stop.receives(PROCEDURE, **({"owner": person, "delivery": "online"} | changes))


def with_result(one_stop, *, copy=True, kept=False, on="2020-05-11 11:00", **changes):
    """Received, signed, and entered by the document clerk."""
    taken = received(one_stop, **changes)
    number, when = taken.code, at(on)
    if kept:
        paper = queries.paper_scans(stored(number))[0]
        services.keep_originals(actor=one_stop.clerk, at=when, number=number, papers={paper.id: 1}, place="tủ 2")
    one_stop.hands_over(number, on)
    services.assign(actor=one_stop.leader, at=when, number=number, post=one_stop.specialist.post)
    services.propose(actor=one_stop.specialist, at=when, number=number)
    services.approve(actor=one_stop.leader, at=when, number=number)
    services.approve(actor=one_stop.leader, at=when, number=number)
    clerk = one_stop.person("document_clerk")
    file = (
        files.store(
            actor=clerk,
            at=when,
            owner_kind=KIND,
            owner_id=stored(number).id,
            name="ket-qua.pdf",
            stream=BytesIO(RESULT),
            length=len(RESULT),
        ).id
        if copy
        else None
    )
    services.register_result(actor=clerk, at=when, number=number, result_number="12/QĐ-UBND", file=file)
    return taken


def mails(number):
    """The messages about a dossier, the newest last."""
    catch_up()
    told = notices.told(KIND, stored(number).id)
    return [notices.message_for(SYSTEM, one.id, at=NOW) for one in told if one.channel is Channel.EMAIL]


def code_for(taken):
    """Ask for a code and read it in the mail."""
    services.send_online_code(actor=ANONYMOUS, at=NOW, token=taken.token)
    return re.search(r"\d{6}", mails(taken.code)[-1].body.split("là ")[1])[0]


def test_the_bearer_of_the_receipt_takes_the_result_with_a_code_from_the_mailbox(one_stop):
    taken, citizen = with_result(one_stop), Screen()
    assert "Bấm «Nhận kết quả trên mạng» ở dưới" in citizen.sees(f"/tra-cuu/{taken.token}")
    page = f"/tra-cuu/{taken.token}/nhan-ket-qua"
    assert "k…@vidu.vn" in citizen.sees(page)

    asked = citizen.sends(f"{page}/gui-ma")
    assert (asked.status_code, asked.url) == (302, f"{page}?da-gui")
    assert "Đã gửi mã nhận đến k…@vidu.vn" in citizen.sees(asked.url)
    code = re.search(r"là (\d{6})", mails(taken.code)[-1].body)[1]
    answer = citizen.sends(page, ma=f" {code[:3]} {code[3:]} ")

    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, RESULT)
    assert "ket-qua.pdf" in answer["Content-Disposition"]
    record = stored(taken.code)
    assert (record.standing.state, record.rows["deliveries"][0]["proof"]) == (State.RETURNED, ProofKind.ONLINE)
    assert difference(record) is None
    assert queries.timeline(record)[0].sentence == "Trả kết quả trên mạng; mã gửi đến liên hệ của người nộp."
    assert slips.delivery_slip(record)["dossier"] == taken.code


def test_a_download_that_broke_off_begins_again_and_is_no_second_return(one_stop):
    taken = with_result(one_stop)
    code = code_for(taken)
    first = services.return_online(actor=ANONYMOUS, at=NOW, token=taken.token, code=code)
    again = services.return_online(actor=ANONYMOUS, at=at("2020-05-11 22:55"), token=taken.token, code=code)

    assert (again.file, again.record.revision) == (first.file, first.record.revision)
    assert len(stored(taken.code).rows["deliveries"]) == 1


def test_a_wrong_an_old_and_a_replaced_code_open_nothing(one_stop):
    taken = with_result(one_stop)
    old = code_for(taken)
    wrong = f"{(int(old) + 1) % 1_000_000:06}"
    for code, when in ((wrong, NOW), (old, at("2020-05-11 23:01")), ("", NOW)):
        with pytest.raises(WrongCode):
            services.return_online(actor=ANONYMOUS, at=when, token=taken.token, code=code)

    services.send_online_code(actor=ANONYMOUS, at=at("2020-05-11 22:31"), token=taken.token)
    newest = re.search(r"là (\d{6})", mails(taken.code)[-1].body)[1]
    if newest != old:
        with pytest.raises(WrongCode):
            services.return_online(actor=ANONYMOUS, at=at("2020-05-11 22:32"), token=taken.token, code=old)
    assert stored(taken.code).standing.state is State.FINISHED


def test_guessing_ends_after_five_tries_and_the_page_says_when_to_come_back(one_stop):
    taken, citizen = with_result(one_stop), Screen()
    page = f"/tra-cuu/{taken.token}/nhan-ket-qua"
    code = code_for(taken)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    tries = [citizen.sends(page, ma=wrong) for _time in range(5)]

    assert {answer.status_code for answer in tries} == {422}
    assert "Mã nhận không đúng hoặc đã hết hạn" in words_of(tries[0])
    held = citizen.sends(page, ma=code)
    assert (held.status_code, stored(taken.code).standing.state) == (429, State.FINISHED)


def test_without_an_electronic_copy_the_way_to_the_counter_is_told(one_stop):
    taken, citizen = with_result(one_stop, copy=False), Screen()

    with pytest.raises(NotOnline):
        services.send_online_code(actor=ANONYMOUS, at=NOW, token=taken.token)
    assert "Kết quả chỉ có bản giấy. Mang giấy hẹn" in citizen.sees(f"/tra-cuu/{taken.token}/nhan-ket-qua")
    assert "Nhận kết quả trên mạng" not in citizen.sees(f"/tra-cuu/{taken.token}")


def test_whose_originals_are_kept_comes_for_them_and_the_result_together(one_stop):
    taken = with_result(one_stop, kept=True)

    with pytest.raises(NotOnline) as refused:
        services.send_online_code(actor=ANONYMOUS, at=NOW, token=taken.token)
    assert "đang giữ bản chính của bạn" in refused.value.sentence


def test_who_still_owes_is_told_how_much_and_where_to_pay(one_stop):
    person = one_stop.reception(PROCEDURE).owner | {"email": "khe@vidu.vn"}
    taken = one_stop.receives(AMEND, owner=person, delivery="online")
    one_stop.hands_over(taken.code)
    one_stop.examines(taken.code)
    one_stop.proposes(taken.code, "2020-05-11 11:00")
    one_stop.approves(taken.code, "2020-05-11 14:00")
    page, act = f"/tra-cuu/{taken.token}/nhan-ket-qua", {"actor": ANONYMOUS, "at": NOW, "token": taken.token}

    with pytest.raises(NotOnline):
        services.send_online_code(**act)
    assert "Hồ sơ còn 30.000 đ chưa nộp. Nộp ở nơi đã nộp hồ sơ" in Screen().sees(page)

    services.take_fee(actor=one_stop.clerk, at=NOW, number=taken.code, receipt=new_id(), method=Method.CASH)
    assert "chưa nộp" not in Screen().sees(page)


def test_who_chose_the_counter_comes_to_the_counter(one_stop):
    taken = with_result(one_stop, delivery="counter")

    with pytest.raises(NotOnline) as refused:
        services.send_online_code(actor=ANONYMOUS, at=NOW, token=taken.token)
    assert "theo cách khác" in refused.value.sentence


def test_the_code_alone_opens_nothing_without_the_receipt(one_stop):
    with pytest.raises(NoSuchDossier):
        services.return_online(actor=ANONYMOUS, at=NOW, token="khong-co", code="123456")
    assert Screen().opens("/tra-cuu/khong-co/nhan-ket-qua").status_code == 404


def test_no_line_and_no_page_holds_the_code(one_stop):
    taken = with_result(one_stop)
    code = code_for(taken)
    told = notices.told(KIND, stored(taken.code).id)[-1]

    assert (told.kind, told.at) == ("Mã nhận kết quả", NOW)
    assert code not in str(queries.timeline(stored(taken.code)))
    shown = notices.message_for(one_stop.leader, told.id, at=NOW)
    assert "mã riêng của người nhận" in shown.body


def test_the_news_of_the_result_leads_to_the_page(one_stop):
    taken = with_result(one_stop)
    newest = mails(taken.code)[-1]

    assert f"/tra-cuu/{taken.token}/nhan-ket-qua" in newest.body
    assert "Nhận kết quả tại UBND" not in newest.body


def test_the_clerk_chooses_it_at_reception_and_needs_an_address_for_the_code(one_stop):
    reception, clerk = one_stop.reception(PROCEDURE), Screen(one_stop.clerk)
    page = f"/tiep-nhan/{reception.id}"
    refused = clerk.sends(page, values_of(reception, delivery="online", phone=""))

    assert "Trả kết quả trên mạng cần một liên hệ" in words_of(refused)
    taken = clerk.sends(page, values_of(reception, delivery="online"))
    assert taken.status_code == 302, words_of(taken)
    assert "trên mạng" in clerk.sees(f"/ho-so/{taken.url.split('/')[2]}")


def test_the_same_is_refused_to_a_program(one_stop):
    person = one_stop.reception(PROCEDURE).owner | {"phone": ""}
    with pytest.raises(Invalid) as refused:
        one_stop.receives(PROCEDURE, owner=person, delivery="online")

    assert set(refused.value.fields) == {"delivery"}
