"""Papers are asked for once; a second time only where a leader allowed it, and the index counts that as late (D04)."""

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen, words_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.types import AlreadyAsked, Deed, NotNow, PaperIn, State
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger

WHEN = at("2020-05-13 10:00")
PAPER = (PaperIn(1, "Giấy chứng sinh", originals=1),)
REASON = "NĐ 123/2015 Đ9: phải có bản chính."


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


def asks(one_stop, number, when):
    return services.ask_supplement(
        actor=one_stop.specialist,
        at=at(when),
        number=number,
        papers=PAPER,
        reason="Thiếu.",
        ground="Luật Hộ tịch 2014, Điều 16.",
    )


@pytest.fixture
def number(one_stop):
    """Asked once, completed, and again with the specialist."""
    number = one_stop.receives().code
    one_stop.hands_over(number)
    one_stop.examines(number)
    asks(one_stop, number, "2020-05-12 09:00")
    services.complete_supplement(actor=one_stop.clerk, at=at("2020-05-13 09:00"), number=number)
    return number


def allows(one_stop, number, reason=REASON):
    return services.allow_supplement(actor=one_stop.leader, at=WHEN, number=number, reason=reason)


def offered(actor, number):
    return [deed for deed, _words in queries.page_of(actor, stored(number), at=WHEN).deeds]


def test_without_a_leaders_word_papers_are_not_asked_for_again(one_stop, number):
    assert Deed.ASK_SUPPLEMENT not in offered(one_stop.specialist, number)

    with pytest.raises(AlreadyAsked) as refused:
        asks(one_stop, number, "2020-05-13 11:00")

    assert refused.value.sentence.endswith("hoặc trình lãnh đạo cho yêu cầu thêm một lần.")
    assert refused.value.sentence in words_of(Screen(one_stop.specialist).opens(f"/ho-so/{number}/yeu-cau-bo-sung"))


def test_a_leader_allows_it_with_a_reason_and_it_is_used_up_by_asking(one_stop, number):
    allows(one_stop, number)
    assert Deed.ASK_SUPPLEMENT in offered(one_stop.specialist, number)
    again = asks(one_stop, number, "2020-05-13 11:00")
    services.complete_supplement(actor=one_stop.clerk, at=at("2020-05-14 09:00"), number=number)

    assert again.standing.state is State.SUPPLEMENT
    assert difference(stored(number)) is None
    with pytest.raises(AlreadyAsked):
        asks(one_stop, number, "2020-05-14 10:00")
    asked = [line for line in ledger.stream("dossiers.dossier", stored(number).id) if line.verb.endswith("_asked")]
    assert [line.facts["again"] for line in asked] == [False, True]


def test_the_index_counts_it_as_late_whatever_came_of_it(one_stop, number):
    allows(one_stop, number)
    asks(one_stop, number, "2020-05-13 11:00")
    services.complete_supplement(actor=one_stop.clerk, at=at("2020-05-14 09:00"), number=number)
    one_stop.proposes(number, "2020-05-14 10:00")
    one_stop.approves(number, "2020-05-14 11:00")

    standing = stored(number).standing
    assert (standing.on_time, standing.index_on_time) == (True, False)


def test_one_supplement_alone_stays_on_time_by_the_index(one_stop, number):
    one_stop.proposes(number, "2020-05-14 10:00")
    one_stop.approves(number, "2020-05-14 11:00")

    assert stored(number).standing.index_on_time is True


def test_the_reason_and_whose_it_was_stand_in_the_story(one_stop, number):
    allows(one_stop, number)

    told = queries.timeline(stored(number))[0]
    assert told.sentence == "Cho yêu cầu bổ sung thêm một lần; chỉ số tính hồ sơ này là trễ hạn."
    assert (told.text, told.who) == (REASON, one_stop.leader.name)


def test_only_a_leader_allows_it_with_a_reason_and_only_when_it_is_needed(one_stop, number):
    with pytest.raises(NotAllowed):
        services.allow_supplement(actor=one_stop.specialist, at=WHEN, number=number, reason=REASON)
    with pytest.raises(Invalid) as silent:
        allows(one_stop, number, " ")
    allows(one_stop, number)
    with pytest.raises(NotNow):
        allows(one_stop, number)

    assert silent.value.fields == {"reason": "Ghi rõ lý do và căn cứ, để người nộp biết phải làm gì tiếp."}


def test_a_leader_allows_it_on_the_page_and_the_specialist_is_warned(one_stop, number):
    leader = Screen(one_stop.leader)
    assert "Cho yêu cầu bổ sung thêm một lần" in leader.sees(f"/ho-so/{number}")
    assert leader.does(number, "cho-bo-sung-them", reason=REASON).status_code == 302

    page = Screen(one_stop.specialist).sees(f"/ho-so/{number}/yeu-cau-bo-sung")
    assert "Đây là lần yêu cầu thêm do lãnh đạo cho phép." in page


def test_a_program_allows_it_too(one_stop, number):
    answer = Caller(one_stop.leader).post(f"/dossiers/{number}/supplement-allowance", {"reason": REASON})

    assert answer.status_code == 200, answer.content
    assert "allow_supplement" not in answer.json()["deeds"]


def with_the_specialist(one_stop):
    number = one_stop.receives().code
    one_stop.hands_over(number)
    one_stop.examines(number)
    return number


def test_a_request_after_the_third_working_day_names_the_agency_that_was_late(one_stop, monkeypatch):
    """Received on Monday 11/5: Thursday 14/5 is in time, Friday is not (NĐ 61/2018 Đ19.4)."""
    in_time, late = with_the_specialist(one_stop), with_the_specialist(one_stop)
    screen, page = Screen(one_stop.specialist), f"/ho-so/{late}/yeu-cau-bo-sung"
    assert "bị ghi là muộn" not in screen.sees(page)

    asks(one_stop, in_time, "2020-05-14 16:50")
    monkeypatch.setattr(moments, "now", lambda: at("2020-05-15 08:00"))
    assert "Lẽ ra phải yêu cầu chậm nhất 14/5/2020" in screen.sees(page)
    asks(one_stop, late, "2020-05-15 08:00")

    assert queries.timeline(stored(in_time))[0].sentence.startswith("Yêu cầu bổ sung 1 giấy tờ; ")
    assert queries.timeline(stored(late))[0].sentence.startswith(
        "Yêu cầu bổ sung 1 giấy tờ, muộn hơn ba ngày làm việc; cơ quan yêu cầu muộn: UBND xã Quảng Khê;"
    )


def test_a_paper_beyond_the_list_is_asked_for_only_with_its_legal_ground(one_stop):
    number = with_the_specialist(one_stop)
    listed = stored(number).procedure.groups[0]
    asked = {"actor": one_stop.specialist, "at": at("2020-05-12 09:00"), "number": number, "reason": "Để đối chiếu."}

    with pytest.raises(Invalid) as refused:
        services.ask_supplement(papers=PAPER, ground=" ", **asked)
    assert refused.value.fields == {
        "ground": "Thủ tục này không yêu cầu: Giấy chứng sinh. Ghi căn cứ pháp lý (văn bản, điều), hoặc bỏ giấy này."
    }
    with pytest.raises(Invalid):
        services.ask_supplement(papers=PAPER, ground="x" * 501, **asked)
    services.ask_supplement(papers=PAPER, ground="Luật Hộ tịch 2014, Điều 16.", **asked)
    assert queries.timeline(stored(number))[0].text.endswith(
        "Để đối chiếu. Căn cứ yêu cầu giấy tờ ngoài danh mục: Luật Hộ tịch 2014, Điều 16."
    )
    other = with_the_specialist(one_stop)
    services.ask_supplement(papers=(PaperIn(1, listed.name, originals=1),), **(asked | {"number": other}))
    assert stored(other).standing.state is State.SUPPLEMENT
