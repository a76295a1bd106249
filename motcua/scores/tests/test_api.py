"""Scores and the index over the API: the figures of the pages, and refusals in sentences."""

import pytest

from motcua.dossiers.tests.one_stop import FOREIGN, OneStop, at, unit_named
from motcua.dossiers.tests.test_api import Caller
from motcua.kernel import moments


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: at("2020-05-29 10:00"))
    return OneStop.open()


@pytest.fixture
def late(stop):
    number = stop.brings_to_signature()
    stop.approves(number, "2020-05-20 09:00")
    return number


def test_the_cards_have_scores_by_indicator_and_null_for_what_is_not_known(stop, late):
    answer = Caller(stop.leader).get(f"/scores?year=2020&quarter=2&unit={stop.unit.id}").json()

    (card,) = answer["cards"]
    assert (answer["since"], answer["until"]) == ("2020-04-01", "2020-06-30")
    assert (card["name"], card["scores"]["1"], card["scores"]["7"]) == ("UBND xã Quảng Khê", 0.0, None)
    assert card["least_band"] == "weak"


def test_officials_are_the_head_s_and_everybody_has_the_own_card(stop, late):
    place = f"/scores/officials?year=2020&unit={stop.unit.id}"

    assert Caller(stop.clerk).get(place).status_code == 403
    names = {card["name"] for card in Caller(stop.leader).get(place).json()["cards"]}
    (own,) = Caller(stop.clerk).get("/scores/own?year=2020").json()["cards"]
    assert own["name"] in names
    assert Caller(stop.clerk).get("/scores/own?year=2018").json()["cards"] == []


def test_the_index_says_what_is_missing_and_its_lost_dossiers_are_as_many(stop, late):
    caller, place = Caller(stop.leader), f"year=2020&month=5&unit={stop.unit.id}"
    answer = caller.get(f"/index?{place}").json()
    found = {each["code"]: each for each in answer["criteria"]}

    assert answer["is_tried"]
    assert answer["most"] + answer["unmeasured"] == 100
    assert (found["1.4"]["got"], found["1.4"]["words"][:9]) == (None, "Chưa tính")
    lost = caller.get(f"/index/lost?{place}&criterion=2.1").json()
    assert lost["count"] == found["2.1"]["of"] - found["2.1"]["good"] == len(lost["dossiers"])
    assert late in lost["dossiers"]
    procedures = caller.get(f"/index/lost?{place}&criterion=3.1").json()
    assert len(procedures["procedures"]) == procedures["count"] == found["3.1"]["of"] - found["3.1"]["good"]


def test_what_cannot_be_asked_is_said(stop):
    caller = Caller(stop.leader)

    wrong = caller.get("/index/lost?year=2020&month=5&criterion=1.4")
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["criterion"])
    assert "2.1" in wrong.json()["errors"]["criterion"]
    assert caller.get("/index?year=2020&month=13").status_code == 422
    foreign = unit_named(FOREIGN).id
    assert caller.get(f"/index?year=2020&month=5&unit={foreign}").status_code == 403
    assert caller.get(f"/scores?year=2020&unit={foreign}").status_code == 403
