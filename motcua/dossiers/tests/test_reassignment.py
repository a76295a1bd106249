"""A head moves work from one specialist to another with a reason; the old one sees it gone."""

from importlib import import_module

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen, words_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.types import Deed, HasChanged, NoSuchDossier
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.kernel.statements import run

WHEN = at("2020-05-12 09:00")
REASON = "Người được giao đi học từ ngày mai."


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


@pytest.fixture
def number(one_stop):
    number = one_stop.receives().code
    one_stop.hands_over(number)
    one_stop.examines(number)
    return number


@pytest.fixture
def other(one_stop):
    return one_stop.cast[one_stop.unit.id, "specialist"][1]


def reassigns(one_stop, number, post, reason=REASON, **more):
    return services.reassign(actor=one_stop.leader, at=WHEN, number=number, post=post, reason=reason, **more)


def on_the_desk_of(actor):
    return [row.number for row in queries.desk(actor, "cho-toi", WHEN, limit=100).rows]


def test_the_work_leaves_one_desk_and_lies_on_the_other(one_stop, number, other):
    assert number in on_the_desk_of(one_stop.specialist)
    reassigns(one_stop, number, other.post)

    assert number not in on_the_desk_of(one_stop.specialist)
    assert number in on_the_desk_of(other)
    assert number in [row.number for row in queries.desk(one_stop.specialist, "da-chuyen", WHEN, limit=100).rows]
    assert difference(stored(number)) is None


def test_the_posts_that_had_it_stand_in_its_row_until_it_is_closed(one_stop, number, other):
    reassigns(one_stop, number, other.post)
    had = sorted({one_stop.clerk.post, one_stop.specialist.post, one_stop.leader.post})
    assert list(stored(number).standing.passed_by) == had

    services.withdraw(actor=one_stop.clerk, at=WHEN, number=number, reason="Người nộp xin rút.")

    assert stored(number).standing.passed_by == ()
    assert difference(stored(number)) is None


def test_what_was_there_before_gets_the_posts_that_had_it(one_stop, number):
    closed = one_stop.receives().code
    services.withdraw(actor=one_stop.clerk, at=WHEN, number=closed, reason="Người nộp xin rút.")
    run("update dossiers_standing set passed_by = '{}'")

    run(import_module("motcua.dossiers.migrations.0024_passed_by").FROM_THE_MOVES)

    assert [difference(stored(code)) for code in (number, closed)] == [None, None]
    assert len(stored(number).standing.passed_by) == 2


def test_the_old_one_is_told_who_has_it_now(one_stop, number, other):
    seen = stored(number).revision
    reassigns(one_stop, number, other.post)

    with pytest.raises(HasChanged):
        services.propose(actor=one_stop.specialist, at=WHEN, number=number, revision=seen)
    with pytest.raises(NotAllowed) as refused:
        services.propose(actor=one_stop.specialist, at=WHEN, number=number)
    assert refused.value.sentence.startswith("Việc này đang ở Công chức ")
    assert services.propose(actor=other, at=WHEN, number=number).standing.role == "leader"


def test_the_story_says_from_whom_to_whom_and_why(one_stop, number, other):
    from motcua.organisation import queries as organisation

    reassigns(one_stop, number, other.post)

    told = queries.timeline(stored(number))[0]
    names = [organisation.post(post).name for post in (one_stop.specialist.post, other.post)]
    assert told.sentence == f"Phân công lại: từ {names[0]} sang {names[1]}."
    assert told.text == REASON


def test_a_reason_and_another_person_are_wanted(one_stop, number, other):
    with pytest.raises(Invalid) as silent:
        reassigns(one_stop, number, other.post, " ")
    with pytest.raises(Invalid) as same:
        reassigns(one_stop, number, one_stop.specialist.post)
    with pytest.raises(Invalid) as foreign:
        reassigns(one_stop, number, one_stop.clerk.post)

    assert silent.value.fields == {"reason": "Ghi vì sao phải chuyển việc, để hai người cùng rõ."}
    assert same.value.fields == {"post": "Hồ sơ đang ở chính người này. Chọn người khác."}
    assert foreign.value.fields == {"post": "Chọn một người trong bộ phận đang giữ hồ sơ."}


def test_only_a_head_moves_work(one_stop, number, other):
    with pytest.raises(NotAllowed):
        services.reassign(actor=one_stop.specialist, at=WHEN, number=number, post=other.post, reason=REASON)
    with pytest.raises(NoSuchDossier):
        services.reassign(actor=one_stop.stranger, at=WHEN, number=number, post=other.post, reason=REASON)


def test_it_is_offered_where_somebody_has_the_work_and_assigning_where_nobody_has(one_stop):
    number = one_stop.receives().code
    one_stop.hands_over(number)

    def offered():
        return {deed for deed, _ in queries.page_of(one_stop.leader, stored(number), at=WHEN).deeds}

    assert offered() & {Deed.ASSIGN, Deed.REASSIGN} == {Deed.ASSIGN}
    one_stop.examines(number)
    assert offered() & {Deed.ASSIGN, Deed.REASSIGN} == {Deed.REASSIGN}


def test_a_head_moves_it_on_the_page_which_does_not_offer_the_one_that_has_it(one_stop, number, other):
    leader = Screen(one_stop.leader)
    page = leader.opens(f"/ho-so/{number}/phan-cong-lai").content.decode()
    assert str(other.post) in page
    assert str(one_stop.specialist.post) not in page

    silent = leader.does(number, "phan-cong-lai", post=str(other.post), reason="")
    assert (silent.status_code, "Ghi vì sao phải chuyển việc" in words_of(silent)) == (422, True)
    assert leader.does(number, "phan-cong-lai", post=str(other.post), reason=REASON).status_code == 302
    assert number in Screen(other).sees("/ban-lam-viec")
    assert number not in Screen(one_stop.specialist).sees("/ban-lam-viec")


def test_a_program_moves_it_too(one_stop, number, other):
    sent = {"post": str(other.post), "reason": REASON}
    answer = Caller(one_stop.leader).post(f"/dossiers/{number}/reassignment", sent)

    assert answer.status_code == 200, answer.content
    assert stored(number).standing.post == other.post
