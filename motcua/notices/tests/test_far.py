"""The demo's mail server, before the real carrier: a fake that passes the real one's test, and its moods."""

import pytest

from motcua.kernel import moments
from motcua.notices.far import moods
from motcua.notices.far.moods import Mood
from motcua.notices.sending import sender
from motcua.notices.sockets import letters
from motcua.notices.tests.post_office import LETTER, NUMBER, Clock, Office, Post, empty, running, stored
from motcua.notices.types import Channel, Fate, Outcome

MAILBOX = """
import asyncio, sys
from pathlib import Path
from motcua.notices.far.mailbox import Mailbox
async def main(folder):
    server = await asyncio.start_server(Mailbox(folder / "thu").talk, "127.0.0.1", 0, limit=1_000_000)
    (folder / "port.new").write_text(str(server.sockets[0].getsockname()[1]))
    (folder / "port.new").rename(folder / "port")
    await server.serve_forever()
asyncio.run(main(Path(sys.argv[1])))
"""


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
def post(office, settings, tmp_path):
    with running("-c", MAILBOX, str(tmp_path), folder=tmp_path) as port:
        settings.SMTP_HOST, settings.SMTP_PORT, settings.SMTP_TLS = "127.0.0.1", port, "none"
        settings.MAIL_FROM, settings.SMTP_WAIT = "Một cửa <khong-tra-loi@motcua.vidu.vn>", 5.0
        yield Post(tmp_path / "thu")


def address(mood):
    """A mailbox to which the server behaves so."""
    return next(
        found for found in (f"nguoi{number}@thu.vidu.vn" for number in range(1000)) if moods.mood_of(found) is mood
    )


def sends(office, mood):
    office.tells(address(mood))
    return [answer.outcome for answer in sender.send_due(Channel.EMAIL)]


def test_a_mail_is_kept_as_a_file_as_it_was_sent(office, post):
    assert sends(office, Mood.WELL) == [Outcome.SENT]
    (mail,) = post.mails

    assert mail["Subject"] == f"Đã tiếp nhận hồ sơ {NUMBER}"
    assert mail.get_content().replace("\r\n", "\n").endswith("\n.Hẹn trả thứ Hai 18/5/2020, ở xã Quảng Khê.\n")


@pytest.mark.parametrize(
    ("mood", "outcome", "kept"),
    [
        (Mood.REFUSED, Outcome.REFUSED, 0),
        (Mood.BUSY_ONCE, Outcome.DEFERRED, 0),
        (Mood.SILENT, Outcome.UNKNOWN, 1),
        (Mood.TWICE, Outcome.SENT, 2),
    ],
)
def test_it_is_unwell_to_some(office, post, mood, outcome, kept):
    assert sends(office, mood) == [outcome]
    assert stored() == [(Fate(outcome.value), 1)]
    assert len(post.mails) == kept


def test_once_busy_it_takes_it_the_next_time(office, post, clock):
    sends(office, Mood.BUSY_ONCE)
    clock.passes(minutes=1)

    assert [answer.outcome for answer in sender.send_due(Channel.EMAIL)] == [Outcome.SENT]
    assert len(post.mails) == 1
