"""Many people at once, and the command line."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError

from motcua.identity import queries, services
from motcua.identity.models import Account, Appointment
from motcua.identity.tests.world import AT, PASSWORD, PROVINCE, QUANG_KHE, load_province, post, shift_seconds, unit
from motcua.identity.types import AccountUnknown, NewAppointment, NewPerson, Official
from motcua.kernel.access import judge
from motcua.kernel.actor import SYSTEM
from motcua.ledger import queries as ledger


@pytest.fixture(autouse=True)
def province(committed_db, monkeypatch):
    monkeypatch.setenv("MOTCUA_CLOCK_SHIFT", shift_seconds())
    load_province()


def row(username, role="counter", **extra):
    place = post(QUANG_KHE, role)
    held = NewAppointment(place.id, place.unit_id, frozenset({role}), valid_from=date(2019, 10, 1), **extra)
    return NewPerson(username, "Hoàng Thị Bản", (held,))


class TestManyAtOnce:
    def test_it_writes_what_one_by_one_would(self):
        rows = [row("ban1"), row("ban2", "leader", reach="subtree", fields=frozenset({"Hộ tịch"}))]
        bulk = services.create_people(actor=SYSTEM, at=AT, rows=rows)
        single = []
        for wanted in rows:
            account = services.create_account(
                actor=SYSTEM, at=AT, username=f"{wanted.username}x", name=wanted.name, is_demo=True
            )
            [held] = wanted.appointments
            services.appoint(
                actor=SYSTEM,
                at=AT,
                account=account,
                post=held.post,
                roles=held.roles,
                reach=held.reach,
                fields=held.fields,
                valid_from=held.valid_from,
            )
            single.append(account)

        def told(account):
            row = Account.objects.get(id=account)
            held = Appointment.objects.get(account_id=account)
            lines = ledger.stream("identity.account", account)
            return (
                (
                    row.username.rstrip("x"),
                    row.name,
                    row.is_active,
                    row.is_demo,
                    row.revision,
                    row.has_usable_password(),
                ),
                (held.post_id, held.unit_id, held.roles, held.reach, held.fields, held.valid_from, held.valid_to),
                [(line.seq, line.verb, line.actor, line.at, {**line.facts, "appointment": ""}) for line in lines],
            )

        assert [told(account) for account in bulk] == [told(account) for account in single]

    def test_they_are_in_office_at_once(self):
        [account] = services.create_people(actor=SYSTEM, at=AT, rows=[row("ban3")])

        assert Official(account, "Hoàng Thị Bản") in queries.holders(post(QUANG_KHE, "counter").id, AT)

    def test_a_name_that_exists_undoes_all(self):
        services.create_people(actor=SYSTEM, at=AT, rows=[row("ban4")])

        with pytest.raises(IntegrityError):
            services.create_people(actor=SYSTEM, at=AT, rows=[row("ban5"), row("BAN4")])
        assert not Account.objects.filter(username="ban5").exists()


class TestCommand:
    def run(self, *words, said=None, monkeypatch=None):
        out = io.StringIO()
        if said is not None:
            monkeypatch.setattr("sys.stdin", io.StringIO(said + "\n"))
        call_command("account", *words, stdout=out)
        return out.getvalue().strip()

    def test_the_first_administrator_is_made_appointed_and_given_a_token(self, monkeypatch):
        self.run("create", "minh", "--name", "Nguyễn Minh", "--password-stdin", said=PASSWORD, monkeypatch=monkeypatch)
        said = self.run(
            *("appoint", "minh", "--unit", PROVINCE, "--post", "Chánh Văn phòng"),
            *("--role", "administrator", "--reach", "everywhere"),
        )
        raw = json.loads(self.run("token", "minh", "--json"))["token"]

        person = queries.account_named("minh")
        actor = queries.actor_of_token(raw).actor
        assert said == "Đã bổ nhiệm Nguyễn Minh làm Chánh Văn phòng, UBND tỉnh Bắc Kạn."
        assert Account.objects.get(id=person.id).check_password(PASSWORD)
        assert judge(actor, "identity.accounts", unit(QUANG_KHE)) is True
        assert "minh" in self.run("list")
        assert {"username": "minh", "name": "Nguyễn Minh", "active": True, "demo": False}.items() <= next(
            line for line in json.loads(self.run("list", "--json")) if line["username"] == "minh"
        ).items()

    def test_a_post_that_is_not_there_is_answered_with_those_that_are(self):
        self.run("create", "lan", "--name", "Lan", "--no-password")

        with pytest.raises(CommandError, match=r"không có vị trí «Vua»[\s\S]*Chủ tịch UBND \(leader\)"):
            self.run("appoint", "lan", "--unit", QUANG_KHE, "--post", "Vua")

    def test_refusals_are_said_in_words(self, monkeypatch):
        with pytest.raises(CommandError, match="Không có tài khoản này"):
            self.run("close", "khong-co-ai")
        with pytest.raises(CommandError, match="Mật khẩu"):
            self.run("create", "yeu", "--name", "Yếu", "--password-stdin", said="ngan", monkeypatch=monkeypatch)

    def test_where_nobody_types_it_says_how_to_give_the_password(self, monkeypatch):
        def nobody(_prompt):
            raise EOFError

        monkeypatch.setattr("getpass.getpass", nobody)

        with pytest.raises(CommandError, match="thêm --password-stdin"):
            self.run("create", "mai", "--name", "Mai")
        with pytest.raises(AccountUnknown):
            queries.account_named("mai")

    def test_passwords_and_telephones_are_reset_and_accounts_closed(self, monkeypatch):
        self.run("create", "hoa", "--name", "Hoa", "--no-password")
        self.run("password", "hoa", "--password-stdin", said=PASSWORD, monkeypatch=monkeypatch)
        self.run("reset-code", "hoa")
        self.run("close", "hoa")

        account = Account.objects.get(username="hoa")
        assert (account.check_password(PASSWORD), account.is_active) == (True, False)
        assert [line.verb for line in ledger.stream("identity.account", account.id)][1:] == [
            "identity.password.set",
            "identity.code.reset",
            "identity.account.closed",
        ]
