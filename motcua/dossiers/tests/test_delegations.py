"""Whoever is empowered decides at the counter, and nobody else (NĐ 61/2018 Đ17.5; spec D07)."""

from html import unescape

import pytest

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries, services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, SINGLE, OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.tests.test_new_version import values_of
from motcua.dossiers.types import DELEGATION, Deed, NoSuchDelegation, NotNow, State
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger

WHEN = at("2020-05-11 09:30")
PAPER = "45/QĐ-UBND"


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


@pytest.fixture
def empowered(one_stop):
    """The clerk decides about one procedure, until the story is over."""
    made = delegates(one_stop)
    yield made
    if any(line.id == made for line in queries.delegations(one_stop.leader, one_stop.unit.id)):
        services.end_delegation(actor=one_stop.leader, at=WHEN, delegation=made)


def delegates(one_stop, actor=None, **changes):
    values = {"account": one_stop.clerk.account, "procedure": RENEW, "decision": PAPER} | changes
    return services.delegate(actor=actor or one_stop.leader, at=WHEN, unit=one_stop.unit.id, **values)


def decides(one_stop, number, actor=None):
    return services.decide_at_counter(actor=actor or one_stop.clerk, at=WHEN, number=number, result_number="12/TLKS-BS")


def test_the_empowered_clerk_decides_what_was_just_received_and_hands_it_over(one_stop, empowered):
    number = one_stop.receives().code

    decided = decides(one_stop, number)

    assert decided.standing.state is State.FINISHED
    assert queries.timeline(stored(number))[0].sentence == "Quyết định tại quầy theo uỷ quyền. Chờ trả."
    assert difference(stored(number)) is None
    assert one_stop.returns(number, "2020-05-11 09:40").standing.state is State.RETURNED
    (entry,) = ledger.stream(DELEGATION, empowered)
    assert ledger.sentence(entry) == f"Uỷ quyền quyết định tại quầy thủ tục {RENEW}."


def test_only_the_listed_official_the_listed_procedure_and_at_the_counter(one_stop, empowered):
    number, other = one_stop.receives().code, one_stop.receives(SINGLE).code
    for actor in (one_stop.leader, one_stop.specialist):
        with pytest.raises(NotAllowed):
            decides(one_stop, number, actor)
    with pytest.raises(NotAllowed):
        decides(one_stop, other)
    one_stop.hands_over(number)
    with pytest.raises(NotNow):
        decides(one_stop, number)

    later = one_stop.receives().code
    services.end_delegation(actor=one_stop.leader, at=WHEN, delegation=empowered)
    with pytest.raises(NotAllowed):
        decides(one_stop, later)
    with pytest.raises(NoSuchDelegation):
        services.end_delegation(actor=one_stop.leader, at=WHEN, delegation=empowered)


def test_the_leader_empowers_somebody_of_the_unit_by_a_paper_once(one_stop, empowered):
    with pytest.raises(NotAllowed):
        delegates(one_stop, one_stop.clerk)
    with pytest.raises(Invalid) as refused:
        delegates(one_stop, account=one_stop.stranger.account, procedure="9.999999", decision=" ")
    assert set(refused.value.fields) == {"person", "procedure", "decision"}
    with pytest.raises(Invalid) as again:
        delegates(one_stop)
    assert again.value.fields == {"procedure": "Người này đã được uỷ quyền về thủ tục ấy."}
    assert queries.delegations(one_stop.clerk, one_stop.unit.id) == ()


def test_the_list_and_the_button_on_the_screen(one_stop):
    clerk, leader = Screen(one_stop.clerk), Screen(one_stop.leader)
    number = one_stop.receives().code
    assert "Quyết định tại quầy" not in clerk.sees(f"/ho-so/{number}")
    refused = leader.sends("/uy-quyen-tai-quay", {"procedure": RENEW})
    assert refused.status_code == 422
    typed = {"person": str(one_stop.clerk.account), "procedure": RENEW, "decision": PAPER}
    assert leader.sends("/uy-quyen-tai-quay", typed).status_code == 302
    assert PAPER in leader.sees("/uy-quyen-tai-quay")

    assert "Quyết định tại quầy" in clerk.sees(f"/ho-so/{number}")
    assert clerk.does(number, "quyet-dinh", result_number="12/TLKS-BS").status_code == 302
    assert stored(number).standing.state is State.FINISHED
    (line,) = queries.delegations(one_stop.leader, one_stop.unit.id)
    assert leader.sends(f"/uy-quyen-tai-quay/{line.id}/thoi").status_code == 302
    assert clerk.opens("/uy-quyen-tai-quay").status_code == 403


def test_the_procedure_is_searched_for_by_name_and_nothing_typed_is_lost(one_stop):
    leader, name = Screen(one_stop.leader), catalogue.in_force(RENEW, WHEN.date()).short_name
    typed = {"person": str(one_stop.clerk.account), "decision": "46/QĐ-UBND", "procedure_text": "ket hon"}

    looked = leader.sends("/uy-quyen-tai-quay", typed | {"tim": "1"})
    assert looked.status_code == 200
    assert f'name="choose" value="{RENEW}"' not in looked.content.decode()
    looked = leader.sends("/uy-quyen-tai-quay", typed | {"procedure_text": RENEW[:5], "tim": "1"})
    assert f'name="choose" value="{RENEW}"' in looked.content.decode()
    chosen = leader.sends("/uy-quyen-tai-quay", typed | {"choose": RENEW})
    found = values_of(chosen)
    assert (found["procedure"], unescape(found["procedure_text"])) == (RENEW, name)
    assert found["decision"] == "46/QĐ-UBND"
    assert queries.delegations(one_stop.leader, one_stop.unit.id) == ()

    unchosen = leader.sends("/uy-quyen-tai-quay", typed)
    assert unchosen.status_code == 422
    assert "Chưa chọn thủ tục." in unchosen.content.decode()
    changed = leader.sends("/uy-quyen-tai-quay", typed | {"procedure": RENEW})
    assert changed.status_code == 422, "what was typed after choosing counts"
    assert leader.sends("/uy-quyen-tai-quay", typed | {"procedure": RENEW, "procedure_text": name}).status_code == 302
    (line,) = queries.delegations(one_stop.leader, one_stop.unit.id)
    assert line.procedure == RENEW
    services.end_delegation(actor=one_stop.leader, at=WHEN, delegation=line.id)


def test_suggestions_while_typing_say_what_tells_a_procedure_apart(one_stop):
    leader = Screen(one_stop.leader)

    (hit,) = leader.opens(f"/goi-y/thu-tuc?o-day=1&q={RENEW}").json()["hits"]
    assert (hit["value"], RENEW in hit["detail"]) == (RENEW, True)
    assert leader.opens("/goi-y/thu-tuc?q=k").json() == {"hits": []}
    everywhere = leader.opens("/goi-y/thu-tuc?q=dang+ky").json()["hits"]
    assert len(everywhere) == 8


def test_a_program_reads_the_list_and_decides(one_stop, empowered):
    number, leader = one_stop.receives().code, Caller(one_stop.leader)
    (line,) = leader.get(f"/delegations?unit={one_stop.unit.id}").json()["delegations"]
    assert (line["procedure"], line["decision"]) == (RENEW, PAPER)
    clerk = Caller(one_stop.clerk)
    assert Deed.DECIDE in clerk.get(f"/dossiers/{number}").json()["deeds"]
    assert clerk.post(f"/dossiers/{number}/decision", {"number": "12"}).json()["state"] == State.FINISHED
