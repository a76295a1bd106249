"""SMS by a gateway that speaks Kannel's sendsms, in a process of its own, and unwell to some."""

import pytest

from motcua.kernel import moments
from motcua.notices.far import moods
from motcua.notices.far.moods import Mood
from motcua.notices.sending import sender
from motcua.notices.sockets import letters
from motcua.notices.tests.post_office import LETTER, NUMBER, Clock, Office, empty, running, stored, tell
from motcua.notices.types import Channel, Fate, Outcome

GATEWAY = """
import sys
from pathlib import Path
from motcua.notices.far.sms_gateway import Gateway
folder = Path(sys.argv[1])
with Gateway(0, folder / "tin-nhan") as gateway:
    (folder / "port.new").write_text(str(gateway.server_address[1]))
    (folder / "port.new").rename(folder / "port")
    gateway.serve_forever()
"""


def phone(mood):
    """A telephone to which the gateway behaves so."""
    return next(
        number
        for number in (f"09000{serial:05}" for serial in range(1000))
        if moods.mood_of("+84" + number[1:]) is mood
    )


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
def delivered(office, settings, tmp_path):
    with running("-c", GATEWAY, str(tmp_path), folder=tmp_path) as port:
        settings.SMS_URL, settings.SMS_WAIT = f"http://127.0.0.1:{port}/cgi-bin/sendsms", 5.0
        yield lambda: [path.read_text() for path in sorted((tmp_path / "tin-nhan").glob("*.txt"))]


def tell_by_sms(office, number):
    tell(office.news(office.person(phone=number)))
    return [answer.outcome for answer in sender.send_due(Channel.SMS)]


def test_an_sms_arrives_with_its_accents(office, delivered):
    number = phone(Mood.WELL)
    assert tell_by_sms(office, number) == [Outcome.SENT]

    text = f"Đã tiếp nhận hồ sơ {NUMBER}, hẹn trả thứ Hai 18/5/2020."
    assert delivered() == [f"+84{number[1:]}\n\n{text}\n"]
    assert stored() == [(Fate.SENT, 1)]


def test_a_number_that_is_refused_is_for_a_person(office, delivered):
    assert tell_by_sms(office, phone(Mood.REFUSED)) == [Outcome.REFUSED]
    assert stored() == [(Fate.REFUSED, 1)]
    assert delivered() == []


def test_a_busy_gateway_is_asked_again(office, delivered, clock):
    assert tell_by_sms(office, phone(Mood.BUSY_ONCE)) == [Outcome.DEFERRED]
    clock.passes(minutes=1)

    assert [answer.outcome for answer in sender.send_due(Channel.SMS)] == [Outcome.SENT]
    assert len(delivered()) == 1


def test_a_gateway_that_answers_too_late_leaves_it_unknown(office, delivered, settings):
    settings.SMS_WAIT = 0.3
    assert tell_by_sms(office, phone(Mood.SILENT)) == [Outcome.UNKNOWN]

    assert stored() == [(Fate.UNKNOWN, 1)]
    assert sender.send_due(Channel.SMS) == []
    assert len(delivered()) == 1


def test_nonsense_for_an_answer_leaves_it_unknown(office, delivered):
    assert tell_by_sms(office, phone(Mood.BROKEN)) == [Outcome.UNKNOWN]
    assert stored() == [(Fate.UNKNOWN, 1)]


def test_what_a_gateway_delivers_twice_is_one_message_here(office, delivered):
    assert tell_by_sms(office, phone(Mood.TWICE)) == [Outcome.SENT]

    assert len(delivered()) == 2
    assert stored() == [(Fate.SENT, 1)]


def test_a_gateway_that_is_away_costs_a_message_nothing(office, settings):
    settings.SMS_URL = "http://127.0.0.1:1/cgi-bin/sendsms"

    assert tell_by_sms(office, phone(Mood.WELL)) == [Outcome.AWAY]
    assert stored() == [(Fate.DEFERRED, 1)]


def test_a_house_line_gets_no_sms(office, delivered):
    assert tell(office.news(office.person(phone="02093870001"))) == 0


def test_the_far_side_is_unwell_to_some_and_always_the_same():
    moods_seen = [moods.mood_of(f"+849000{serial:05}") for serial in range(2000)]

    assert set(moods_seen) == set(Mood)
    assert moods_seen.count(Mood.WELL) > len(moods_seen) / 2
    assert moods_seen == [moods.mood_of(f"+849000{serial:05}") for serial in range(2000)]
