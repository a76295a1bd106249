"""Somebody leaves: their open work goes on in one act, their sign-in ends the same minute, history keeps their name."""

import re
from itertools import count

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.dossiers import queries, services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, OneStop, at, stored, unit_named
from motcua.dossiers.types import desk_of
from motcua.identity import queries as identity
from motcua.identity import services as people
from motcua.identity.types import AccountUnknown, NotAColleague, OwnLeave
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import NotAllowed
from motcua.organisation import queries as organisation

WHEN = at("2020-05-11 14:00")


_numbers = count(1)


@pytest.fixture
def one_stop(province_db, monkeypatch):
    """A commune that no other test has emptied."""
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    base, number = OneStop.open(), next(_numbers)
    untouched = [unit for unit in organisation.units(WHEN.date(), "commune") if (unit.id, "counter") not in base.cast]
    stop = OneStop(untouched[number], cast=dict(base.cast))
    stop.seat(stop.unit.id)
    return stop


def administrator(one_stop, unit=None):
    """Somebody who keeps the accounts of a commune: this one, or another."""
    where = unit or one_stop.unit.id
    post = organisation.posts(where, WHEN.date(), role="leader")[1]
    account = people.employ(
        actor=SYSTEM,
        at=WHEN,
        username=f"quan-tri-{next(_numbers)}",
        name="Bàn Thị Quản",
        post=post.id,
        valid_from=WHEN.date(),
        roles=["administrator"],
    )
    return identity.actor_for(account, post.id, WHEN)


def taken_by(one_stop, specialist, many=2):
    """Dossiers that lie with a specialist."""
    numbers = []
    for _one in range(many):
        number = one_stop.receives().code
        one_stop.hands_over(number)
        services.take_up(actor=specialist, at=at("2020-05-11 10:30"), number=number)
        numbers.append(number)
    return numbers


@pytest.fixture
def leaver(one_stop):
    return one_stop.person("specialist")


@pytest.fixture
def colleague(one_stop):
    return one_stop.cast[one_stop.unit.id, "specialist"][1]


def test_everything_goes_to_a_named_colleague_in_one_act(one_stop, leaver, colleague):
    admin, numbers = administrator(one_stop), taken_by(one_stop, leaver)
    due = [stored(number).standing.due_at for number in numbers]

    moved = people.leave(actor=admin, at=WHEN, account=leaver.account, to=colleague.post)

    assert moved == {"dossiers": 2, "originals": 0}
    for number, before in zip(numbers, due, strict=True):
        record = stored(number)
        assert (record.standing.post, record.standing.due_at) == (colleague.post, before)
        assert difference(record) is None
        assert queries.timeline(record)[0].sentence == f"Giao cho {organisation.post(colleague.post).name}."
        services.propose(actor=colleague, at=at("2020-05-11 14:30"), number=number)


def test_or_back_to_the_common_desk_where_a_colleague_takes_it_up(one_stop, leaver, colleague):
    (number,) = taken_by(one_stop, leaver, 1)

    people.leave(actor=administrator(one_stop), at=WHEN, account=leaver.account)

    record = stored(number)
    here = record.standing
    assert here.post is None
    assert here.desk == desk_of(here.unit, here.role, here.section)
    assert difference(record) is None
    assert queries.timeline(record)[0].sentence.startswith("Trả về bàn chung ở bước")
    services.take_up(actor=colleague, at=at("2020-05-11 14:30"), number=number)


def test_what_the_colleague_may_not_do_goes_to_the_common_desk(one_stop, leaver):
    (number,) = taken_by(one_stop, leaver, 1)
    clerk = one_stop.clerk

    moved = services.release(actor=SYSTEM, at=WHEN, posts=[leaver.post], to=clerk.post)

    assert moved == 1
    assert stored(number).standing.post is None


def test_the_sign_in_ends_the_same_minute_and_the_history_keeps_the_name(one_stop, leaver):
    (number,) = taken_by(one_stop, leaver, 1)
    window = Client()
    window.force_login(
        get_user_model().objects.get(pk=leaver.account), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    token = people.issue_token(actor=SYSTEM, at=WHEN, account=leaver.account, post=leaver.post, label="máy").raw
    assert window.get("/tai-khoan").status_code == 200
    assert identity.actor_of_token(token) is not None

    people.leave(actor=administrator(one_stop), at=WHEN, account=leaver.account)

    assert window.get("/tai-khoan").status_code == 302
    assert identity.actor_of_token(token) is None
    assert identity.holders(leaver.post, WHEN) == ()
    assert leaver.name in [line.who for line in queries.timeline(stored(number))]
    with pytest.raises(AccountUnknown):
        people.leave(actor=SYSTEM, at=WHEN, account=leaver.account)


def test_work_of_a_post_that_another_holds_too_stays_there(one_stop, leaver):
    (number,) = taken_by(one_stop, leaver, 1)
    people.employ(
        actor=SYSTEM, at=WHEN, username="cungvitri", name="Hoàng Văn Cùng", post=leaver.post, valid_from=WHEN.date()
    )

    moved = people.leave(actor=administrator(one_stop), at=WHEN, account=leaver.account)

    assert moved == {"dossiers": 0, "originals": 0}
    assert stored(number).standing.post == leaver.post


def test_who_may_not_and_what_is_no_colleague(one_stop, leaver):
    admin = administrator(one_stop)
    with pytest.raises(OwnLeave):
        people.leave(actor=admin, at=WHEN, account=admin.account)
    with pytest.raises(NotAllowed):
        people.leave(actor=administrator(one_stop, unit_named(FOREIGN).id), at=WHEN, account=leaver.account)
    with pytest.raises(NotAllowed):
        people.leave(actor=one_stop.leader, at=WHEN, account=leaver.account)
    with pytest.raises(NotAColleague):
        people.leave(actor=admin, at=WHEN, account=leaver.account, to=one_stop.stranger.post)
    assert identity.holders(leaver.post, WHEN) != ()


def test_the_page_says_first_what_lies_there_and_then_does_it(one_stop, leaver, colleague):
    taken_by(one_stop, leaver, 3)
    screen, address = Screen(administrator(one_stop)), f"/can-bo/{leaver.account}/nghi-viec"

    before = screen.sees(address)
    nothing = screen.client.post(address, {})
    answer = screen.client.post(address, {"to": str(colleague.post)})

    assert "3 hồ sơ đang giải quyết" in before
    assert "không còn ai giữ vị trí" in re.sub(r"\s+", " ", before)
    assert nothing.status_code == 422
    assert "Chọn nơi nhận bàn giao." in nothing.content.decode()
    assert answer.status_code == 302
    assert "bàn giao 3 việc" in screen.sees(f"/can-bo/{leaver.account}")


def test_ending_only_the_appointment_says_what_stays_behind(one_stop, leaver):
    taken_by(one_stop, leaver, 1)
    admin = administrator(one_stop)
    held = identity.person_for(admin, leaver.account, WHEN).posts[0]

    assert "1 hồ sơ đang giải quyết ở lại vị trí này" in Screen(admin).sees(f"/bo-nhiem/{held.id}/ket-thuc")


def test_two_hundred_dossiers_move_well_within_a_transactions_five_seconds(one_stop, leaver, colleague):
    taken_by(one_stop, leaver, 200)
    began = moments.machine_now()

    moved = people.leave(actor=administrator(one_stop), at=WHEN, account=leaver.account, to=colleague.post)

    assert moved == {"dossiers": 200, "originals": 0}
    assert (moments.machine_now() - began).total_seconds() < 4
