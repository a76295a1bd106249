"""Guidance without a dossier is recorded and counted, and nobody's name is kept (NĐ 61/2018 Đ15.2; spec D08)."""

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import BIRTH, OneStop, at
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.types import GUIDANCE, GuidanceWay
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger

WHEN = at("2020-05-11 09:30")
MONTH = WHEN.date().replace(day=1)


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


def guides(one_stop, actor=None, **changes):
    values = {
        "way": GuidanceWay.PHONE,
        "question": "Đăng ký khai sinh cần giấy gì?",
        "answer": "Tờ khai và giấy chứng sinh.",
        "procedure": BIRTH,
    }
    return services.guide(actor=actor or one_stop.clerk, at=WHEN, unit=one_stop.unit.id, **(values | changes))


def test_what_was_asked_and_said_is_recorded_and_counted(one_stop):
    before = queries.guidance_counts(one_stop.clerk, one_stop.unit.id, MONTH)
    made = guides(one_stop)

    line = queries.guidances(one_stop.clerk, one_stop.unit.id)[0]
    assert (line.id, line.at, line.way) == (made, WHEN, GuidanceWay.PHONE)
    assert (line.question, line.answer) == ("Đăng ký khai sinh cần giấy gì?", "Tờ khai và giấy chứng sinh.")
    assert "khai sinh" in line.procedure
    after = queries.guidance_counts(one_stop.clerk, one_stop.unit.id, MONTH)
    assert after[GuidanceWay.PHONE] == before[GuidanceWay.PHONE] + 1
    assert after[GuidanceWay.POST] == before[GuidanceWay.POST]
    (entry,) = ledger.stream(GUIDANCE, made)
    assert ledger.sentence(entry) == "Hướng dẫn khi chưa có hồ sơ."
    assert "khai sinh cần giấy" not in str(entry.facts)


def test_something_was_asked_something_said_about_a_known_procedure(one_stop):
    with pytest.raises(Invalid) as refused:
        guides(one_stop, way=None, question=" ", answer="", procedure="9.999999")
    assert set(refused.value.fields) == {"way", "question", "answer", "procedure"}


def test_only_the_counter_of_the_unit_records_and_reads_it(one_stop):
    for actor in (one_stop.specialist, one_stop.stranger):
        with pytest.raises(NotAllowed):
            guides(one_stop, actor)
        assert queries.guidances(actor, one_stop.unit.id) == ()
        assert set(queries.guidance_counts(actor, one_stop.unit.id, MONTH).values()) == {0}


def test_the_page_records_it_and_keeps_what_was_typed(one_stop):
    screen = Screen(one_stop.clerk)
    refused = screen.sends("/huong-dan", {"question": "Nộp ở đâu?"})
    assert refused.status_code == 422
    assert "Nộp ở đâu?" in refused.content.decode()
    typed = {"way": "in_person", "question": "Nộp ở đâu?", "answer": "Tại quầy số 1."}
    assert screen.sends("/huong-dan", typed).status_code == 302
    assert "Tại quầy số 1." in screen.sees("/huong-dan")


def test_the_procedure_asked_about_is_searched_for_by_name(one_stop):
    screen = Screen(one_stop.clerk)
    typed = {"way": "phone", "question": "Cần giấy gì để khai sinh?", "answer": "Giấy chứng sinh."}

    looked = screen.sends("/huong-dan", typed | {"procedure_text": "khai sinh", "tim": "1"})
    assert looked.status_code == 200
    assert 'name="choose" value="1.001193"' in looked.content.decode()
    assert "Giấy chứng sinh." in looked.content.decode()
    wrong = screen.sends("/huong-dan", typed | {"procedure_text": "khai sinh"})
    assert wrong.status_code == 422
    assert "Không có thủ tục nào như vậy." in wrong.content.decode()
    assert screen.sends("/huong-dan", typed | {"procedure_text": "1.001193"}).status_code == 302
    assert queries.guidances(one_stop.clerk, one_stop.unit.id)[0].procedure == "Đăng ký khai sinh"


def test_a_program_records_and_counts(one_stop):
    caller, unit = Caller(one_stop.clerk), str(one_stop.unit.id)
    sent = {"unit": unit, "way": "online", "question": "Mấy ngày?", "answer": "Ba ngày."}
    assert caller.post("/guidances", sent).status_code == 200
    told = caller.get(f"/guidances?unit={unit}&since=2020-05-01").json()
    assert told["guidances"][0]["question"] == "Mấy ngày?"
    assert told["counts"]["online"] >= 1
    assert Caller(one_stop.stranger).get(f"/guidances?unit={unit}&since=2020-05-01").status_code == 403
