"""Several agencies on the screen: the buttons, the stages, the desk's tab, what the citizen sees."""

from datetime import date

import pytest

from motcua.dossiers import services
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, OneStop, at, stored, unit_named
from motcua.kernel import moments
from motcua.organisation import queries as organisation

#: Birth, residence and health insurance of a child: the police and the insurance work at the same time.
LINKED = "2.000986"
#: Of a commune's counter, decided by a section of the district.
OF_THE_DISTRICT, SECTION = "1.001662", "Phòng Tài nguyên và Môi trường"
COORDINATION = "/ban-lam-viec?the=phoi-hop"


@pytest.fixture
def clock(monkeypatch):
    """Let a story say what time it is."""
    return lambda text: monkeypatch.setattr(moments, "now", lambda: at(text))


@pytest.fixture
def one_stop(province_db, clock):
    clock("2020-05-11 08:00")
    return OneStop.open()


@pytest.fixture
def linked(one_stop):
    number = one_stop.receives(LINKED, when="2020-05-11 07:10").code
    one_stop.hands_over(number, "2020-05-11 07:20")
    one_stop.examines(number, "2020-05-11 07:30")
    one_stop.proposes(number, "2020-05-11 07:50")
    return number


def page_of(number, screen):
    return screen.sees(f"/ho-so/{number}")


def answer(screen, number, agency, **values):
    task = next(task for task in stored(number).life.tasks if task.agency == agency)
    return screen.sends(f"/ho-so/{number}/phoi-hop/{task.id}/tra-loi", values)


def test_one_button_sends_to_all_agencies_and_the_page_waits_for_them(one_stop, linked, clock):
    clerk = Screen(one_stop.clerk)
    assert "Gửi các cơ quan phối hợp" in page_of(linked, clerk)

    assert clerk.does(linked, "phoi-hop").status_code == 302
    page = page_of(linked, clerk)
    assert "Đăng ký thường trú" in page
    assert "Bảo hiểm xã hội cấp huyện" in page
    assert "hạn 1/6 17:00" in page, "fifteen working days for the police"
    assert "Chuyển bước tiếp" not in page

    clock("2020-05-18 09:00")
    refused = answer(clerk, linked, "Bảo hiểm xã hội cấp huyện", answer="")
    assert refused.status_code == 422
    assert "Ghi câu trả lời, hoặc việc đã làm xong" in refused.content.decode()
    assert answer(clerk, linked, "Bảo hiểm xã hội cấp huyện", answer="Đã cấp thẻ.").status_code == 302
    assert "«Đã cấp thẻ.»" in page_of(linked, clerk)
    clock("2020-06-02 09:00")
    assert answer(clerk, linked, "Công an cấp xã hoặc cấp huyện", answer="Đã đăng ký.").status_code == 302

    page = page_of(linked, clerk)
    assert "Chuyển bước tiếp" in page
    assert "trả lời quá hạn" in page
    assert "Công an cấp xã hoặc cấp huyện" in page


def test_a_late_agency_shows_on_the_desk_of_those_who_asked(one_stop, linked, clock):
    clerk = Screen(one_stop.clerk)
    clerk.does(linked, "phoi-hop")
    clock("2020-06-03 08:00")

    assert linked in Screen(one_stop.leader).sees("/ban-lam-viec?the=phoi-hop")
    assert linked not in Screen(one_stop.stranger).sees("/ban-lam-viec?the=phoi-hop")


def test_a_late_answer_is_told_to_the_counter_that_received_whoever_asked(one_stop, clock):
    """The district decides and asks a neighbour; the commune's counter received it (NĐ 61/2018 Đ19.5)."""
    number = one_stop.receives(OF_THE_DISTRICT, when="2020-05-11 07:10").code
    services.hand_over(actor=one_stop.clerk, at=at("2020-05-11 07:20"), number=number, section=SECTION)
    district = organisation.district_of(one_stop.unit.id, date(2020, 5, 11))
    head, specialist = (one_stop.person(role, district, section=SECTION) for role in ("section_head", "specialist"))
    services.assign(actor=head, at=at("2020-05-11 07:30"), number=number, post=specialist.post)
    services.ask_opinion(
        actor=specialist,
        at=at("2020-05-11 07:40"),
        number=number,
        unit=unit_named(FOREIGN).id,
        question="Giếng có nằm trong vùng cấm không?",
        answer_by=date(2020, 5, 12),
    )
    watching = [Screen(one_stop.leader), Screen(one_stop.clerk)]

    clock("2020-05-12 16:00")
    assert [number in screen.sees(COORDINATION) for screen in watching] == [False, False]
    clock("2020-05-13 08:00")
    assert [number in screen.sees(COORDINATION) for screen in watching] == [True, True]
    assert "Chờ UBND xã Đồng Phúc trả lời" in watching[0].sees(COORDINATION)
    assert number not in Screen(one_stop.specialist).sees(COORDINATION)


def test_an_opinion_is_asked_answered_and_read(one_stop, clock):
    number = one_stop.receives(when="2020-05-11 07:10").code
    one_stop.hands_over(number, "2020-05-11 07:20")
    one_stop.examines(number, "2020-05-11 07:30")
    foreign = unit_named(FOREIGN)
    specialist, neighbour = Screen(one_stop.specialist), Screen(one_stop.person("specialist", foreign.id))
    assert number not in neighbour.sees("/ban-lam-viec?the=phoi-hop")

    wrong = specialist.does(number, "lay-y-kien", question="Có cư trú không?", answer_by="31/13/2020")
    assert wrong.status_code == 422
    assert "Ngày ghi như 11/5/2020." in wrong.content.decode()
    assert "Có cư trú không?" in wrong.content.decode(), "what was typed is kept"
    asked = specialist.does(
        number, "lay-y-kien", unit=str(foreign.id), question="Có cư trú không?", answer_by="13/5/2020"
    )
    assert asked.status_code == 302

    desk = neighbour.sees("/ban-lam-viec?the=phoi-hop")
    assert number in desk
    assert "Trả lời phối hợp" in desk
    assert "còn 2 ngày" in desk
    sent = answer(neighbour, number, "", answer="Không cư trú ở xã.")
    assert sent.status_code == 302
    assert number not in neighbour.sees("/ban-lam-viec?the=phoi-hop")
    assert "«Không cư trú ở xã.»" in page_of(number, specialist)
    assert "UBND xã Đồng Phúc đã trả lời, đúng hạn." in page_of(number, specialist)


def test_the_receipt_shows_each_agency_and_until_when_the_code_shows_none(one_stop, linked):
    clerk = Screen(one_stop.clerk)
    clerk.does(linked, "phoi-hop")
    citizen = Screen()

    by_receipt = citizen.sees(f"/tra-cuu/{stored(linked).facts['token']}")
    assert "Công an cấp xã hoặc cấp huyện" in by_receipt
    assert "đến hết 1/6" in by_receipt
    assert "đến hết 25/5" in by_receipt
    by_code = citizen.opens(f"/tra-cuu?ma={linked}")
    assert "Công an" not in by_code.content.decode()
    assert "Quảng Khê" not in by_code.content.decode()
