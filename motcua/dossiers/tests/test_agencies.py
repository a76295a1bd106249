"""Several agencies with one dossier: stages with their own due moments, parallel steps, opinions (spec E07, F01-F06)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from motcua.catalogue.services import publish_process
from motcua.catalogue.types import OUTSIDE, RECEIVING_COUNTER, Step
from motcua.dossiers import queries, services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.rules import stages_of
from motcua.dossiers.tests.one_stop import RENEW, SINGLE, OneStop, at, stored, unit_named
from motcua.dossiers.types import HasChanged, NoSuchDossier, NotAsked, NotNow, State
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation

DAY = date(2020, 5, 11)


@pytest.fixture
def one_stop(province_db):
    return OneStop.open()


def published(*steps):
    """Publish a process of these steps for the stories' procedure from the stories' day on."""
    publish_process(actor=SYSTEM, code=RENEW, level="commune", steps=steps, valid_from=DAY, at=at("2020-05-10 08:00"))


def step(no, role, action="process", *, hours=None, unit="", group="", agency=""):
    counted, unit = None if hours is None else Decimal(hours), unit or (RECEIVING_COUNTER if role == "counter" else "")
    return Step(
        no, role, action, action, counted, counts=hours is not None, parallel_group=group, unit=unit, agency=agency
    )


@pytest.fixture(scope="module")
def neighbours():
    return ("Xã Đồng Phúc", "Xã Hoàng Trĩ")


@pytest.fixture
def parallel(one_stop, neighbours):
    """Three agencies at once: two communes and one outside the system; one working day each."""
    two, three = (unit_named(name) for name in neighbours)
    one_stop.seat(three.id)
    published(
        step(1, "counter", "receive"),
        step(2, "specialist", hours=8),
        step(3, "specialist", hours=8, unit=two.code, group="A", agency="UBND xã Đồng Phúc"),
        step(4, "specialist", hours=8, unit=three.code, group="A", agency="UBND xã Hoàng Trĩ"),
        step(5, "specialist", hours=16, unit=OUTSIDE, group="A", agency="Công an huyện"),
        step(6, "leader", "approve", hours=8),
        step(7, "counter", "return"),
    )
    return two, three


def with_specialist(one_stop, procedure=RENEW):
    number = one_stop.receives(procedure).code
    one_stop.hands_over(number, "2020-05-11 10:00")
    one_stop.examines(number, "2020-05-11 10:30")
    return number


def task_of(number, unit):
    return next(task for task in stored(number).life.tasks if task.unit == (unit.id if unit else None))


def answers(one_stop, number, unit, when, text="Không có vướng mắc."):
    actor = one_stop.person("specialist", unit.id) if unit else one_stop.specialist
    return services.answer_task(actor=actor, at=at(when), number=number, task=task_of(number, unit).id, answer=text)


def late(number, now="2020-05-30 08:00"):
    record = stored(number)
    calendar = organisation.calendar_of(record.life.terms.calendar)
    return [stage.agency for stage in stages_of(record.life, calendar) if stage.is_late(at(now))]


def test_all_agencies_get_it_at_once_each_with_its_own_due_moment(one_stop, parallel):
    number = with_specialist(one_stop)
    services.send_to_agencies(actor=one_stop.specialist, at=at("2020-05-11 14:00"), number=number)

    dues = {task.agency: task.due_at for task in stored(number).life.tasks}
    assert dues == {
        "UBND xã Đồng Phúc": at("2020-05-12 17:00"),
        "UBND xã Hoàng Trĩ": at("2020-05-12 17:00"),
        "Công an huyện": at("2020-05-13 17:00"),
    }
    assert stored(number).standing.state is State.PROCESSING
    assert difference(stored(number)) is None


def test_the_dossier_waits_until_all_have_answered_and_then_goes_on(one_stop, parallel):
    two, three = parallel
    number = with_specialist(one_stop)
    with pytest.raises(NotNow):
        services.propose(actor=one_stop.specialist, at=at("2020-05-11 13:00"), number=number)
    services.send_to_agencies(actor=one_stop.specialist, at=at("2020-05-11 14:00"), number=number)
    with pytest.raises(NotNow):
        services.send_to_agencies(actor=one_stop.specialist, at=at("2020-05-11 14:01"), number=number)
    answers(one_stop, number, two, "2020-05-12 09:00")
    answers(one_stop, number, three, "2020-05-12 09:30")
    with pytest.raises(NotNow):
        services.propose(actor=one_stop.specialist, at=at("2020-05-12 10:00"), number=number)

    answers(one_stop, number, None, "2020-05-13 09:00", "Công văn 45/CAH: đồng ý.")
    moved = services.propose(actor=one_stop.specialist, at=at("2020-05-13 10:00"), number=number)

    assert (moved.standing.step, moved.standing.role) == (6, "leader")
    assert difference(stored(number)) is None


def test_only_the_agency_that_was_late_is_late(one_stop, parallel):
    """Test matrix 7: three agencies at once, the middle one late."""
    two, three = parallel
    number = with_specialist(one_stop)
    services.send_to_agencies(actor=one_stop.specialist, at=at("2020-05-11 14:00"), number=number)
    answers(one_stop, number, two, "2020-05-12 16:00")
    answers(one_stop, number, three, "2020-05-14 09:00")
    answers(one_stop, number, None, "2020-05-13 16:30")
    one_stop.proposes(number, "2020-05-14 10:00")
    one_stop.approves(number, "2020-05-14 15:00")

    assert late(number) == ["UBND xã Hoàng Trĩ"]


def test_an_agency_sees_what_it_was_asked_and_answers_it_nobody_else(one_stop, parallel):
    two, three = parallel
    number = with_specialist(one_stop)
    foreign = one_stop.person("specialist", two.id)
    asked = {"actor": foreign, "at": at("2020-05-11 15:00"), "number": number, "answer": "Đúng."}
    with pytest.raises(NoSuchDossier):
        services.answer_task(task=number_of_nothing(), **asked)
    services.send_to_agencies(actor=one_stop.specialist, at=at("2020-05-11 14:00"), number=number)

    with pytest.raises(NotAsked):
        services.answer_task(task=task_of(number, three).id, **asked)
    with pytest.raises(Invalid) as refused:
        services.answer_task(task=task_of(number, two).id, **(asked | {"answer": "  "}))
    assert set(refused.value.fields) == {"answer"}
    services.answer_task(task=task_of(number, two).id, **asked)
    assert task_of(number, two).answered_at == at("2020-05-11 15:00")


def number_of_nothing():
    from motcua.kernel.ids import new_id

    return new_id()


def test_an_opinion_holds_nobody_up_and_may_be_taken_back(one_stop):
    number, foreign = with_specialist(one_stop, SINGLE), unit_named("Xã Đồng Phúc")
    ask = {"actor": one_stop.specialist, "at": at("2020-05-11 11:00"), "number": number, "unit": foreign.id}
    with pytest.raises(Invalid) as refused:
        services.ask_opinion(question=" ", answer_by=date(2020, 5, 8), **ask)
    assert refused.value.fields == {
        "question": "Ghi rõ cần ý kiến về việc gì.",
        "answer_by": "Hạn trả lời phải từ hôm nay (11/5/2020) trở đi.",
    }
    services.ask_opinion(question="Người này có cư trú ở xã không?", answer_by=date(2020, 5, 12), **ask)
    task = task_of(number, foreign)
    assert (task.due_at, task.late_at) == (at("2020-05-12 17:00"), at("2020-05-12 23:59:59"))

    proposed = services.propose(actor=one_stop.specialist, at=at("2020-05-11 16:00"), number=number)
    assert proposed.standing.role == "leader"
    with pytest.raises(NotAsked):
        services.recall_task(
            actor=one_stop.person("specialist", foreign.id), at=at("2020-05-11 16:30"), number=number, task=task.id
        )
    services.recall_task(actor=one_stop.specialist, at=at("2020-05-11 16:40"), number=number, task=task.id)
    assert task_of(number, foreign).is_late(at("2020-05-20 08:00")) is False
    assert difference(stored(number)) is None


def test_stages_of_three_agencies_follow_each_other(one_stop, neighbours):
    """Example 14: 3 + 5 + 4 working days from Monday 11/5/2020."""
    two, three = (unit_named(name) for name in neighbours)
    life = stored(one_stop.receives().code).life
    route = (
        replace(life.route[0], no=1, hours=None),
        replace(life.route[1], no=2, hours=24.0),
        replace(life.route[1], no=3, hours=40.0, unit=two.id),
        replace(life.route[1], no=4, hours=32.0, unit=three.id),
    )
    calendar = organisation.calendar_of(life.terms.calendar)
    stages = stages_of(replace(life, route=route), calendar)

    assert [stage.due_at for stage in stages] == [
        at("2020-05-14 17:00"),
        at("2020-05-21 17:00"),
        at("2020-05-27 17:00"),
    ]


def test_what_was_asked_ends_with_the_dossier(one_stop):
    number, foreign = with_specialist(one_stop, SINGLE), unit_named("Xã Đồng Phúc")
    neighbour = one_stop.person("specialist", foreign.id)
    before = queries.counts(neighbour, at("2020-05-11 10:50"))["phoi-hop"]
    services.ask_opinion(
        actor=one_stop.specialist,
        at=at("2020-05-11 11:00"),
        number=number,
        unit=foreign.id,
        question="Có cư trú không?",
        answer_by=date(2020, 5, 13),
    )
    assert queries.counts(neighbour, at("2020-05-11 12:00"))["phoi-hop"] == before + 1

    services.withdraw(actor=one_stop.clerk, at=at("2020-05-11 15:00"), number=number, reason="Đổi ý.")

    assert queries.counts(neighbour, at("2020-05-11 16:00"))["phoi-hop"] == before
    with pytest.raises(HasChanged):
        services.answer_task(
            actor=neighbour, at=at("2020-05-11 16:00"), number=number, task=task_of(number, foreign).id, answer="Có."
        )


def test_an_answer_wanted_on_a_sunday_is_due_at_the_end_of_monday(one_stop):
    number = with_specialist(one_stop, SINGLE)

    record = services.ask_opinion(
        actor=one_stop.specialist,
        at=at("2020-05-11 11:00"),
        number=number,
        agency="Công an xã",
        question="Có cư trú không?",
        answer_by=date(2020, 5, 17),
    )

    (asked,) = record.life.tasks
    assert asked.due_at == at("2020-05-18 17:00")
    assert not asked.is_late(at("2020-05-18 23:59:59"))


@pytest.fixture
def depending(one_stop, neighbours):
    """Three agencies get it at once; the second needs the first one's result, the one outside that of both."""
    two, three = (unit_named(name) for name in neighbours)
    one_stop.seat(three.id)
    published(
        step(1, "counter", "receive"),
        step(2, "specialist", hours=8),
        step(3, "specialist", hours=8, unit=two.code, group="A", agency="UBND xã Đồng Phúc"),
        replace(step(4, "specialist", hours=8, unit=three.code, group="A", agency="UBND xã Hoàng Trĩ"), needs=(3,)),
        replace(step(5, "specialist", hours=8, unit=OUTSIDE, group="A", agency="Công an huyện"), needs=(3, 4)),
        step(6, "leader", "approve", hours=8),
        step(7, "counter", "return"),
    )
    return two, three


def test_who_needs_anothers_result_has_it_at_once_and_its_own_time_from_that_result_on(one_stop, depending):
    two, three = depending
    number = with_specialist(one_stop)
    services.send_to_agencies(actor=one_stop.specialist, at=at("2020-05-11 14:00"), number=number)

    assert {task.agency: task.due_at for task in stored(number).life.tasks} == {
        "UBND xã Đồng Phúc": at("2020-05-12 17:00"), "UBND xã Hoàng Trĩ": None, "Công an huyện": None,
    }  # fmt: skip
    with pytest.raises(NotNow, match="cần kết quả của UBND xã Đồng Phúc trước"):
        answers(one_stop, number, three, "2020-05-12 09:00")
    waiting = one_stop.person("specialist", three.id)
    rows = queries.desk(waiting, queries.Tab.AGENCIES, at("2020-05-12 09:00")).rows
    assert {row.number: row.waiting_for for row in rows}[number] == "Chờ UBND xã Đồng Phúc trả lời"
    (line,) = [
        line
        for line in queries.tasks_of(waiting, stored(number), at("2020-05-12 09:00"))
        if line.due_at is None and not line.is_outside
    ]
    assert (line.time, line.may_answer) == ("chờ kết quả của UBND xã Đồng Phúc", False)

    answers(one_stop, number, two, "2020-05-15 09:00")

    assert task_of(number, three).due_at == at("2020-05-18 17:00")
    assert task_of(number, None).due_at is None
    answers(one_stop, number, three, "2020-05-18 15:00")
    answers(one_stop, number, None, "2020-05-19 10:00", "Công văn 45/CAH: đồng ý.")
    assert late(number, "2020-05-19 11:00") == ["UBND xã Đồng Phúc"]
    services.propose(actor=one_stop.specialist, at=at("2020-05-19 14:00"), number=number)
    assert difference(stored(number)) is None


def test_the_stages_ahead_are_planned_in_the_order_of_what_they_need(one_stop, depending):
    number = with_specialist(one_stop)
    record = stored(number)

    planned = {
        stage.agency: stage.due_at
        for stage in stages_of(record.life, organisation.calendar_of(record.life.terms.calendar))
    }

    assert planned["UBND xã Đồng Phúc"] < planned["UBND xã Hoàng Trĩ"] < planned["Công an huyện"]
    assert planned["Công an huyện"] - planned["UBND xã Hoàng Trĩ"] == timedelta(days=1)
