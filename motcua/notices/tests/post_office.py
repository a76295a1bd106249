"""The way out for stories: a real mail server and a real gateway beside us, and messages without dossiers."""

import email
import json
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.policy import default
from html import unescape
from itertools import count
from pathlib import Path

from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from motcua.identity import queries as identity
from motcua.identity.services import create_people, issue_token
from motcua.identity.types import NewAppointment, NewPerson
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.kernel.statements import rows, run
from motcua.notices import queries, services
from motcua.notices.sending import sender
from motcua.notices.sockets import Letter
from motcua.notices.tests import mail_server
from motcua.notices.types import Channel, Fate, News, Text
from motcua.organisation import queries as organisation
from motcua.parties import queries as parties
from motcua.parties import services as parties_services

FROM = "Một cửa Bắc Kạn <khong-tra-loi@motcua.vidu.vn>"


def until(holds, seconds=30):
    """Wait until something holds, and return it."""
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)
    return found


@contextmanager
def running(*command, folder, **more):
    """A program that writes its port into the folder."""
    process = subprocess.Popen([sys.executable, *command], **more)
    try:
        until((folder / "port").is_file)
        yield int((folder / "port").read_text())
    finally:
        process.kill()
        process.wait()


@contextmanager
def mail_office(settings, folder: Path, *more: str):
    """A mail server at which the settings point; its folder holds what it was given."""
    with running(mail_server.__file__, str(folder), *more, folder=folder) as port:
        settings.SMTP_HOST, settings.SMTP_PORT, settings.SMTP_TLS = "127.0.0.1", port, "none"
        settings.MAIL_FROM, settings.SMTP_WAIT = FROM, 5.0
        yield Post(folder)


class Post:
    """What a server was given."""

    def __init__(self, folder):
        self.folder = folder

    @property
    def mails(self):
        return [
            email.message_from_bytes(path.read_bytes(), policy=default) for path in sorted(self.folder.glob("*.eml"))
        ]


DAY = date(2020, 5, 11)
MORNING = local(datetime(2020, 5, 11, 9, 30))
NUMBER = "900.05.03.H03-200511-0005"
_numbers = count(1)

LETTER = Letter(
    "receipt",
    "Đã tiếp nhận",
    {
        Channel.EMAIL: Text(
            "Đã tiếp nhận hồ sơ {ma_ho_so}", "Kính gửi {ho_ten},\n\n.Hẹn trả {hen_tra}, ở xã Quảng Khê."
        ),
        Channel.SMS: Text("", "Đã tiếp nhận hồ sơ {ma_ho_so}, hẹn trả {hen_tra}."),
    },
    {"ho_ten": "Triệu Mùi Khé", "ma_ho_so": NUMBER, "hen_tra": "thứ Hai 18/5/2020"},
    lambda number: f"/ho-so/{number}",
)
#: Told whatever a person wishes.
OBLIGATORY = replace(LETTER, key="supplement", name="Cần bổ sung")


class Program:
    """A program with a token of one official."""

    def __init__(self, actor):
        issued = issue_token(
            actor=SYSTEM, at=moments.now(), account=actor.account, post=actor.post, label="chương trình"
        )
        self.headers, self.client = {"Authorization": f"Bearer {issued.raw}"}, Client()

    def gets(self, path):
        return self.client.get(f"/api/v1{path}", headers=self.headers)

    def posts(self, path, **body):
        return self.client.post(
            f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=self.headers
        )


class Clock:
    """The business clock of a story."""

    def __init__(self, now=MORNING):
        self.now = now

    def __call__(self):
        return self.now

    def passes(self, **more):
        self.now += timedelta(**more)


class Office:
    """Two communes: a unit with a clerk, an administrator and a leader, and the clerk next door."""

    def __init__(self):
        self.unit, self.next_door = (
            next(unit for unit in organisation.units(DAY) if unit.name == name).id
            for name in ("Xã Quảng Khê", "Xã Đồng Phúc")
        )
        self.clerk = self.official("counter", self.unit)
        self.stranger = self.official("counter", self.next_door)
        self.administrator = self.official("leader", self.unit, as_role="administrator")

    def official(self, post_role, unit, as_role=""):
        post = organisation.posts(unit, DAY, role=post_role)[0]
        appointment = NewAppointment(post.id, unit, frozenset({as_role or post_role}), date(2016, 1, 1))
        (account,) = create_people(
            actor=SYSTEM,
            at=local(datetime(2020, 1, 2, 7)),
            rows=[NewPerson(f"bao-tin-{next(_numbers)}", "Nông Thị Thử", (appointment,))],
        )
        return identity.actor_for(account, post.id, MORNING)

    def person(self, email="", phone="", name="Triệu Mùi Khé"):
        number = f"{96_000_000_000 + next(_numbers):012d}"
        entered = {"kind": "citizen", "name": name, "number": number, "email": email, "phone": phone}
        return parties_services.take(actor=SYSTEM, fields=parties.clean_person(entered, DAY), at=MORNING)

    def news(self, who, *, cause=None, kind="receipt", at=MORNING, unit=None):
        values = {"ma_ho_so": NUMBER, "hen_tra": "thứ Hai 18/5/2020"}
        return News(cause or new_id(), kind, "dossiers.dossier", new_id(), NUMBER, unit or self.unit, who, at, values)

    def tells(self, *addresses, at=MORNING, kind="receipt", unit=None):
        """Queue one message for a new person of each address."""
        return tell(*(self.news(self.person(address), kind=kind, at=at, unit=unit) for address in addresses), at=at)


def tell(*what, at=MORNING):
    return services.tell(actor=SYSTEM, at=at, news=what)


def refused_messages(unit, number=2):
    """Messages to an address that no mail can bear: the carrier refuses them without a server."""
    entered = [
        {"kind": "citizen", "name": "Triệu Mùi Khé", "number": f"{97_000_000_000 + next(_numbers):012d}"}
        for _each in range(number)
    ]
    with override_settings(SMTP_HOST="127.0.0.1", MAIL_FROM="a@vidu.vn"):
        told = [
            News(
                new_id(),
                "receipt",
                "dossiers.dossier",
                new_id(),
                NUMBER,
                unit,
                who,
                moments.now(),
                {"ma_ho_so": NUMBER},
            )
            for one in entered
            for fields in [parties.clean_person({**one, "email": "khé@vidu.vn"}, DAY)]
            for who in [parties_services.take(actor=SYSTEM, fields=fields, at=moments.now())]
        ]
        services.tell(actor=SYSTEM, at=moments.now(), news=told)
        sender.send_due(Channel.EMAIL)
    return [queries.told(news.about_kind, news.about)[0].id for news in told]


def stored():
    """Fates of all messages, oldest first, each with how often it was tried."""
    found = rows("select fate, attempts, tries, not_before from notices_message order by id")
    return [(Fate(row["fate"]), row["attempts"]) for row in found]


def empty():
    """Forget what earlier stories of this database have told."""
    run("delete from notices_report")
    run("delete from notices_attempt")
    run("delete from notices_decision")
    run("delete from notices_message")


class Screen:
    """A browser without script."""

    def __init__(self, actor):
        self.client = Client()
        account = get_user_model().objects.get(id=actor.account)
        self.client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

    def sees(self, path, status=200):
        response = self.client.get(path)
        assert response.status_code == status, (path, response.status_code, words_of(response)[-600:])
        return words_of(response)

    def sends(self, path, **values):
        return self.client.post(path, values)


def words_of(response):
    """What a page says, without its markup."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())
