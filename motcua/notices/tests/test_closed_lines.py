"""Mail over closed lines: STARTTLS and TLS from the first byte, and a server that one must not believe."""

import asyncio
import os
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from aiosmtpd.smtp import SMTP

from motcua.kernel import moments
from motcua.kernel.ids import new_id
from motcua.notices.carriers.smtp import Smtp
from motcua.notices.tests.certificates import Authority
from motcua.notices.tests.post_office import FROM, MORNING
from motcua.notices.types import Outcome, Parcel

#: The name by which the tests reach this machine, and one that it does not bear.
HERE, ANOTHER = "localhost", "thu.noi-khac.vn"
EXPIRED = timedelta(days=-3)


class Box:
    """Keeps what it was given, and whether the line was closed then."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        self.mails.append((envelope.rcpt_tos, session.ssl is not None or server.transport.get_extra_info("sslcontext")))
        return "250 ok"


@pytest.fixture
def authority(tmp_path, monkeypatch):
    """The province's own root, believed as the manual says."""
    made = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    monkeypatch.setattr(moments, "now", lambda: MORNING)
    return made


@pytest.fixture
def box():
    return Box()


@pytest.fixture(params=["start", "implicit"])
def way(request):
    """How the line is closed."""
    return request.param


async def ended(running):
    """Close the server with every talk that is still open."""
    running.close()
    talks = asyncio.all_tasks() - {asyncio.current_task()}
    for talk in talks:
        talk.cancel()
    await asyncio.gather(*talks, return_exceptions=True)


@contextmanager
def server(settings, box, way, context):
    """A mail server that speaks so, and the house set up for it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    starting = {"tls_context": context, "require_starttls": True} if way == "start" else {}
    made = loop.create_server(
        lambda: SMTP(box, hostname=HERE, loop=loop, **starting),
        "127.0.0.1",
        0,
        ssl=context if way == "implicit" else None,
    )
    running = asyncio.run_coroutine_threadsafe(made, loop).result(10)
    try:
        settings.SMTP_HOST, settings.SMTP_PORT = HERE, running.sockets[0].getsockname()[1]
        settings.SMTP_TLS, settings.SMTP_WAIT, settings.MAIL_FROM, settings.SMTP_USER = way, 5.0, FROM, ""
        yield
    finally:
        asyncio.run_coroutine_threadsafe(ended(running), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def carried():
    """Send one mail; the answer, and whether its content had left."""
    left = []
    parcel = Parcel(new_id(), "khe@vidu.vn", "Đã tiếp nhận", "Hẹn trả thứ Hai.", MORNING)
    answer = Smtp().carry(parcel, lambda: left.append(True) or True)
    return answer, bool(left)


def test_a_mail_goes_over_a_closed_line_to_a_server_of_the_provinces_own_root(settings, authority, box, way):
    with server(settings, box, way, authority.context(HERE)):
        answer, left = carried()

    assert (answer.outcome, left) == (Outcome.SENT, True), answer
    ((to, closed),) = box.mails
    assert to == ["khe@vidu.vn"]
    assert closed


@pytest.mark.parametrize(
    "shown",
    [
        (
            ANOTHER,
            timedelta(days=1),
            "Chứng thư của máy chủ thư không mang tên localhost. Ghi đúng tên máy ở MOTCUA_SMTP_HOST.",
        ),
        (HERE, EXPIRED, "Chứng thư của máy chủ thư đã hết hạn. Nhờ người giữ máy chủ gia hạn; tin chờ, không mất."),
    ],
    ids=["another name", "expired"],
)
def test_a_wrong_name_or_an_expired_certificate_is_refused_before_anything_leaves(
    settings, authority, box, way, shown
):  # fmt: skip
    host, lasts, sentence = shown
    with server(settings, box, way, authority.context(host, lasts=lasts)):
        answer, left = carried()

    assert (answer.outcome, answer.words, left) == (Outcome.AWAY, sentence, False)
    assert box.mails == []


def test_a_root_that_nobody_named_is_not_believed(settings, authority, box, way):
    (authority.folder / "khac").mkdir()
    os.environ["SSL_CERT_FILE"] = str(Authority(authority.folder / "khac").file)
    with server(settings, box, way, authority.context(HERE)):
        answer, left = carried()

    assert (answer.outcome, left) == (Outcome.AWAY, False)
    assert answer.words == (
        "Chứng thư của máy chủ thư do nơi lạ cấp. Nếu là của tỉnh, ghi tệp chứng thư gốc ở SSL_CERT_FILE."
    )


def test_a_server_that_cannot_close_the_line_gets_nothing(settings, authority, box):
    with server(settings, box, "none", None):
        settings.SMTP_TLS = "start"
        answer, left = carried()

    assert (answer.outcome, left, box.mails) == (Outcome.AWAY, False, [])
    assert answer.words == "Máy chủ thư không có STARTTLS. Xem MOTCUA_SMTP_TLS và cổng."
