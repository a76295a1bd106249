"""A leader apologises and appoints anew, or stops the work; and a result that comes early is told."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.dossiers import queries, services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen, words_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored, unit_named
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.types import Deed, NoSuchDossier, NotNow, ResultKind, State
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger
from motcua.prints import queries as prints

#: Received on Monday 11/5 with five working days: promised for Monday 18/5, an apology is in time until Friday 15/5.
IN_TIME, LATE = at("2020-05-15 10:00"), at("2020-05-18 08:30")
UNTIL = at("2020-05-22 00:00").date()
CAUSE = "Chờ kết quả xác minh."


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: IN_TIME)
    return OneStop.open()


@pytest.fixture
def number(one_stop):
    return one_stop.brings_to_signature()


def apologises(one_stop, number, when=IN_TIME, until=UNTIL, cause=CAUSE, **more):
    return services.apologise(actor=one_stop.leader, at=when, number=number, until=until, cause=cause, **more)


def stops(one_stop, number, when=IN_TIME, reason="Thửa đất đang có tranh chấp."):
    return services.stop(actor=one_stop.leader, at=when, number=number, reason=reason)


def text_of(number, form):
    kept = dict(queries.prints_of(stored(number)))[form]
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(prints.pdf(kept))).pages)


def last_verb(number):
    return ledger.stream("dossiers.dossier", stored(number).id)[-1].verb


def test_an_apology_moves_the_promise_and_the_first_one_stays(one_stop, number):
    apologises(one_stop, number)

    standing = stored(number).standing
    assert (standing.due_at, standing.original_due_at) == (at("2020-05-22 17:00"), at("2020-05-18 17:00"))
    assert (standing.late_at, last_verb(number)) == (at("2020-05-22 23:59:59"), "dossiers.apologised")
    assert difference(stored(number)) is None
    told = queries.timeline(stored(number))[0]
    assert told.sentence == (
        "Xin lỗi và hẹn lại, trả lúc 17:00 22/5/2020; cơ quan chịu trách nhiệm: UBND xã Quảng Khê."
    )
    assert told.text == CAUSE


def test_the_slip_says_every_field(one_stop, number):
    apologises(one_stop, number)

    said = text_of(number, "apology")
    for words in (
        f"{number}/PXL", "Triệu Mùi Khé", "17 giờ 00 phút, ngày 18 tháng 5 năm 2020", CAUSE, "UBND xã Quảng Khê",
        "17 giờ 00 phút, ngày 22 tháng 5 năm 2020 (thứ Sáu)", "Tại quầy, UBND xã Quảng Khê", "Nơi nhận:",
    ):  # fmt: skip
        assert words in said
    assert "lập muộn" not in said


def test_an_apology_on_the_promised_day_is_possible_and_called_late(one_stop, number):
    apologises(one_stop, number, LATE)

    assert last_verb(number) == "dossiers.apologised_late"
    assert "Phiếu này lập muộn" in text_of(number, "apology")
    assert "chậm nhất ngày 15 tháng 5 năm 2020" in text_of(number, "apology")


def test_it_may_be_done_once(one_stop, number):
    apologises(one_stop, number)

    assert Deed.APOLOGISE not in [
        deed for deed, _ in queries.page_of(one_stop.leader, stored(number), at=IN_TIME).deeds
    ]
    with pytest.raises(NotNow):
        apologises(one_stop, number, until=at("2020-05-29 00:00").date())


def test_by_the_new_appointment_it_is_on_time_and_by_the_index_late(one_stop, number):
    apologises(one_stop, number)
    one_stop.approves(number, "2020-05-21 09:00")

    standing = stored(number).standing
    assert (standing.on_time, standing.index_on_time) == (True, False)


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (None, "Ghi ngày hẹn mới, ví dụ 20/5/2020."),
        (at("2020-05-18 00:00").date(), "Ngày hẹn mới phải sau ngày đã hẹn (18/5/2020)."),
        (at("2020-05-14 00:00").date(), "Ngày hẹn mới không thể ở trong quá khứ."),
    ],
)
def test_a_day_that_cannot_be_is_refused(one_stop, number, until, sentence):
    with pytest.raises(Invalid) as refused:
        apologises(one_stop, number, until=until)

    assert refused.value.fields == {"until": sentence}


def test_a_cause_and_a_unit_of_the_dossier_are_wanted(one_stop, number):
    with pytest.raises(Invalid) as silent:
        apologises(one_stop, number, cause=" ")
    with pytest.raises(Invalid) as foreign:
        apologises(one_stop, number, liable=unit_named("Xã Đồng Phúc").id)

    assert silent.value.fields == {"cause": "Ghi lý do chậm, để người nộp hiểu vì sao phải chờ."}
    assert foreign.value.fields == {"liable": "Chọn một trong các cơ quan đã giữ hồ sơ này."}


def test_only_a_leader_apologises_or_stops(one_stop, number):
    for service, more in (
        (services.apologise, {"until": UNTIL, "cause": CAUSE}),
        (services.stop, {"reason": "Vì thế."}),
    ):
        with pytest.raises(NotAllowed):
            service(actor=one_stop.specialist, at=IN_TIME, number=number, **more)
        with pytest.raises(NoSuchDossier):
            service(actor=one_stop.stranger, at=IN_TIME, number=number, **more)


def test_the_citizen_reads_the_apology_and_the_new_day(one_stop, number):
    apologises(one_stop, number)
    told = queries.by_code(number, now=at("2020-05-19 09:00"))

    assert told.sentence == (
        "Chúng tôi xin lỗi: kết quả chậm so với hẹn. Hẹn mới: thứ Sáu 22/5/2020, còn 3 ngày làm việc."
    )
    assert "Lý do ghi trong phiếu xin lỗi" in told.advice


def test_a_leader_apologises_on_the_page_which_says_whether_it_is_in_time(one_stop, number, monkeypatch):
    leader = Screen(one_stop.leader)
    assert "Đang hẹn 18/5/2020. Chỉ được hẹn lại một lần" in leader.sees(f"/ho-so/{number}/xin-loi")
    monkeypatch.setattr(moments, "now", lambda: LATE)
    assert "Phiếu lẽ ra phải lập chậm nhất 15/5/2020" in leader.sees(f"/ho-so/{number}/xin-loi")

    wrong = leader.does(number, "xin-loi", until="hôm nào đó", cause=CAUSE)
    assert (wrong.status_code, "Ngày ghi như 11/5/2020." in words_of(wrong)) == (422, True)
    assert CAUSE in wrong.content.decode()
    assert leader.does(number, "xin-loi", until="22/5/2020", cause=CAUSE).status_code == 302

    page = leader.sees(f"/ho-so/{number}")
    assert "Đã hẹn lại thứ Sáu 22/5/2020" in page
    assert "Phiếu xin lỗi và hẹn lại" in page


def test_a_program_apologises_too(one_stop, number):
    answer = Caller(one_stop.leader).post(f"/dossiers/{number}/apology", {"until": "2020-05-22", "cause": CAUSE})

    assert answer.status_code == 200, answer.content
    assert answer.json()["due_at"] == "2020-05-22T17:00:00+07:00"
    assert answer.json()["original_due_at"] == "2020-05-18T17:00:00+07:00"


def test_a_stop_ends_the_clock_and_waits_for_its_notice_at_the_counter(one_stop, number):
    stops(one_stop, number)

    record = stored(number)
    standing = record.standing
    assert (standing.state, standing.unit, standing.role, standing.on_time) == (
        State.STOPPED,
        one_stop.unit.id,
        "counter",
        True,
    )
    assert difference(record) is None
    assert "Thửa đất đang có tranh chấp." in text_of(number, "stop_notice")
    late = at("2020-06-11 09:00")
    mine = {row.number: row for row in queries.desk(one_stop.clerk, "cho-toi", late, limit=100).rows}
    assert (mine[number].waiting_for, mine[number].time) == ("Vào sổ thông báo dừng", "đã dừng")
    assert number not in [row.number for row in queries.desk(one_stop.clerk, "qua-han", late, limit=100).rows]


def test_the_notice_is_entered_into_the_book_and_handed_over(one_stop, number):
    stops(one_stop, number)
    services.register_result(actor=one_stop.clerk, at=at("2020-05-19 08:00"), number=number, result_number="12/TB-UBND")
    entered = stored(number)
    one_stop.returns(number, "2020-05-20 08:00")

    assert (entered.standing.state, entered.life.outcome.kind, entered.standing.on_time) == (
        State.FINISHED,
        ResultKind.STOPPED,
        True,
    )
    assert stored(number).standing.state is State.RETURNED


def test_a_stop_while_papers_are_awaited_ends_the_waiting_too(one_stop):
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
    stops(one_stop, number)

    record = stored(number)
    assert (record.standing.state, record.standing.paused_since) == (State.STOPPED, None)
    assert difference(record) is None


def test_a_stop_needs_a_reason(one_stop, number):
    with pytest.raises(Invalid) as refused:
        stops(one_stop, number, reason=" ")

    assert refused.value.fields == {"reason": "Ghi rõ lý do và căn cứ, để người nộp biết phải làm gì tiếp."}


def test_a_leader_stops_on_the_page_and_the_citizen_is_told(one_stop, number):
    leader = Screen(one_stop.leader)
    assert leader.does(number, "dung-giai-quyet", reason="Thửa đất đang có tranh chấp.").status_code == 302
    assert "Thông báo dừng giải quyết" in leader.sees(f"/ho-so/{number}")

    told = queries.by_code(number, now=IN_TIME)
    assert told.sentence == "Cơ quan đã dừng giải quyết hồ sơ."
    clerk = Screen(one_stop.clerk)
    assert "Vào sổ thông báo dừng" in clerk.sees(f"/ho-so/{number}")
    assert clerk.does(number, "ket-qua", result_number="12/TB-UBND").status_code == 302
    assert "Mang giấy hẹn đến nhận lại giấy tờ" in queries.by_code(number, now=IN_TIME).advice


def test_a_program_stops_too(one_stop, number):
    answer = Caller(one_stop.leader).post(f"/dossiers/{number}/stop", {"reason": "Tranh chấp."})

    assert (answer.status_code, answer.json()["state"]) == (200, 8)


def test_a_result_before_its_day_is_told_to_everybody_and_blocks_nothing(one_stop, number):
    one_stop.approves(number, "2020-05-14 09:00")

    line = ledger.stream("dossiers.dossier", stored(number).id)[-1]
    assert line.facts["early"] is True
    assert queries.page_of(one_stop.clerk, stored(number), at=IN_TIME).time == "có kết quả trước hạn"
    waiting = {row.number: row.time for row in queries.desk(one_stop.clerk, "cho-tra", IN_TIME, limit=100).rows}
    assert waiting[number] == "có kết quả trước hạn"
    assert queries.by_code(number, now=IN_TIME).sentence == "Đã có kết quả. Kết quả có trước ngày hẹn 18/5/2020."
    assert one_stop.returns(number, "2020-05-14 09:05").standing.state is State.RETURNED


def test_a_result_on_its_day_is_not_called_early(one_stop, number):
    one_stop.approves(number, "2020-05-18 09:00")

    assert "early" not in ledger.stream("dossiers.dossier", stored(number).id)[-1].facts
    assert queries.page_of(one_stop.clerk, stored(number), at=LATE).time == "đúng hạn"


def called(actor, when):
    return {row.number for row in queries.desk(actor, queries.Tab.APOLOGY, when, limit=100).rows}


def test_a_working_day_before_the_promise_whoever_has_it_is_called_to_the_apology(one_stop):
    """Promised for Monday 18/5: the call stands on the desks on Friday 15/5, and on no other day (NĐ 61/2018 Đ19.9)."""
    number = one_stop.receives().code
    one_stop.hands_over(number)
    one_stop.examines(number)
    for actor in (one_stop.specialist, one_stop.leader):
        assert number not in called(actor, at("2020-05-14 16:00"))
        assert number in called(actor, IN_TIME)
        assert number not in called(actor, LATE)
    assert number not in called(one_stop.clerk, IN_TIME)
    assert number not in called(one_stop.stranger, IN_TIME)

    apologises(one_stop, number)
    assert number not in called(one_stop.leader, IN_TIME)


def test_the_bar_says_until_when_an_apology_is_in_time(one_stop, number):
    assert "Báo chậm trước hết 15/5" in Screen(one_stop.leader).opens(f"/ho-so/{number}").content.decode()

    apologises(one_stop, number)
    assert "Báo chậm" not in Screen(one_stop.leader).opens(f"/ho-so/{number}").content.decode()
