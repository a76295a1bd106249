"""What a gateway reports of an SMS it has taken: signed, once, in whatever order; and what becomes of the message."""

import re
import threading
from socketserver import ThreadingMixIn
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections

from motcua.kernel import moments
from motcua.kernel.ids import new_id
from motcua.kernel.statements import rows
from motcua.notices import queries, reports, rules
from motcua.notices.far.moods import Mood
from motcua.notices.far.sms_gateway import Gateway
from motcua.notices.sending import sender
from motcua.notices.sending.claims import Claims, end
from motcua.notices.sockets import letters
from motcua.notices.tests.post_office import LETTER, Clock, Office, Program, Screen, empty, stored, tell, until
from motcua.notices.tests.test_sms import phone, tell_by_sms
from motcua.notices.types import Answer, Channel, Fate, Outcome, Report

DELIVERED, FAILED, PASSED, ODD = 1, 2, 8, 34


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_words):
        """Say nothing."""


class _House(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request, client_address):
        """Answer, and leave no connection of the thread behind."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


@pytest.fixture
def clock(monkeypatch):
    shown = Clock()
    monkeypatch.setattr(moments, "now", shown)
    return shown


@pytest.fixture
def office(province_db, clock):
    empty()
    with letters.instead(LETTER):
        yield Office()


@pytest.fixture
def house(office, settings, tmp_path):
    """This house and a gateway, each behind a real port; the gateway reports at once."""
    with (
        make_server("127.0.0.1", 0, get_wsgi_application(), _House, _Quiet) as here,
        Gateway(0, tmp_path / "tin-nhan", pace=0.0) as gateway,
    ):
        for server in (here, gateway):
            threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        settings.SMS_URL = f"http://127.0.0.1:{gateway.server_address[1]}/cgi-bin/sendsms"
        settings.SMS_REPORTS, settings.SMS_WAIT = f"http://127.0.0.1:{here.server_address[1]}", 5.0
        yield here
        gateway.ended.set()
        gateway.shutdown()
        here.shutdown()


@pytest.fixture
def silent(house, monkeypatch):
    """A gateway that takes what it is given and reports nothing by itself."""
    monkeypatch.setattr(Gateway, "report_later", lambda *_asked: None)
    return house


def attempt_of(number=1):
    """The attempts of the only message, by number."""
    return rows("select id from notices_attempt where number = %s", [number])[0]["id"]


def reports_that(attempt, code, *, key=None, method="GET"):
    """What the house answers to a report."""
    address = reports.address_of(attempt).replace("%d", str(code))
    if key is not None:
        address = re.sub(r"khoa=\w*", f"khoa={key}", address)
    try:
        with urlopen(Request(address, method=method), timeout=10) as answer:
            return answer.status
    except HTTPError as refused:
        return refused.code


def now(office):
    """Fate and report of the only message, as the outbox says it."""
    (line,) = queries.outbox(office.clerk, at=moments.now()).lines
    return line.fate, line.report


def sent(office, mood=Mood.WELL):
    tell_by_sms(office, phone(mood))
    return attempt_of()


def test_the_gateway_asks_the_address_that_it_was_given_and_the_outbox_says_delivered(office, house):
    assert tell_by_sms(office, phone(Mood.WELL)) == [Outcome.SENT]

    until(lambda: now(office) == (Fate.SENT, Report.DELIVERED))

    page = Screen(office.clerk)
    assert "đã gửi đã đến máy" in page.sees("/thong-bao")
    (line,) = queries.outbox(office.clerk, at=moments.now()).lines
    assert "máy nhận đã nhận đã đến máy" in page.sees(f"/thong-bao/{line.id}")
    (row,) = Program(office.clerk).gets("/messages").json()["rows"]
    assert (row["fate"], row["report"]) == ("sent", "delivered")


def test_what_never_reached_the_telephone_waits_for_a_person(office, house, clock):
    tell_by_sms(office, phone(Mood.BUSY_ONCE))
    clock.passes(minutes=1)
    sender.send_due(Channel.SMS)

    until(lambda: now(office) == (Fate.REFUSED, Report.FAILED))

    (line,) = queries.outbox(office.clerk, at=clock.now).lines
    assert queries.waiting_for_a_person(office.clerk).number() == 1
    assert "Tổng đài đã nhận tin nhưng báo không đến được máy." in Screen(office.clerk).sees(f"/thong-bao/{line.id}")


def test_a_report_that_comes_twice_counts_once(office, house):
    tell_by_sms(office, phone(Mood.TWICE))

    until(lambda: now(office)[1] is Report.DELIVERED)
    assert reports_that(attempt_of(), DELIVERED) == 200
    assert len(rows("select id from notices_report")) == 1


@pytest.mark.parametrize(
    ("codes", "fate", "report"),
    [
        ((PASSED, DELIVERED), Fate.SENT, Report.DELIVERED),
        ((DELIVERED, PASSED), Fate.SENT, Report.DELIVERED),
        ((FAILED, DELIVERED), Fate.SENT, Report.DELIVERED),
        ((DELIVERED, FAILED), Fate.SENT, Report.DELIVERED),
        ((ODD,), Fate.SENT, Report.UNKNOWN),
        ((ODD, FAILED), Fate.REFUSED, Report.FAILED),
        ((PASSED,), Fate.SENT, Report.PASSED),
    ],
)
def test_the_weightiest_report_counts_in_whatever_order(office, silent, codes, fate, report):
    attempt = sent(office)
    assert [reports_that(attempt, code) for code in codes] == [200] * len(codes)

    assert now(office) == (fate, report)


def test_what_was_unknown_and_arrived_needs_nobody_any_more(office, silent):
    attempt = sent(office, Mood.BROKEN)
    assert stored() == [(Fate.UNKNOWN, 1)]
    reports_that(attempt, DELIVERED)

    assert now(office) == (Fate.SENT, Report.DELIVERED)
    assert queries.waiting_for_a_person(office.clerk).number() == 0


def test_a_report_may_come_before_the_answer(office, silent):
    tell(office.news(office.person(phone=phone(Mood.WELL))))
    own = Claims()
    claimed = own.take(Channel.SMS, moments.now())
    own.hand_over(claimed, moments.now())
    reports_that(claimed.attempt, FAILED)
    end(claimed, Answer(Outcome.SENT, 202, "0: Accepted for delivery"), moments.now())

    assert now(office) == (Fate.REFUSED, Report.FAILED)


def test_a_late_report_of_an_attempt_that_another_followed_is_kept_and_changes_nothing(office, silent, clock):
    first = sent(office, Mood.BUSY_ONCE)
    clock.passes(minutes=1)
    sender.send_due(Channel.SMS)
    reports_that(first, FAILED)

    assert now(office) == (Fate.SENT, None)
    assert len(rows("select id from notices_report")) == 1


def test_what_a_person_has_settled_stays_settled(office, silent):
    attempt = sent(office, Mood.REFUSED)
    (line,) = queries.outbox(office.clerk, at=moments.now()).lines
    Screen(office.clerk).sends(f"/thong-bao/{line.id}/coi-nhu-da-bao")
    reports_that(attempt, DELIVERED)

    assert now(office) == (Fate.SETTLED, Report.DELIVERED)


def test_nobody_else_may_report_and_what_is_no_report_is_refused(office, silent):
    attempt = sent(office)

    assert reports_that(attempt, FAILED, key="0" * 32) == 403
    assert reports_that(attempt, FAILED, key="") == 403
    assert reports_that(attempt, FAILED, key=reports.key_of(new_id())) == 403
    assert reports_that(attempt, "abc") == 400
    assert reports_that(attempt, "9" * 12) == 400
    assert reports_that(attempt, FAILED, method="DELETE") == 405
    assert now(office) == (Fate.SENT, None)
    assert reports_that(attempt, FAILED, method="POST") == 200


def test_of_a_message_that_is_no_more_it_is_thanked_and_nothing_is_kept(office, silent):
    attempt = new_id()

    assert reports_that(attempt, DELIVERED) == 200
    assert rows("select id from notices_report") == []


def test_without_an_address_of_this_house_no_report_is_asked_for(office, house, settings):
    settings.SMS_REPORTS = ""
    assert reports.address_of(new_id()) == ""
    assert tell_by_sms(office, phone(Mood.WELL)) == [Outcome.SENT]
    assert now(office) == (Fate.SENT, None)


def test_a_code_of_its_own_says_nothing():
    assert {rules.report_of(code) for code in (0, 3, 32, 34, 64)} == {Report.UNKNOWN}
