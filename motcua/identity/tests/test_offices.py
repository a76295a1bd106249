"""Accounts hold posts in time, and what follows from it."""

from datetime import timedelta

import pytest

from motcua.identity import queries, services
from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.identity.tests.world import (
    AT,
    BA_BE,
    OTHER_COMMUNE,
    PROVINCE,
    QUANG_KHE,
    TODAY,
    TOMORROW,
    YESTERDAY,
    day,
    load_province,
    post,
    shift_seconds,
    somebody,
    unit,
)
from motcua.identity.types import (
    AccountUnknown,
    ActUnknown,
    AlreadyAppointed,
    Official,
    OwnSubstitute,
    PasswordUnfit,
    PeriodUnfit,
    SeatUnknown,
    UsernameTaken,
)
from motcua.kernel import ids
from motcua.kernel.access import judge, scope
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger

EXAMPLE = ModuleActs(
    "example",
    (ActLine("example.receive", "Tiếp nhận"), ActLine("example.sign", "Ký")),
    {"counter": frozenset({"example.receive"}), "leader": frozenset({"example.sign"})},
)


@pytest.fixture(autouse=True)
def province(committed_db, monkeypatch):
    monkeypatch.setenv("MOTCUA_CLOCK_SHIFT", shift_seconds())
    with acts.instead(EXAMPLE, *acts):
        load_province()
        yield


def sentences(account):
    return [ledger.sentence(line) for line in ledger.stream("identity.account", account)]


class TestAccounts:
    def test_a_name_is_taken_once_whatever_its_case(self):
        person = somebody()

        with pytest.raises(UsernameTaken):
            services.create_account(actor=SYSTEM, at=AT, username=person.username.upper(), name="Hà Văn Páo")
        assert queries.account_named(f" {person.username.upper()} ").id == person.id

    def test_an_account_needs_a_name_to_sign_in_by_and_a_name(self):
        with pytest.raises(Invalid) as refused:
            services.create_account(actor=SYSTEM, at=AT, username=" ", name=" ")

        assert set(refused.value.fields) == {"username", "name"}

    @pytest.mark.parametrize("weak", ["ngan", "qwerty123456", "12345678901234", "nguoi-yeu-duoi"])
    def test_a_weak_password_is_refused(self, weak):
        with pytest.raises(PasswordUnfit):
            services.create_account(actor=SYSTEM, at=AT, username="nguoi-yeu-duoi", name="Hà Văn Páo", password=weak)

    def test_a_closed_account_acts_no_more(self):
        person = somebody()
        services.close_account(actor=SYSTEM, at=AT, account=person.id)

        with pytest.raises(AccountUnknown):
            person.actor()
        assert Official(person.id, person.name) not in queries.holders(person.post, AT)

    def test_history_says_what_happened_without_names(self):
        person = somebody()

        lines = ledger.stream("identity.account", person.id)
        assert [line.seq for line in lines] == [1, 2]
        assert sentences(person.id) == [
            "Tạo tài khoản",
            "Bổ nhiệm vào vị trí Công chức Văn phòng - thống kê, UBND xã Quảng Khê, huyện Ba Bể từ 1/1/2020: Công chức một cửa",
        ]
        assert person.name not in str([line.facts for line in lines])


class TestAppointments:
    def test_an_actor_acts_for_a_post_in_a_unit_with_the_acts_of_its_role(self):
        actor = somebody("counter").actor()

        assert (actor.post_name, actor.unit_name) == ("Công chức Văn phòng - thống kê", "UBND xã Quảng Khê")
        assert (actor.unit, actor.section) == (unit(QUANG_KHE), "Bộ phận Tiếp nhận và Trả kết quả")
        assert judge(actor, "example.receive", unit(QUANG_KHE)) is True
        assert judge(actor, "example.sign", unit(QUANG_KHE)) is False

    def test_a_foreign_unit_is_beyond_reach(self):
        actor = somebody("counter").actor()

        assert judge(actor, "example.receive", unit(OTHER_COMMUNE)) is False
        assert judge(actor, "example.receive", unit(BA_BE)) is False
        assert scope(actor, "example.receive").units == {unit(QUANG_KHE)}

    def test_a_subtree_reaches_the_communes_of_its_district_and_no_other(self):
        actor = somebody("leader", BA_BE, reach="subtree").actor()

        assert judge(actor, "example.sign", unit(QUANG_KHE)) is True
        assert judge(actor, "example.sign", unit("BK-01840")) is False
        assert len(scope(actor, "example.sign").units) == 16

    def test_a_field_narrows(self):
        actor = somebody("counter", fields=["Hộ tịch"]).actor()

        assert judge(actor, "example.receive", unit(QUANG_KHE), "Hộ tịch") is True
        assert judge(actor, "example.receive", unit(QUANG_KHE), "Đất đai") is False
        assert scope(actor, "example.receive").fields == {"Hộ tịch"}

    def test_a_merged_communes_matters_are_the_heirs(self):
        heir = somebody("counter", "BK-01960B").actor()
        gone = unit("BK-01966")

        assert judge(heir, "example.receive", gone) is True
        assert judge(somebody("counter").actor(), "example.receive", gone) is False

    @pytest.mark.parametrize(("on", "holds"), [(YESTERDAY, False), (TODAY, True), (TOMORROW, False)])
    def test_an_appointment_holds_on_its_days_only(self, on, holds):
        person = somebody(valid_from=TODAY, valid_to=TODAY)
        at = AT.replace(year=on.year, month=on.month, day=on.day)

        assert (Official(person.id, person.name) in queries.holders(person.post, at)) is holds
        assert (Official(person.id, person.name) in queries.people_of(person.unit, at)) is holds
        assert bool(queries.seats(person.id, at)) is holds
        if not holds:
            with pytest.raises(SeatUnknown):
                person.actor(at)

    def test_ended_is_ended(self):
        person = somebody()
        services.end_appointment(actor=SYSTEM, at=AT, appointment=person.appointment, last_day=YESTERDAY)

        with pytest.raises(SeatUnknown):
            person.actor()
        assert person.actor(AT - timedelta(days=1)).post == person.post
        assert sentences(person.id)[-1] == "Kết thúc một lần bổ nhiệm, ngày cuối 10/5/2020"

    def test_the_same_post_is_not_given_twice_in_one_period(self):
        person = somebody(valid_to=TODAY)
        again = {"actor": SYSTEM, "at": AT, "account": person.id, "post": person.post, "roles": ["counter"]}

        with pytest.raises(AlreadyAppointed):
            services.appoint(**again, valid_from=TODAY)
        with pytest.raises(PeriodUnfit):
            services.appoint(**again, valid_from=TOMORROW, valid_to=TODAY)
        services.appoint(**again, valid_from=TOMORROW)

    def test_several_roles_in_one_post_are_one_seat(self):
        person = somebody("counter")
        services.appoint(
            actor=SYSTEM,
            at=AT,
            account=person.id,
            post=person.post,
            roles=["leader"],
            valid_from=TODAY,
            reach="subtree",
        )

        assert len(queries.seats(person.id, AT)) == 1
        assert len(person.actor().grants) == 2
        assert judge(person.actor(), "example.sign", person.unit) is True
        assert queries.roles_of(person.id, person.post, AT) == {"counter", "leader"}

    def test_a_role_nobody_knows_is_refused(self):
        person = somebody()

        with pytest.raises(ActUnknown):
            services.appoint(actor=SYSTEM, at=AT, account=person.id, post=person.post, roles=["king"], valid_from=TODAY)

    def test_without_a_post_an_account_may_do_nothing(self):
        account = services.create_account(actor=SYSTEM, at=AT, username=f"khong-{ids.new_id()}", name="Lý Văn Dao")

        actor = queries.actor_for(account, None, AT)

        assert (actor.post, actor.unit, actor.grants) == (None, None, ())
        assert judge(actor, "example.receive") is False


class TestSubstitution:
    def test_a_substitute_acts_under_its_own_name_for_the_holders_post_within_its_days(self):
        leader, specialist = somebody("leader", name="Hà Văn Páo"), somebody("specialist", name="Nông Văn Sinh")
        services.substitute(
            actor=leader.actor(),
            at=AT,
            appointment=leader.appointment,
            substitute=specialist.id,
            valid_from=TODAY,
            valid_to=TOMORROW,
        )

        actor = queries.actor_for(specialist.id, leader.post, AT)

        assert (actor.account, actor.name, actor.post, actor.acting_for) == (
            specialist.id,
            "Nông Văn Sinh",
            leader.post,
            leader.id,
        )
        assert judge(actor, "example.sign", leader.unit) is True
        assert judge(specialist.actor(), "example.sign", leader.unit) is False
        assert [seat.label for seat in queries.seats(specialist.id, AT)][-1] == (
            "Chủ tịch UBND, UBND xã Quảng Khê (trực thay Hà Văn Páo)"
        )
        for at in (AT - timedelta(days=1), AT + timedelta(days=2)):
            with pytest.raises(SeatUnknown):
                queries.actor_for(specialist.id, leader.post, at)
        assert sentences(leader.id)[-1] == "Được Nông Văn Sinh trực thay từ 11/5/2020 đến 12/5/2020"
        assert sentences(specialist.id)[-1] == "Trực thay Hà Văn Páo từ 11/5/2020 đến 12/5/2020"

    def test_a_substitution_ends_with_what_it_stands_in_for(self):
        leader, specialist = somebody("leader"), somebody("specialist")
        services.substitute(
            actor=SYSTEM,
            at=AT,
            appointment=leader.appointment,
            substitute=specialist.id,
            valid_from=TODAY,
            valid_to=TOMORROW,
        )
        services.end_appointment(actor=SYSTEM, at=AT, appointment=leader.appointment, last_day=YESTERDAY)

        assert [seat.post for seat in queries.seats(specialist.id, AT)] == [specialist.post]

    def test_strangers_arrange_nothing_and_nobody_stands_in_for_themselves(self):
        leader, other = somebody("leader"), somebody("counter")
        wanted = {"at": AT, "appointment": leader.appointment, "valid_from": TODAY, "valid_to": TOMORROW}

        with pytest.raises(NotAllowed):
            services.substitute(actor=other.actor(), substitute=other.id, **wanted)
        with pytest.raises(OwnSubstitute):
            services.substitute(actor=leader.actor(), substitute=leader.id, **wanted)
        with pytest.raises(PeriodUnfit):
            services.substitute(actor=leader.actor(), substitute=other.id, **{**wanted, "valid_to": YESTERDAY})


class TestAdministering:
    def appoint(self, actor, code, **extra):
        account = services.create_account(actor=SYSTEM, at=AT, username=f"ai-{ids.new_id()}", name="Triệu Văn Mông")
        return services.appoint(
            actor=actor, at=AT, account=account, post=post(code, "leader").id, valid_from=TODAY, **extra
        )

    def test_an_administrator_appoints_within_reach_and_no_further(self):
        admin = somebody("administrator", BA_BE, post_role="leader", reach="subtree").actor()

        self.appoint(admin, QUANG_KHE)
        self.appoint(admin, QUANG_KHE, reach="subtree")
        with pytest.raises(NotAllowed):
            self.appoint(admin, PROVINCE)
        with pytest.raises(NotAllowed):
            self.appoint(admin, QUANG_KHE, reach="everywhere")

    def test_others_administer_nothing(self):
        for role in ("counter", "specialist", "section_head", "leader", "document_clerk"):
            clerk = somebody(role, BA_BE).actor()
            with pytest.raises(NotAllowed):
                self.appoint(clerk, BA_BE)
            with pytest.raises(NotAllowed):
                services.create_account(actor=clerk, at=AT, username="ai", name="Ai")

    def test_an_administrator_does_not_take_over_an_account_of_another_unit(self):
        admin = somebody("administrator", post_role="leader").actor()
        governor = somebody("leader", PROVINCE)

        for act in (
            lambda: services.set_password(actor=admin, at=AT, account=governor.id, password="một câu rất dài khác"),
            lambda: services.reset_code(actor=admin, at=AT, account=governor.id),
            lambda: services.close_account(actor=admin, at=AT, account=governor.id),
            lambda: services.issue_token(actor=admin, at=AT, account=governor.id, post=governor.post, label="x"),
        ):
            with pytest.raises(NotAllowed):
                act()

    def test_the_province_may_change_what_a_role_does(self):
        admin = somebody("administrator", PROVINCE, post_role="leader", reach="everywhere").actor()
        person = somebody("document_clerk")

        services.set_role_act(actor=admin, at=AT, role="document_clerk", act_code="example.receive", allowed=True)
        assert judge(person.actor(), "example.receive", person.unit) is True
        services.set_role_act(actor=admin, at=AT, role="document_clerk", act_code="example.receive", allowed=False)
        assert judge(person.actor(), "example.receive", person.unit) is False
        assert "example.receive" not in queries.acts_of_role("document_clerk")

    def test_a_district_may_not_and_unknown_acts_are_refused(self):
        admin = somebody("administrator", BA_BE, post_role="leader", reach="subtree").actor()

        with pytest.raises(NotAllowed):
            services.set_role_act(actor=admin, at=AT, role="counter", act_code="example.sign", allowed=True)
        with pytest.raises(ActUnknown):
            services.set_role_act(actor=SYSTEM, at=AT, role="counter", act_code="example.fly", allowed=True)


def test_real_and_invented_accounts_are_counted_apart():
    real, invented = queries.number_of_accounts()
    somebody()
    somebody(is_demo=True)

    assert queries.number_of_accounts() == (real + 1, invented + 1)


def test_names_come_from_memory():
    person = somebody(name="Nông Văn Sinh")
    unknown = ids.new_id()

    assert queries.names([person.id, unknown, SYSTEM.account]) == {
        person.id: "Nông Văn Sinh",
        SYSTEM.account: "Hệ thống",
    }


def test_what_happened_before_and_after_is_asked_by_day():
    person = somebody(valid_from=day("2020-02-01").date(), valid_to=day("2020-03-31").date())

    assert person.actor(day("2020-03-31")).post == person.post
    with pytest.raises(SeatUnknown):
        person.actor(day("2020-04-01"))
