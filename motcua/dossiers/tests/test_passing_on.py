"""A request that came to an agency of several sections finds its way to whoever answers it (NĐ 61/2018 Đ19.5, Đ19.6)."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.catalogue.services import publish_process
from motcua.catalogue.types import RECEIVING_COUNTER, Step
from motcua.dossiers import queries, services
from motcua.dossiers.queries import Tab
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, OneStop, at, stored
from motcua.dossiers.types import HasChanged, NotAsked, Role, desk_of
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation

SECTION = "Phòng Tài chính - Kế hoạch"
ASKED, NOW = at("2020-05-11 11:00"), at("2020-05-11 14:00")


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    return OneStop.open()


@pytest.fixture
def district(one_stop):
    unit = organisation.district_of(one_stop.unit.id, ASKED.date())
    steps = (
        step(1, "counter", "receive"),
        step(2, "specialist"),
        step(3, "specialist", unit=organisation.unit(unit).code, group="A", agency="UBND huyện Ba Bể"),
        step(4, "leader", "approve"),
        step(5, "counter", "return"),
    )
    publish_process(
        actor=SYSTEM, code=RENEW, level="commune", steps=steps, valid_from=date(2020, 5, 11), at=at("2020-05-10 08:00")
    )
    return unit


@pytest.fixture
def asked(one_stop, district):
    """The district is asked beside the way, and the request lies with its leaders: it has several sections."""
    number = one_stop.receives().code
    one_stop.hands_over(number)
    one_stop.examines(number)
    services.send_to_agencies(actor=one_stop.specialist, at=ASKED, number=number)
    return number


def step(no, role, action="process", *, unit="", group="", agency=""):
    unit = unit or (RECEIVING_COUNTER if role == "counter" else "")
    return Step(no, role, action, action, Decimal(8), parallel_group=group, unit=unit, agency=agency)


def task_of(number):
    return stored(number).life.tasks[-1]


def passes(actor, number, **to):
    return services.pass_task(actor=actor, at=NOW, number=number, task=task_of(number).id, **to)


def asked_of(actor):
    return [row.number for row in queries.desk(actor, Tab.AGENCIES, NOW).rows]


def test_the_leader_passes_it_to_a_section_whose_specialist_answers(one_stop, district, asked):
    leader = one_stop.person("leader", district)
    specialist = one_stop.person("specialist", district, section=SECTION)
    before = task_of(asked)
    assert before.desk == desk_of(district, Role.LEADER)
    assert asked not in asked_of(specialist)

    passes(leader, asked, section=SECTION)

    assert task_of(asked).desk == desk_of(district, Role.SPECIALIST, SECTION)
    assert task_of(asked).late_at == before.late_at, "its due moment stays"
    assert queries.timeline(stored(asked))[0].sentence == (
        "UBND huyện Ba Bể chuyển yêu cầu phối hợp cho bộ phận phụ trách."
    )
    assert asked in asked_of(specialist)
    assert difference(stored(asked)) is None
    services.answer_task(actor=specialist, at=NOW, number=asked, task=before.id, answer="Không có vướng mắc.")
    with pytest.raises(HasChanged):
        passes(leader, asked, section=SECTION)


def test_the_head_of_a_section_passes_it_to_one_of_its_officials_and_the_leader_may_think_again(
    one_stop, district, asked
):
    leader = one_stop.person("leader", district)
    head = one_stop.person("section_head", district, section=SECTION)
    specialist = one_stop.person("specialist", district, section=SECTION)
    other = next(actor for actor in one_stop.cast[district, "specialist"] if actor.section != SECTION)
    with pytest.raises(NotAsked):
        passes(head, asked, post=specialist.post)
    passes(leader, asked, section=SECTION)

    with pytest.raises(Invalid) as refused:
        passes(head, asked, post=other.post)
    assert refused.value.fields == {"to": "Chọn bộ phận hoặc người của cơ quan được hỏi."}
    passes(head, asked, post=specialist.post)
    assert task_of(asked).desk == specialist.post
    with pytest.raises(Invalid):
        passes(head, asked, post=specialist.post)
    passes(leader, asked, post=other.post)
    assert task_of(asked).desk == other.post


def test_who_asked_and_who_only_answers_pass_nothing_on(one_stop, district, asked):
    passes(one_stop.person("leader", district), asked, section=SECTION)
    for actor in (one_stop.specialist, one_stop.leader, one_stop.person("specialist", district, section=SECTION)):
        with pytest.raises(NotAsked):
            passes(actor, asked, section=SECTION)
    with pytest.raises(Invalid):
        passes(one_stop.person("leader", district), asked)


def test_the_page_offers_the_sections_and_the_officials(one_stop, district, asked):
    screen, task = Screen(one_stop.person("leader", district)), task_of(asked)
    assert "Chuyển tiếp" in screen.sees(f"/ho-so/{asked}")
    address = f"/ho-so/{asked}/phoi-hop/{task.id}/chuyen"
    assert SECTION in screen.sees(address)

    refused = screen.sends(address, {})
    assert refused.status_code == 422
    assert "Chọn một bộ phận hoặc một người." in refused.content.decode()
    chosen = str(desk_of(district, Role.SPECIALIST, SECTION))
    assert screen.sends(address, {"to": chosen}).status_code == 302
    assert task_of(asked).desk == desk_of(district, Role.SPECIALIST, SECTION)
    specialist = Screen(one_stop.person("specialist", district, section=SECTION))
    assert specialist.opens(address).status_code == 409, "who only answers passes nothing on"
