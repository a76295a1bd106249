"""A mistyped dossier is put right, and what was there before stays; a reception by mistake is cancelled on its day."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.dossiers import queries, services
from motcua.dossiers.queries.page import papers_of
from motcua.dossiers.queries.search import find
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.reading import index_words
from motcua.dossiers.tests.at_the_screen import Screen, words_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.types import Correction, Deed, NoSuchDossier, NothingToCorrect, NotNow, State, TooLateToCancel
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger
from motcua.parties import queries as parties
from motcua.prints import queries as prints

WHEN = at("2020-05-11 15:00")
NEXT_DAY = at("2020-05-12 08:00")
REASON = "Gõ nhầm so với căn cước."


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


@pytest.fixture
def number(one_stop):
    return one_stop.receives().code


def owner_of(dossier, **changes):
    known = parties.persons([stored(dossier).owner])[stored(dossier).owner]
    kept = {name: getattr(known, name) for name in ("name", "birth", "number", "phone", "address")}
    return kept | changes


def corrects(one_stop, number, when=WHEN, **correction):
    return services.correct(
        actor=one_stop.clerk, at=when, number=number, correction=Correction(**correction), reason=REASON
    )


def said_on(kept):
    return " ".join(PdfReader(BytesIO(prints.pdf(kept))).pages[0].extract_text().split())


def test_a_corrected_name_stands_on_the_dossier_the_person_and_a_second_receipt(one_stop, number):
    corrects(one_stop, number, owner=owner_of(number, name="Triệu Mùi Khe"))

    record = stored(number)
    assert record.facts["owner_name"] == "Triệu Mùi Khe"
    assert parties.names([record.owner]) == {record.owner: "Triệu Mùi Khe"}
    first, second = queries.printed(record)
    assert (first.version, first.on, second.version, second.on) == (1, None, 2, WHEN.date())
    assert "Triệu Mùi Khé" in said_on(first.id)
    said = said_on(second.id)
    assert "(Bản 2, đính chính ngày 11 tháng 5 năm 2020; thay bản 1)" in said
    assert f"Mã hồ sơ: {number}" in said
    assert "Triệu Mùi Khe" in said
    assert "17 giờ 00 phút, ngày 18 tháng 5 năm 2020" in said


def test_code_unit_and_moment_of_receipt_never_change(one_stop, number):
    before = stored(number)
    corrects(
        one_stop,
        number,
        owner=owner_of(number, name="Triệu Mùi Khe"),
        sets=2,
        delivery="post",
        delivery_address="Thôn Nà Lẻo",
    )

    after = stored(number)
    kept = ("code", "unit_id", "received_at", "starts_at", "ordinal", "book", "token", "receipt_id")
    assert {name: after.facts[name] for name in kept} == {name: before.facts[name] for name in kept}
    assert (after.standing, after.facts["sets"], after.facts["delivery"]) == (before.standing, 2, "post")
    assert difference(after) is None


def test_the_line_says_which_fields_and_the_old_values_are_kept_sealed(one_stop, number):
    corrects(one_stop, number, owner=owner_of(number, name="Triệu Mùi Khe", birth="1997"))

    line = ledger.stream("dossiers.dossier", stored(number).id)[-1]
    assert (line.verb, line.facts["fields"], line.facts["version"]) == (
        "dossiers.corrected",
        ["owner.name", "owner.birth"],
        2,
    )
    assert "Khé" not in str(line.facts)
    told = queries.timeline(stored(number))[0]
    assert told.sentence == "Đính chính họ tên chủ hồ sơ, ngày sinh chủ hồ sơ; cấp giấy hẹn bản 2."
    assert told.text == f"{REASON} Trước đó: họ tên chủ hồ sơ «Triệu Mùi Khé»; ngày sinh chủ hồ sơ «1996»."
    assert "Khé" not in str(stored(number).rows["corrections"])


def test_the_counts_of_papers_are_corrected_on_the_paper_and_on_the_receipt(one_stop, number):
    paper = papers_of(stored(number))[0]
    corrects(one_stop, number, papers={paper.id: (2, 0, 1)})

    now = papers_of(stored(number))[0]
    assert (now.originals, now.certified, now.copies) == (2, 0, 1)
    assert "1 chính, 0 chứng thực, 0 chụp" in queries.timeline(stored(number))[0].text


def test_a_second_correction_makes_a_third_receipt(one_stop, number):
    corrects(one_stop, number, sets=2)
    corrects(one_stop, number, sets=3)

    assert [one.version for one in queries.printed(stored(number))] == [1, 2, 3]


def test_the_right_number_of_somebody_known_by_the_same_name_makes_it_that_persons_dossier(one_stop, number):
    other = stored(one_stop.receives().code).owner
    right = parties.persons([other])[other].number
    corrects(one_stop, number, owner=owner_of(number, number=right))

    assert stored(number).owner == other


def test_a_number_of_somebody_with_another_name_is_refused_beside_the_field(one_stop, number):
    other = one_stop.receives(owner={"name": "Bàn Thị Lưu", "number": "095000777001"}).code
    right = parties.persons([stored(other).owner])[stored(other).owner].number

    with pytest.raises(Invalid) as refused:
        corrects(one_stop, number, owner=owner_of(number, number=right))

    assert refused.value.fields == {
        "owner.number": "Số giấy tờ này đã ghi cho người mang tên khác. Xem lại số trên giấy; nếu số đúng, sửa cả họ tên cho khớp."
    }


@pytest.mark.parametrize(
    ("correction", "field", "sentence"),
    [
        ({"sets": 0}, "sets", "Số bộ hồ sơ là một số từ 1 đến 99."),
        ({"delivery": "post"}, "delivery_address", "Ghi địa chỉ để bưu điện chuyển kết quả."),
        ({"case": "Trường hợp lạ"}, "case", "Thủ tục này không có trường hợp ấy. Chọn trong danh sách."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(one_stop, number, correction, field, sentence):
    with pytest.raises(Invalid) as refused:
        corrects(one_stop, number, **correction)

    assert refused.value.fields == {field: sentence}


def test_a_paper_without_a_copy_is_refused(one_stop, number):
    paper = papers_of(stored(number))[0]
    with pytest.raises(Invalid) as refused:
        corrects(one_stop, number, papers={paper.id: (0, 0, 0)})

    assert refused.value.fields == {"papers": "Mỗi giấy tờ có ít nhất một bản, mỗi loại không quá 99 bản."}


def test_without_a_difference_or_a_reason_there_is_no_correction(one_stop, number):
    with pytest.raises(NothingToCorrect) as nothing:
        corrects(one_stop, number, owner=owner_of(number))
    with pytest.raises(Invalid) as silent:
        services.correct(actor=one_stop.clerk, at=WHEN, number=number, correction=Correction(sets=2), reason=" ")

    assert nothing.value.sentence == "Không có gì khác với hồ sơ đang ghi. Sửa ô bị sai rồi bấm lại."
    assert silent.value.fields == {"reason": "Ghi vì sao phải đính chính, ví dụ: gõ nhầm tên so với căn cước."}


def test_only_the_counter_that_received_corrects(one_stop, number):
    with pytest.raises(NotAllowed):
        services.correct(
            actor=one_stop.specialist, at=WHEN, number=number, correction=Correction(sets=2), reason=REASON
        )
    with pytest.raises(NoSuchDossier):
        services.correct(actor=one_stop.stranger, at=WHEN, number=number, correction=Correction(sets=2), reason=REASON)


def test_a_corrected_name_is_found(one_stop, number):
    corrects(one_stop, number, owner=owner_of(number, name="Đàm Quý Ngôn"))
    index_words(ledger.stream("dossiers.dossier", stored(number).id))

    assert [row.number for row in find(one_stop.clerk, "dam quy ngon", at=WHEN)] == [number]


def form_of(screen, number):
    import re

    page = screen.opens(f"/ho-so/{number}/dinh-chinh").content.decode()
    values = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    return {name: value for name, value in values.items() if name not in {"csrfmiddlewaretoken", "delivery"}} | {
        "delivery": "counter"
    }


def test_the_page_comes_filled_and_what_is_sent_puts_right(one_stop, number):
    clerk = Screen(one_stop.clerk)
    assert "Đính chính hồ sơ" in clerk.sees(f"/ho-so/{number}")
    values = form_of(clerk, number)
    assert (values["owner_name"], values["owner_birth"], values["sets"]) == ("Triệu Mùi Khé", "1996", "1")

    wrong = clerk.sends(f"/ho-so/{number}/dinh-chinh", values, owner_birth="31/2/1990", reason=REASON)
    assert (wrong.status_code, 'value="31/2/1990"' in wrong.content.decode()) == (422, True)
    answer = clerk.sends(f"/ho-so/{number}/dinh-chinh", values, owner_name="Triệu Mùi Khe", reason=REASON)

    assert answer.status_code == 302, words_of(answer)
    page = clerk.sees(f"/ho-so/{number}")
    assert "Giấy hẹn bản 2 ở mục Bản in" in page
    assert "Giấy tiếp nhận và hẹn trả, bản 2 (11/5/2020)" in page
    assert stored(number).facts["owner_name"] == "Triệu Mùi Khe"


def test_a_program_corrects_too_by_the_lines_of_the_receipt(one_stop, number):
    caller = Caller(one_stop.clerk)
    sent = {"reason": REASON, "papers": [{"line": 1, "originals": 2}], "sets": 2}
    answer = caller.post(f"/dossiers/{number}/correction", sent)
    beyond = caller.post(f"/dossiers/{number}/correction", sent | {"papers": [{"line": 99, "originals": 1}]})

    assert answer.status_code == 200, answer.content
    assert papers_of(stored(number))[0].originals == 2
    assert (beyond.status_code, beyond.json()["errors"]["papers"]) == (
        422,
        "Giấy hẹn không có dòng giấy tờ này. Xem lại số thứ tự trên giấy hẹn.",
    )
    assert caller.get(f"/dossiers/{number}/receipt").status_code == 200


def cancels(one_stop, number, when=WHEN, reason="Nhận nhầm thủ tục."):
    return services.cancel_reception(actor=one_stop.clerk, at=when, number=number, reason=reason)


def test_a_mistaken_reception_counts_nowhere_and_its_code_stays_used(one_stop, number):
    cancels(one_stop, number)

    record = stored(number)
    standing = record.standing
    assert (standing.state, standing.due_at, standing.late_at, standing.on_time, standing.closed_at) == (
        State.CANCELLED,
        None,
        None,
        None,
        WHEN,
    )
    assert difference(record) is None
    late = at("2020-06-11 09:00")
    assert number not in [row.number for row in queries.desk(one_stop.clerk, "tat-ca", late, limit=100).rows]
    following = one_stop.receives(when="2020-05-11 15:10")
    assert following.ordinal == record.facts["ordinal"] + 1


def test_the_gap_is_explained_by_the_ledgers_line(one_stop, number):
    cancels(one_stop, number)

    record = stored(number)
    line = ledger.stream("dossiers.dossier", record.id)[-1]
    assert (line.facts["code"], line.facts["ordinal"]) == (number, record.facts["ordinal"])
    told = queries.timeline(record)[0]
    assert told.sentence == (f"Huỷ tiếp nhận nhầm; mã {number} và số thứ tự {record.facts['ordinal']} không dùng lại.")
    assert told.text == "Nhận nhầm thủ tục."


def test_on_the_next_day_a_sentence_says_what_to_do_instead(one_stop, number, monkeypatch):
    assert Deed.CANCEL_RECEPTION in [deed for deed, _ in queries.page_of(one_stop.clerk, stored(number), at=WHEN).deeds]
    with pytest.raises(TooLateToCancel) as refused:
        cancels(one_stop, number, NEXT_DAY)
    monkeypatch.setattr(moments, "now", lambda: NEXT_DAY)

    assert refused.value.sentence == (
        "Chỉ huỷ được trong ngày tiếp nhận (11/5/2020). Bây giờ hãy lập thủ tục rút hồ sơ theo yêu cầu của người nộp, "
        "hoặc trình lãnh đạo dừng giải quyết và nêu lý do."
    )
    offered = [deed for deed, _ in queries.page_of(one_stop.clerk, stored(number), at=NEXT_DAY).deeds]
    assert Deed.CANCEL_RECEPTION not in offered
    assert refused.value.sentence in words_of(Screen(one_stop.clerk).opens(f"/ho-so/{number}/huy-tiep-nhan"))


def test_a_result_cannot_be_cancelled_away(one_stop):
    number = one_stop.brings_to_signature()
    one_stop.approves(number, "2020-05-11 14:00")

    with pytest.raises(NotNow):
        cancels(one_stop, number)


def test_the_counter_cancels_on_its_page_and_the_citizen_is_told(one_stop, number):
    clerk = Screen(one_stop.clerk)
    silent = clerk.does(number, "huy-tiep-nhan", reason="")
    assert (silent.status_code, "Ghi rõ lý do" in words_of(silent)) == (422, True)
    assert clerk.does(number, "huy-tiep-nhan", reason="Nhận nhầm thủ tục.").status_code == 302

    assert "Huỷ tiếp nhận nhầm" in clerk.sees(f"/ho-so/{number}")
    told = queries.by_code(number, now=WHEN)
    assert told.sentence == "Hồ sơ này được tiếp nhận nhầm và đã huỷ trong ngày."


def test_a_program_cancels_too(one_stop, number):
    answer = Caller(one_stop.clerk).post(f"/dossiers/{number}/cancellation", {"reason": "Nhận nhầm."})

    assert (answer.status_code, answer.json()["state"], answer.json()["deeds"]) == (200, 90, [])
