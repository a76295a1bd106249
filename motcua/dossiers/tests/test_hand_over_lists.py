"""Papers between counter and agency: what waits, the list that both sides sign, differences until somebody settles them."""

import pytest

from motcua.dossiers import queries, services, slips
from motcua.dossiers.carrying import AlreadyConfirmed, AlreadyListed, NoSuchList, OwnList
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation
from motcua.postal.types import Found, Verdict

WHEN = at("2020-05-12 09:00")
BUSINESS, LINKED, SECTION = "1.001612", "2.000986", "Phòng Tài chính - Kế hoạch"


@pytest.fixture
def district(province_db, monkeypatch):
    """The counter of a district and its section."""
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    stop = OneStop.open()
    stop.district = organisation.district_of(stop.unit.id, WHEN.date())
    stop.desk = stop.person("counter", stop.district)
    stop.head = stop.person("section_head", stop.district, section=SECTION)
    return stop


def sent(stop, received="2020-05-11 09:10", handed="2020-05-11 10:00"):
    """A dossier that the district's counter handed over to the section."""
    reception = stop.reception(BUSINESS, on=at(received).date(), unit=stop.district)
    number = services.receive(actor=stop.desk, at=at(received), reception=reception).code
    services.hand_over(actor=stop.desk, at=at(handed), number=number, section=SECTION)
    return number


def waiting(stop, *numbers, now=WHEN):
    return [leg for leg in queries.ready_to_carry(stop.desk, now) if not numbers or leg.number in numbers]


def carried(stop, *numbers, now=WHEN, carrier=""):
    legs = waiting(stop, *numbers, now=now)
    made = services.hand_over_papers(
        actor=stop.desk, at=now, target=legs[0].target.key, dossiers=[leg.dossier for leg in legs], carrier=carrier
    )
    return queries.hand_over_list(stop.desk, made, at=now)


def test_what_the_counter_sends_on_waits_to_be_carried_the_same_day(district):
    number = sent(district)

    (leg,) = waiting(district, number)

    assert queries.place_words(leg.target).startswith(SECTION)
    assert leg.due_at == at("2020-05-11 17:00")
    assert leg.is_late(WHEN)


def test_what_came_after_15h_goes_at_the_next_opening(district):
    (leg,) = waiting(district, sent(district, "2020-05-11 15:20", "2020-05-11 15:40"))

    assert leg.due_at == at("2020-05-12 07:00")


def test_in_a_commune_nobody_carries_papers_across_the_room(district):
    number = district.receives().code
    district.hands_over(number)

    assert [leg.number for leg in queries.ready_to_carry(district.clerk, WHEN) if leg.number == number] == []


def test_a_list_has_a_number_a_print_and_takes_each_dossier_once(district):
    first, second = sent(district), sent(district)

    listed = carried(district, first, second, carrier="văn thư Nông Thị Hạnh")

    assert [line.number for line in listed.lines] == [first, second]
    assert (listed.carrier, listed.giver) == ("văn thư Nông Thị Hạnh", district.desk.name)
    assert waiting(district, first, second) == []
    assert carried(district, sent(district)).number != listed.number
    assert Screen(district.desk).opens(f"/in/{listed.print}.pdf")["Content-Type"] == "application/pdf"
    sentence = ledger.sentence(ledger.stream("dossiers.list", listed.id)[0])
    assert sentence.startswith(f"Giao giấy tờ của 2 hồ sơ, phiếu bàn giao số {listed.number}, nơi nhận ")
    assert f"phiếu bàn giao số {listed.number}" in Screen(district.head).sees(f"/ho-so/{first}")


def test_the_receiver_confirms_by_scanning_or_ticking(district):
    first, second = sent(district), sent(district)
    listed = carried(district, first, second)

    differences = services.confirm_papers(
        actor=district.head,
        at=WHEN,
        list_id=listed.id,
        found={listed.lines[1].id: Found(Verdict.HERE, "")},
        scanned=[first],
    )

    found = queries.hand_over_list(district.head, listed.id, at=WHEN)
    assert (differences, found.taker) == (0, district.head.name)
    assert [line.verdict for line in found.lines] == [Verdict.HERE, Verdict.HERE]
    with pytest.raises(AlreadyConfirmed):
        services.confirm_papers(actor=district.head, at=WHEN, list_id=listed.id, found={}, scanned=[first, second])


def test_a_difference_is_named_and_stays_open_until_it_is_settled(district):
    first, second, extra = sent(district), sent(district), sent(district)
    listed = carried(district, first, second)
    here, gone = listed.lines
    with pytest.raises(Invalid) as refused:
        services.confirm_papers(
            actor=district.head, at=WHEN, list_id=listed.id, found={gone.id: Found(Verdict.MISSING, "")}
        )
    assert sorted(refused.value.fields) == ["note_2", "verdict_1"]

    differences = services.confirm_papers(
        actor=district.head,
        at=WHEN,
        list_id=listed.id,
        found={here.id: Found(Verdict.HERE, ""), gone.id: Found(Verdict.MISSING, "không có trong bì")},
        scanned=[extra],
    )
    assert differences == 2
    assert queries.carrying(district.desk, WHEN).differences >= 2
    assert waiting(district, second) == []

    services.settle_difference(
        actor=district.desk, at=WHEN, list_id=listed.id, line=gone.id, how="Còn ở quầy, giao lại."
    )
    with pytest.raises(NoSuchList):
        services.settle_difference(actor=district.desk, at=WHEN, list_id=listed.id, line=gone.id, how="Lại.")
    assert queries.hand_over_list(district.desk, listed.id, at=WHEN).differences == 1
    assert [line.number for line in carried(district, second).lines] == [second]


def test_who_may_not_and_what_does_not_wait(district):
    number = sent(district)
    (leg,) = waiting(district, number)
    act = {"at": WHEN, "target": leg.target.key, "dossiers": [leg.dossier]}
    with pytest.raises(NotAllowed):
        services.hand_over_papers(actor=district.person("leader", district.district), **act)
    with pytest.raises(Invalid):
        services.hand_over_papers(actor=district.desk, **act | {"target": "nơi khác"})
    listed = carried(district, number)
    with pytest.raises(Invalid):
        services.hand_over_papers(actor=district.desk, **act)
    with pytest.raises(OwnList):
        services.confirm_papers(actor=district.desk, at=WHEN, list_id=listed.id, found={}, scanned=[number])
    with pytest.raises(NoSuchList):
        queries.hand_over_list(district.stranger, listed.id, at=WHEN)
    with pytest.raises(Invalid) as refused:
        services.confirm_papers(actor=district.head, at=WHEN, list_id=listed.id, found={}, scanned=["900.1"])
    assert list(refused.value.fields) == ["scanned"]


def test_two_clerks_never_put_the_same_papers_on_two_lists(district, monkeypatch):
    legs = waiting(district, sent(district))
    act = {"actor": district.desk, "at": WHEN, "target": legs[0].target.key, "dossiers": [legs[0].dossier]}
    services.hand_over_papers(**act)
    monkeypatch.setattr("motcua.dossiers.services.hand_over_lists.ready_to_carry", lambda _actor, _at: legs)

    with pytest.raises(AlreadyListed):
        services.hand_over_papers(**act)


def test_the_result_comes_back_with_a_list_too(district):
    number = sent(district)
    carried(district, number)
    leader = district.person("leader", district.district)
    specialist = district.person("specialist", district.district, section=SECTION)
    services.assign(actor=district.head, at=WHEN, number=number, post=specialist.post)
    services.propose(actor=specialist, at=WHEN, number=number)
    services.approve(actor=district.head, at=WHEN, number=number)
    services.approve(actor=leader, at=WHEN, number=number)
    assert waiting(district, number) == []

    document_clerk = district.person("document_clerk", district.district)
    services.register_result(actor=document_clerk, at=WHEN, number=number, result_number="12/GP")

    (leg,) = [leg for leg in queries.ready_to_carry(document_clerk, WHEN) if leg.number == number]
    assert queries.place_words(leg.target).startswith("Bộ phận Tiếp nhận")


def test_the_whole_way_on_the_pages(district):
    number = sent(district)
    (leg,) = waiting(district, number)
    desk, head = Screen(district.desk), Screen(district.head)
    assert "chờ giao" in desk.sees("/ban-lam-viec")
    assert number in desk.sees("/ban-giao")
    assert desk.sends("/ban-giao", {"target": leg.target.key}).status_code == 422

    answer = desk.sends("/ban-giao", {"target": leg.target.key, "dossiers": [str(leg.dossier)]})
    address = answer["Location"]
    assert "chờ bạn xác nhận" in head.sees("/ban-giao")
    assert "chờ bên nhận xác nhận" in desk.sees(address)
    assert head.sends(address, {}).status_code == 422
    lost = {"verdict_1": "missing", "note_1": "không thấy"}
    assert head.sends(address, lost).status_code == 302
    assert "còn 1 chênh lệch" in desk.sees("/ban-giao")
    line = queries.hand_over_list(SYSTEM, address.rsplit("/", 1)[1], at=WHEN).lines[0].id
    assert desk.sends(f"{address}/chenh-lech", {"line": str(line), "how": ""}).status_code == 422
    assert desk.sends(f"{address}/chenh-lech", {"line": str(line), "how": "Tìm thấy."}).status_code == 302
    assert "đã giải quyết: Tìm thấy." in head.sees(address)


def test_programs_carry_papers_too(district):
    number = sent(district)
    desk, head = Caller(district.desk), Caller(district.head)
    leg = next(leg for leg in desk.get("/papers-to-carry").json()["legs"] if leg["number"] == number)

    made = desk.post("/hand-over-lists", {"target": leg["target"], "dossiers": [leg["dossier"]]})
    assert made.status_code == 201, made.content
    place = f"/hand-over-lists/{made.json()['id']}"
    found = [{"line": made.json()["lines"][0]["id"], "verdict": "damaged", "note": "ướt"}]
    assert head.post(f"{place}/confirmation", {"found": found}).json()["differences"] == 1
    settled = {"line": found[0]["line"], "how": "Sao lại, hai bên ký."}
    assert desk.post(f"{place}/settlement", settled).json()["differences"] == 0
    assert head.get(place).json()["number"] == made.json()["number"]


def test_the_transfer_slip_names_each_agencys_work_and_deadline(district):
    number = district.receives(LINKED, when="2020-05-11 09:10").code
    record = stored(number)

    slip = slips.transfer_slip(district.clerk, record, WHEN)

    assert [stage["agency"] for stage in slip["stages"]] == [line.agency for line in queries.stage_lines(record, WHEN)]
    assert all(stage["work"] for stage in slip["stages"])
    answer = Screen(district.clerk).opens(f"/ho-so/{number}/phieu-chuyen")
    assert answer["Content-Type"] == "application/pdf"
