"""Originals go with the papers of a hand-over list: whoever confirms it keeps them; what did not come stays where it was."""

from dataclasses import replace

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.tests.test_hand_over_lists import BUSINESS, SECTION, carried, sent, waiting
from motcua.dossiers.types import PaperIn, Person, ProofKind
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation
from motcua.postal.types import Found, Verdict

WHEN = at("2020-05-12 09:00")
CITIZEN = Person("Triệu Mùi Khé", ProofKind.RECEIPT)
TABLE = "bàn thẩm định"


@pytest.fixture
def district(province_db, monkeypatch):
    """The counter of a district and its section."""
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    stop = OneStop.open()
    stop.district = organisation.district_of(stop.unit.id, WHEN.date())
    stop.desk = stop.person("counter", stop.district)
    stop.head = stop.person("section_head", stop.district, section=SECTION)
    return stop


def with_originals(stop, most=2):
    """A dossier that went to the section while the counter keeps originals of its papers."""
    reception = stop.reception(BUSINESS, unit=stop.district)
    reception = replace(reception, papers=(*reception.papers, PaperIn(9, "Sổ hộ khẩu", originals=1)))
    number = services.receive(actor=stop.desk, at=at("2020-05-11 09:10"), reception=reception).code
    services.hand_over(actor=stop.desk, at=at("2020-05-11 10:00"), number=number, section=SECTION)
    papers = queries.paper_scans(stored(number))[:most]
    kept = {paper.id: 1 for paper in papers}
    services.keep_originals(actor=stop.desk, at=at("2020-05-11 10:10"), number=number, papers=kept, place="tủ 2")
    return number


def confirms(stop, listed, verdict=Verdict.HERE, note="", **more):
    found = {line.id: Found(verdict, note) for line in listed.lines}
    return services.confirm_papers(actor=stop.head, at=WHEN, list_id=listed.id, found=found, **more)


def lies(number):
    return {(one.name, one.place, one.post) for one in stored(number).life.kept}


def test_whoever_confirms_keeps_the_originals_on_the_list(district):
    number = with_originals(district)
    first, second = stored(number).life.kept
    listed = carried(district, number)
    assert [one.words for one in listed.lines[0].originals] == [first.words, second.words]

    assert confirms(district, listed, place=TABLE) == 0

    assert lies(number) == {(one.name, TABLE, district.head.post) for one in (first, second)}
    line = queries.timeline(stored(number))[0]
    assert line.sentence.startswith(f"Nhận bản chính 2 giấy tờ theo phiếu bàn giao số {listed.number}, ")
    assert line.text == f"{first.name}: {TABLE}; {second.name}: {TABLE}"
    assert difference(stored(number)) is None


def test_where_they_lie_is_asked_only_if_some_came(district):
    number = with_originals(district)
    listed = carried(district, number)

    with pytest.raises(Invalid) as refused:
        confirms(district, listed)
    assert list(refused.value.fields) == ["place"]

    plain = carried(district, sent(district))
    assert confirms(district, plain) == 0


def test_what_did_not_come_stays_where_it_was_and_open(district):
    number = with_originals(district)
    here, gone = stored(number).life.kept
    listed = carried(district, number)

    assert confirms(district, listed, place=TABLE, lacking=[gone.id]) == 1

    assert lies(number) == {(here.name, TABLE, district.head.post), (gone.name, "tủ 2", district.desk.post)}
    found = queries.hand_over_list(district.desk, listed.id, at=WHEN)
    assert (found.differences, [one.id for one in found.lines[0].lacking]) == (1, [gone.id])
    assert queries.carrying(district.desk, WHEN).differences >= 1
    services.settle_difference(
        actor=district.desk, at=WHEN, list_id=listed.id, line=found.lines[0].id, how="Còn trong tủ, giao tay."
    )
    assert queries.hand_over_list(district.desk, listed.id, at=WHEN).differences == 0
    services.move_originals(
        actor=district.desk, at=WHEN, number=number, originals=[gone.id], place=TABLE, post=district.head.post
    )
    assert lies(number) == {(one.name, TABLE, district.head.post) for one in (here, gone)}


def test_a_missing_dossier_takes_no_original_along_and_the_next_list_does(district):
    number = with_originals(district, most=1)
    listed = carried(district, number)

    assert confirms(district, listed, Verdict.MISSING, "không có trong bì") == 1
    assert [(place, post) for _name, place, post in lies(number)] == [("tủ 2", district.desk.post)]

    line = listed.lines[0].id
    services.settle_difference(actor=district.desk, at=WHEN, list_id=listed.id, line=line, how="Giao lại.")
    again = carried(district, number)
    assert again.lines[0].originals != ()
    confirms(district, again, place=TABLE)
    assert [(place, post) for _name, place, post in lies(number)] == [(TABLE, district.head.post)]


def test_what_is_not_on_the_list_stays_and_moves_by_itself(district):
    number = with_originals(district)
    goes, stays = stored(number).life.kept
    (leg,) = waiting(district, number)
    act = {"actor": district.desk, "at": WHEN, "target": leg.key, "dossiers": [leg.dossier]}

    made = services.hand_over_papers(**act, originals=[goes.id])

    listed = queries.hand_over_list(district.head, made, at=WHEN)
    assert [one.id for one in listed.lines[0].originals] == [goes.id]
    with pytest.raises(Invalid) as refused:
        confirms(district, listed, place=TABLE, lacking=[stays.id])
    assert list(refused.value.fields) == ["lacking"]
    confirms(district, listed, place=TABLE)
    assert (stays.name, "tủ 2", district.desk.post) in lies(number)
    other = with_originals(district)
    (leg,) = waiting(district, other)
    with pytest.raises(Invalid) as refused:
        services.hand_over_papers(**act | {"dossiers": [leg.dossier]}, originals=[goes.id])
    assert list(refused.value.fields) == ["originals"]


def test_what_was_given_back_on_the_way_stays_given_back(district):
    number = with_originals(district)
    back, goes = stored(number).life.kept
    listed = carried(district, number)
    services.give_back_originals(actor=district.desk, at=WHEN, number=number, originals=[back.id], recipient=CITIZEN)

    confirms(district, listed, place=TABLE)

    assert lies(number) == {(goes.name, TABLE, district.head.post)}
    assert difference(stored(number)) is None


def test_the_pages_name_them_and_ask_where_they_lie(district):
    number = with_originals(district)
    here, gone = stored(number).life.kept
    (leg,) = waiting(district, number)
    desk, head = Screen(district.desk), Screen(district.head)
    assert "Bản chính giao cùng" in desk.sees("/ban-giao")
    ticked = {"target": leg.key, "dossiers": [str(leg.dossier)], "originals": [str(here.id), str(gone.id)]}

    address = desk.sends("/ban-giao", ticked)["Location"]

    page = head.sees(address)
    assert ("Bản chính có trong bì" in page, here.words in page, "Để bản chính ở đâu" in page) == (True, True, True)
    values = {"verdict_1": "here", "came_1": [str(here.id)]}
    refused = head.sends(address, values)
    assert (refused.status_code, "Ghi bản chính để ở đâu" in refused.content.decode()) == (422, True)
    assert head.sends(address, values, place=TABLE).status_code == 302
    assert f"thiếu bản chính: {gone.words}" in desk.sees(address)
    assert lies(number) == {(here.name, TABLE, district.head.post), (gone.name, "tủ 2", district.desk.post)}


def test_programs_name_them_too(district):
    number = with_originals(district, most=1)
    desk, head = Caller(district.desk), Caller(district.head)
    leg = next(leg for leg in desk.get("/papers-to-carry").json()["legs"] if leg["number"] == number)
    assert [one["came"] for one in leg["originals"]] == [None]

    made = desk.post("/hand-over-lists", {"target": leg["target"], "dossiers": [leg["dossier"]]}).json()
    assert made["lines"][0]["originals"] == leg["originals"]
    found = {"scanned": [number], "place": TABLE}
    answer = head.post(f"/hand-over-lists/{made['id']}/confirmation", found)
    assert answer.json()["lines"][0]["originals"] == [leg["originals"][0] | {"came": True}]
    assert [place for _name, place, _post in lies(number)] == [TABLE]
