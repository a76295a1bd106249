"""What people are told of their dossiers: each act once, only after it has committed, to whoever handed it in."""

import pytest

from motcua.dossiers import services
from motcua.dossiers.letters import LETTERS, READER, TOLD
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.types import KIND, MeetingKind, PaperIn, Person, ProofKind
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.ledger import queries as ledger
from motcua.ledger.services import catch_up
from motcua.notices import queries as notices
from motcua.notices.types import Channel
from motcua.payments.types import Method

NOW = at("2020-05-13 15:00")
KHE = {"name": "Triệu Mùi Khé", "birth": "1996", "phone": "0900000001", "email": "khe@vidu.vn"}


@pytest.fixture
def one_stop(province_db, monkeypatch, settings):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    settings.SMTP_HOST, settings.MAIL_FROM, settings.SMS_URL = "127.0.0.1", "a@vidu.vn", ""
    stop = OneStop.open()
    catch_up()
    return stop


def received(one_stop, **changes):
    number = one_stop.reception().owner["number"]
    return one_stop.receives(owner={**KHE, "number": number}, **changes)


def told(number):
    """What was told about a dossier by now: the kind's name, and the message."""
    catch_up()
    return [
        (found.kind, notices.message_for(SYSTEM, found.id, at=NOW)) for found in notices.told(KIND, stored(number).id)
    ]


def test_the_way_of_a_dossier_is_told_step_by_step(one_stop):
    number = received(one_stop).code
    one_stop.hands_over(number)
    one_stop.examines(number)
    one_stop.proposes(number)
    one_stop.approves(number)
    one_stop.returns(number)

    assert [(kind, message.subject) for kind, message in told(number)] == [
        ("Đã tiếp nhận", f"Đã tiếp nhận hồ sơ {number}"),
        ("Đã có kết quả", f"Đã có kết quả của hồ sơ {number}"),
        ("Đã trả kết quả", f"Đã trả kết quả của hồ sơ {number}"),
    ]


def test_the_receipt_says_what_the_paper_says(one_stop):
    number = received(one_stop).code
    ((_kind, message),) = told(number)

    assert message.body.splitlines()[:7] == [
        "Kính gửi Triệu Mùi Khé,",
        "",
        "UBND xã Quảng Khê đã tiếp nhận hồ sơ của bạn.",
        "",
        f"Mã hồ sơ: {number}",
        f"Thủ tục: {stored(number).procedure.short_name}",
        f"Hẹn trả kết quả: {due_of(number)}",
    ]
    assert message.body.splitlines()[-1] == "Một cửa Bắc Kạn"
    assert f"/tra-cuu?ma={number}" in message.body


def due_of(number):
    due = stored(number).standing.due_at
    days = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
    return f"{due:%H:%M} {days[due.weekday()]} {due.day}/{due.month}/{due.year}"


def test_a_supplement_names_the_papers_and_the_reason(one_stop):
    number = received(one_stop).code
    one_stop.hands_over(number)
    one_stop.examines(number)
    services.ask_supplement(
        actor=one_stop.specialist,
        at=at("2020-05-12 09:15"),
        number=number,
        papers=(PaperIn(1, "Sổ hộ khẩu", copies=1), PaperIn(2, "Giấy chứng sinh", originals=1)),
        reason="Để đối chiếu nơi cư trú.",
        ground="Luật Hộ tịch 2014, Điều 16.",
    )
    _receipt, (kind, message) = told(number)

    assert kind == "Cần bổ sung giấy tờ"
    assert "- Sổ hộ khẩu\n- Giấy chứng sinh\n\nLý do: Để đối chiếu nơi cư trú." in message.body


def test_who_is_waited_for_is_told_how_much_and_where(one_stop):
    number = received(one_stop, procedure="2.000913").code
    one_stop.hands_over(number)
    one_stop.examines(number)
    services.ask_payment(actor=one_stop.specialist, at=at("2020-05-12 09:15"), number=number)
    _receipt, (kind, message) = told(number)

    assert kind == "Cần nộp phí"
    assert "đang chờ bạn nộp 30.000 đ." in message.body
    assert "Nộp tại nơi đã nộp hồ sơ: UBND xã Quảng Khê" in message.body


def meets(one_stop, number, **changes):
    one_stop.hands_over(number)
    one_stop.examines(number)
    values = {
        "kind": MeetingKind.CHECK,
        "starts_at": at("2020-05-15 08:30"),
        "place": "Thửa đất số 12, thôn Nà Lẻo",
        "about": "Xem ranh giới; anh Tá đo.",
        "guests": "Hoàng Văn Tá",
        "applicant": True,
    }
    called = services.call_meeting(
        actor=one_stop.specialist, at=at("2020-05-12 11:00"), number=number, **(values | changes)
    )
    return called.life.meetings[-1].id


def test_who_is_to_be_there_is_told_the_day_the_hour_and_the_place_and_no_name(one_stop):
    number = received(one_stop).code
    meets(one_stop, number)
    _receipt, (kind, message) = told(number)

    assert kind == "Hẹn họp, kiểm tra thực tế"
    assert message.subject == f"Hồ sơ {number}: mời có mặt lúc 08:30 thứ Sáu 15/5/2020"
    assert "mời bạn có mặt khi kiểm tra thực tế" in message.body
    assert "Lúc: 08:30 thứ Sáu 15/5/2020\nTại: Thửa đất số 12, thôn Nà Lẻo\n" in message.body
    assert "Tá" not in message.body


def test_a_meeting_that_is_moved_twice_and_called_off_is_told_each_time_as_it_stood_then(one_stop):
    number = received(one_stop).code
    change = {"actor": one_stop.specialist, "number": number, "meeting": meets(one_stop, number)}
    moves = (("13:00", "2020-05-18 14:00", "Trụ sở UBND xã"), ("14:00", "2020-05-19 14:00", ""))
    for clock, starts, place in moves:
        services.move_meeting(
            at=at(f"2020-05-12 {clock}"), starts_at=at(starts), place=place, reason="Anh Tá bận.", **change
        )
    services.call_off_meeting(at=at("2020-05-13 08:00"), reason="Anh Tá đã đo.", **change)
    _receipt, called, moved, again, off = (message for _kind, message in told(number))

    assert "Tại: Thửa đất số 12, thôn Nà Lẻo" in called.body
    assert "Lúc: 14:00 thứ Hai 18/5/2020\nTại: Trụ sở UBND xã" in moved.body
    assert "Lúc: 14:00 thứ Ba 19/5/2020\nTại: Trụ sở UBND xã" in again.body
    assert off.subject == f"Hồ sơ {number}: huỷ lịch lúc 14:00 thứ Ba 19/5/2020"
    assert "Bạn không phải đến." in off.body
    assert not [body for body in (moved.body, again.body, off.body) if "Tá" in body]


def test_of_a_meeting_of_the_office_alone_nobody_outside_is_told(one_stop):
    number = received(one_stop).code
    meeting = meets(one_stop, number, kind=MeetingKind.COUNCIL, applicant=False)
    services.call_off_meeting(
        actor=one_stop.specialist, at=at("2020-05-13 08:00"), number=number, meeting=meeting, reason="Đã rõ."
    )

    assert [kind for kind, _message in told(number)] == ["Đã tiếp nhận"]


def test_an_apology_tells_the_new_appointment_and_the_reason(one_stop):
    number = received(one_stop).code
    one_stop.hands_over(number)
    one_stop.examines(number)
    services.apologise(
        actor=one_stop.leader,
        at=at("2020-05-12 09:15"),
        number=number,
        until=at("2020-05-20 00:00").date(),
        cause="Chờ kết quả xác minh.",
    )
    _receipt, (kind, message) = told(number)

    assert kind == "Xin lỗi và hẹn lại"
    assert "Hẹn mới: 17:00 thứ Tư 20/5/2020\nLý do: Chờ kết quả xác minh." in message.body


def test_a_refusal_is_told_without_its_reason(one_stop):
    number = received(one_stop).code
    one_stop.hands_over(number)
    one_stop.examines(number)
    services.refuse(
        actor=one_stop.specialist, at=at("2020-05-12 09:15"), number=number, reason="Không thuộc diện được hưởng."
    )
    _receipt, (kind, message) = told(number)

    assert kind == "Không được giải quyết"
    assert "Không thuộc diện" not in message.body


def test_nothing_is_told_twice_however_often_the_ledger_is_read(one_stop):
    number = received(one_stop).code
    before = [message.line.id for _kind, message in told(number)]
    lines = ledger.stream(KIND, stored(number).id)
    READER.read(lines)
    READER.read(lines)

    assert [message.line.id for _kind, message in told(number)] == before
    assert len(before) == 1


def test_what_was_undone_is_not_told(one_stop):
    from motcua.kernel.act import act

    @act
    def received_and_fell_over(*, actor, at):
        received(one_stop)
        raise RuntimeError

    before = notices.outbox(SYSTEM, at=NOW).total
    with pytest.raises(RuntimeError):
        received_and_fell_over(actor=one_stop.clerk, at=NOW)
    catch_up()
    assert notices.outbox(SYSTEM, at=NOW).total == before


def test_received_and_returned_in_one_go_is_told_once(one_stop):
    reception = one_stop.reception("2.000815", owner={**KHE, "number": "000000090123"})
    answer = services.receive_and_return(
        actor=one_stop.clerk,
        at=at("2020-05-13 09:00"),
        reception=reception,
        recipient=Person("Triệu Mùi Khé", ProofKind.IDENTITY, "000000090123"),
        method=Method.CASH,
    )

    assert [kind for kind, _message in told(answer.code)] == ["Đã trả kết quả"]


def test_whoever_handed_it_in_is_told_not_the_owner(one_stop):
    number = received(
        one_stop,
        submitter={"name": "Nông Thị Nộp", "number": "000000090321", "email": "nop@vidu.vn"},
        authorisation="giấy uỷ quyền ngày 4/5/2020",
    ).code
    ((_kind, message),) = told(number)

    assert message.line.address == "n…@vidu.vn"
    assert message.body.startswith("Kính gửi Nông Thị Nộp,")


def test_the_dossiers_page_says_what_was_told(one_stop):
    number = received(one_stop).code
    told(number)
    clerk, stranger = Screen(one_stop.clerk), Screen(one_stop.specialist)

    assert "Đã báo người nộp Đã tiếp nhận, thư chờ gửi 13/5 15:00 Cách báo tin" in clerk.sees(f"/ho-so/{number}")
    assert "/thong-bao/" in clerk.opens(f"/ho-so/{number}").content.decode()
    assert "Đã tiếp nhận, thư chờ gửi" in stranger.sees(f"/ho-so/{number}")
    assert "/thong-bao/" not in stranger.opens(f"/ho-so/{number}").content.decode()


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.key)
def test_every_shipped_text_can_be_sent(letter):
    for channel, text in letter.texts.items():
        assert notices.faults_of(text, channel, letter.places) == {}
    assert set(letter.texts) == set(Channel)


def test_every_told_act_has_a_letter():
    # A result that can be taken online is told with the way there.
    assert {*TOLD.values(), "ready-online"} == {letter.key for letter in LETTERS}
