"""Papers go to an agency outside the system with a list and come back with one; the unit records who signed over there."""

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.carrying import Signature
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid
from motcua.ledger import queries as ledger
from motcua.postal.types import Found, Verdict

MADE, WHEN, BACK = at("2020-05-12 08:00"), at("2020-05-12 09:00"), at("2020-05-14 15:00")
POLICE, OFFICER = "Công an huyện Ba Bể", "Thượng uý Hoàng Văn Thuần"
SIGNED = Signature(OFFICER, at("2020-05-12 08:30"))


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


def asked(one_stop, agency=POLICE):
    """A dossier of which the specialist keeps an original and asked the police."""
    number = one_stop.receives().code
    paper = queries.paper_scans(stored(number))[0]
    services.keep_originals(
        actor=one_stop.clerk, at=at("2020-05-11 09:20"), number=number, papers={paper.id: 1}, place="tủ 2"
    )
    one_stop.hands_over(number)
    one_stop.examines(number)
    services.ask_opinion(
        actor=one_stop.specialist,
        at=at("2020-05-11 11:00"),
        number=number,
        question="Có đăng ký thường trú không?",
        answer_by=at("2020-05-15 11:00").date(),
        agency=agency,
    )
    return number


def legs_of(one_stop, number, now=WHEN):
    return [leg for leg in queries.ready_to_carry(one_stop.clerk, now) if leg.number == number]


def listed(one_stop, number, now=MADE):
    (leg,) = legs_of(one_stop, number, now)
    made = services.hand_over_papers(actor=one_stop.clerk, at=now, target=leg.key, dossiers=[leg.dossier])
    return queries.hand_over_list(one_stop.clerk, made, at=now)


def signs(one_stop, found, verdict=Verdict.HERE, note="", *, now=WHEN, outside=SIGNED, **more):
    lines = {line.id: Found(verdict, note) for line in found.lines}
    return services.confirm_papers(actor=one_stop.clerk, at=now, list_id=found.id, found=lines, outside=outside, **more)


def gone(one_stop):
    number = asked(one_stop)
    signs(one_stop, listed(one_stop, number))
    return number


def test_papers_may_go_to_an_agency_outside_that_was_asked(one_stop):
    number = asked(one_stop)
    before = queries.carrying(one_stop.clerk, WHEN)

    found = listed(one_stop, number)

    assert (queries.place_words(found.target), found.is_outside) == (POLICE, True)
    assert legs_of(one_stop, number) == []
    assert Screen(one_stop.clerk).opens(f"/in/{found.print}.pdf")["Content-Type"] == "application/pdf"
    assert queries.carrying(one_stop.clerk, WHEN).coming == before.coming + 1
    assert "cho cơ quan ngoài hệ thống" in ledger.sentence(ledger.stream("dossiers.list", found.id)[0])


def test_the_clerk_records_who_signed_over_there_and_when(one_stop):
    number = asked(one_stop)
    found = listed(one_stop, number)

    assert signs(one_stop, found) == 0

    now = queries.hand_over_list(one_stop.clerk, found.id, at=WHEN)
    assert (now.signer, now.confirmed_at, now.taker) == (OFFICER, SIGNED.at, one_stop.clerk.name)
    assert [(one.place, one.post, one.unit) for one in stored(number).life.kept] == [(POLICE, None, one_stop.unit.id)]
    assert difference(stored(number)) is None
    for entry in ledger.stream("dossiers.list", found.id):
        assert OFFICER not in str(entry.facts)


def test_without_a_name_and_a_moment_that_can_be_nothing_is_recorded(one_stop):
    found = listed(one_stop, asked(one_stop))

    for outside, fields in (
        (None, ["signed_at", "signer"]),
        (Signature(" ", SIGNED.at), ["signer"]),
        (Signature(OFFICER, None), ["signed_at"]),
        (Signature(OFFICER, at("2020-05-12 07:59")), ["signed_at"]),
        (Signature(OFFICER, at("2020-05-12 09:01")), ["signed_at"]),
    ):
        with pytest.raises(Invalid) as refused:
            signs(one_stop, found, outside=outside)
        assert sorted(refused.value.fields) == fields


def test_a_time_without_seconds_is_not_before_the_list(one_stop):
    found = listed(one_stop, asked(one_stop), at("2020-05-12 08:30:25"))

    assert signs(one_stop, found) == 0


def test_what_they_did_not_get_is_a_difference_and_may_go_again(one_stop):
    number = asked(one_stop)
    found = listed(one_stop, number)

    assert signs(one_stop, found, Verdict.MISSING, "Không có trong bì.") == 1

    assert [one.place for one in stored(number).life.kept] == ["tủ 2"]
    services.settle_difference(
        actor=one_stop.clerk, at=WHEN, list_id=found.id, line=found.lines[0].id, how="Còn ở quầy."
    )
    assert [one.words for one in listed(one_stop, number, WHEN).lines[0].originals] != []


def test_they_come_back_with_a_list_too(one_stop):
    number = gone(one_stop)
    (leg,) = legs_of(one_stop, number)
    assert (queries.place_words(leg.origin), [one.words for one in leg.originals] != []) == (POLICE, True)

    found = listed(one_stop, number, BACK)
    assert Screen(one_stop.clerk).opens(f"/in/{found.print}.pdf")["Content-Type"] == "application/pdf"
    assert signs(one_stop, found, now=BACK, outside=Signature(OFFICER, BACK), place="tủ 3") == 0

    assert [(one.place, one.post) for one in stored(number).life.kept] == [("tủ 3", one_stop.clerk.post)]
    assert legs_of(one_stop, number, BACK) == []


def test_what_does_not_come_back_stays_over_there(one_stop):
    number = gone(one_stop)
    (original,) = stored(number).life.kept
    found = listed(one_stop, number, BACK)

    differences = signs(one_stop, found, now=BACK, outside=Signature(OFFICER, BACK), lacking=[original.id])

    assert differences == 1
    assert [(one.place, one.post) for one in stored(number).life.kept] == [(POLICE, None)]


def test_who_was_asked_twice_about_a_dossier_gets_its_papers_once(one_stop):
    number = asked(one_stop)
    services.ask_opinion(
        actor=one_stop.specialist,
        at=at("2020-05-11 11:30"),
        number=number,
        question="Còn ở đó không?",
        answer_by=at("2020-05-15 11:00").date(),
        agency=POLICE,
    )

    assert len(legs_of(one_stop, number)) == 1


def test_within_the_system_nobody_signs_for_the_receiver(one_stop):
    from motcua.dossiers.tests.test_hand_over_lists import SECTION, carried, sent
    from motcua.organisation import queries as organisation

    one_stop.district = organisation.district_of(one_stop.unit.id, WHEN.date())
    one_stop.desk = one_stop.person("counter", one_stop.district)
    inside = carried(one_stop, sent(one_stop))

    with pytest.raises(Invalid) as refused:
        services.confirm_papers(
            actor=one_stop.person("section_head", one_stop.district, section=SECTION),
            at=WHEN,
            list_id=inside.id,
            found={inside.lines[0].id: Found(Verdict.HERE, "")},
            outside=SIGNED,
        )
    assert list(refused.value.fields) == ["signer"]


def test_the_whole_way_on_the_pages(one_stop):
    number = asked(one_stop)
    (leg,) = legs_of(one_stop, number)
    clerk = Screen(one_stop.clerk)
    assert "Cơ quan ngoài hệ thống đang được hỏi" in clerk.sees("/ban-giao")
    ticked = {"dossiers": [str(leg.dossier)], "originals": [str(one.id) for one in leg.originals]}

    address = clerk.sends("/ban-giao", ticked | {"target": leg.key})["Location"]

    assert "chờ ghi ai đã ký" in clerk.sees("/ban-giao")
    assert "Người ký bên nhận" in clerk.sees(address)
    found = {"verdict_1": "here", "came_1": ticked["originals"], "signer": OFFICER}
    refused = clerk.sends(address, found)
    assert (refused.status_code, "Ghi lúc ký trên phiếu" in refused.content.decode()) == (422, True)
    assert OFFICER in refused.content.decode()
    half = clerk.sends(address, found, signed_on="12/5/2020")
    assert "Ghi cả ngày và giờ ký trên phiếu." in half.content.decode()
    signed = {"signed_on": "12/5/2020", "signed_at": "9:00"}
    assert clerk.sends(address, found | signed).status_code == 302
    assert f"bên ngoài hệ thống: {OFFICER} ký lúc" in clerk.sees(address)
    assert "Lập phiếu nhận lại" in clerk.sees("/ban-giao")
    (leg,) = legs_of(one_stop, number)
    back = clerk.sends("/ban-giao", ticked | {"target": leg.key})["Location"]
    page = clerk.sees(back)
    assert ("Người ký bên giao" in page, "Để bản chính ở đâu" in page) == (True, True)


def test_programs_do_it_too(one_stop):
    number, clerk = asked(one_stop), Caller(one_stop.clerk)
    leg = next(leg for leg in clerk.get("/papers-to-carry").json()["legs"] if leg["number"] == number)
    assert leg["way"] == "out"

    made = clerk.post("/hand-over-lists", {"target": leg["target"], "dossiers": [leg["dossier"]]}).json()
    assert (made["way"], made["to_unit"], made["agency"]) == ("out", None, POLICE)
    place = f"/hand-over-lists/{made['id']}/confirmation"
    assert clerk.post(place, {"scanned": [number]}).status_code == 422
    outside = {"name": OFFICER, "at": WHEN.isoformat()}
    answer = clerk.post(place, {"scanned": [number], "outside": outside})
    assert (answer.status_code, answer.json()["differences"]) == (200, 0), answer.content
    leg = next(leg for leg in clerk.get("/papers-to-carry").json()["legs"] if leg["number"] == number)
    assert leg["way"] == "back"
