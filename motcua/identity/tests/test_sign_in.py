"""Signing in with password and code, lock-out, sessions that really end, the demo's door."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from motcua.identity import queries, services
from motcua.identity.models import Account
from motcua.identity.tests.world import (
    AT,
    BA_BE,
    PASSWORD,
    TODAY,
    TOMORROW,
    load_province,
    shift_seconds,
    somebody,
)
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.ledger import queries as ledger

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def province(committed_db, monkeypatch, settings):
    monkeypatch.setenv("MOTCUA_CLOCK_SHIFT", shift_seconds())
    settings.IDENTITY_CODE_REQUIRED = False
    settings.DEMO = False
    load_province()


def code_now(secret=SECRET, steps=0):
    step = int(moments.machine_now().timestamp()) // 30 + steps
    return format_hotp_value(hotp_value(secret, step))


def enrol(person):
    """Give somebody a telephone whose last code was used long ago."""
    spare = services.enrol_code(actor=person.actor(), at=AT, secret=SECRET, code=code_now())
    Account.objects.filter(id=person.id).update(code_counter=0)
    return spare


def knock(client, person, password=PASSWORD, **extra):
    return client.post("/dang-nhap", {"username": person.username, "password": password, **extra})


def signed_in(person):
    client = Client()
    answer = knock(client, person)
    assert answer.status_code == 302
    return client


def verbs(person):
    return [line.verb for line in ledger.stream("identity.account", person.id)]


class TestPassword:
    def test_the_right_password_opens_and_goes_where_one_wanted(self):
        person, client = somebody(password=PASSWORD), Client()

        answer = knock(client, person, next="/tai-khoan/phien")

        assert (answer.status_code, answer["Location"]) == (302, "/tai-khoan/phien")
        assert client.get("/tai-khoan").status_code == 200
        assert verbs(person)[-1] == "identity.signed_in"

    def test_a_wrong_password_and_an_unknown_name_say_the_same(self):
        person, client = somebody(password=PASSWORD), Client()

        wrong = knock(client, person, "sai")
        unknown = client.post("/dang-nhap", {"username": "khong-co-ai", "password": "sai"})

        sentence = "Tên đăng nhập hoặc mật khẩu không đúng."
        assert (wrong.status_code, unknown.status_code) == (422, 422)
        assert sentence in wrong.content.decode()
        assert sentence in unknown.content.decode()

    def test_nobody_is_sent_to_a_foreign_house(self):
        answer = knock(Client(), somebody(password=PASSWORD), next="https://example.org/")

        assert answer["Location"] == "/"

    def test_a_closed_account_does_not_open(self):
        person = somebody(password=PASSWORD)
        services.close_account(actor=SYSTEM, at=AT, account=person.id)

        assert knock(Client(), person).status_code == 422

    def test_an_account_without_password_does_not_open(self):
        assert knock(Client(), somebody(), "").status_code == 422
        assert knock(Client(), somebody(), "!").status_code == 422

    def test_who_is_not_signed_in_is_asked_to(self):
        answer = Client().get("/tai-khoan/the")

        assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap?next=/tai-khoan/the")

    def test_after_six_wrong_passwords_the_right_one_waits_too(self):
        person, client = somebody(password=PASSWORD), Client()
        for _ in range(6):
            last = knock(client, person, "sai")

        assert last.status_code == 429
        locked = knock(client, person)
        assert locked.status_code == 429
        assert locked["Retry-After"] == "900"
        assert "Thử lại sau 15 phút" in locked.content.decode()
        assert client.get("/tai-khoan").status_code == 302

    def test_a_lock_out_is_for_one_name_from_one_address(self):
        person, neighbour = somebody(password=PASSWORD), somebody(password=PASSWORD)
        for _ in range(6):
            knock(Client(), person, "sai")

        assert knock(Client(), neighbour).status_code == 302
        assert knock(Client(REMOTE_ADDR="198.51.100.7"), person).status_code == 302

    def test_a_success_forgives_what_was_wrong_before(self):
        person = somebody(password=PASSWORD)
        for _ in range(2):
            for _ in range(5):
                knock(Client(), person, "sai")
            assert knock(Client(), person).status_code == 302


class TestCode:
    def test_after_the_password_the_telephones_code_is_asked(self):
        person, client = somebody(password=PASSWORD), Client()
        enrol(person)

        assert knock(client, person, next="/tai-khoan")["Location"] == "/dang-nhap/ma"
        assert client.get("/tai-khoan").status_code == 302
        answer = client.post("/dang-nhap/ma", {"code": code_now()})

        assert (answer.status_code, answer["Location"]) == (302, "/tai-khoan")
        assert client.get("/tai-khoan").status_code == 200

    def test_a_wrong_code_does_not_open(self):
        person, client = somebody(password=PASSWORD), Client()
        enrol(person)
        knock(client, person)

        answer = client.post("/dang-nhap/ma", {"code": code_now(steps=40)})

        assert answer.status_code == 422
        assert "Mã không đúng hoặc đã dùng" in answer.content.decode()
        assert client.get("/tai-khoan").status_code == 302

    def test_a_code_counts_once(self):
        person, first, second = somebody(password=PASSWORD), Client(), Client()
        enrol(person)
        code = code_now()
        for client in (first, second):
            knock(client, person)

        assert first.post("/dang-nhap/ma", {"code": code}).status_code == 302
        assert second.post("/dang-nhap/ma", {"code": code}).status_code == 422

    def test_a_telephones_clock_may_be_half_a_minute_off(self):
        person, client = somebody(password=PASSWORD), Client()
        enrol(person)
        knock(client, person)

        assert client.post("/dang-nhap/ma", {"code": code_now(steps=-1)}).status_code == 302

    def test_a_spare_code_opens_once(self):
        person = somebody(password=PASSWORD)
        spare = enrol(person)[3]
        answers = []
        for _ in range(2):
            client = Client()
            knock(client, person)
            answers.append(client.post("/dang-nhap/ma", {"code": spare}).status_code)

        assert answers == [302, 422]
        assert "identity.spare_code.used" in verbs(person)

    def test_guessing_codes_is_limited(self):
        person, client = somebody(password=PASSWORD), Client()
        enrol(person)
        knock(client, person)

        answers = [client.post("/dang-nhap/ma", {"code": "000000"}).status_code for _ in range(7)]

        assert answers == [422] * 6 + [429]

    def test_without_the_password_there_is_no_code_page(self):
        assert Client().get("/dang-nhap/ma")["Location"] == "/dang-nhap"
        assert Client().get("/dang-nhap/ma-dau-tien")["Location"] == "/dang-nhap"

    def test_ten_minutes_after_the_password_one_begins_again(self):
        person, client = somebody(password=PASSWORD), Client()
        enrol(person)
        knock(client, person)
        session = client.session
        kept = session["coming"]
        session["coming"] = [*kept[:2], (moments.machine_now() - timedelta(minutes=11)).isoformat()]
        session.save()

        assert client.post("/dang-nhap/ma", {"code": code_now()})["Location"] == "/dang-nhap"

    def test_where_the_code_is_obligatory_the_first_sign_in_ties_a_telephone(self, settings):
        settings.IDENTITY_CODE_REQUIRED = True
        person, client = somebody(password=PASSWORD), Client()

        assert knock(client, person, next="/tai-khoan")["Location"] == "/dang-nhap/ma-dau-tien"
        page = client.get("/dang-nhap/ma-dau-tien").content.decode()
        assert "<svg" in page
        secret = re.search(r'<p class="mc-code">([A-Z2-7 ]+)</p>', page).group(1).replace(" ", "")
        assert client.get("/tai-khoan").status_code == 302
        assert client.post("/dang-nhap/ma-dau-tien", {"code": code_now(steps=40)}).status_code == 422
        done = client.post("/dang-nhap/ma-dau-tien", {"code": code_now(secret)})

        assert done.status_code == 200
        assert len(re.findall(r"<li>\d{8}</li>", done.content.decode())) == 10
        assert 'href="/tai-khoan"' in done.content.decode()
        assert client.get("/tai-khoan").status_code == 200
        stranger = Client()
        assert knock(stranger, person)["Location"] == "/dang-nhap/ma"

    def test_with_the_password_alone_nobody_replaces_a_telephone(self):
        person, client = somebody(password=PASSWORD), Client()
        enrol(person)
        knock(client, person)

        assert client.get("/dang-nhap/ma-dau-tien")["Location"] == "/dang-nhap"
        assert client.post("/dang-nhap/ma-dau-tien", {"code": "1"})["Location"] == "/dang-nhap"

    def test_secrets_lie_sealed(self):
        person = somebody()
        enrol(person)

        stored = Authenticator.objects.filter(user_id=person.id).values_list("data", flat=True)
        assert len(stored) == 2
        assert SECRET not in str(list(stored))

    def test_a_reset_telephone_is_tied_anew(self, settings):
        settings.IDENTITY_CODE_REQUIRED = True
        person = somebody(password=PASSWORD)
        enrol(person)
        services.reset_code(actor=SYSTEM, at=AT, account=person.id)

        assert knock(Client(), person)["Location"] == "/dang-nhap/ma-dau-tien"

    def test_another_telephone_can_be_tied_from_the_account(self):
        person = somebody(password=PASSWORD)
        client = signed_in(person)
        page = client.get("/tai-khoan/ma").content.decode()
        secret = re.search(r'<p class="mc-code">([A-Z2-7 ]+)</p>', page).group(1).replace(" ", "")

        assert client.post("/tai-khoan/ma", {"code": code_now(secret)}).status_code == 200
        assert "identity.code.enrolled" in verbs(person)


class TestSessions:
    def test_signing_out_is_a_post_and_ends_the_session_for_every_cookie(self):
        person = somebody(password=PASSWORD)
        client, copy = signed_in(person), Client()
        copy.cookies = client.cookies.copy()

        assert client.get("/dang-xuat").status_code == 405
        assert client.post("/dang-xuat")["Location"] == "/dang-nhap"
        assert client.get("/tai-khoan").status_code == 302
        assert copy.get("/tai-khoan").status_code == 302

    def test_one_sees_ones_own_sessions_and_ends_another(self):
        person = somebody(password=PASSWORD)
        here, there = signed_in(person), signed_in(person)
        lines = queries.sessions_of(person.actor(), at=moments.machine_now(), this=here.session.session_key)
        other = next(line for line in lines if not line.is_this)

        page = here.get("/tai-khoan/phien").content.decode()
        assert len(lines) == 2
        assert page.count("127.0.0.0/24") == 2
        assert page.count("phiên này") == 1
        assert here.post(f"/tai-khoan/phien/{other.id}/ket-thuc")["Location"] == "/tai-khoan/phien"
        assert there.get("/tai-khoan").status_code == 302
        assert here.get("/tai-khoan").status_code == 200
        assert "identity.session.ended" in verbs(person)

    def test_foreign_sessions_are_neither_seen_nor_ended(self):
        victim, stranger = somebody(password=PASSWORD), somebody(password=PASSWORD)
        victims, strangers = signed_in(victim), signed_in(stranger)
        [line] = queries.sessions_of(victim.actor(), at=moments.machine_now())

        assert str(line.id) not in strangers.get("/tai-khoan/phien").content.decode()
        assert strangers.post(f"/tai-khoan/phien/{line.id}/ket-thuc").status_code == 404
        assert victims.get("/tai-khoan").status_code == 200

    def test_a_new_password_ends_the_other_sessions(self):
        person = somebody(password=PASSWORD)
        here, there = signed_in(person), signed_in(person)

        wrong = here.post("/tai-khoan/mat-khau", {"old": "sai", "new": "một câu khác còn dài hơn"})
        assert wrong.status_code == 422
        done = here.post("/tai-khoan/mat-khau", {"old": PASSWORD, "new": "một câu khác còn dài hơn"})

        assert done["Location"] == "/tai-khoan"
        assert here.get("/tai-khoan").status_code == 200
        assert there.get("/tai-khoan").status_code == 302
        lines = queries.sessions_of(person.actor(), at=moments.machine_now(), this=here.session.session_key)
        assert [line.is_this for line in lines] == [True]
        assert knock(Client(), person).status_code == 422
        assert knock(Client(), person, "một câu khác còn dài hơn").status_code == 302

    def test_closing_an_account_ends_its_sessions(self):
        person = somebody(password=PASSWORD)
        client = signed_in(person)
        services.close_account(actor=SYSTEM, at=AT, account=person.id)

        assert client.get("/tai-khoan").status_code == 302

    def test_sessions_that_ran_out_are_swept(self):
        person = somebody(password=PASSWORD)
        signed_in(person)
        machine = moments.machine_now()

        services.sweep_sessions(actor=SYSTEM, at=machine + timedelta(hours=9))
        assert len(queries.sessions_of(person.actor(), at=machine)) == 1
        assert services.sweep_sessions(actor=SYSTEM, at=machine + timedelta(hours=11)) >= 1
        assert queries.sessions_of(person.actor(), at=machine) == []


class TestSeats:
    def two_posts(self):
        person = somebody("counter", password=PASSWORD)
        leader = somebody("leader", name="Hà Văn Páo")
        services.substitute(
            actor=SYSTEM,
            at=AT,
            appointment=leader.appointment,
            substitute=person.id,
            valid_from=TODAY,
            valid_to=TOMORROW,
        )
        return person, leader

    def test_one_switches_between_ones_posts_and_the_header_says_so(self):
        person, leader = self.two_posts()
        client = signed_in(person)
        assert "Công chức Văn phòng - thống kê" in client.get("/tai-khoan/phien").content.decode()

        answer = client.post("/vi-tri", {"seat": f"{leader.post}.{leader.id}", "next": "/tai-khoan/phien"})

        assert answer["Location"] == "/tai-khoan/phien"
        assert "Chủ tịch UBND (trực thay)" in client.get("/tai-khoan/phien").content.decode()
        assert verbs(person)[-1] == "identity.post.switched"

    def test_a_seat_that_is_not_ones_own_is_refused(self):
        _person, leader = self.two_posts()
        client = signed_in(somebody(password=PASSWORD))

        answer = client.post("/vi-tri", {"seat": f"{leader.post}.{leader.id}"})

        assert answer.status_code == 403
        assert "Bạn không giữ vị trí này" in answer.content.decode()
        assert client.post("/vi-tri", {}).status_code == 403

    def test_when_the_chosen_seat_ends_one_is_back_in_ones_own(self):
        person, leader = self.two_posts()
        client = signed_in(person)
        client.post("/vi-tri", {"seat": f"{leader.post}.{leader.id}"})
        services.end_appointment(
            actor=SYSTEM, at=AT, appointment=leader.appointment, last_day=TODAY - timedelta(days=1)
        )

        assert "trực thay" not in client.get("/tai-khoan/phien").content.decode()

    def test_every_own_page_opens(self):
        client = signed_in(somebody(password=PASSWORD))

        for url in (
            "/tai-khoan",
            "/tai-khoan/mat-khau",
            "/tai-khoan/ma",
            "/tai-khoan/phien",
            "/tai-khoan/the",
            "/vi-tri",
        ):
            assert client.get(url).status_code == 200, url
            assert Client().get(url).status_code == 302, url


class TestDemo:
    def test_outside_the_demo_there_is_no_such_door(self):
        person = somebody(is_demo=True)

        assert Client().get("/dang-nhap/thu").status_code == 404
        assert Client().post("/dang-nhap/thu", {"account": str(person.id)}).status_code == 404
        assert "/dang-nhap/thu" not in Client().get("/dang-nhap").content.decode()

    def test_a_newcomer_picks_who_to_be(self, settings):
        settings.DEMO = True
        person, client = somebody(is_demo=True, name="Ma Thị Chọn"), Client()

        page = client.get("/dang-nhap/thu").content.decode()
        assert "Ma Thị Chọn" in page
        assert "UBND xã Quảng Khê, huyện Ba Bể" in page
        answer = client.post("/dang-nhap/thu", {"account": str(person.id)})

        assert answer["Location"] == "/"
        assert client.get("/tai-khoan").status_code == 200
        assert "/dang-nhap/thu" in Client().get("/dang-nhap").content.decode()

    def test_real_people_are_never_to_be_picked(self, settings):
        settings.DEMO = True
        person = somebody(name="Người Thật", password=PASSWORD)

        assert "Người Thật" not in Client().get("/dang-nhap/thu").content.decode()
        assert Client().post("/dang-nhap/thu", {"account": str(person.id)}).status_code == 404
        assert Client().post("/dang-nhap/thu", {"account": "x"}).status_code == 404

    def test_people_of_one_unit_can_be_asked_for(self, settings):
        settings.DEMO = True
        person = somebody("leader", BA_BE, is_demo=True, name="Lý Thị Huyện")

        page = Client().get(f"/dang-nhap/thu?don-vi={person.unit}").content.decode()

        assert "Lý Thị Huyện" in page
        assert page.count("<h2>") == 1

    def test_demo_people_need_no_code_even_where_it_is_obligatory(self, settings):
        settings.IDENTITY_CODE_REQUIRED = True

        assert knock(Client(), somebody(is_demo=True, password=PASSWORD))["Location"] == "/"
