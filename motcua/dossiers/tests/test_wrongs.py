"""A wrong result is put right as a new version; papers lost in our hands open an incident with an apology."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.dossiers import queries, services, slips
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen, words_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored, unit_named
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.types import Deed, LossKind, NoSuchDossier, NotNow, ResultChange, ResultKind, State
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.prints import queries as prints

WHEN = at("2020-05-20 09:00")
WHAT = "Sổ hộ khẩu, 1 bản chính."


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


@pytest.fixture
def number(one_stop):
    """Approved and handed over."""
    number = one_stop.brings_to_signature()
    one_stop.approves(number)
    one_stop.returns(number)
    return number


def changes(one_stop, number, change=ResultChange.CORRECTED, *, reason="Sai ngày sinh.", result_number="12/XN", **more):
    return services.change_result(
        actor=one_stop.leader,
        at=WHEN,
        number=number,
        change=change,
        reason=reason,
        result_number=result_number,
        **more,
    )


def test_a_wrong_result_is_put_right_as_a_new_version_and_the_old_one_stays(one_stop, number):
    before = stored(number).standing
    changes(one_stop, number)

    record = stored(number)
    assert [(row["version"], row["kind"]) for row in queries.results_of(record)] == [(1, "granted"), (2, "granted")]
    assert (record.standing, record.life.outcome.version) == (before, 2)
    assert difference(record) is None
    told = queries.timeline(record)[0]
    assert (told.sentence, told.text) == ("Đính chính kết quả: bản 2 thay bản 1.", "Sai ngày sinh.")


@pytest.mark.parametrize(
    ("change", "kind", "sentence"),
    [
        (ResultChange.REPLACED, ResultKind.GRANTED, "Thay kết quả: bản 2 thay bản 1."),
        (ResultChange.ANNULLED, ResultKind.ANNULLED, "Huỷ kết quả bản 1."),
    ],
)
def test_it_is_replaced_or_annulled(one_stop, number, change, kind, sentence):
    changes(one_stop, number, change)

    assert queries.results_of(stored(number))[-1]["kind"] == kind
    assert queries.timeline(stored(number))[0].sentence == sentence


def test_the_page_says_which_version_counts(one_stop, number):
    changes(one_stop, number)

    page = Screen(one_stop.clerk).sees(f"/ho-so/{number}")
    assert "(bản 1, không còn giá trị)" in page
    assert "(bản 2, đang có giá trị)" in page


def test_the_citizen_reads_which_one_counts(one_stop, number):
    changes(one_stop, number)
    corrected = queries.by_code(number, now=WHEN)
    changes(one_stop, number, ResultChange.ANNULLED, result_number="15/QĐ-UBND")
    annulled = queries.by_code(number, now=WHEN)

    assert corrected.sentence == ("Kết quả đã được sửa: bản 2 ngày 20/5/2020 có giá trị, bản trước không còn giá trị.")
    assert "Bạn không mất phí." in corrected.advice
    assert annulled.sentence == "Kết quả đã bị huỷ ngày 20/5/2020, không còn giá trị."


def test_the_return_slip_still_names_what_was_handed_over(one_stop, number):
    changes(one_stop, number)

    assert slips.delivery_slip(stored(number))["result_number"] == ""


def test_a_reason_a_number_and_a_day_that_has_been_are_wanted(one_stop, number):
    with pytest.raises(Invalid) as refused:
        changes(one_stop, number, reason=" ", result_number="", signed_on=at("2020-05-21 00:00").date())

    assert refused.value.fields == {
        "signed_on": "Ngày ký không thể sau hôm nay (20/05/2020).",
        "reason": "Ghi kết quả sai ở đâu, để người nhận và người sau hiểu.",
        "result_number": "Ghi số, ký hiệu của văn bản sửa, thay hoặc huỷ kết quả.",
    }


def test_only_a_leader_puts_a_result_right_and_only_where_there_is_one(one_stop, number):
    with pytest.raises(NotAllowed):
        services.change_result(
            actor=one_stop.clerk,
            at=WHEN,
            number=number,
            change=ResultChange.CORRECTED,
            reason="Sai.",
            result_number="12/XN",
        )
    with pytest.raises(NotNow):
        changes(one_stop, one_stop.receives().code)


def test_a_leader_puts_it_right_on_the_page(one_stop, number):
    leader = Screen(one_stop.leader)
    assert "Sửa kết quả" in leader.sees(f"/ho-so/{number}")
    nothing = leader.does(number, "sua-ket-qua", reason="Sai ngày sinh.", result_number="12/XN")
    assert (nothing.status_code, "Chọn đính chính, thay hay huỷ." in words_of(nothing)) == (422, True)

    sent = {"change": "corrected", "reason": "Sai ngày sinh.", "result_number": "12/XN"}
    assert leader.does(number, "sua-ket-qua", **sent).status_code == 302
    assert "Báo người nhận mang bản cũ đến đổi" in leader.sees(f"/ho-so/{number}")


def test_a_program_puts_it_right_too(one_stop, number):
    sent = {"change": "annulled", "reason": "Cấp nhầm người.", "number": "15/QĐ-UBND"}
    answer = Caller(one_stop.leader).post(f"/dossiers/{number}/result-change", sent)

    assert (answer.status_code, answer.json()["state"]) == (200, State.RETURNED)


@pytest.fixture
def open_number(one_stop):
    number = one_stop.receives().code
    one_stop.hands_over(number)
    return number


def reports(one_stop, number, kind=LossKind.LOST, what=WHAT, **more):
    return services.report_loss(actor=one_stop.specialist, at=WHEN, number=number, kind=kind, what=what, **more)


def offered(actor, number):
    return {deed for deed, _words in queries.page_of(actor, stored(number), at=WHEN).deeds}


def test_a_lost_paper_opens_an_incident_with_the_liable_unit_and_an_apology(one_stop, open_number):
    reports(one_stop, open_number)

    record = stored(open_number)
    assert (record.life.incidents, record.standing.state) == (1, State.PROCESSING)
    assert difference(record) is None
    told = queries.timeline(record)[0]
    assert told.sentence == "Giấy tờ bị mất, có phiếu xin lỗi; cơ quan chịu trách nhiệm: UBND xã Quảng Khê."
    assert told.text == WHAT
    kept = dict(queries.prints_of(record))["loss"]
    said = " ".join(PdfReader(BytesIO(prints.pdf(kept))).pages[0].extract_text().split())
    for words in (f"{open_number}/XL", WHAT, "Cơ quan chịu trách nhiệm: UBND xã Quảng Khê", "chịu mọi chi phí"):
        assert words in said


def test_the_incident_stands_on_the_page_until_it_is_closed_with_what_was_done(one_stop, open_number):
    reports(one_stop, open_number, LossKind.DAMAGED)
    specialist = Screen(one_stop.specialist)
    said = "Giấy tờ bị hỏng: Sổ hộ khẩu, 1 bản chính. Cơ quan chịu trách nhiệm: UBND xã Quảng Khê."
    assert said in specialist.sees(f"/ho-so/{open_number}")
    assert offered(one_stop.specialist, open_number) & {Deed.REPORT_LOSS, Deed.CLOSE_INCIDENT} == {Deed.CLOSE_INCIDENT}

    silent = specialist.does(open_number, "mat-giay-to/xong", closing="")
    assert (silent.status_code, "Ghi đã khắc phục thế nào" in words_of(silent)) == (422, True)
    assert specialist.does(open_number, "mat-giay-to/xong", closing="Đã xin cấp lại.").status_code == 302

    told = queries.timeline(stored(open_number))[0]
    assert (told.sentence, told.text) == ("Đã khắc phục việc mất, hỏng giấy tờ.", "Đã xin cấp lại.")
    assert said not in specialist.sees(f"/ho-so/{open_number}")
    assert stored(open_number).life.incidents == 0


def test_what_is_lost_and_a_unit_of_the_dossier_are_wanted(one_stop, open_number):
    with pytest.raises(Invalid) as silent:
        reports(one_stop, open_number, what=" ")
    with pytest.raises(Invalid) as foreign:
        reports(one_stop, open_number, liable=unit_named("Xã Đồng Phúc").id)
    with pytest.raises(NoSuchDossier):
        services.report_loss(actor=one_stop.stranger, at=WHEN, number=open_number, kind=LossKind.LOST, what=WHAT)

    assert silent.value.fields == {"what": "Ghi giấy tờ nào bị mất hoặc hỏng, mấy bản."}
    assert foreign.value.fields == {"liable": "Chọn một trong các cơ quan đã giữ hồ sơ này."}


def test_one_incident_at_a_time_and_none_to_close_where_none_is_open(one_stop, open_number):
    with pytest.raises(NotNow):
        services.close_incident(actor=one_stop.specialist, at=WHEN, number=open_number, closing="Tìm thấy.")
    reports(one_stop, open_number)

    with pytest.raises(NotNow):
        reports(one_stop, open_number)


def test_it_is_reported_on_the_page_and_over_the_api(one_stop, open_number):
    specialist = Screen(one_stop.specialist)
    assert specialist.does(open_number, "mat-giay-to", kind="lost", what=WHAT).status_code == 302
    assert "Phiếu xin lỗi về giấy tờ bị mất, hỏng" in specialist.sees(f"/ho-so/{open_number}")

    caller = Caller(one_stop.specialist)
    closed = caller.post(f"/dossiers/{open_number}/incident-closing", {"closing": "Tìm thấy."})
    again = caller.post(f"/dossiers/{open_number}/incident", {"kind": "damaged", "what": WHAT})
    assert (closed.status_code, again.status_code) == (200, 200), (closed.content, again.content)
