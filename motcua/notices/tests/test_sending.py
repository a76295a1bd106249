"""Messages on their way by a real mail server: what each answer means, and that nothing goes twice."""

import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from motcua.kernel import moments
from motcua.kernel.statements import row, rows
from motcua.notices import rules
from motcua.notices.sending import sender
from motcua.notices.sending.claims import Claims
from motcua.notices.sockets import letters
from motcua.notices.tests.post_office import (
    LETTER,
    MORNING,
    NUMBER,
    OBLIGATORY,
    Clock,
    Office,
    empty,
    mail_office,
    stored,
    tell,
    until,
)
from motcua.notices.types import Channel, Fate, Outcome

SENDER = """
import django; django.setup()
from datetime import datetime
from threading import Event
from motcua.kernel import moments
fixed = moments.local(datetime.fromisoformat("2020-05-11 09:30"))
moments.now = lambda: fixed
from motcua.notices.sending import sender
from motcua.notices.types import Channel
sender.run(Channel.EMAIL, Event())
"""


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


def outcomes(answers):
    return [answer.outcome for answer in answers]


def test_a_mail_says_in_vietnamese_what_the_letter_says(office, post):
    office.tells("khe@vidu.vn")
    (answer,) = sender.send_due(Channel.EMAIL)

    (mail,) = post.mails
    message = row("select id from notices_message")["id"]
    assert (answer.outcome, answer.code, answer.words) == (Outcome.SENT, 250, "2.0.0 queued as 0000")
    assert mail["Subject"] == f"Đã tiếp nhận hồ sơ {NUMBER}"
    assert (
        mail.get_content().replace("\r\n", "\n")
        == "Kính gửi Triệu Mùi Khé,\n\n.Hẹn trả thứ Hai 18/5/2020, ở xã Quảng Khê.\n"
    )
    assert mail["Message-ID"] == f"<{message}@motcua.vidu.vn>"
    assert mail["From"].addresses[0].display_name == "Một cửa Bắc Kạn"
    assert mail["To"] == "khe@vidu.vn"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "vi")
    assert mail["Date"].datetime == MORNING
    assert stored() == [(Fate.SENT, 1)]


def test_a_mailbox_that_does_not_exist_is_refused_at_once(office, post):
    office.tells("khong-co-ai@vidu.vn")
    (answer,) = sender.send_due(Channel.EMAIL)

    kept = row("select code, answer from notices_attempt")
    assert (answer.outcome, kept["code"]) == (Outcome.REFUSED, 550)
    assert stored() == [(Fate.REFUSED, 1)]
    assert post.mails == []
    assert sender.send_due(Channel.EMAIL) == []


def test_a_refusal_after_the_content_is_a_refusal_too(office, post):
    office.tells("sau-tu-choi@vidu.vn")

    assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.REFUSED]
    assert stored() == [(Fate.REFUSED, 1)]


def test_what_is_put_off_is_tried_again_after_a_while_with_the_same_id(office, post, clock):
    office.tells("ban-lam@vidu.vn")
    assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.DEFERRED]
    assert stored() == [(Fate.DEFERRED, 1)]
    assert sender.send_due(Channel.EMAIL) == []

    clock.passes(minutes=1)
    assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.SENT]
    assert stored() == [(Fate.SENT, 2)]
    assert len(post.mails) == 1


def test_after_so_many_tries_a_person_must_look(office, post, clock):
    office.tells("day@vidu.vn")
    for _try in range(rules.MOST_TRIES):
        assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.DEFERRED]
        clock.now = max(clock.now, row("select not_before from notices_message")["not_before"].astimezone(moments.TZ))

    assert stored() == [(Fate.REFUSED, rules.MOST_TRIES)]
    clock.passes(days=1)
    assert sender.send_due(Channel.EMAIL) == []


def test_a_line_lost_after_the_content_leaves_it_unknown_and_it_is_not_sent_again(office, post, clock):
    office.tells("dut@vidu.vn")
    assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.UNKNOWN]
    assert stored() == [(Fate.UNKNOWN, 1)]

    clock.passes(days=2)
    assert sender.send_due(Channel.EMAIL) == []
    assert len(post.mails) == 1


def test_a_server_that_says_nothing_after_the_content_leaves_it_unknown(office, post, settings):
    settings.SMTP_WAIT = 0.3
    office.tells("im-lang@vidu.vn")

    assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.UNKNOWN]
    assert stored() == [(Fate.UNKNOWN, 1)]


def test_a_slow_server_is_waited_for(office, post):
    office.tells("cham@vidu.vn")

    assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.SENT]


def test_a_server_that_is_away_costs_a_message_nothing(office, settings, clock):
    settings.SMTP_HOST, settings.SMTP_PORT, settings.SMTP_TLS = "127.0.0.1", 1, "none"
    settings.MAIL_FROM = "khong-tra-loi@vidu.vn"
    office.tells("khe@vidu.vn")

    assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.AWAY]
    assert stored() == [(Fate.DEFERRED, 1)]
    assert row("select tries from notices_message")["tries"] == 0


def test_at_night_nothing_goes_and_in_the_morning_it_does(office, post, clock):
    clock.now = MORNING.replace(hour=21, minute=0)
    office.tells("khe@vidu.vn", at=clock.now)
    assert row("select not_before from notices_message")["not_before"] == MORNING.replace(day=12, hour=7, minute=0)
    assert sender.send_due(Channel.EMAIL) == []

    clock.now = MORNING.replace(day=12, hour=7, minute=0)
    assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.SENT]


def test_what_was_due_before_the_night_waits_too(office, post, clock):
    office.tells("khe@vidu.vn", at=MORNING.replace(hour=20, minute=59))
    clock.now = MORNING.replace(hour=21, minute=1)

    assert sender.send_due(Channel.EMAIL) == []


def test_two_senders_at_once_send_each_message_once(office, post, settings):
    office.tells(*(f"nguoi{number}@vidu.vn" for number in range(12)))
    stop = threading.Event()
    both = [threading.Thread(target=sender.run, args=[Channel.EMAIL, stop]) for _each in range(2)]
    for one in both:
        one.start()
    until(lambda: {fate for fate, _attempts in stored()} == {Fate.SENT})
    stop.set()
    for one in both:
        one.join()

    assert sorted(mail["To"] for mail in post.mails) == sorted(f"nguoi{number}@vidu.vn" for number in range(12))
    assert stored() == [(Fate.SENT, 1)] * 12


def killed_sender(database, settings, holds):
    """Start a sender in a process of its own, wait until something holds, and kill it."""
    environment = database.environment() | {
        "MOTCUA_SMTP_HOST": "127.0.0.1",
        "MOTCUA_SMTP_PORT": str(settings.SMTP_PORT),
        "MOTCUA_SMTP_TLS": "none",
        "MOTCUA_MAIL_FROM": settings.MAIL_FROM,
        "DJANGO_SETTINGS_MODULE": "motcua.website.settings",
    }
    process = subprocess.Popen([sys.executable, "-c", SENDER], env=environment)
    try:
        until(holds, 60)
    finally:
        process.kill()
        process.wait()


def test_a_sender_killed_between_the_content_and_the_answer_leaves_it_unknown(office, post, settings, province_db):
    office.tells("im@vidu.vn")
    killed_sender(province_db, settings, lambda: post.mails)
    assert stored() == [(Fate.SENDING, 1)]

    def swept():
        sender.sweep(Claims())
        return stored() == [(Fate.UNKNOWN, 1)]

    until(swept)  # the database notices that the connection is gone a moment after the process
    assert sender.send_due(Channel.EMAIL) == []
    assert len(post.mails) == 1


def test_a_sender_that_died_before_the_content_left_costs_nothing(office, post, clock):
    office.tells("khe@vidu.vn")
    dead = Claims()
    dead.take(Channel.EMAIL, clock.now)
    row("select pg_advisory_unlock(%s)", [dead.claim])

    sender.sweep(Claims())
    assert stored() == [(Fate.DEFERRED, 1)]
    assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.SENT]
    assert len(post.mails) == 1


def test_whoever_was_taken_for_dead_does_not_hand_over_any_more(office, post, clock):
    office.tells("khe@vidu.vn")
    slow = Claims()
    claimed = slow.take(Channel.EMAIL, clock.now)
    row("select pg_advisory_unlock(%s)", [slow.claim])
    sender.sweep(Claims())

    assert slow.hand_over(claimed, clock.now) is False


def test_the_living_are_not_swept(office, post, clock, django_db_blocker):
    office.tells("khe@vidu.vn")
    own = Claims()
    own.take(Channel.EMAIL, clock.now)
    found = []

    def other():
        from django.db import connection

        found.extend(Claims().sweep(clock.now))
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert found == []
    assert stored() == [(Fate.SENDING, 1)]


def test_the_fate_is_what_the_attempts_say(office, post, clock):
    office.tells("khe@vidu.vn", "khong-co@vidu.vn", "dut@vidu.vn", "day@vidu.vn")
    sender.send_due(Channel.EMAIL)

    for found in rows(
        "select m.fate, m.attempts, m.tries, m.made_at, a.outcome, a.ended_at from notices_message m"
        " join notices_attempt a on a.message_id = m.id and a.number = m.attempts"
    ):
        fate, _again = rules.fate_after(
            Outcome(found["outcome"]), tries=found["tries"], made_at=found["made_at"], at=found["ended_at"], quiet=None
        )
        assert found["fate"] == fate


def test_an_address_that_no_mail_can_bear_is_refused_without_a_server(office, post):
    office.tells("khé@vidu.vn")

    assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.REFUSED]
    assert post.mails == []


def test_old_news_is_not_told(office, post, clock):
    assert tell(office.news(office.person("khe@vidu.vn"), at=clock.now - timedelta(days=8)), at=clock.now) == 0
    assert tell(office.news(office.person("khe@vidu.vn"), at=clock.now - timedelta(days=6)), at=clock.now) == 1


def test_a_server_that_wants_a_sign_in_gets_one(office, tmp_path, settings):
    with mail_office(settings, tmp_path, "sign-in") as there:
        settings.SMTP_USER, settings.SMTP_PASSWORD = "motcua", "mat khau"
        office.tells("khe@vidu.vn")

        assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.SENT]
        assert len(there.mails) == 1


def test_a_wrong_password_is_our_fault_and_costs_a_message_nothing(office, tmp_path, settings):
    with mail_office(settings, tmp_path, "sign-in"):
        settings.SMTP_USER, settings.SMTP_PASSWORD = "motcua", "sai"
        office.tells("khe@vidu.vn")
        assert outcomes(sender.send_due(Channel.EMAIL)) == [Outcome.AWAY]

    assert stored() == [(Fate.DEFERRED, 1)]
