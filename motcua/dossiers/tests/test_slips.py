"""Control slip, story and return slip: drawn up from moves and ledger whenever somebody asks."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.dossiers import services, slips
from motcua.dossiers.rules import standing_of
from motcua.dossiers.stays import Timing, timing_of_step, timing_of_whole
from motcua.dossiers.tests import lives
from motcua.dossiers.tests.at_the_screen import Screen, words_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.types import MoveKind, NotNow
from motcua.kernel import moments

WHEN = at("2020-05-14 09:00")


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


def test_a_step_is_kept_by_its_hours():
    """The specialist has 26 working hours: from Monday 11:00 to Thursday's morning."""
    begun = lives.lies_at(lives.received("2020-05-11 09:00"), 2, "2020-05-11 10:00")

    def left(when):
        return timing_of_step(lives.lies_at(begun, 3, when), lives.calendar(), 2)

    assert (left("2020-05-13 16:00"), left("2020-05-14 08:30"), left("2020-05-15 08:30")) == (
        Timing.EARLY,
        Timing.ON_TIME,
        Timing.LATE,
    )


def test_taking_up_begins_no_new_step_and_waiting_for_papers_does_not_count():
    life = lives.lies_at(lives.received("2020-05-11 09:00"), 2, "2020-05-11 10:00")
    taken = lives.lies_at(life, 2, "2020-05-13 10:00", kind=MoveKind.TAKEN_UP, post=lives.SPECIALIST)
    waited = lives.pauses(taken, "2020-05-13 11:00", "2020-05-20 11:00")

    assert timing_of_step(taken, lives.calendar(), 2) is None
    assert timing_of_step(lives.lies_at(taken, 3, "2020-05-19 10:00"), lives.calendar(), 3) is Timing.LATE
    assert timing_of_step(lives.lies_at(waited, 3, "2020-05-20 16:00"), lives.calendar(), 3) is Timing.EARLY


def test_a_step_without_hours_is_neither():
    route = tuple(replace(step, hours=None) for step in lives.COMMUNE_ROUTE)
    life = lives.lies_at(lives.received("2020-05-11 09:00", route=route), 2, "2020-05-11 10:00")

    assert timing_of_step(lives.lies_at(life, 3, "2020-06-11 10:00"), lives.calendar(), 2) is None


@pytest.mark.parametrize(
    ("finished", "timing"),
    [("2020-05-15 09:00", Timing.EARLY), ("2020-05-18 09:00", Timing.ON_TIME), ("2020-05-19 09:00", Timing.LATE)],
)
def test_the_whole_is_kept_by_its_promise(finished, timing):
    life = lives.finishes(lives.received("2020-05-11 09:10"), finished)

    assert timing_of_whole(standing_of(life, lives.calendar())) is timing


def test_the_control_slip_has_one_row_a_hand_over(one_stop):
    number = one_stop.brings_to_signature()
    one_stop.approves(number)
    one_stop.returns(number)
    slip = slips.control_slip(stored(number), WHEN)

    desk = "Bộ phận Tiếp nhận và Trả kết quả, UBND xã Quảng Khê"
    assert [(row["giver"], row["taker"], row["note"]) for row in slip["rows"]] == [
        ("người nộp", desk, ""),
        (desk, "UBND xã Quảng Khê", "Chuyển hồ sơ"),
        ("UBND xã Quảng Khê", "UBND xã Quảng Khê", "Nhận việc"),
        ("UBND xã Quảng Khê", "UBND xã Quảng Khê", "Trình"),
        ("UBND xã Quảng Khê", desk, "Ký duyệt"),
        (desk, "người nộp", "Trả kết quả"),
    ]
    assert slip["rows"][0]["taker_name"] == one_stop.clerk.name
    assert slip["rows"][2]["taker_name"] == one_stop.specialist.name
    assert slip["rows"][-1]["taker_name"] == "Triệu Mùi Khé"
    assert slip["rows"][-1]["result"] == "trước hạn"
    assert (slip["dossier"], slip["scan"], slip["competent"]) == (number, number, "UBND xã Quảng Khê")


def test_what_waits_for_papers_says_how_much_is_left(one_stop):
    from motcua.dossiers.types import PaperIn

    number = one_stop.receives().code
    services.ask_supplement(
        actor=one_stop.clerk,
        at=at("2020-05-11 09:30"),
        number=number,
        papers=(PaperIn(1, "Giấy chứng sinh", originals=1),),
        reason="Thiếu.",
        ground="Luật Hộ tịch 2014, Điều 16.",
    )

    slip = slips.control_slip(stored(number), WHEN)
    assert (slip["due_at"], slip["no_due"]) == ("", "còn 5 ngày làm việc khi đủ giấy")


def text_of(response):
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf"), words_of(response)
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(response.content)).pages)


def test_each_paper_opens_from_the_dossiers_page(one_stop):
    number = one_stop.brings_to_signature()
    clerk = Screen(one_stop.clerk)
    page = clerk.opens(f"/ho-so/{number}").content.decode()

    for noun, words in (
        ("phieu-kiem-soat", f"Mã hồ sơ: {number}"),
        ("qua-trinh", "Nhận việc thẩm định."),
    ):
        assert f"/ho-so/{number}/{noun}" in page
        assert words in text_of(clerk.opens(f"/ho-so/{number}/{noun}"))
    assert "bien-nhan-tra" not in page


def test_the_return_slip_says_who_took_what_and_when(one_stop):
    number = one_stop.brings_to_signature()
    too_early = Screen(one_stop.clerk).opens(f"/ho-so/{number}/bien-nhan-tra")
    one_stop.approves(number)
    one_stop.returns(number)

    said = text_of(Screen(one_stop.clerk).opens(f"/ho-so/{number}/bien-nhan-tra"))
    assert "Kết quả chưa trả nên chưa có giấy biên nhận." in words_of(too_early)
    for words in (
        number, "Người nhận kết quả: Triệu Mùi Khé", "Người nhận là: chủ hồ sơ", "Giấy tờ đã xem: giấy hẹn",
        "Thời gian trả: 14 giờ 00 phút, ngày 13 tháng 5 năm 2020", "Trả: trước hạn", one_stop.clerk.name.strip(),
    ):  # fmt: skip
        assert words in said


def test_what_was_never_received_has_no_control_slip(one_stop):
    filed = services.guide_at_intake(
        actor=one_stop.clerk,
        at=WHEN,
        reception=one_stop.reception(),
        papers=one_stop.reception().papers,
        reason="Thiếu giấy tờ.",
        ground="Luật Hộ tịch 2014, Điều 16.",
    )
    with pytest.raises(NotNow) as refused:
        slips.control_slip(stored(filed.number), WHEN)

    assert refused.value.sentence == "Hồ sơ chưa được tiếp nhận nên chưa có phiếu kiểm soát."
