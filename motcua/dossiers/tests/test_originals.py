"""The citizen's originals in the office's keeping: taken in with place and person, moved, given back before the dossier closes."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.dossiers import custody, queries, services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, OneStop, at, stored, unit_named
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.types import (
    Correction,
    Custody,
    Deed,
    LossKind,
    OriginalsElsewhere,
    OriginalsOutstanding,
    PaperIn,
    Person,
    ProofKind,
)
from motcua.identity import queries as identity
from motcua.identity import services as people
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.organisation import queries as organisation
from motcua.prints import queries as prints

WHEN = at("2020-05-13 14:00")
CITIZEN = Person("Triệu Mùi Khé", ProofKind.RECEIPT)


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


def kept(one_stop, number, place="tủ 2, ngăn 3", actor=None):
    """Take the original of the first paper in."""
    paper = queries.paper_scans(stored(number))[0]
    who = actor or one_stop.clerk
    services.keep_originals(actor=who, at=at("2020-05-11 09:20"), number=number, papers={paper.id: 1}, place=place)
    return stored(number).life.kept[0]


def finished(one_stop, number):
    one_stop.hands_over(number)
    one_stop.examines(number)
    one_stop.proposes(number)
    one_stop.approves(number)


def test_an_original_is_kept_with_place_and_person(one_stop):
    number = one_stop.receives().code

    original = kept(one_stop, number)

    assert (original.place, original.post, original.unit, original.count) == (
        "tủ 2, ngăn 3",
        one_stop.clerk.post,
        one_stop.unit.id,
        1,
    )
    line = queries.timeline(stored(number))[0]
    assert line.sentence.startswith("Giữ bản chính 1 giấy tờ, ")
    assert line.text == f"{original.name}: tủ 2, ngăn 3"
    assert difference(stored(number)) is None


def test_what_is_no_paper_of_the_dossier_is_kept_already_or_has_no_place_is_refused(one_stop):
    number, other = one_stop.receives().code, one_stop.receives().code
    original, foreign = kept(one_stop, number), queries.paper_scans(stored(other))[0]
    act = {"actor": one_stop.clerk, "at": WHEN, "number": number}

    for papers, place in (({}, "tủ 1"), ({foreign.id: 1}, "tủ 1"), ({original.paper: 1}, "tủ 1")):
        with pytest.raises(Invalid) as refused:
            services.keep_originals(**act, papers=papers, place=place)
        assert list(refused.value.fields) == ["papers"]
    with pytest.raises(Invalid) as refused:
        services.keep_originals(**act, papers={original.paper: 1}, place=" ")
    assert list(refused.value.fields) == ["place"]
    with pytest.raises(NotAllowed):
        services.keep_originals(**act | {"actor": one_stop.leader}, papers={original.paper: 1}, place="tủ 1")


def receipts(number):
    return [
        (one.version, " ".join(PdfReader(BytesIO(prints.pdf(one.id))).pages[0].extract_text().split()))
        for one in queries.printed(stored(number))
        if one.form == "receipt"
    ]


def test_what_the_counter_keeps_stands_on_a_receipt_that_is_issued_anew(one_stop):
    brought = (*one_stop.reception().papers, PaperIn(2, "Sổ hộ khẩu", originals=2))
    number = one_stop.receives(papers=brought).code
    papers = queries.paper_scans(stored(number))
    ((_first, before),) = receipts(number)
    assert "Bản chính giữ lại" not in before

    act = {"actor": one_stop.clerk, "number": number, "place": "tủ 2"}
    services.keep_originals(**act, at=at("2020-05-11 09:20"), papers={papers[0].id: 1})
    services.keep_originals(**act, at=at("2020-05-11 09:40"), papers={papers[1].id: 2})

    (_one, first), (_two, second), (version, third) = receipts(number)
    assert first == before
    assert f"Bản chính giữ lại: {papers[0].name}." in second
    assert "(Bản 2, ghi thêm bản chính giữ lại ngày 11 tháng 5 năm 2020; thay bản 1)" in second
    assert (version, f"Bản chính giữ lại: {papers[0].name}; {papers[1].name} (2 bản)." in third) == (3, True)
    assert f"Mã hồ sơ: {number}" in third
    assert "bản 3 (11/5/2020)" in Screen(one_stop.clerk).sees(f"/ho-so/{number}")


def test_a_correction_after_that_is_the_next_version_and_names_what_is_still_kept(one_stop):
    number = one_stop.receives().code
    original = kept(one_stop, number)
    correct = {"actor": one_stop.clerk, "number": number, "reason": "Ghi nhầm số bộ."}
    services.correct(**correct, at=at("2020-05-11 10:00"), correction=Correction(sets=2))
    services.give_back_originals(
        actor=one_stop.clerk, at=at("2020-05-11 10:10"), number=number, originals={original.id}, recipient=CITIZEN
    )
    services.correct(**correct, at=at("2020-05-11 10:20"), correction=Correction(sets=3))

    _first, _kept, (three, third), (four, fourth) = receipts(number)
    assert (three, "(Bản 3, đính chính ngày" in third, f"Bản chính giữ lại: {original.name}." in third) == (
        3,
        True,
        True,
    )
    assert (four, "(Bản 4, đính chính ngày" in fourth, "Bản chính giữ lại" in fourth) == (4, True, False)
    assert "cấp giấy hẹn bản 4" in queries.timeline(stored(number))[0].sentence


def test_what_another_office_keeps_later_issues_no_receipt(one_stop):
    number = one_stop.receives().code
    one_stop.hands_over(number)
    one_stop.examines(number)
    kept(one_stop, number, actor=one_stop.specialist)

    assert len(receipts(number)) == 1


def test_the_result_waits_until_the_originals_are_given_back(one_stop):
    number = one_stop.receives().code
    original = kept(one_stop, number)
    finished(one_stop, number)

    with pytest.raises(OriginalsOutstanding) as refused:
        one_stop.returns(number)
    assert original.name in refused.value.sentence

    services.give_back_originals(
        actor=one_stop.clerk, at=WHEN, number=number, originals=[original.id], recipient=CITIZEN
    )
    assert queries.timeline(stored(number))[0].text == f"{original.name}, Triệu Mùi Khé"
    assert stored(number).life.kept == ()
    assert one_stop.returns(number).standing.custody is Custody.RETURNED
    assert difference(stored(number)) is None


def test_the_same_person_may_take_them_with_the_result(one_stop):
    number = one_stop.receives().code
    original = kept(one_stop, number)
    finished(one_stop, number)

    services.return_result(
        actor=one_stop.clerk, at=WHEN, number=number, recipient=CITIZEN, originals=[original.id], told="Gọi bà Khé."
    )

    assert stored(number).life.kept == ()
    assert Deed.GIVE_BACK_ORIGINALS not in Caller(one_stop.clerk).get(f"/dossiers/{number}").json()["deeds"]


def test_neither_withdrawal_nor_cancellation_closes_a_dossier_with_originals(one_stop):
    number = one_stop.receives().code
    kept(one_stop, number)

    with pytest.raises(OriginalsOutstanding):
        services.withdraw(actor=one_stop.clerk, at=at("2020-05-11 10:00"), number=number, reason="Đổi ý.")
    with pytest.raises(OriginalsOutstanding):
        services.cancel_reception(actor=one_stop.clerk, at=at("2020-05-11 10:00"), number=number, reason="Nhầm.")


def test_the_dossier_goes_on_and_the_original_is_still_with_whoever_has_it(one_stop):
    number = one_stop.receives().code
    original = kept(one_stop, number)
    one_stop.hands_over(number)
    one_stop.examines(number)

    page = Screen(one_stop.specialist).sees(f"/ho-so/{number}")
    assert f"tủ 2, ngăn 3 {one_stop.clerk.name}" in page
    assert "Hồ sơ đã chuyển đi, bản chính vẫn ở đây" in page

    services.move_originals(
        actor=one_stop.clerk,
        at=WHEN,
        number=number,
        originals=[original.id],
        place="bàn thẩm định",
        post=one_stop.specialist.post,
    )
    assert (stored(number).life.kept[0].place, stored(number).life.kept[0].post) == (
        "bàn thẩm định",
        one_stop.specialist.post,
    )
    assert "bản chính vẫn ở đây" not in Screen(one_stop.specialist).sees(f"/ho-so/{number}")


def test_only_the_offices_of_the_dossier_keep_its_originals(one_stop):
    number = one_stop.receives().code
    original = kept(one_stop, number)
    away = {"originals": [original.id], "place": "tủ 1", "post": one_stop.stranger.post}

    with pytest.raises(Invalid) as refused:
        services.move_originals(actor=one_stop.clerk, at=WHEN, number=number, **away)

    assert list(refused.value.fields) == ["post"]


def test_a_lost_original_goes_into_the_incident(one_stop):
    number = one_stop.receives().code
    original = kept(one_stop, number)
    clerk = {"actor": one_stop.clerk, "at": WHEN, "number": number}

    with pytest.raises(Invalid):
        services.report_loss(**clerk, kind=LossKind.DAMAGED, what="Rách.", originals=[original.id])
    services.report_loss(**clerk, kind=LossKind.LOST, what="", originals=[original.id])

    record = stored(number)
    assert (record.life.kept, record.life.incidents) == ((), 1)
    assert queries.timeline(record)[0].text == original.name


def test_a_unit_lists_what_it_keeps_and_nobody_elses(one_stop):
    number = one_stop.receives().code
    original = kept(one_stop, number, place="két sắt phòng 1")

    assert f"{original.name}" in Screen(one_stop.clerk).sees("/ban-chinh?q=két sắt phòng 1")
    assert "két sắt phòng 1" in Screen(one_stop.clerk).sees("/ban-chinh")
    assert number not in Screen(one_stop.stranger).sees("/ban-chinh")
    rows = Caller(one_stop.clerk).get("/originals").json()["rows"]
    assert (number, "két sắt phòng 1") in [(row["number"], row["place"]) for row in rows]


def test_a_leaver_hands_over_what_is_kept_by_name(one_stop):
    leaver, colleague = one_stop.cast[one_stop.unit.id, "specialist"][:2]
    number = one_stop.receives().code
    one_stop.hands_over(number)
    original = kept(one_stop, number, actor=leaver)
    admin = people.employ(
        actor=SYSTEM,
        at=WHEN,
        username="quan-tri-ban-chinh",
        name="Bàn Thị Quản",
        post=organisation.posts(one_stop.unit.id, WHEN.date(), role="leader")[1].id,
        valid_from=WHEN.date(),
        roles=["administrator"],
    )
    who = identity.actor_for(admin, organisation.posts(one_stop.unit.id, WHEN.date(), role="leader")[1].id, WHEN)

    page = Screen(who).sees(f"/can-bo/{leaver.account}/nghi-viec")
    assert "bản chính đang giữ: " in page
    assert f"{original.name} ({number})" in page

    services.release_originals(actor=who, at=WHEN, posts=[leaver.post], to=colleague.post)
    assert stored(number).life.kept[0].post == colleague.post
    services.release_originals(actor=who, at=WHEN, posts=[colleague.post])
    assert stored(number).life.kept[0].post is None
    assert difference(stored(number)) is None


def test_the_whole_way_on_the_pages(one_stop):
    number = one_stop.receives().code
    clerk = Screen(one_stop.clerk)
    assert "Giữ bản chính" in clerk.sees(f"/ho-so/{number}/da-tiep-nhan")
    assert clerk.does(number, "giu-ban-chinh", place="tủ 1").status_code == 422

    assert clerk.does(number, "giu-ban-chinh", place="tủ 1", count0="1").status_code == 302
    original = stored(number).life.kept[0]
    assert clerk.opens(f"/ho-so/{number}/phieu-giu-ban-chinh")["Content-Type"] == "application/pdf"
    moved = {"originals": str(original.id), "place": "tủ 9", "post": ""}
    assert clerk.does(number, "chuyen-ban-chinh", **moved).status_code == 302
    assert (stored(number).life.kept[0].place, stored(number).life.kept[0].post) == ("tủ 9", None)

    finished(one_stop, number)
    taker = {"relation": "self", "name": "Triệu Mùi Khé", "proof": "receipt", "told": "Gọi bà Khé."}
    refused = clerk.does(number, "tra-ket-qua", **taker)
    assert (refused.status_code, "Còn giữ bản chính của người nộp" in refused.content.decode()) == (409, True)
    assert clerk.does(number, "tra-ket-qua", **taker, originals=str(original.id)).status_code == 302
    slip = clerk.opens(f"/ho-so/{number}/bien-nhan-tra")
    assert slip["Content-Type"] == "application/pdf"


def test_they_are_given_back_on_their_own_page(one_stop):
    number = one_stop.receives().code
    original = kept(one_stop, number)
    taker = {"relation": "self", "name": "Triệu Mùi Khé", "proof": "receipt"}

    assert Screen(one_stop.clerk).does(number, "tra-ban-chinh", **taker).status_code == 422
    answer = Screen(one_stop.clerk).does(number, "tra-ban-chinh", **taker, originals=str(original.id))

    assert answer.status_code == 302
    assert "đã trả Triệu Mùi Khé" in Screen(one_stop.clerk).sees(f"/ho-so/{number}")


def test_programs_keep_move_and_give_back(one_stop):
    number, clerk = one_stop.receives().code, Caller(one_stop.clerk)
    paper = queries.paper_scans(stored(number))[0]

    answer = clerk.post(f"/dossiers/{number}/originals", {"papers": [{"paper": str(paper.id)}], "place": "tủ 2"})
    assert answer.status_code == 200, answer.content
    (original,) = clerk.get(f"/dossiers/{number}/originals").json()["originals"]
    assert (original["place"], original["ended_at"]) == ("tủ 2", None)
    moved = {"originals": [original["id"]], "place": "tủ 3"}
    assert clerk.post(f"/dossiers/{number}/originals-move", moved).status_code == 200
    back = {"originals": [original["id"]], "recipient": {"name": "Triệu Mùi Khé"}}
    assert clerk.post(f"/dossiers/{number}/originals-return", back).status_code == 200
    assert clerk.get(f"/dossiers/{number}/originals").json()["originals"][0]["end"] == "given_back"


def test_another_offices_keeping_is_not_touched(one_stop):
    number = one_stop.receives().code
    original = kept(one_stop, number)
    stranger = one_stop.person("counter", unit_named(FOREIGN).id)

    with pytest.raises(OriginalsElsewhere):
        custody.chosen(stranger, stored(number), [original.id])
