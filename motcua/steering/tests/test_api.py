"""Letters of reminder over the API: refusals are sentences beside the field, and nobody sees what is not theirs."""

from uuid import uuid4

import pytest

from motcua.dossiers.tests.one_stop import OneStop, at
from motcua.dossiers.tests.test_api import Caller
from motcua.kernel import moments


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: at("2020-05-29 10:00"))
    return OneStop.open()


def late(stop):
    number = stop.receives(when="2020-04-20 09:10").code
    stop.hands_over(number, "2020-04-20 10:00")
    stop.examines(number, "2020-04-20 14:00")
    return number


def test_a_fault_is_a_sentence_beside_its_field(stop):
    refused = Caller(stop.leader).post("/reminders", {"numbers": [], "text": " "})

    assert refused.status_code == 422
    assert set(refused.json()["errors"]) == {"numbers", "text", "answer_by"}


def test_only_a_head_sends_and_the_same_key_sends_once(stop):
    number, key = late(stop), str(uuid4())
    letter = {"numbers": [number], "text": "Đề nghị giải quyết ngay.", "answer_by": "2020-06-02"}
    assert Caller(stop.clerk).post("/reminders", letter).status_code == 403
    assert Caller(stop.clerk).get("/late-dossiers").status_code == 403

    leader = Caller(stop.leader)
    first, second = (leader.post("/reminders", letter, key) for _time in range(2))
    assert first.status_code == 201, first.content.decode()
    assert first.json() == second.json()


def test_a_letter_is_answered_once_and_only_seen_in_its_units(stop):
    leader, specialist = Caller(stop.leader), Caller(stop.specialist)
    letter = {"numbers": [late(stop)], "text": "Đề nghị giải quyết ngay.", "answer_by": "2020-06-02"}
    (made,) = leader.post("/reminders", letter).json()["reminders"]
    place = f"/reminders/{made['id']}"
    said = {"dossier": made["dossiers"][0]["dossier"], "reason": "Chờ xác minh.", "promised_on": "2020-06-03"}

    assert Caller(stop.stranger).get(place).status_code == 404
    assert specialist.post(f"{place}/answers", said).json()["unanswered"] == 0
    assert specialist.post(f"{place}/answers", said).json()["type"] == "urn:motcua:problem:answered-already"
    assert leader.get(place).json()["dossiers"][0]["reason"] == "Chờ xác minh."
