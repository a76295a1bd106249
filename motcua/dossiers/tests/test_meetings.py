"""Councils and checks on the spot (NĐ 61/2018 Đ19.3; spec E05): called, moved, called off, recorded, told to the citizen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.catalogue.services import publish_process
from motcua.catalogue.types import RECEIVING_COUNTER, Step
from motcua.dossiers import queries, services
from motcua.dossiers.queries import Tab
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.rules import wait_for_minutes
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, OneStop, at, stored, unit_named
from motcua.dossiers.types import Conclusion, HasChanged, MeetingKind, NoSuchDossier, NoSuchMeeting
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Invalid, NotAllowed

DAY = date(2020, 5, 11)
CALLED, BEGINS, AFTER = at("2020-05-11 11:00"), at("2020-05-13 08:30"), at("2020-05-13 10:00")
PLACE = "Thửa đất số 12, thôn Nà Lẻo"


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: CALLED)
    return OneStop.open()


@pytest.fixture
def number(one_stop):
    return with_specialist(one_stop)


def with_specialist(one_stop):
    number = one_stop.receives().code
    one_stop.hands_over(number)
    one_stop.examines(number)
    return number


def calls(one_stop, number, **changes):
    values = {
        "kind": MeetingKind.CHECK,
        "starts_at": BEGINS,
        "place": PLACE,
        "about": "Xem ranh giới thửa đất.",
        "posts": [one_stop.specialist.post],
        "guests": "Chủ hồ sơ\nTrưởng thôn Nà Lẻo",
    }
    actor = changes.pop("actor", one_stop.specialist)
    return services.call_meeting(actor=actor, at=CALLED, number=number, **(values | changes)).life.meetings[-1]


def records(one_stop, number, meeting, when=AFTER, **changes):
    values = {
        "found": "Ranh giới rõ, không có tranh chấp.",
        "conclusion": Conclusion.FAVOURABLE,
        "signers": "Nông Thị Hạnh\nHoàng Văn Tá",
    }
    actor = changes.pop("actor", one_stop.specialist)
    return services.record_minutes(actor=actor, at=when, number=number, meeting=meeting.id, **(values | changes))


def told(number):
    return [line.sentence for line in queries.timeline(stored(number))]


def test_whoever_has_the_dossier_calls_a_check_and_records_what_was_found(one_stop, number):
    before = stored(number).standing

    meeting = calls(one_stop, number)
    assert told(number)[0] == "Hẹn kiểm tra thực tế lúc 08:30 13/5/2020."
    records(one_stop, number, meeting)

    (line,) = queries.meetings_of(one_stop.specialist, stored(number), AFTER)
    assert (line.place, line.about, line.found) == (
        PLACE,
        "Xem ranh giới thửa đất.",
        "Ranh giới rõ, không có tranh chấp.",
    )
    assert line.people[1:] == ("Chủ hồ sơ", "Trưởng thôn Nà Lẻo")
    assert line.people[0].startswith("Nông Văn")
    assert (line.conclusion, line.signers) == (Conclusion.FAVOURABLE, ("Nông Thị Hạnh", "Hoàng Văn Tá"))
    latest = queries.timeline(stored(number))[0]
    assert (latest.sentence, latest.text) == ("Ghi biên bản kiểm tra thực tế: đủ điều kiện.", line.found)
    assert stored(number).standing == before, "the clock runs on"
    assert difference(stored(number)) is None


def test_a_meeting_is_moved_and_called_off_with_a_reason(one_stop, number):
    meeting = calls(one_stop, number)
    later = at("2020-05-14 14:00")
    services.move_meeting(
        actor=one_stop.specialist, at=CALLED, number=number, meeting=meeting.id, starts_at=later, reason="Trời mưa to."
    )
    (line,) = queries.meetings_of(one_stop.specialist, stored(number), CALLED)
    assert (line.starts_at, line.place) == (later, PLACE)
    moved = queries.timeline(stored(number))[0]
    assert (moved.sentence, moved.text) == ("Dời buổi kiểm tra thực tế sang 14:00 14/5/2020.", "Trời mưa to.")

    services.call_off_meeting(
        actor=one_stop.specialist, at=CALLED, number=number, meeting=meeting.id, reason="Đã có ảnh chụp."
    )
    assert told(number)[0] == "Huỷ buổi kiểm tra thực tế hẹn lúc 14:00 14/5/2020."
    with pytest.raises(HasChanged):
        records(one_stop, number, meeting, at("2020-05-14 15:00"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_at": None}, "day"),
        ({"starts_at": at("2020-05-11 10:00")}, "day"),
        ({"place": " "}, "place"),
        ({"about": ""}, "about"),
        ({"posts": [], "guests": " "}, "posts"),
    ],
)
def test_when_where_who_and_what_must_be_said(one_stop, number, changes, field):
    with pytest.raises(Invalid) as refused:
        calls(one_stop, number, **changes)
    assert set(refused.value.fields) == {field}
    assert stored(number).life.meetings == ()


def test_only_people_of_the_unit_are_chosen_by_post(one_stop, number):
    with pytest.raises(Invalid) as refused:
        calls(one_stop, number, posts=[one_stop.stranger.post])
    assert "posts" in refused.value.fields


def test_minutes_say_what_was_found_who_signed_and_come_after_the_meeting(one_stop, number):
    meeting = calls(one_stop, number)
    with pytest.raises(Invalid) as early:
        records(one_stop, number, meeting, at("2020-05-13 08:00"))
    assert "Chưa đến giờ" in early.value.fields["found"]
    with pytest.raises(Invalid) as empty:
        records(one_stop, number, meeting, found="", conclusion=None, signers=" ")
    assert set(empty.value.fields) == {"found", "conclusion", "signers"}
    records(one_stop, number, meeting)
    with pytest.raises(HasChanged):
        records(one_stop, number, meeting)


def test_nobody_else_calls_or_records(one_stop, number):
    with pytest.raises(NotAllowed):
        calls(one_stop, number, actor=one_stop.clerk)
    meeting = calls(one_stop, number)
    with pytest.raises(NoSuchMeeting):
        records(one_stop, number, meeting, actor=one_stop.clerk)
    with pytest.raises(NoSuchDossier):
        records(one_stop, number, meeting, actor=one_stop.stranger)
    other = with_specialist(one_stop)
    with pytest.raises(NoSuchMeeting):
        records(one_stop, other, meeting)


def step(no, role, action, *, counts=True, hours=8):
    unit = RECEIVING_COUNTER if role == "counter" else ""
    return Step(no, role, action, action, Decimal(hours), counts=counts, unit=unit)


def published(*, counts):
    steps = (
        step(1, "counter", "receive"),
        step(2, "specialist", "council", counts=counts),
        step(3, "leader", "approve"),
        step(4, "counter", "return"),
    )
    publish_process(actor=SYSTEM, code=RENEW, level="commune", steps=steps, valid_from=DAY, at=at("2020-05-10 08:00"))


def test_a_council_step_asks_for_its_meeting_and_then_for_its_minutes(one_stop, monkeypatch):
    published(counts=True)
    number, screen = with_specialist(one_stop), Screen(one_stop.specialist)
    page = f"/ho-so/{number}"
    assert "Bước này phải họp hội đồng, chưa có lịch họp." in screen.sees(page)

    meeting = calls(one_stop, number, kind=MeetingKind.COUNCIL)
    shown = screen.sees(page)
    assert "Bước này phải họp hội đồng" not in shown
    assert "Họp hội đồng, 08:30 thứ Tư 13/5/2020" in shown

    monkeypatch.setattr(moments, "now", lambda: AFTER)
    assert "Họp hội đồng lúc 08:30 thứ Tư 13/5/2020 chưa có biên bản." in screen.sees(page)
    due_at = stored(number).standing.due_at
    records(one_stop, number, meeting)
    assert "chưa có biên bản" not in screen.sees(page)
    assert stored(number).standing.due_at == due_at, "the step counts: the clock ran on"


def test_at_a_step_that_is_not_counted_the_wait_is_taken_from_the_clock(one_stop):
    published(counts=False)
    number = with_specialist(one_stop)
    meeting = calls(one_stop, number, kind=MeetingKind.COUNCIL)
    before = stored(number).standing.due_at

    records(one_stop, number, meeting)

    assert stored(number).standing.due_at > before
    assert difference(stored(number)) is None
    life = stored(number).life
    assert [(pause.begins_at, pause.ends_at) for pause in life.pauses] == [(CALLED, AFTER)]
    assert wait_for_minutes(life, replace(meeting, kind=MeetingKind.CHECK), AFTER) is None, "the step wants a council"


def test_the_desk_shows_what_lies_ahead_and_what_lacks_its_minutes(one_stop, number):
    before = queries.counts(one_stop.specialist, AFTER)[Tab.MEETINGS]
    meeting = calls(one_stop, number)
    (row,) = [row for row in queries.desk(one_stop.specialist, Tab.MEETINGS, CALLED).rows if row.number == number]
    assert row.waiting_for == "Kiểm tra thực tế lúc 08:30 thứ Tư 13/5/2020"
    (row,) = [row for row in queries.desk(one_stop.specialist, Tab.MEETINGS, AFTER).rows if row.number == number]
    assert row.waiting_for == "Ghi biên bản: Kiểm tra thực tế 08:30 thứ Tư 13/5/2020"
    assert queries.counts(one_stop.specialist, AFTER)[Tab.MEETINGS] == before + 1
    assert queries.counts(one_stop.clerk, AFTER)[Tab.MEETINGS] == 0

    records(one_stop, number, meeting)
    assert queries.counts(one_stop.specialist, AFTER)[Tab.MEETINGS] == before


def test_who_takes_part_sees_it_on_the_own_desk(one_stop, number):
    calls(one_stop, number, posts=[one_stop.leader.post])

    assert number in [row.number for row in queries.desk(one_stop.leader, Tab.MEETINGS, CALLED).rows]
    assert number not in [row.number for row in queries.desk(one_stop.clerk, Tab.MEETINGS, CALLED).rows]


def test_the_citizen_is_told_of_a_check_and_never_of_a_name(one_stop, number):
    calls(one_stop, number)
    by_code = queries.by_code(number, now=CALLED).advice
    assert by_code.startswith("Cơ quan hẹn kiểm tra thực tế lúc 08:30 thứ Tư 13/5/2020.")
    assert PLACE not in by_code, "whoever holds the code alone is told no place"
    bearer = queries.by_token(stored(number).facts["token"], now=CALLED).advice
    assert f"lúc 08:30 thứ Tư 13/5/2020, tại {PLACE}." in bearer
    assert "Trưởng thôn" not in bearer
    assert "kiểm tra thực tế" not in queries.by_code(number, now=AFTER).advice


def test_a_council_is_no_matter_of_the_look_up(one_stop, number):
    calls(one_stop, number, kind=MeetingKind.COUNCIL)

    assert queries.by_code(number, now=CALLED).advice == "Bạn chưa phải làm gì."


def typed(number, screen, **changes):
    values = {
        "kind": "check",
        "day": "13/5/2020",
        "clock": "08:30",
        "place": PLACE,
        "about": "Xem ranh giới.",
        "guests": "Chủ hồ sơ",
    }
    return screen.does(number, "hop", **(values | changes))


def test_it_is_called_moved_recorded_and_printed_on_the_screen(one_stop, number, monkeypatch):
    screen = Screen(one_stop.specialist)
    assert "Gọi họp, kiểm tra thực tế" in screen.sees(f"/ho-so/{number}")
    refused = typed(number, screen, clock="")
    assert refused.status_code == 422
    assert "Ghi cả ngày và giờ." in refused.content.decode()
    assert PLACE in refused.content.decode(), "what was typed is not lost"
    assert typed(number, screen, applicant="on").status_code == 302
    (line,) = queries.meetings_of(one_stop.specialist, stored(number), CALLED)
    assert (line.applicant, line.people[-1]) == (True, "Người nộp hồ sơ")

    meeting = stored(number).life.meetings[0]
    base = f"/ho-so/{number}/hop/{meeting.id}"
    invitation = screen.opens(f"{base}/giay-moi")
    assert "GIẤY MỜI" in text_of(invitation.content)
    by_hand = text_of(screen.opens(f"{base}/bien-ban/ban-in").content)
    assert "Kết luận: đủ điều kiện không đủ điều kiện cần làm rõ thêm" in by_hand
    moved = {"day": "13/5/2020", "clock": "09:00", "place": PLACE, "reason": "Xe đến muộn."}
    assert screen.sends(f"{base}/doi", moved).status_code == 302

    monkeypatch.setattr(moments, "now", lambda: AFTER)
    wrong = screen.sends(f"{base}/bien-ban", {"found": "Rõ."})
    assert wrong.status_code == 422
    assert "Chọn kết luận của biên bản." in wrong.content.decode()
    minutes = {"found": "Ranh giới rõ.", "conclusion": "favourable", "signers": "Nông Thị Hạnh"}
    assert screen.sends(f"{base}/bien-ban", minutes).status_code == 302
    assert "Ranh giới rõ." in screen.sees(f"/ho-so/{number}")
    printed = text_of(screen.opens(f"{base}/bien-ban/ban-in").content)
    assert "Ranh giới rõ." in printed
    assert "đủ điều kiện" in printed
    assert screen.opens(f"{base}/bien-ban").status_code == 409, "it is recorded"


def test_a_neighbour_finds_no_meeting(one_stop, number):
    meeting = calls(one_stop, number)
    stranger = Screen(one_stop.stranger)
    assert unit_named("Xã Đồng Phúc").id == one_stop.stranger.unit

    assert stranger.opens(f"/ho-so/{number}/hop/{meeting.id}/giay-moi").status_code == 404
    assert Screen(one_stop.clerk).opens(f"/ho-so/{number}/hop/{meeting.id}/bien-ban").status_code == 404


def text_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
