"""The pages of messages: the outbox, one message, the texts, what a person wants."""

import re
import shutil
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.clocks.folder.shipped import SHIPPED
from motcua.kernel import moments, reference
from motcua.kernel.actor import SYSTEM
from motcua.kernel.statements import rows
from motcua.ledger import queries as ledger
from motcua.notices import queries, services
from motcua.notices.sending import sender
from motcua.notices.sockets import letters
from motcua.notices.tests.post_office import (
    LETTER,
    MORNING,
    NUMBER,
    OBLIGATORY,
    Clock,
    Office,
    Program,
    Screen,
    empty,
    mail_office,
    stored,
)
from motcua.notices.types import MESSAGE, Channel, Fate, MayNotDecline, TextInForce
from motcua.organisation import services as organisation
from motcua.profile import queries as profile


@pytest.fixture
def clock(monkeypatch):
    shown = Clock()
    monkeypatch.setattr(moments, "now", shown)
    return shown


@pytest.fixture
def office(province_db, clock):
    empty()
    with letters.instead(LETTER, OBLIGATORY):
        yield Office()


@pytest.fixture
def post(office, tmp_path, settings):
    with mail_office(settings, tmp_path) as there:
        yield there


@pytest.fixture
def three(office, post):
    """One sent, one refused, one of which nobody knows."""
    office.tells("khe@vidu.vn", "khong-co@vidu.vn", "dut@vidu.vn")
    sender.send_due(Channel.EMAIL)
    return [found["id"] for found in rows("select id from notices_message order by id")]


def test_the_outbox_shows_each_message_with_its_fate_and_masked_address(office, three):
    page = Screen(office.clerk).sees("/thong-bao")

    assert "Tất cả 3" in page
    assert "Chưa rõ đã đến chưa 1 Không gửi được 1" in page
    assert "Đã tiếp nhận Thư điện tử" in page
    assert f"{NUMBER} d…@vidu.vn chưa rõ đã đến chưa" in page
    assert "khe@vidu.vn" not in page
    assert page.count("Gửi lại Coi như đã báo") == 2


def test_the_outbox_is_filtered_by_fate(office, three):
    page = Screen(office.clerk).sees("/thong-bao?tin=sent")

    assert "1 trong 1 tin" in page
    assert "d…@vidu.vn" not in page


def test_the_rail_counts_what_waits_for_a_person(office, three):
    assert "Tin đã báo 2" in Screen(office.clerk).sees("/thong-bao")


def test_another_unit_sees_none_of_it(office, three):
    stranger = Screen(office.stranger)

    assert "Không có tin nào ở đây." in stranger.sees("/thong-bao")
    stranger.sees(f"/thong-bao/{three[0]}", status=404)
    assert stranger.sends(f"/thong-bao/{three[2]}/gui-lai").status_code == 404


def test_a_message_shows_what_it_says_and_what_the_server_answered(office, three):
    sent = Screen(office.clerk).sees(f"/thong-bao/{three[0]}")
    refused = Screen(office.clerk).sees(f"/thong-bao/{three[1]}")

    assert "Kính gửi Triệu Mùi Khé," in sent
    assert "máy nhận đã nhận 250 2.0.0 queued as 0000" in sent
    assert "Gửi lại" not in sent
    assert "Máy nhận không nhận tin này." in refused
    assert "550 5.1.1 <k…@vidu.vn> no such user" in refused


def test_opening_a_message_is_a_look(office, three):
    Screen(office.clerk).sees(f"/thong-bao/{three[0]}")

    assert [look.actor for look in ledger.looks_at(MESSAGE, three[0])] == [office.clerk.account]


def test_a_person_decides_on_the_page(office, three):
    clerk = Screen(office.clerk)
    assert clerk.sends(f"/thong-bao/{three[2]}/coi-nhu-da-bao", revision=0).status_code == 302
    assert clerk.sends(f"/thong-bao/{three[1]}/gui-lai", tu="danh-sach")["Location"] == "/thong-bao"

    assert [fate for fate, _attempts in stored()] == [Fate.SENT, Fate.QUEUED, Fate.SETTLED]
    assert "Nông Thị Thử, coi như đã báo" in clerk.sees(f"/thong-bao/{three[2]}")


def test_whoever_comes_second_reads_why_not(office, three):
    clerk = Screen(office.clerk)
    clerk.sends(f"/thong-bao/{three[2]}/coi-nhu-da-bao", revision=0)
    answer = clerk.sends(f"/thong-bao/{three[2]}/gui-lai", revision=0)

    assert answer.status_code == 409
    assert "Tin này vừa có người khác quyết định. Mở lại để xem mới nhất." in answer.content.decode()


def test_an_outbox_of_many_asks_as_much_as_one_of_few(office, post, monkeypatch):
    for shelf in reference.shelves:  # what is in memory is asked for its revision once a second: that is not the list
        monkeypatch.setattr(shelf, "_every", 3600.0)
    screen = Screen(office.clerk)

    def questions():
        screen.sees("/thong-bao")
        with CaptureQueriesContext(connection) as asked:
            screen.sees("/thong-bao")
        return len(asked)

    office.tells("a@vidu.vn")
    few = questions()
    office.tells(*(f"nguoi{number}@vidu.vn" for number in range(60)))
    assert questions() == few
    page = screen.sees("/thong-bao")
    assert "50 trong 61 tin" in page
    last = queries.outbox(office.clerk, at=MORNING).following
    assert "11 trong 61 tin" in screen.sees(f"/thong-bao?truoc={last}")


def test_without_a_way_out_the_page_says_so(office):
    page = Screen(office.clerk).sees("/thong-bao")

    assert "Thư điện tử: chưa cài đặt nơi chuyển tin, nên không có tin nào được lập." in page


def test_the_demo_says_that_nothing_leaves(office, settings):
    settings.DEMO = True

    assert "Bản thử: thư và tin nhắn không đi ra ngoài." in Screen(office.clerk).sees("/thong-bao")


def test_the_texts_are_seen_filled_and_only_some_may_write(office):
    page = Screen(office.clerk).sees("/thong-bao/mau/receipt/email")

    assert "Kính gửi Triệu Mùi Khé," in page
    assert "Công bố bản mới" not in page
    answer = Screen(office.clerk).sends("/thong-bao/mau/receipt/email", viec="cong-bo", subject="a", body="b")
    assert answer.status_code == 403


def test_whoever_looks_after_the_texts_reads_nobodys_messages(office, three):
    administrator = Screen(office.administrator)

    page = administrator.sees("/thong-bao/mau")
    assert "Mẫu tin báo" in page
    assert "Không gửi tin từ 21:00 đến 07:00. Người dân được từ chối: Đã tiếp nhận." in page
    assert "Tin đã báo" not in page
    administrator.sees("/thong-bao", status=403)
    administrator.sees(f"/thong-bao/{three[0]}", status=404)


def test_a_text_is_tried_before_it_is_published(office):
    screen = Screen(office.administrator)
    typed = {"subject": "Hồ sơ {ma_ho_so} đã nhận", "body": "Chào {ho_ten}, hẹn {hen_tra}.", "valid_from": "2020-05-12"}
    tried = screen.sends("/thong-bao/mau/supplement/email", viec="xem-thu", **typed)

    assert tried.status_code == 200
    assert "Chào Triệu Mùi Khé, hẹn thứ Hai 18/5/2020." in tried.content.decode()
    assert queries.versions("supplement", "email")[0].number == 0

    assert screen.sends("/thong-bao/mau/supplement/email", viec="cong-bo", **typed).status_code == 302
    assert "bản số 1, từ 12/5/2020 chưa đến ngày dùng" in screen.sees("/thong-bao/mau/supplement/email")


def test_a_text_to_come_is_taken_back_and_one_in_force_is_not(office, clock):
    screen, place = Screen(office.administrator), "/thong-bao/mau/supplement/sms"
    for day, words in (("2020-05-12", "Mai {ma_ho_so}."), ("2020-05-11", "Nay {ma_ho_so}.")):
        assert screen.sends(place, viec="cong-bo", body=words, valid_from=day).status_code == 302
    assert "Rút bản số 1" in screen.sees(place)
    assert "Rút bản số 2" not in screen.sees(place)

    assert screen.sends(f"{place}/1/rut").status_code == 302

    assert "bản số 1, từ 12/5/2020 đã rút trước ngày dùng" in screen.sees(place)
    assert "Rút bản số" not in screen.sees(place)
    clock.passes(days=2)
    assert queries.text_on("supplement", "sms", clock.now.date()).number == 2
    screen.sends(f"{place}/2/rut")
    assert "Bản này đã đến ngày dùng, không rút được nữa." in screen.sees(place)
    screen.sends(f"{place}/1/rut")
    assert "Bản này đã rút rồi." in screen.sees(place)
    assert screen.sends(f"{place}/9/rut").status_code == 404
    assert Screen(office.clerk).sends(f"{place}/2/rut").status_code == 403
    with pytest.raises(TextInForce):
        services.withdraw_text(actor=office.administrator, at=clock.now, kind="supplement", channel="sms", number=2)


def test_a_wrong_place_is_told_beside_the_field_and_nothing_typed_is_lost(office):
    typed = {"subject": "Hồ sơ", "body": "Chào {ten_sai}, hẹn {hen_tra}.", "valid_from": "2020-05-12"}
    answer = Screen(office.administrator).sends("/thong-bao/mau/receipt/email", viec="cong-bo", **typed)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Không có chỗ điền {ten_sai}. Dùng: {ho_ten}, {ma_ho_so}, {hen_tra}." in page
    assert "Chào {ten_sai}, hẹn {hen_tra}." in page


def test_an_sms_says_its_length(office):
    assert "phần tin nhắn" in Screen(office.administrator).sees("/thong-bao/mau/receipt/sms")


def test_a_text_of_no_kind_does_not_exist(office):
    Screen(office.clerk).sees("/thong-bao/mau/thu-tinh/email", status=404)


def test_the_counter_notes_that_somebody_wants_no_sms(office):
    person, screen = office.person("khe@vidu.vn", "0900000001"), Screen(office.clerk)
    page = screen.sees(f"/thong-bao/nguoi/{person}")
    assert "k…@vidu.vn" in page
    assert "không báo qua kênh ấy các tin: đã tiếp nhận" in page

    assert screen.sends(f"/thong-bao/nguoi/{person}", channels=["email"]).status_code == 302
    assert queries.declined_of(person) == {Channel.SMS}
    assert screen.sends(f"/thong-bao/nguoi/{person}", channels=["email", "sms"]).status_code == 302
    assert queries.declined_of(person) == frozenset()


def test_where_the_profile_allows_no_declining_the_page_says_so(office, clock, tmp_path):
    """A version of the settings from a day on: the day before it still holds what held."""
    strict = tmp_path / "nghiem"
    shutil.copytree(SHIPPED, strict)
    settings = (strict / "profile.toml").read_text()
    (strict / "profile.toml").write_text(re.sub(r"may_decline = \[.*?\]", "may_decline = []", settings))
    then = MORNING + timedelta(days=30)
    organisation.load(actor=SYSTEM, folder=profile.folder(strict), at=then)
    assert queries.declinable(MORNING.date()) == ("Đã tiếp nhận",)

    clock.now = then
    page = Screen(office.clerk).sees(f"/thong-bao/nguoi/{office.person('khe@vidu.vn')}")
    assert "Quy định của tỉnh không cho từ chối loại tin nào." in page
    with pytest.raises(MayNotDecline):
        services.decline(actor=office.clerk, at=then, person=office.person(), channel=Channel.SMS)


def test_a_program_reads_the_outbox_and_decides(office, three):
    program, leader = Program(office.clerk), Program(office.official("leader", office.unit))
    told = program.gets("/messages?fate=unknown").json()
    assert [(row["id"], row["address"], row["fate"]) for row in told["rows"]] == [
        (str(three[2]), "d…@vidu.vn", "unknown")
    ]
    assert told["counts"] == {"sent": 1, "refused": 1, "unknown": 1}

    assert leader.posts(f"/messages/{three[1]}/resend").status_code == 403
    assert program.posts(f"/messages/{three[1]}/resend", revision=0).json()["fate"] == "queued"
    assert program.posts(f"/messages/{three[2]}/settlement").json()["fate"] == "settled"
    again = program.posts(f"/messages/{three[2]}/settlement")
    assert (again.status_code, again.json()["type"]) == (409, "urn:motcua:problem:nothing-to-decide")


def test_a_program_next_door_finds_nothing(office, three):
    stranger = Program(office.stranger)

    assert stranger.gets("/messages").json()["rows"] == []
    assert stranger.posts(f"/messages/{three[1]}/resend").status_code == 404
